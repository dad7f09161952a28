"""The result as a whole: any order of inputs, through JSON and back, and what never happens."""

from __future__ import annotations

import doctest
import json
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventkit.scoring import engine
from eventkit.scoring.engine import (
    CalculationResult,
    CriterionSpec,
    EntryInput,
    Ruling,
    ScoringRules,
    SheetValues,
    calculate,
)

CRITERIA = (
    CriterionSpec("K1", Fraction(6), step=Fraction(1, 2)),
    CriterionSpec("K2", Fraction(4), weight=Fraction(3, 2)),
)
RULES = ScoringRules.from_dict(
    {
        "tie_break": ["K2_mean", "chair_decision", "shared_place"],
        "winner_min_percent": 75,
        "prize_min_percent": 40,
        "strict_judge_flag": {"min_sheets": 2, "abs_mean_deviation": 1},
        "divergence_points": 3,
        "sheets_per_entry": 3,
    }
)
METHODS = st.sampled_from(
    [
        {},
        {"aggregation": "median_of_valid_sheets"},
        {"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 3},
        {"aggregation": "sum_of_valid_sheets", "place_style": "competition"},
        {"aggregation": "two_plus_third", "third_policy": "closest_two", "place_style": "range"},
    ]
)
MARKS = st.fixed_dictionaries(
    {
        "K1": st.one_of(st.none(), st.integers(0, 12).map(lambda n: Fraction(n, 2))),
        "K2": st.integers(0, 4).map(Fraction),
    }
)
# A table: for each of up to six works in two nominations the sheets of jurors A to D.
TABLES = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.tuples(MARKS, st.booleans()), max_size=4),
    max_size=6,
)
Table = list[dict[str, tuple[dict[str, Fraction | None], bool]]]


def entries_of(table: Table) -> list[EntryInput]:
    return [EntryInput(f"w{i}", f"N{i % 2}") for i in range(len(table))]


def sheets_of(table: Table) -> list[SheetValues]:
    return [
        SheetValues(f"w{i}", juror, position, marks, annulled=annulled and position > 3)
        for i, row in enumerate(table)
        for position, (juror, (marks, annulled)) in enumerate(row.items(), start=1)
    ]


@given(TABLES, METHODS, st.randoms(use_true_random=False))
def test_the_order_of_inputs_never_matters(
    table: Table, method: dict[str, Any], chance: random.Random
) -> None:
    rules = replace(RULES, **method)
    rulings = [Ruling("N0", "shared_place"), Ruling("N1", "order", ("w3", "w1"))]

    def turned(things: Any) -> Any:
        mixed = list(things)
        chance.shuffle(mixed)
        return mixed

    straight = calculate(
        rules, CRITERIA, entries_of(table), sheets_of(table), rulings, jurors="ABCDE"
    )
    mixed = calculate(
        rules,
        turned(CRITERIA),
        turned(entries_of(table)),
        [replace(s, marks=dict(turned(s.marks.items()))) for s in turned(sheets_of(table))],
        turned(rulings),
        jurors=turned("ABCDE"),
    )
    assert json.dumps(mixed.to_dict()) == json.dumps(straight.to_dict())


@given(TABLES, METHODS)
def test_a_result_comes_back_from_json_whole(table: Table, method: dict[str, Any]) -> None:
    result = calculate(replace(RULES, **method), CRITERIA, entries_of(table), sheets_of(table))
    text = json.dumps(result.to_dict(), allow_nan=False)
    assert "." not in text.replace("K2_mean", "")  # no number was turned into a decimal
    assert CalculationResult.from_dict(json.loads(text)) == result


@given(TABLES, st.integers(0, 5), st.sampled_from("ABCD"), st.sampled_from(["K1", "K2"]))
def test_a_higher_mark_never_lowers_a_place_under_the_mean(
    table: Table, number: int, juror: str, criterion: str
) -> None:
    rules = ScoringRules.from_dict({"tie_break": ["K1_mean", "K2_mean", "lowest_sheet"]})
    entry = f"w{number}"
    before_sheets = sheets_of(table)
    own = [s for s in before_sheets if (s.entry, s.juror) == (entry, juror)]
    if not own or own[0].marks[criterion] is None:
        return
    spec = next(c for c in CRITERIA if c.code == criterion)
    raised = min(spec.maximum, own[0].marks[criterion] + 1)
    better = replace(own[0], marks=own[0].marks | {criterion: raised})
    after_sheets = [better if s is own[0] else s for s in before_sheets]
    before = calculate(rules, CRITERIA, entries_of(table), before_sheets).entry(entry)
    after = calculate(rules, CRITERIA, entries_of(table), after_sheets).entry(entry)
    if before.rank_competition is not None:
        assert after.rank_competition is not None
        assert after.rank_competition <= before.rank_competition


@given(TABLES, METHODS)
def test_places_agree_with_values(table: Table, method: dict[str, Any]) -> None:
    result = calculate(replace(RULES, **method), CRITERIA, entries_of(table), sheets_of(table))
    for nomination in result.nominations:
        scored = [e for n in nomination.entries if (e := result.entry(n)).value is not None]
        for entry in scored:
            assert entry.value is not None
            above = [e for e in scored if e.value is not None and e.value > entry.value]
            assert entry.rank_competition is not None
            assert entry.rank_competition > len(above)
            assert entry.rank_dense is not None
            assert entry.rank_dense <= entry.rank_competition
            assert (entry.degree is None) == (entry.status == "participant")
            assert (entry.place is None) == (entry.status == "participant")


def test_the_same_facts_have_the_same_digest_and_others_another() -> None:
    sheets = [SheetValues("w", "A", 1, {"K1": Fraction(1), "K2": Fraction(2)})]
    one = calculate(RULES, CRITERIA, [EntryInput("w", "N")], sheets)
    two = calculate(RULES, CRITERIA, [EntryInput("w", "N")], sheets)
    changed = [replace(sheets[0], marks={"K1": Fraction(3, 2), "K2": Fraction(2)})]
    other = calculate(RULES, CRITERIA, [EntryInput("w", "N")], changed)
    stricter = calculate(replace(RULES, prize_max_rank=2), CRITERIA, [EntryInput("w", "N")], sheets)
    assert one.inputs_digest == two.inputs_digest
    assert len({one.inputs_digest, other.inputs_digest, stricter.inputs_digest}) == 3


def test_a_result_cannot_be_changed() -> None:
    result = calculate(RULES, CRITERIA, [EntryInput("w", "N")], [])
    with pytest.raises(AttributeError):
        result.entries[0].place = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        result.rules["aggregation"] = "sum_of_valid_sheets"  # type: ignore[index]
    with pytest.raises(KeyError):
        result.entry("nobody")


def test_the_example_in_the_documentation_is_true() -> None:
    assert doctest.testmod(engine) == (0, 5)
