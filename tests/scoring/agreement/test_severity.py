"""Juror effects by least squares and by the mixed model: worked by hand, and by dense matrices."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from eventkit.scoring.agreement import agreement
from eventkit.scoring.agreement.linking import pieces
from eventkit.scoring.agreement.severity import residual_df, severity
from eventkit.scoring.agreement.totals import read_totals

NOISE = [(1, -1, 0), (-1, 1, 0), (1, 0, -1), (-1, 0, 1), (0, 0, 0)]
"""Sums of rows and columns are 0, the sum of squares is 8, on (5 - 1)(3 - 1) = 8 df: EMS = 1."""


def additive(jurors):
    """Works worth 10 … 50, jurors that add a constant each, and NOISE."""
    return {
        f"w{number}": [10 * number + juror + e for juror, e in zip(jurors, noise, strict=True)]
        for number, noise in enumerate(NOISE, start=1)
    }


def codes(found):
    return [warning.code for warning in found.warnings]


def test_a_complete_table_by_hand(sheets):
    found = agreement(sheets(additive((-2, 0, 2))), bootstrap=0)
    # Juror means from the mean of all: -2 0 2. JMS = 5 · (4 + 0 + 4) / 2 = 20.
    # Error of an effect: sqrt(EMS · (1/5 - 1/15)) = sqrt(2/15).
    assert [j.effect for j in found.jurors] == pytest.approx([-2, 0, 2])
    assert [j.effect_se for j in found.jurors] == pytest.approx([sqrt(2 / 15)] * 3)
    # REML of a balanced table: residual EMS = 1, jurors (20 - 1) / 5 = 3.8; effects shrink by
    # 5 · 3.8 / (5 · 3.8 + 1) = 0.95, works keep their means with sqrt((1 + 3.8) / 3).
    assert [j.effect_shrunk for j in found.jurors] == pytest.approx([-1.9, 0, 1.9])
    assert [a.raw for a in found.adjusted] == [10, 20, 30, 40, 50]
    assert [a.adjusted for a in found.adjusted] == pytest.approx([10, 20, 30, 40, 50])
    assert [a.se for a in found.adjusted] == pytest.approx([sqrt(1.6)] * 5)
    assert codes(found) == []


def test_jurors_who_differ_only_by_chance_have_no_variance(sheets):
    found = agreement(sheets(additive((0, 0, 0))), bootstrap=0)
    # JMS = 0 < EMS, so the juror variance is 0 and the residual one 8 / (15 - 5).
    assert [j.effect_shrunk for j in found.jurors] == [0, 0, 0]
    assert [a.adjusted for a in found.adjusted] == [a.raw for a in found.adjusted]
    assert [a.se for a in found.adjusted] == pytest.approx([sqrt(0.8 / 3)] * 5)
    assert codes(found) == ["juror_variance_zero"]


def test_jurors_who_differ_by_constants_alone_leave_no_residual(sheets):
    # Worth 10 20 30 40 50 60, jurors -1 0 1, one gap in each work.
    table = {
        "w1": [9, 10, None],
        "w2": [None, 20, 21],
        "w3": [29, None, 31],
        "w4": [39, 40, None],
        "w5": [None, 50, 51],
        "w6": [59, None, 61],
        "w7": [69, 70, 71],
    }
    found = agreement(sheets(table), bootstrap=0)
    assert [j.effect for j in found.jurors] == pytest.approx([-1, 0, 1])
    assert [j.effect_se for j in found.jurors] == [0, 0, 0]
    assert [j.effect_shrunk for j in found.jurors] == pytest.approx([-1, 0, 1])
    assert [a.adjusted for a in found.adjusted] == pytest.approx([10, 20, 30, 40, 50, 60, 70])
    assert {a.se for a in found.adjusted} == {None}
    assert [j.flag for j in found.jurors] == [None] * 3
    assert codes(found) == ["incomplete_table", "no_residual_variance"]


def test_perfect_agreement_leaves_no_variance_at_all(sheets):
    found = agreement(sheets({f"w{n}": [n, n, n] for n in range(5)}), bootstrap=0)
    assert {(j.effect, j.effect_se, j.effect_shrunk, j.flag) for j in found.jurors} == {
        (0, 0, 0, None)
    }
    assert [(a.adjusted, a.se) for a in found.adjusted] == [(n, 0) for n in range(5)]


def test_a_juror_with_a_single_sheet_has_an_effect_with_a_large_error(sheets):
    table = additive((-2, 0, 2))
    table["w1"] = [*table["w1"], 17]
    one, *others = reversed(agreement(sheets(table), bootstrap=0).jurors)
    assert (one.juror, one.sheets, one.mean, one.sd, one.mean_deviation) == ("D", 1, 17, None, 7)
    # D fits its only sheet exactly, so the others' residual variance stays 1. Before the sum over
    # four jurors is 0, D is 17 - 10 = 7 above the others' mean; that sum takes 7/4 off everybody.
    assert one.effect == pytest.approx(7 - 7 / 4)
    assert [j.effect for j in reversed(others)] == pytest.approx([-2 - 1.75, -1.75, 2 - 1.75])
    # D against the mean of the three on w1: 1 + 1/3; of that difference D's effect is 3/4.
    assert one.effect_se == pytest.approx(3 / 4 * sqrt(1 + 1 / 3))
    assert 0 < one.effect_shrunk < one.effect


def test_unlinked_jurors_are_not_compared(sheets):
    table = {
        "w1": [1, 2, None, None],
        "w2": [2, 2, None, None],
        "w3": [None, None, 5, 6],
        "w4": [None, None, 7, 6],
        "w5": [None, None, 8, 9],
        "w6": [3, 2, None, None],
    }
    found = agreement(sheets(table), bootstrap=0)
    assert found.connected is False
    assert {(j.effect, j.effect_se, j.effect_shrunk) for j in found.jurors} == {(None,) * 3}
    assert {(a.adjusted, a.se) for a in found.adjusted} == {(None, None)}
    assert [a.raw for a in found.adjusted] == [1.5, 2, 5.5, 6.5, 8.5, 2.5]
    told = {w.code: w.params for w in found.warnings if w.code == "unlinked"}
    assert told == {"unlinked": {"pieces": 2}}
    assert [w.params for w in found.warnings if w.code == "unlinked_piece"] == [
        {"number": 1, "jurors": ("A", "B"), "entries": ("w1", "w2", "w6")},
        {"number": 2, "jurors": ("C", "D"), "entries": ("w3", "w4", "w5")},
    ]


def test_one_work_links_the_pieces_and_a_chain_is_enough(sheets):
    chain = {"w1": [1, 2, None], "w2": [None, 2, 3]}
    assert len(pieces(read_totals(sheets(chain)))) == 1
    del chain["w2"]
    assert len(pieces(read_totals(sheets({**chain, "w3": [None, None, 3]})))) == 2


@pytest.mark.parametrize(
    ("table", "warning"),
    [
        (
            {f"w{n}": [n, n + 1, n] for n in range(4)},
            {"entries": 4, "jurors": 3, "needed_entries": 5, "needed_jurors": 3},
        ),
        (
            {f"w{n}": [n, n + 1] for n in range(6)},
            {"entries": 6, "jurors": 2, "needed_entries": 5, "needed_jurors": 3},
        ),
    ],
)
def test_too_few_works_or_jurors_for_effects(sheets, table, warning):
    found = agreement(sheets(table), bootstrap=0)
    told = [dict(w.params) for w in found.warnings if w.code == "too_few"]
    assert {"statistics": ("effects",), **warning} in told
    assert {j.effect for j in found.jurors} == {None}


def test_three_degrees_of_freedom_are_needed(sheets):
    # 5 works, 3 jurors: 9 marks leave 9 - 5 - 3 + 1 = 2, the tenth makes it 3.
    table = {
        "w1": [1, 2, None],
        "w2": [None, 5, 3],
        "w3": [4, None, 6],
        "w4": [7, 5, None],
        "w5": [1, None, None],
    }
    found = agreement(sheets(table), bootstrap=0)
    assert {"df": 2, "needed": 3} in [w.params for w in found.warnings]
    assert {j.effect for j in found.jurors} == {None}
    found = agreement(sheets({**table, "w5": [1, 3, None]}), bootstrap=0)
    assert None not in {j.effect for j in found.jurors}


def dense(totals, ratio):
    """The mixed model by whole matrices: works, their errors, jurors, -2 log likelihood."""
    works = np.eye(len(totals.entries))[totals.work_of]
    jurors = np.eye(len(totals.jurors))[totals.juror_of]
    marks = totals.points(totals.whole)
    inverse = np.linalg.inv(np.eye(len(marks)) + ratio * jurors @ jurors.T)
    information = works.T @ inverse @ works
    values = np.linalg.solve(information, works.T @ inverse @ marks)
    left = marks - works @ values
    contrasts = len(marks) - len(totals.entries)
    variance = left @ inverse @ left / contrasts
    deviance = (
        contrasts * np.log(variance)
        - np.linalg.slogdet(inverse)[1]
        + np.linalg.slogdet(information)[1]
    )
    errors = np.sqrt(variance * np.diag(np.linalg.inv(information)))
    return values, errors, ratio * jurors.T @ inverse @ left, deviance


def least_squares(totals):
    """Effects with sum 0 and their errors, from the design matrix of all works and jurors."""
    works = np.eye(len(totals.entries))[totals.work_of]
    jurors = np.eye(len(totals.jurors))[totals.juror_of]
    # The last juror is minus the sum of the others.
    free = jurors[:, :-1] - jurors[:, -1:]
    design = np.hstack([works, free])
    marks = totals.points(totals.whole)
    solved = np.linalg.lstsq(design, marks)[0]
    left = marks - design @ solved
    back = np.vstack([np.eye(free.shape[1]), -np.ones(free.shape[1])])
    rows = slice(len(totals.entries), None)
    covariance = np.linalg.inv(design.T @ design)[rows, rows] * (left @ left)
    covariance /= len(marks) - design.shape[1]
    return back @ solved[rows], np.sqrt(np.diag(back @ covariance @ back.T)), left


@given(
    st.lists(
        st.lists(st.none() | st.integers(0, 30), min_size=4, max_size=4), min_size=5, max_size=9
    )
)
@example([[9, 1, 8, None], [8, None, 7, 9], [None, 3, 9, 9], [5, 0, 4, None], [6, 1, None, 8]])
@example([[9, 1, 8, 7], [8, 2, 7, 9], [7, 3, 9, 9], [5, 0, 4, 6], [None, None, 3, None]])
def test_both_models_are_those_of_whole_matrices(sheets, rows):
    table = {f"w{number}": row for number, row in enumerate(rows)}
    totals = read_totals(sheets(table))
    assume(len(totals.jurors) >= 3)
    assume(len(pieces(totals)) == 1)
    assume(residual_df(totals) >= 3)
    found = severity(totals)
    effect, effect_se, left = least_squares(totals)
    assume(left @ left > 1e-9)
    assert found.effect == pytest.approx(effect, abs=1e-8)
    assert found.effect_se == pytest.approx(effect_se, abs=1e-8)
    assert found.residuals == pytest.approx(left, abs=1e-8)
    ratio = found.juror_variance / found.residual_variance
    values, errors, jurors, deviance = dense(totals, ratio)
    assert found.adjusted == pytest.approx(values, abs=1e-6)
    assert found.se == pytest.approx(errors, rel=1e-6)
    assert found.shrunk == pytest.approx(jurors, abs=1e-6)
    others = [0.0, *np.geomspace(1e-4, 1e4, 50), ratio * 0.99, ratio * 1.01]
    assert deviance <= min(dense(totals, other)[3] for other in others) + 1e-9


def test_errors_worked_on_in_parts_are_the_same(sheets, monkeypatch):
    totals = sheets({**additive((-2, 0, 2)), "w6": [1, None, 2], "w7": [None, 4, 1]})
    whole = agreement(totals, bootstrap=0)
    monkeypatch.setattr("eventkit.scoring.agreement.severity.CELLS", 6)
    assert agreement(totals, bootstrap=0) == whole


def test_marks_of_any_denominator_give_the_same_answer(sheets):
    """Python's whole numbers take over where 64 bits end."""
    totals = sheets(additive((-2, 0, 2)))
    del totals["w2"]["A"]
    large = Fraction(10**30 + 57, 3**40)
    scaled = {e: {j: m * large for j, m in row.items()} for e, row in totals.items()}
    assert read_totals(scaled).whole.dtype == object
    plain, other = agreement(totals), agreement(scaled)
    assert other.krippendorff_alpha == pytest.approx(plain.krippendorff_alpha)
    assert other.place_probability == plain.place_probability
    for name in ("mean", "sd", "mean_deviation", "effect", "effect_se", "effect_shrunk"):
        expected = [getattr(j, name) * float(large) for j in plain.jurors]
        assert [getattr(j, name) for j in other.jurors] == pytest.approx(expected, rel=1e-9)
