"""Ranks alone are those of whole calculations, and what they are can be worked out by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from eventkit.scoring.engine import (
    CriterionSpec,
    EntryInput,
    Ruling,
    ScoringRules,
    SheetValues,
    calculate,
)
from eventkit.scoring.engine.facts import Facts, in_order
from eventkit.scoring.engine.ranks import ranks_by, ranks_without_each

CRITERIA = (CriterionSpec("K1", Fraction(50)), CriterionSpec("K2", Fraction(50)))
MEAN = ScoringRules.from_dict({"tie_break": ["K2_mean", "chair_decision"]})


def facts_of(table, rulings=()) -> Facts:
    """Nomination → work → sheets by juror 1, 2, …, each a pair of marks; None is no sheet."""
    entries, sheets = [], []
    for nomination, works in table.items():
        for code, row in works.items():
            entries.append(EntryInput(code, nomination))
            for number, marks in enumerate(row, start=1):
                if marks is not None:
                    given = {f"K{n}": Fraction(mark) for n, mark in enumerate(marks, start=1)}
                    sheets.append(SheetValues(code, str(number), number, given))
    return in_order(MEAN.to_dict(), CRITERIA, entries, sheets, rulings, [], [])


def counted(facts, rules=MEAN, without=None):
    sheets = [sheet for sheet in facts.sheets if sheet.juror != without]
    return calculate(rules, facts.criteria, facts.entries, sheets, facts.rulings)


def test_by_the_median_another_work_is_first():
    # Totals 60, 60, 96 and 70, 70, 70: means 72 and 70, medians 60 and 70.
    facts = facts_of({"N": {"a": [(30, 30), (30, 30), (48, 48)], "b": [(35, 35)] * 3}})
    official = counted(facts)
    median = replace(MEAN, aggregation="median_of_valid_sheets")
    assert ranks_by(MEAN, official.entries, ()) == {"a": (1, 72), "b": (2, 70)}
    assert ranks_by(median, official.entries, ()) == {"b": (1, 70), "a": (2, 60)}


def test_without_a_juror_the_order_turns():
    # Means 72 and 70; without the third 60 and 70; without the first or second 78 and 70.
    facts = facts_of({"N": {"a": [(30, 30), (30, 30), (48, 48)], "b": [(35, 35)] * 3}})
    official, *without = ranks_without_each(MEAN, facts)
    assert official == {"a": 1, "b": 2}
    assert without == [{"a": 1, "b": 2}, {"a": 1, "b": 2}, {"a": 2, "b": 1}]


def test_a_work_whose_only_reader_is_left_out_has_no_rank():
    facts = facts_of({"N": {"a": [(1, 1), None], "b": [None, (2, 2)]}})
    assert list(ranks_without_each(MEAN, facts)) == [
        {"a": 2, "b": 1}, {"a": None, "b": 1}, {"a": 1, "b": None},
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_ranks_alone_are_those_of_whole_calculations(seed):
    chance = random.Random(seed)
    # Few different marks, so that many works are equal and tie-breakers speak.
    table = {
        nomination: {
            f"{nomination}{n}": [
                chance.choice([None, (chance.randint(1, 3), chance.randint(1, 3))])
                for _juror in range(5)
            ]
            for n in range(6)
        }
        for nomination in "NM"
    }
    facts = facts_of(table, [Ruling("N", "order", ("N1", "N2", "N3"), 1)])
    official = counted(facts)
    for changes in (
        {"aggregation": "median_of_valid_sheets"},
        {"aggregation": "trimmed_mean_of_valid_sheets"},
        {"aggregation": "sum_of_valid_sheets"},
        {
            "aggregation": "two_plus_third",
            "divergence_points": Fraction(2),
            "third_policy": "closest_two",
        },
    ):
        rules = replace(MEAN, **changes)
        whole = counted(facts, rules)
        assert ranks_by(rules, official.entries, facts.rulings) == {
            e.entry: (e.rank_competition, e.value) for e in whole.entries
        }
    jurors = [None, *sorted({sheet.juror for sheet in facts.sheets})]
    for juror, ranks in zip(jurors, ranks_without_each(MEAN, facts), strict=True):
        whole = counted(facts, without=juror)
        assert ranks == {e.entry: e.rank_competition for e in whole.entries}
