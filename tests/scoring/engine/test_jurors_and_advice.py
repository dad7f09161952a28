"""Statistics of jurors and the additive model, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from eventkit.scoring.engine import CalculationResult, shown_root

Contest = Callable[..., CalculationResult]
FLAG = {"min_sheets": 2, "abs_mean_deviation": 4}


def test_mean_deviation_and_flags(contest: Contest) -> None:
    # j1 against the mean of the others: 30 − 38 = −8, 40 − 40 = 0 → −4
    # j2: 36 − 35 = 1, 44 − 38 = 6 → 3.5;  j3: 40 − 33 = 7, 36 − 42 = −6 → 0.5
    result = contest({"a": [30, 36, 40], "b": [40, 44, 36]}, strict_judge_flag=FLAG)
    j1, j2, j3 = result.jurors
    assert (j1.mean, j1.variance, j1.mean_deviation, j1.flag) == (35, 50, -4, "strict")
    assert (j2.mean_deviation, j2.flag) == (Fraction(7, 2), None)
    assert (j3.mean_deviation, j3.flag) == (Fraction(1, 2), None)
    assert j1.variance is not None
    assert shown_root(j1.variance, 2) == "7.07"


def test_a_lenient_juror_and_too_few_sheets(contest: Contest) -> None:
    flags = [j.flag for j in contest({"a": [30, 34], "b": [30, 34]}, strict_judge_flag=FLAG).jurors]
    assert flags == ["strict", "lenient"]
    flags = [j.flag for j in contest({"a": [30, 34]}, strict_judge_flag=FLAG).jurors]
    assert flags == [None, None]


def test_a_juror_without_sheets_or_with_one(contest: Contest) -> None:
    result = contest({"a": [30, 36], "b": [None, 20]}, jurors=("j9",))
    one, two, none = result.jurors
    assert (one.sheets, one.mean, one.variance, one.mean_deviation) == (1, 30, None, -6)
    # works that nobody else judged say nothing about deviation
    assert (two.sheets, two.mean_deviation) == (2, 6)
    assert (none.sheets, none.mean, none.variance, none.mean_deviation, none.flag) == (
        0,
        None,
        None,
        None,
        None,
    )
    assert result.advice.effects == {"j1": -3, "j2": 3, "j9": None}
    assert result.advice.adjusted == {"a": 33, "b": 17}


def test_effects_of_an_incomplete_design(contest: Contest) -> None:
    # True values: works 50, 40, 30; jurors −6, 1, 5. No noise, so least squares finds them.
    result = contest({"a": [44, 51, None], "b": [None, 41, 45], "c": [24, None, 35]})
    assert result.advice.effects == {"j1": -6, "j2": 1, "j3": 5}
    assert result.advice.adjusted == {"a": 50, "b": 40, "c": 30}


def test_residuals_are_as_small_as_they_can_be(contest: Contest) -> None:
    table = {"a": [44, 52, None], "b": [None, 40, 47], "c": [21, None, 35], "d": [9, 8, 10]}
    advice = contest(table).advice
    assert sum(e for e in advice.effects.values() if e is not None) == 0

    # normal equations: residuals of each work and of each juror add up to zero
    def residual(entry: str, number: int) -> Fraction:
        work, juror = advice.adjusted[entry], advice.effects[f"j{number}"]
        assert work is not None
        assert juror is not None
        return table[entry][number - 1] - work - juror  # type: ignore[operator]

    seen = [(e, n) for e, row in table.items() for n in (1, 2, 3) if row[n - 1] is not None]
    for entry in table:
        assert sum(residual(e, n) for e, n in seen if e == entry) == 0
    for number in (1, 2, 3):
        assert sum(residual(e, n) for e, n in seen if n == number) == 0


def test_an_unlinked_design_gets_no_effects_and_names_its_pieces(contest: Contest) -> None:
    result = contest({"a": [44, 52, None, None], "b": [None, None, 40, 47]})
    assert not result.advice.linked
    assert result.advice.pieces == (("j1", "j2"), ("j3", "j4"))
    assert set(result.advice.effects.values()) == {None}
    assert set(result.advice.adjusted.values()) == {None}
    assert result.advice.order == {"N": ()}
    assert result.advice.changed_first == ()
    assert [w.code for w in result.warnings] == ["advice_unlinked"]


def test_advice_never_moves_an_official_place(contest: Contest) -> None:
    # b met the strict juror; the model puts it first, the official places do not
    table = {"a": [None, 52, 54], "b": [40, None, 60], "c": [30, 45, None]}
    result = contest(table)
    assert [e.entry for e in result.entries] == ["a", "b", "c"]
    assert result.advice.order == {"N": ("b", "a", "c")}
    assert result.advice.changed_first == ("N",)


@pytest.mark.parametrize("table", [{}, {"a": []}, {"a": [7]}])
def test_almost_nothing_is_no_error(contest: Contest, table: dict[str, list[int]]) -> None:
    result = contest(table)
    assert result.advice.linked
    assert len(result.entries) == len(table)
