"""An event's rules in its calculation: trials, steps, gaps, one win, going on; all by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from eventkit.scoring.engine import (
    CalculationResult,
    CriterionSpec,
    EngineInputError,
    EntryInput,
    EntryResult,
    Recused,
    RulesError,
    ScoringRules,
    SheetValues,
    calculate,
)
from eventkit.scoring.engine.step_reading import plain_steps
from eventkit.scoring.engine.step_templates import as_steps

F = Fraction
ONE = (CriterionSpec("K1", F(10)),)
TWO_TRIALS = (
    CriterionSpec("A1", F(10), trial="T1"),
    CriterionSpec("A2", F(10), weight=F(2), trial="T1"),
    CriterionSpec("B1", F(20), trial="T2"),
)


def sheets(table: str, trial: str = "", criterion: str = "K1") -> list[SheetValues]:
    """«W1: 5 6 –; W2: …»: the marks of jurors 1, 2, …; a dash is no sheet."""
    found = []
    for line in table.split(";"):
        entry, marks = line.split(":")
        for juror, mark in enumerate(marks.split(), start=1):
            if mark != "–":
                values = {criterion: F(mark)}
                found.append(SheetValues(entry.strip(), str(juror), juror, values, trial=trial))
    return found


def result(rules: dict[str, Any], table: str, **facts: Any) -> CalculationResult:
    """The works of one nomination with one criterion."""
    given = sheets(table)
    entries = [EntryInput(entry, "n") for entry in sorted({s.entry for s in given})]
    return calculate(ScoringRules.from_dict(rules), ONE, entries, given, **facts)


def values(counted: CalculationResult) -> dict[str, Fraction | None]:
    return {entry.entry: entry.value for entry in counted.entries}


def shown(counted: CalculationResult) -> list[tuple[str, str | None]]:
    return [(entry.entry, entry.place_shown) for entry in counted.entries]


def of_trials(rules: dict[str, Any], *further: SheetValues) -> EntryResult:
    """W1: in T1 28 and 26 of 30 (mean 27), in T2 12, 20, 16 of 20 (mean 16, median 16)."""
    given = [
        SheetValues("W1", "1", 1, {"A1": F(8), "A2": F(10)}, trial="T1"),
        SheetValues("W1", "2", 2, {"A1": F(10), "A2": F(8)}, trial="T1"),
        *sheets("W1: 12 20 16", "T2", "B1"),
        *further,
    ]
    counted = calculate(ScoringRules.from_dict(rules), TWO_TRIALS, [EntryInput("W1", "n")], given)
    return counted.entry("W1")


def test_each_trial_is_counted_by_its_method_and_the_trials_are_summed() -> None:
    work = of_trials({})
    assert work.value == 27 + 16
    assert work.percent == F(43 * 100, 30 + 20)
    assert work.valid_sheets == 5
    last = of_trials({"trial_methods": {"T2": "sum_of_valid_sheets"}, "sheets_per_entry": 3})
    assert last.value == 27 + 48
    assert last.percent == F(75 * 100, 30 + 60)


def test_trials_have_weights_and_may_be_averaged() -> None:
    work = of_trials({"trial_weights": {"T2": "1.5"}, "total_by": "mean"})
    assert work.value == F(27 + 24, 2)
    assert work.percent == F(51, 2) * 100 / F(30 + 30, 2)
    told = next(r for r in work.reasons if r.code == "trials_together")
    assert told.params["values"] == (27, 16)
    assert told.params["weights"] == (1, F(3, 2))


def test_jurors_are_compared_within_a_trial() -> None:
    given = [*sheets("W1: 10 8", "T1", "A1"), *sheets("W1: 5 – 9", "T2", "B1")]
    criteria = (CriterionSpec("A1", F(10), trial="T1"), CriterionSpec("B1", F(10), trial="T2"))
    counted = calculate(ScoringRules(), criteria, [EntryInput("W1", "n")], given)
    # juror 1: +2 beside juror 2 in T1, −4 beside juror 3 in T2
    assert {j.juror: j.mean_deviation for j in counted.jurors} == {"1": -1, "2": -2, "3": 4}


def test_a_trial_mean_breaks_a_tie() -> None:
    criteria = (CriterionSpec("A1", F(10), trial="T1"), CriterionSpec("B1", F(10), trial="T2"))
    given = [
        *sheets("W1: 9 9; W2: 6 8", "T1", "A1"),
        *sheets("W1: 4 6; W2: 7 7", "T2", "B1"),
    ]
    counted = calculate(
        ScoringRules.from_dict({"tie_break": ["T2_mean"]}),
        criteria,
        [EntryInput("W1", "n"), EntryInput("W2", "n")],
        given,
    )
    assert values(counted) == {"W1": 14, "W2": 14}
    assert shown(counted) == [("W2", "1"), ("W1", "2")]


def test_places_of_each_juror_are_averaged_and_the_smaller_is_the_better() -> None:
    rules = {
        "steps": [
            {"step": "weight"},
            {"step": "combine", "over": "criterion", "whole": True},
            {"step": "place"},
            {"step": "combine", "over": "juror", "by": "mean"},
        ],
        "tie_break": ["mean_total"],
        "place_style": "competition",
    }
    # juror 1: W1 1, W2 2, W3 3; juror 2: W2 1, W1 and W3 2,5; juror 3: W3 1, W1 2, W2 3
    counted = result(rules, "W1: 9 6 7; W2: 8 8 5; W3: 5 6 10")
    assert values(counted) == {"W1": F(11, 6), "W2": 2, "W3": F(13, 6)}
    assert shown(counted) == [("W1", "1"), ("W2", "2"), ("W3", "3")]
    assert counted.smaller_is_better
    assert counted.entry("W1").percent is None
    assert counted.entry("W1").degree == 1


def test_equal_sums_of_places_are_told_apart_by_a_named_number() -> None:
    rules = {
        "steps": [
            {"step": "combine", "over": "criterion"},
            {"step": "place"},
            {"step": "combine", "over": "juror", "by": "sum"},
        ],
        "tie_break": ["mean_total"],
    }
    # each is first once and second once: 3 and 3; the means are 8 and 7
    counted = result(rules, "W1: 10 6; W2: 7 7")
    assert values(counted) == {"W1": 3, "W2": 3}
    assert shown(counted) == [("W1", "1"), ("W2", "2")]
    assert counted.nominations[0].ties[0].resolved_by == "mean_total"


def test_marks_are_pulled_to_the_mean_and_rounded_at_named_steps() -> None:
    rules = {
        "steps": [
            {"step": "combine", "over": "criterion"},
            {"step": "clip", "over": "juror", "by": 3},
            {"step": "round", "digits": 2},
            {"step": "combine", "over": "juror", "by": "mean"},
            {"step": "round", "digits": 2},
        ]
    }
    # mean 20/3; ± 3: 1 → 3,67 (3 2/3 rounded); 9 stays, 10 → 9,67; (3,67 + 9 + 9,67)/3 = 7,4466…
    work = result(rules, "W1: 1 9 10").entry("W1")
    assert work.value == F("7.45")
    assert work.percent == F("74.5")
    assert [r.params["number"] for r in work.reasons if r.code == "step"] == [1, 2, 3, 4, 5]


def test_a_dropped_sheet_is_shown_as_dropped() -> None:
    rules = {
        "steps": [
            {"step": "combine", "over": "criterion"},
            {"step": "drop", "over": "juror", "highest": 1, "lowest": 1, "least": 4},
            {"step": "combine", "over": "juror", "by": "mean"},
        ]
    }
    work = result(rules, "W1: 4 10 7 5").entry("W1")
    assert work.value == 6
    assert {s.juror: s.use for s in work.sheets} == {
        "1": "dropped_low",
        "2": "dropped_high",
        "3": "used",
        "4": "used",
    }


def test_an_annulled_sheet_is_counted_beside_by_the_steps_too() -> None:
    rules = {
        "steps": [
            {"step": "combine", "over": "criterion"},
            {"step": "combine", "over": "juror", "by": "median"},
        ]
    }
    given = [*sheets("W1: 4 9 –"), SheetValues("W1", "3", 3, {"K1": F(10)}, annulled=True)]
    counted = calculate(ScoringRules.from_dict(rules), ONE, [EntryInput("W1", "n")], given)
    assert counted.entry("W1").value == F(13, 2)
    assert [row.value for row in counted.annulled] == [9]


def test_steps_that_leave_several_numbers_are_refused() -> None:
    with pytest.raises(EngineInputError, match="axis juror is left"):
        result({"steps": [{"step": "combine", "over": "criterion"}]}, "W1: 1 2")


def test_a_gap_leaves_the_sheet_out_or_counts_as_zero() -> None:
    criteria = (CriterionSpec("K1", F(10)), CriterionSpec("K2", F(10)))
    given = [
        SheetValues("W1", "1", 1, {"K1": F(8), "K2": F(6)}),
        SheetValues("W1", "2", 2, {"K1": F(9)}),
    ]
    for gap, value, valid in (("sheet_left_out", 14, 1), ("zero", F(23, 2), 2)):
        counted = calculate(
            ScoringRules.from_dict({"gap": gap}), criteria, [EntryInput("W1", "n")], given
        )
        assert (counted.entry("W1").value, counted.entry("W1").valid_sheets) == (value, valid)


def test_a_recusal_is_kept_as_such_and_makes_no_result_outdated() -> None:
    with_it = result({}, "W1: 5 6", recused=[Recused("W1", "3")])
    assert with_it.recused == (Recused("W1", "3"),)
    assert [r.params for r in with_it.entry("W1").reasons if r.code == "recused"] == [
        {"jurors": ("3",)}
    ]
    assert with_it.inputs_digest == result({}, "W1: 5 6").inputs_digest
    assert CalculationResult.from_dict(with_it.to_dict()) == with_it


def in_two_nominations(rules: dict[str, Any], entries: list[EntryInput]) -> CalculationResult:
    """A1 9, A2 8, A3 7; B1 10, B2 6, B3 5 of 10."""
    given = sheets("A1: 9; A2: 8; A3: 7; B1: 10; B2: 6; B3: 5")
    return calculate(ScoringRules.from_dict(rules), ONE, entries, given)


def test_who_wins_twice_keeps_the_higher_percent_and_the_next_work_wins() -> None:
    people = {"A1": ("anna",), "B1": ("anna", "boris")}
    entries = [EntryInput(code, code[0], people.get(code, (code,))) for code in (
        "A1", "A2", "A3", "B1", "B2", "B3",
    )]  # fmt: skip
    plain = in_two_nominations({"prize_max_rank": 2}, entries)
    assert [(e.entry, e.place) for e in plain.entries if e.place] == [
        ("A1", 1), ("A2", 2), ("B1", 1), ("B2", 2),
    ]  # fmt: skip
    once = in_two_nominations({"prize_max_rank": 2, "one_win_per_person": True}, entries)
    assert [(e.entry, e.rank_competition, e.place) for e in once.entries] == [
        ("A1", 1, None), ("A2", 2, 1), ("A3", 3, 2), ("B1", 1, 1), ("B2", 2, 2), ("B3", 3, None),
    ]  # fmt: skip
    assert [r.code for r in once.entry("A1").reasons][-1] == "wins_elsewhere"


def test_a_win_that_is_passed_on_may_reach_the_same_person_again() -> None:
    people = {"A1": ("anna",), "B1": ("anna",), "A2": ("boris",), "B2": ("boris",)}
    entries = [EntryInput(code, code[0], people.get(code, (code,))) for code in (
        "A1", "A2", "A3", "B1", "B2", "B3",
    )]  # fmt: skip
    once = in_two_nominations({"one_win_per_person": True}, entries)
    # anna wins B; A goes to boris, who is second in B: one win for each of them
    assert {e.entry for e in once.entries if e.status == "winner"} == {"A2", "B1"}


def test_who_goes_on_to_the_next_stage() -> None:
    rules = {"promoted_places": 2, "promoted_min_percent": 50}
    counted = result(rules, "W1: 9; W2: 6; W3: 6; W4: 5")
    assert [e.entry for e in counted.entries if e.promoted] == ["W1", "W2", "W3"]
    strict = result({**rules, "promoted_min_percent": 70}, "W1: 9; W2: 6; W3: 6; W4: 5")
    assert [e.entry for e in strict.entries if e.promoted] == ["W1"]


def test_rules_that_say_nothing_new_keep_their_digests() -> None:
    rules = ScoringRules.from_dict({"tie_break": ["K1_mean"], "winner_min_percent": 75})
    criteria = [CriterionSpec("K1", F(10)), CriterionSpec("K2", F(10), weight=F(2))]
    given = [
        SheetValues("w1", "j1", 1, {"K1": F(9), "K2": F(8)}),
        SheetValues("w2", "j1", 1, {"K1": F(7), "K2": F(9)}),
    ]
    counted = calculate(rules, criteria, [EntryInput("w1", "n"), EntryInput("w2", "n")], given)
    # As versions 0001 and 0002 of the schema have kept them.
    assert rules.digest() == "e1953e51474d6cd23cb90a0568839508ae90706793c508a2ae6fa7ba2871c670"
    assert counted.inputs_digest == (
        "9e4954fd2debf174317e5f1d2c0b4d2ba764af93d45a6352dbd0fc8afddd45f0"
    )


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ({"trial_methods": {"T1": "best"}}, "trial_methods.T1"),
        ({"trial_methods": {"T1": "two_plus_third"}}, "third_policy"),
        ({"trial_weights": {"T1": "many"}}, "trial_weights.T1"),
        ({"total_by": "product"}, "total_by"),
        ({"gap": "mean"}, "gap"),
        ({"promoted_min_percent": 120}, "promoted_min_percent"),
        ({"one_win_per_person": "yes"}, "one_win_per_person"),
    ],
)
def test_a_rule_that_cannot_be_meant_names_its_key(rules: dict[str, Any], key: str) -> None:
    with pytest.raises(RulesError) as caught:
        ScoringRules.from_dict(rules)
    assert caught.value.key == key


def test_rules_come_back_from_json_unchanged() -> None:
    rules = ScoringRules.from_dict(
        {
            "trial_methods": {"T1": "median_of_valid_sheets"},
            "trial_weights": {"T2": "1.5"},
            "total_by": "mean",
            "gap": "zero",
            "promoted_places": 5,
            "promoted_min_percent": "62.5",
            "one_win_per_person": True,
        }
    )
    assert ScoringRules.from_dict(rules.to_dict()) == rules


def test_how_much_a_work_lacks_to_the_next_above() -> None:
    counted = result({}, "W1: 9; W2: 9; W3: 7; W4: 6")
    told = {e.entry: next(r for r in e.reasons if r.code == "works_above") for e in counted.entries}
    assert told["W3"].params == {"above": 2, "nearest": ("W1", "W2"), "gap": 2}
    assert told["W4"].params == {"above": 3, "nearest": ("W3",), "gap": 1}
    assert told["W1"].params == {"above": 0}


def test_sheets_are_wanted_of_each_trial() -> None:
    criteria = (CriterionSpec("A1", F(10), trial="T1"), CriterionSpec("B1", F(10), trial="T2"))
    given = [*sheets("W1: 9 9", "T1", "A1"), *sheets("W1: 4", "T2", "B1")]
    rules = {"sheets_per_entry": 2, "trial_methods": {"T2": "sum_of_valid_sheets"}}
    counted = calculate(
        ScoringRules.from_dict({**rules, "tie_break": ["T2_mean"]}),
        criteria,
        [EntryInput("W1", "n")],
        given,
    )
    fewer = [r.params for r in counted.entry("W1").reasons if r.code == "fewer_sheets"]
    assert fewer == [{"sheets": 1, "expected": 2}]
    # the sum of T2 lacks a sheet, the mean of T1 does not; T2 is a trial, no unknown criterion
    assert [(w.code, dict(w.params)) for w in counted.warnings] == [
        ("sum_of_unequal_sheets", {"entry": "W1", "sheets": 1, "expected": 2})
    ]


def test_names_that_steps_keep_are_no_unknown_criteria() -> None:
    rules = {
        "steps": [
            {"step": "combine", "over": "criterion"},
            {"step": "name", "name": "листы"},
            {"step": "combine", "over": "juror", "by": "mean"},
        ],
        "tie_break": ["листы_mean"],
    }
    counted = result(rules, "W1: 5 6")
    assert "tie_break_unknown_criterion" not in [w.code for w in counted.warnings]


def test_a_method_of_trials_as_steps_gives_the_same_values() -> None:
    for named in (
        {"trial_weights": {"T2": "1.5"}, "total_by": "mean"},
        {"aggregation": "median_of_valid_sheets"},
        {"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 3},
    ):
        rules = ScoringRules.from_dict(named)
        steps = as_steps(rules, several_trials=True)
        plain = {"steps": plain_steps(steps), "trial_weights": {}, "total_by": "sum"}
        assert of_trials(plain).value == of_trials(named).value
    assert as_steps(ScoringRules(trial_methods={"T1": "median"}), several_trials=True) == ()
