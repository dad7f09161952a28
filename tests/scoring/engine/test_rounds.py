"""Works that did not go on to every trial: counted by their own, placed after the others."""

from fractions import Fraction

from eventkit.scoring.engine import (
    CriterionSpec,
    EntryInput,
    ScoringRules,
    SheetValues,
    calculate,
)
from eventkit.scoring.engine.codec import to_plain

CRITERIA = [
    CriterionSpec("K1", Fraction(10), trial="T1"),
    CriterionSpec("K2", Fraction(10), trial="T2"),
]


def sheet(entry, trial, mark, juror="1"):
    code = {"T1": "K1", "T2": "K2"}[trial]
    return SheetValues(entry, juror, 1, {code: Fraction(mark)}, trial=trial)


def result(rules, *, stopped=("C", "D")):
    entries = [EntryInput(e, "N", trials=("T1",) if e in stopped else ()) for e in "ABCD"]
    sheets = [
        sheet("A", "T1", 9), sheet("B", "T1", 8), sheet("C", "T1", 7), sheet("D", "T1", 6),
        sheet("A", "T2", 1), sheet("B", "T2", 4),
    ]  # fmt: skip
    return calculate(ScoringRules.from_dict(rules), CRITERIA, entries, sheets)


def test_who_stopped_stands_after_who_went_on_and_is_counted_by_the_own_trials():
    made = result({"total_by": "mean"})
    # B: (8 + 4) / 2, A: (9 + 1) / 2; C and D have one trial: 7 and 6, above both by number.
    assert [(e.entry, e.value) for e in made.entries] == [("B", 6), ("A", 5), ("C", 7), ("D", 6)]
    assert [e.rank_competition for e in made.entries] == [1, 2, 3, 4]
    assert [e.percent for e in made.entries] == [60, 50, 70, 60]
    assert [e.stopped_after for e in made.entries] == [0, 0, 1, 1]


def test_who_stopped_gets_no_award_though_prizes_are_left():
    made = result({"prize_max_rank": 3})
    assert [e.status for e in made.entries] == ["winner", "prize", "participant", "participant"]
    assert [e.place for e in made.entries] == [1, 2, None, None]
    assert [r.code for r in made.entry("C").reasons][-1] == "not_promoted"


def test_the_gap_to_the_next_work_is_told_among_those_who_went_equally_far():
    made = result({})
    above = {r.code: r.params for r in made.entry("C").reasons}["works_above"]
    assert above["above"] == 2
    assert "gap" not in above
    assert {r.code: r.params for r in made.entry("D").reasons}["works_above"]["gap"] == 1


def test_no_sheet_is_missing_in_a_trial_that_the_work_was_not_let_into():
    made = result({"sheets_per_entry": 2, "trial_sheets": {"T1": 1}})
    assert "fewer_sheets" not in [r.code for r in made.entry("C").reasons]
    told = {r.code: r.params for r in made.entry("A").reasons}["fewer_sheets"]
    assert (told["sheets"], told["expected"]) == (1, 2)


def test_where_nobody_went_on_nobody_wins():
    made = result({}, stopped="ABCD")
    assert [e.status for e in made.entries] == ["participant"] * 4
    assert not made.nominations[0].winner_awarded


def test_without_rounds_facts_and_results_are_written_as_they_were():
    assert to_plain(EntryInput("A", "N")) == {"entry": "A", "nomination": "N"}
    assert all("stopped_after" not in each for each in result({}, stopped=()).to_dict()["entries"])
