"""How sheets become a value, worked by hand for each method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from eventkit.scoring.engine import (
    CalculationResult,
    CriterionSpec,
    EngineInputError,
    EntryInput,
    EntryResult,
    Ruling,
    ScoringRules,
    SheetValues,
    calculate,
    shown,
)

Contest = Callable[..., CalculationResult]
ONE = [CriterionSpec("K1", Fraction(100))]


def only(result: CalculationResult) -> EntryResult:
    (entry,) = result.entries
    return entry


def uses(entry: EntryResult) -> list[str]:
    return [sheet.use for sheet in entry.sheets]


def codes(entry: EntryResult) -> list[str]:
    return [r.code for r in entry.reasons]


@pytest.mark.parametrize(
    ("sheets", "value"),
    [([30], "30.00"), ([30, 35], "32.50"), ([30, 90, 35], "35.00"), ([10, 90, 35, 30], "32.50")],
)
def test_median_of_an_even_number_is_the_mean_of_the_middle_two(
    contest: Contest, sheets: list[int], value: str
) -> None:
    entry = only(contest({"w": sheets}, aggregation="median_of_valid_sheets"))
    assert entry.value is not None
    assert shown(entry.value, 2) == value
    assert entry.percent == entry.value


def test_trimming_drops_one_highest_and_one_lowest_from_the_least_number_on(
    contest: Contest,
) -> None:
    rules = {"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 4}
    four = only(contest({"w": [10, 20, 30, 90]}, **rules))
    assert four.value == 25
    assert uses(four) == ["dropped_low", "used", "used", "dropped_high"]
    assert codes(four)[0] == "trimmed_mean"
    assert four.reasons[0].params["low_juror"] == "j1"
    three = only(contest({"w": [10, 20, 90]}, **rules))
    assert three.value == 40
    assert uses(three) == ["used"] * 3
    assert codes(three)[:2] == ["too_few_to_trim", "mean_of_sheets"]


def test_trimming_drops_one_sheet_of_several_equal_ones(contest: Contest) -> None:
    entry = only(contest({"w": [90, 90, 10, 10, 10]}, aggregation="trimmed_mean_of_valid_sheets"))
    assert entry.value == Fraction(110, 3)
    assert sorted(uses(entry)) == ["dropped_high", "dropped_low", "used", "used", "used"]


def test_trimming_never_leaves_nothing(contest: Contest) -> None:
    rules = {"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 1}
    assert only(contest({"w": [10, 20]}, **rules)).value == 15
    assert only(contest({"w": [10, 20, 90]}, **rules)).value == 20


def test_a_sum_is_measured_against_all_sheets_that_were_due(contest: Contest) -> None:
    result = contest(
        {"w": [60, 70, 80], "x": [90, 90, None]},
        aggregation="sum_of_valid_sheets",
        sheets_per_entry=3,
    )
    assert result.entry("w").value == 210
    assert result.entry("w").percent == 70
    assert result.entry("x").value == 180
    assert result.entry("x").percent == 60
    (warning,) = [w for w in result.warnings if w.code == "sum_of_unequal_sheets"]
    assert warning.params["entry"] == "x"


def test_weights_and_half_points() -> None:
    criteria = [
        CriterionSpec("K1", Fraction(10), step=Fraction(1, 2), weight=Fraction(6, 5)),
        CriterionSpec("K2", Fraction(5), step=Fraction(1, 2), weight=Fraction(1, 2)),
    ]
    sheets = [
        SheetValues("w", "a", 1, {"K1": Fraction(15, 2), "K2": Fraction(3)}),
        SheetValues("w", "b", 2, {"K1": Fraction(8), "K2": Fraction(9, 2)}),
    ]
    result = calculate(ScoringRules(), criteria, [EntryInput("w", "N")], sheets)
    entry = only(result)
    # 7.5·1.2 + 3·0.5 = 10.5 and 8·1.2 + 4.5·0.5 = 11.85, of 10·1.2 + 5·0.5 = 14.5
    assert [s.total for s in entry.sheets] == [Fraction("10.5"), Fraction("11.85")]
    assert entry.value == Fraction("11.175")
    assert result.maximum == Fraction("14.5")
    assert entry.percent == Fraction("1117.5") / Fraction("14.5")
    assert entry.criterion_means == {"K1": Fraction("7.75"), "K2": Fraction("3.75")}


THIRD = {"aggregation": "two_plus_third", "divergence_points": 10, "sheets_per_entry": 2}


@pytest.mark.parametrize(
    ("policy", "sheets", "value", "kept"),
    [
        ("third_is_final", [20, 30, 29], 29, [False, False, True]),
        ("closest_two", [20, 30, 29], Fraction(59, 2), [False, True, True]),
        ("closest_two", [20, 30, 21], Fraction(41, 2), [True, False, True]),
        ("closest_two", [20, 30, 25], Fraction(55, 2), [False, True, True]),
        ("closest_two", [30, 20, 25], Fraction(55, 2), [True, False, True]),
        ("closest_two", [20, 30, 50], 40, [False, True, True]),
        ("mean_of_three", [20, 30, 29], Fraction(79, 3), [True, True, True]),
        # a difference below the threshold asks for nobody, and a sheet that came anyway is idle
        ("third_is_final", [20, 29, 100], Fraction(49, 2), [True, True, False]),
    ],
)
def test_third_reading_policies(
    contest: Contest, policy: str, sheets: list[int], value: Fraction, kept: list[bool]
) -> None:
    entry = only(contest({"w": sheets}, third_policy=policy, **THIRD))
    assert entry.value == value
    assert [use == "used" for use in uses(entry)] == kept
    assert not entry.provisional


def test_while_the_third_reading_is_missing_the_mean_of_two_is_provisional(
    contest: Contest,
) -> None:
    entry = only(result := contest({"w": [20, 30]}, third_policy="third_is_final", **THIRD))
    assert entry.value == 25
    assert entry.provisional
    assert entry.third_reading_needed
    assert result.nominations[0].provisional
    assert "third_reading_missing" in codes(entry)
    near = only(contest({"w": [20, 29]}, third_policy="third_is_final", **THIRD))
    assert not near.provisional
    assert not near.third_reading_needed


def test_a_third_reading_enters_criterion_means_and_lowest_sheet_even_when_idle(
    contest: Contest,
) -> None:
    entry = only(contest({"w": [50, 52, 3]}, third_policy="third_is_final", **THIRD))
    assert entry.value == 51
    assert entry.criterion_means["K1"] == 35
    assert entry.lowest_sheet == 3


def test_one_reading_of_two_counts_alone(contest: Contest) -> None:
    entry = only(contest({"w": [None, 30]}, third_policy="third_is_final", **THIRD))
    assert entry.value == 30
    assert not entry.provisional
    assert codes(entry)[:2] == ["fewer_sheets", "reading_missing"]


def test_a_gap_is_not_a_zero(contest: Contest) -> None:
    result = contest({"w": [(40, 40), (10, None)], "x": [(None, 1)]})
    entry = result.entry("w")
    assert entry.value == 80
    assert entry.valid_sheets == 1
    assert [s.total for s in entry.sheets] == [80, None]
    assert entry.sheets[1].missing == ("K2",)
    assert uses(entry) == ["used", "incomplete"]
    assert result.entry("x").value is None
    assert {w.code for w in result.warnings} == {"sheet_incomplete", "no_valid_sheets"}


def test_a_zero_is_a_mark(contest: Contest) -> None:
    assert only(contest({"w": [0, 10]})).value == 5


def test_a_work_without_sheets_has_no_value_no_place_and_comes_last(contest: Contest) -> None:
    result = contest({"a": [], "b": [10], "c": [20]})
    assert result.nominations[0].entries == ("c", "b", "a")
    entry = result.entry("a")
    assert (entry.value, entry.place, entry.status, entry.rank_dense) == (
        None,
        None,
        "participant",
        None,
    )
    assert codes(entry) == ["no_valid_sheets"]


def sheet(entry: str, juror: str, position: int, mark: int, **more: Any) -> SheetValues:
    return SheetValues(entry, juror, position, {"K1": Fraction(mark)}, **more)


def test_an_annulled_sheet_counts_nowhere_but_stays_in_the_table() -> None:
    sheets = [
        sheet("w", "a", 1, 90, annulled=True),
        sheet("w", "b", 2, 40),
        sheet("w", "c", 1, 60, replaces="a"),
    ]
    result = calculate(ScoringRules(), ONE, [EntryInput("w", "N")], sheets)
    entry = only(result)
    assert entry.value == 50
    assert [(s.juror, s.use) for s in entry.sheets] == [
        ("a", "annulled"),
        ("c", "used"),
        ("b", "used"),
    ]
    assert entry.reasons[0].params == {"juror": "a", "replaced_by": "c"}
    assert {j.juror: j.sheets for j in result.jurors} == {"a": 0, "b": 1, "c": 1}
    (row,) = result.annulled
    assert (row.juror, row.replaced_by, row.value, row.valid_sheets) == ("a", "c", 65, 2)


def test_without_a_replacement_the_work_is_judged_on_fewer_sheets() -> None:
    sheets = [sheet("w", "a", 1, 90, annulled=True), sheet("w", "b", 2, 40)]
    rules = ScoringRules(sheets_per_entry=2)
    result = calculate(rules, ONE, [EntryInput("w", "N")], sheets)
    assert only(result).value == 40
    assert codes(only(result))[:2] == ["sheet_annulled", "fewer_sheets"]
    (row,) = result.annulled
    assert (row.replaced_by, row.value, row.valid_sheets) == (None, 65, 2)


def test_a_replacement_may_be_annulled_and_replaced_too() -> None:
    sheets = [
        sheet("w", "a", 1, 90, annulled=True),
        sheet("w", "b", 1, 80, annulled=True, replaces="a"),
        sheet("w", "c", 1, 10, replaces="b"),
        sheet("w", "d", 2, 20),
    ]
    result = calculate(ScoringRules(), ONE, [EntryInput("w", "N")], sheets)
    assert only(result).value == 15
    assert [(r.juror, r.replaced_by, r.value) for r in result.annulled] == [
        ("a", "c", 55),
        ("b", "c", 50),
    ]


def test_facts_that_contradict_themselves_are_refused() -> None:
    entry, mark = EntryInput("w", "N"), sheet("w", "a", 1, 5)
    rules = ScoringRules()
    wrong: list[tuple[Any, ...]] = [
        (ONE, [entry, entry], [mark]),
        (ONE, [entry], [mark, replace(mark, position=2)]),
        ([*ONE, *ONE], [entry], [mark]),
        ([], [entry], []),
        (ONE, [entry], [mark], [Ruling("N", "dice")]),
        (ONE, [entry], [mark], [Ruling("N", "order", ("w", "w"))]),
    ]
    for facts in wrong:
        with pytest.raises(EngineInputError):
            calculate(rules, *facts)


def test_facts_that_look_wrong_are_warned_about() -> None:
    sheets = [
        sheet("w", "a", 1, 101),
        sheet("w", "b", 2, 5, replaces="a"),
        SheetValues("w", "c", 3, {"K1": Fraction(1), "K7": Fraction(1)}),
        sheet("gone", "a", 1, 5),
    ]
    rules = ScoringRules.from_dict({"tie_break": ["K5_mean"]})
    result = calculate(rules, ONE, [EntryInput("w", "N")], sheets)
    assert [w.code for w in result.warnings] == [
        "tie_break_unknown_criterion",
        "sheet_of_unknown_entry",
        "mark_impossible",
        "replaced_sheet_not_annulled",
        "mark_of_unknown_criterion",
    ]
    assert {e.entry for e in result.entries} == {"w"}
