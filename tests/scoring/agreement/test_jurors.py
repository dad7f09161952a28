"""Jurors beside the others: mean deviation, spread, and who is flagged."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eventkit.scoring.agreement import agreement
from eventkit.scoring.agreement.jurors import mean_deviations
from eventkit.scoring.agreement.totals import read_totals


def flags(found):
    return {j.juror: j.flag for j in found.jurors}


def test_mean_deviation_is_from_the_mean_of_the_others(sheets):
    table = {"w1": [4, 7, 9], "w2": [6, 5, None], "w3": [1, None, None], "w4": [None, 1, 2]}
    # A: 4 - 8 and 6 - 5; w3 has no other sheet.   B: 7 - 6.5, 5 - 6, 1 - 2.   C: 9 - 5.5, 2 - 1.
    assert mean_deviations(read_totals(sheets(table))) == [
        Fraction(-3, 2),
        Fraction(-1, 2),
        Fraction(9, 4),
    ]


def test_a_juror_always_alone_has_no_deviation(sheets):
    found = agreement(sheets({"w1": [1, None], "w2": [3, None], "w3": [None, 5]}), bootstrap=0)
    assert [j.mean_deviation for j in found.jurors] == [None, None]
    # 1 and 3: mean 2, SD sqrt((1 + 1) / 1)
    assert (found.jurors[0].mean, found.jurors[0].sd) == (2, pytest.approx(2**0.5))
    assert (found.jurors[1].sheets, found.jurors[1].sd) == (1, None)


def lowered(works, by):
    """Two jurors who agree, and a third who gives so much less; totals 20, 21 …"""
    return {f"w{n}": [20 + n, 20 + n, f"{20 + n - by}"] for n in range(works)}


def test_a_deviation_of_exactly_the_threshold_is_flagged(sheets):
    # A and B stand (1/10) / 2 above the others; 0.1 is no float.
    totals = sheets(lowered(5, Fraction(1, 10)))
    assert flags(agreement(totals, maximum=Fraction(1), bootstrap=0)) == {
        "A": None,
        "B": None,
        "C": "strict",
    }
    above = Fraction(1) + Fraction(1, 10**12)
    assert flags(agreement(totals, maximum=above, bootstrap=0))["C"] is None


def test_the_flag_goes_before_the_maximum_and_the_maximum_before_the_range(sheets):
    # C: -1; A and B: +1/2. The observed range is 19 … 24, a tenth of it 1/2.
    totals = sheets(lowered(5, 1))
    everybody = {"A": "lenient", "B": "lenient", "C": "strict"}
    nobody = dict.fromkeys("ABC")
    assert flags(agreement(totals, bootstrap=0)) == everybody
    assert flags(agreement(totals, maximum=Fraction(11), bootstrap=0)) == nobody
    only = agreement(totals, maximum=Fraction(11), flag=Fraction(1), bootstrap=0)
    assert flags(only) == {**nobody, "C": "strict"}


def test_four_sheets_are_too_few_for_strict_and_lenient(sheets):
    assert set(flags(agreement(sheets(lowered(4, 1)), bootstrap=0)).values()) == {None}


def test_nobody_deviates_by_nothing(sheets):
    found = agreement(sheets(lowered(5, 0)), flag=Fraction(0), bootstrap=0)
    assert set(flags(found).values()) == {None}


def wavering(*errors):
    """Six works worth 10, 20 …; each juror errs by a constant, up and down in turn."""
    return {f"w{n}": [10 * n + (-1) ** n * error for error in errors] for n in range(1, 7)}


def test_an_erratic_juror_has_more_than_twice_the_usual_residuals(sheets):
    # Errors sum to 0 in every work and for every juror, so they are the residuals; each juror's SD
    # is the error times sqrt(6/5).
    found = agreement(sheets(wavering(-1, -1, -1, 3)), bootstrap=0)
    assert flags(found) == {"A": None, "B": None, "C": None, "D": "erratic"}
    # The median of 3 3 5 6 7 is 5; 7 is not above 10.
    found = agreement(sheets(wavering(-3, -3, 5, -6, 7)), bootstrap=0)
    assert set(flags(found).values()) == {None}


def test_just_twice_the_usual_residuals_are_not_erratic(sheets):
    # A and C always differ by 11/10; the residuals of B are twice theirs, but for rounding.
    errors = [-7, -9, -9, -23, -12, -15, 75]
    worth = [732, 500, 138, 593, 564, 788, 106]
    table = {
        f"w{number}": [
            Fraction(work, 7) + Fraction(part * error + constant, 10)
            for part, constant in ((1, 30), (-2, 8), (1, 19))
        ]
        for number, (work, error) in enumerate(zip(worth, errors, strict=True))
    }
    found = agreement(sheets(table), flag=Fraction(100), bootstrap=0)
    assert set(flags(found).values()) == {None}


def test_strict_goes_before_erratic(sheets):
    table = {entry: [*row[:3], row[3] - 20] for entry, row in wavering(-1, -1, -1, 3).items()}
    assert flags(agreement(sheets(table), flag=Fraction(15), bootstrap=0))["D"] == "strict"
    assert flags(agreement(sheets(table), flag=Fraction(21), bootstrap=0))["D"] == "erratic"


def test_without_effects_nobody_is_erratic(sheets):
    apart = {**wavering(-1, -1, -1, 3), "w7": [None, None, None, None, 50]}
    assert set(flags(agreement(sheets(apart), bootstrap=0)).values()) == {None}
