"""ICC, Kendall's W and Krippendorff's alpha of small tables, worked by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventkit.scoring.agreement.alpha import krippendorff
from eventkit.scoring.agreement.concordance import concordance
from eventkit.scoring.agreement.icc import intraclass
from eventkit.scoring.agreement.totals import read_totals

PERFECT = {"w1": [1, 1, 1], "w2": [2, 2, 2], "w3": [4, 4, 4], "w4": [9, 9, 9]}


def test_perfect_agreement_is_one_everywhere(sheets):
    totals = read_totals(sheets(PERFECT))
    assert set(intraclass(totals).values()) == {1.0}
    # W = 1: chi2 = 3 jurors · (4 works - 1)
    found = concordance(totals)
    assert (found.w, found.chi2, found.df) == (1.0, 9.0, 3)
    assert krippendorff(totals) == {"nominal": 1.0, "ordinal": 1.0, "interval": 1.0}


def test_two_jurors_who_differ_by_a_constant_are_consistent_but_do_not_agree(sheets):
    # Work means 1.5 2.5 3.5, all 2.5:  BMS = 2 · (1 + 0 + 1) / 2 = 2
    # Juror means 2 3:                  JMS = 3 · (1/4 + 1/4) / 1 = 3/2,  EMS = 0
    # Within works 3 · (1/4 + 1/4):     WMS = 3/2 / 3 = 1/2
    icc = intraclass(read_totals(sheets({"w1": [1, 2], "w2": [2, 3], "w3": [3, 4]})))
    assert icc == {
        "ICC1": 0.6,  # (2 - 1/2) / (2 + 1/2)
        "ICC2": pytest.approx(2 / 3),  # 2 / (2 + 2 · (3/2) / 3)
        "ICC3": 1.0,
        "ICC1k": 0.75,  # (2 - 1/2) / 2
        "ICC2k": 0.8,  # 2 / (2 + (3/2) / 3)
        "ICC3k": 1.0,
    }


def test_a_coefficient_without_variance_to_divide_by_is_none(sheets):
    # All works alike, jurors differ: BMS = EMS = 0, JMS = 3 · (1/4 + 1/4) = 3/2, WMS = 1/2.
    # Thirds, because their sums are not exact in floats.
    icc = intraclass(read_totals(sheets({work: ["1/3", "4/3"] for work in "uvw"})))
    assert icc == {
        "ICC1": -1.0,  # (0 - 1/2) / (0 + 1/2)
        "ICC2": 0.0,  # 0 / (2 · (3/2) / 3)
        "ICC3": None,
        "ICC1k": None,
        "ICC2k": 0.0,
        "ICC3k": None,
    }


def test_a_negative_estimate_of_variance_is_nothing_to_divide_by(sheets):
    # Works and jurors all alike: BMS = JMS = 0, EMS = 1, WMS = 1/2.
    icc = intraclass(read_totals(sheets({"u": [1, 2], "v": [2, 1]})))
    assert icc == {
        "ICC1": -1.0,  # (0 - 1/2) / (0 + 1/2)
        "ICC2": None,  # below: 0 + 1 + 2 · (0 - 1) / 2 = 0
        "ICC3": -1.0,
        "ICC1k": None,
        "ICC2k": None,  # below: 0 + (0 - 1) / 2
        "ICC3k": None,
    }


@pytest.mark.parametrize(
    ("columns", "w"),
    [
        # Sums of ranks 5 6 7 about 6: S = 2;  12 · 2 / (9 · 24)
        (([1, 2, 3], [10, 20, 30], [3, 2, 1]), Fraction(1, 9)),
        # Ranks 1.5 1.5 3: sums 3.5 5.5 9, S = 15.5, one tie of 2: 12 · 15.5 / (9 · 24 - 3 · 6)
        (([7, 7, 8], [1, 2, 3], [1, 2, 3]), Fraction(31, 33)),
        # Ranks 2 2 2: sums 4 6 8, S = 8, one tie of 3: 12 · 8 / (9 · 24 - 3 · 24)
        (([5, 5, 5], [1, 2, 3], [1, 2, 3]), Fraction(2, 3)),
    ],
)
def test_w_with_ties(sheets, columns, w):
    found = concordance(
        read_totals(sheets(dict(zip("uvw", zip(*columns, strict=True), strict=True))))
    )
    # chi2 = 3 · 2 · W; with 2 df its p is exp(-chi2 / 2).
    assert (found.w, found.chi2, found.df) == (float(w), float(6 * w), 2)
    assert found.p == pytest.approx(exp(-3 * w))


def test_jurors_who_order_nothing_have_no_w(sheets):
    found = concordance(read_totals(sheets({work: [1, 2, 3] for work in "uvwx"})))
    assert (found.w, found.chi2, found.df, found.p) == (None, None, 3, None)


def test_alpha_with_gaps(sheets):
    table = {"w1": [1, 1, None], "w2": [1, 2, 2], "w3": [9, 9, 9], "w4": [None, None, 9]}
    # w4 has nothing to pair. n = 8: three 1, two 2, three 9. Unequal are in w2 alone the 4 ordered
    # pairs of 1 and 2, over m - 1 = 2.
    assert krippendorff(read_totals(sheets(table))) == {
        # 1 - 7 · (4 / 2) / (64 - 9 - 4 - 9)
        "nominal": pytest.approx(1 - 14 / 42),
        # d(1, 2) = d(2, 9) = 3/2 + 2/2 = 5/2, d(1, 9) = 3/2 + 2 + 3/2 = 5:
        # 1 - 7 · (4 · 25/4 / 2) / (12 · 25/4 + 12 · 25/4 + 18 · 25)
        "ordinal": pytest.approx(1 - 87.5 / 600),
        # 1 - 7 · (4 · 1 / 2) / (12 · 1 + 12 · 49 + 18 · 64)
        "interval": pytest.approx(1 - 14 / 1752),
    }


@pytest.mark.parametrize(
    "table",
    [
        {"w1": [2, 2, 2], "w2": [2, 2, None], "w3": [7, None, None]},
        {"w1": [1, None, None], "w2": [None, 2, None], "w3": [None, None, 3]},
    ],
    ids=["one value", "no pair"],
)
def test_alpha_of_marks_that_cannot_differ_is_none(sheets, table):
    assert krippendorff(read_totals(sheets(table))) == dict.fromkeys(
        ("nominal", "ordinal", "interval")
    )


def by_coincidences(rows, metric):
    """The paper's own way: pairs of values within works against pairs of all values."""
    rows = [[mark for mark in row if mark is not None] for row in rows]
    rows = [row for row in rows if len(row) > 1]
    every = [mark for row in rows for mark in row]
    number = {value: every.count(value) for value in every}

    def distance(a, b):
        if metric == "nominal":
            return int(a != b)
        if metric == "interval":
            return (a - b) ** 2
        low, high = sorted((a, b))
        between = sum(count for value, count in number.items() if low <= value <= high)
        return (between - Fraction(number[a] + number[b], 2)) ** 2

    observed = sum(
        Fraction(sum(distance(a, b) for a, b in permutations(row, 2)), len(row) - 1) for row in rows
    )
    expected = sum(distance(a, b) for a, b in permutations(every, 2))
    return None if not expected else float(1 - (len(every) - 1) * observed / expected)


@given(
    st.lists(
        st.lists(st.none() | st.integers(-3, 6), min_size=4, max_size=4).filter(any),
        min_size=1,
        max_size=7,
    )
)
def test_alpha_is_that_of_the_table_of_coincidences(sheets, rows):
    table = {str(number): row for number, row in enumerate(rows)}
    found = krippendorff(read_totals(sheets(table)))
    for metric, value in found.items():
        expected = by_coincidences(rows, metric)
        assert value == (expected if expected is None else pytest.approx(expected, abs=1e-12))
