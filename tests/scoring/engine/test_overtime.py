"""Time beyond the limit in an event's calculation: the sets of pairs, and bounds by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from eventkit.scoring.engine import (
    CalculationResult,
    CriterionSpec,
    EntryInput,
    RulesError,
    Ruling,
    ScoringRules,
    SheetValues,
    Timing,
    calculate,
    contradictions,
    exact,
    shown,
)
from eventkit.scoring.engine.counting import method_steps
from eventkit.scoring.engine.facts import in_order
from eventkit.scoring.engine.step_reading import plain_steps
from eventkit.scoring.engine.step_templates import as_steps

from .test_duet_sets import Duet

F = Fraction
ONE = [CriterionSpec("K", F(20), trial="T")]
TWO = [CriterionSpec("K", F(20), trial="T"), CriterionSpec("L", F(10), trial="U")]
AGGREGATIONS = {
    "mean_per_trial_then_sum": "mean_of_valid_sheets",
    "trimmed_per_trial_then_sum": "trimmed_mean_of_valid_sheets",
    "median_per_trial_then_sum": "median_of_valid_sheets",
}


def rules_of(duet: Duet) -> ScoringRules:
    """The rules of a set as an event has them."""
    given = duet.rules
    rules: dict[str, Any] = {
        "place_style": given.get("place_style", "competition"),
        "tie_break": given["tie_break"],
        "trim_min_sheets": given.get("trim_min_sheets"),
        "overtime_rule": given["overtime_rule"],
        "time_limits": {
            t["id"]: t["limit_minutes"] * 60 for t in duet.given["trials"] if t["limit_minutes"]
        },
    }
    if given["official_method"] in AGGREGATIONS:
        rules["aggregation"] = AGGREGATIONS[given["official_method"]]
    else:
        in_places = given.get("overtime_in_places", False)
        steps = method_steps("mean-place", penalties_in_places=in_places)
        rules["steps"] = plain_steps(steps)
    return ScoringRules.from_dict(rules)


def calculated(duet: Duet) -> CalculationResult:
    marks: dict[tuple[str, str, str], dict[str, Fraction | None]] = {}
    for mark in duet.marks():
        marks.setdefault((mark.entry, mark.juror, mark.trial), {})[mark.criterion] = mark.mark
    return calculate(
        rules_of(duet),
        [
            CriterionSpec(
                c["id"], exact(c["max"]), F(1, 2), exact(c.get("weight", 1)), trial=trial["id"]
            )
            for trial in duet.given["trials"]
            for c in trial["criteria"]
        ],
        [EntryInput(pair["id"], "") for pair in duet.given["pairs"]],
        [
            SheetValues(entry, juror, 1, own, trial=trial)
            for (entry, juror, trial), own in marks.items()
        ],
        [
            Ruling("", decision["kind"], tuple(decision["pairs"]))
            for decision in duet.given.get("chair_decisions", ())
        ],
        times=[Timing(w["pair"], w["trial"], w["seconds"]) for w in duet.given["timekeeping"]],
    )


@pytest.mark.parametrize("when", ["before_appeals", "after_appeals"])
@pytest.mark.parametrize("name", ["a", "b"])
def test_an_event_of_pairs_counts_as_the_set_says(name: str, when: str) -> None:
    duet = Duet(name, when)
    found, expected = calculated(duet), duet.expected["official"]
    assert {e.entry: shown(e.value or 0, 2) for e in found.entries} == expected["total"]
    ranks = {
        e.entry: e.rank_range if "–" in expected["place_shown"][e.entry] else e.rank_competition
        for e in found.entries
    }
    assert {entry: str(rank) for entry, rank in ranks.items()} == expected["place_shown"]
    assert {e.entry: dict(e.penalties) for e in found.entries if e.penalties} == {
        pair: {t: F(p) for t, p in own.items()} for pair, own in duet.expected["penalties"].items()
    }
    ties = found.nominations[0].ties
    assert [(list(t.entries), t.resolved_by) for t in ties] == [
        (sorted(t["pairs"]), t["resolved_by"]) for t in expected["ties"]
    ]


def value(seconds: int, **overtime: Any) -> Fraction | None:
    """The value of a work with sheets of 10 and 12 in a trial of two minutes."""
    rules = ScoringRules.from_dict({"time_limits": {"T": 120}, "overtime_rule": overtime})
    sheets = [SheetValues("w", j, 1, {"K": F(m)}, trial="T") for j, m in (("a", 10), ("b", 12))]
    times = [Timing("w", "T", seconds), Timing("other", "T", 9999)]
    return calculate(rules, ONE, [EntryInput("w", "n")], sheets, times=times).entry("w").value


@pytest.mark.parametrize(
    ("seconds", "overtime", "expected"),
    [
        (120, {}, 11),  # the limit itself is in time
        (179, {}, 11),  # no full minute yet
        (180, {}, 10),
        (121, {"count": "started"}, 10),
        (181, {"count": "started", "points": "1.5"}, 8),
        (130, {"count": "started", "grace_seconds": 10}, 11),
        (131, {"count": "started", "grace_seconds": 10}, 10),  # counted from the limit itself
        (185, {"count": "started", "unit_seconds": 30}, 8),
        (600, {"max_points": 3}, 8),
        (9000, {"points": 1}, -137),  # nothing stops at zero by itself: 148 full minutes
    ],
)
def test_points_come_off_the_value_by_the_rule(
    seconds: int, overtime: dict[str, Any], expected: int
) -> None:
    assert value(seconds, **overtime) == expected


def two_trials(**rules: Any) -> CalculationResult:
    """W and V with equal sheets; W was a minute too long in T, V a minute too long in U."""
    given = ScoringRules.from_dict({"time_limits": {"T": 60, "U": 60}, **rules})
    sheets = [
        SheetValues(entry, "j", 1, {code: F(6)}, trial=trial)
        for entry in ("W", "V")
        for code, trial in (("K", "T"), ("L", "U"))
    ]
    times = [Timing("W", "T", 120), Timing("V", "U", 130)]
    entries = [EntryInput("W", "n"), EntryInput("V", "n")]
    return calculate(given, TWO, entries, sheets, times=times)


def test_points_come_off_before_a_trials_weight() -> None:
    found = two_trials(trial_weights={"T": 2})
    assert found.entry("W").value == 2 * (6 - 1) + 6
    assert found.entry("V").value == 2 * 6 + (6 - 1)


def test_fewer_points_off_break_a_tie() -> None:
    found = two_trials(
        trial_weights={"U": 2},
        overtime_rule={"count": "started"},
        tie_break=["penalty_asc", "chair_decision"],
    )
    # W: 5 + 12 = 17, one point off; V: 6 + 2 × (6 − 2) = 14, two points off.
    assert [e.entry for e in found.entries] == ["W", "V"]
    level = two_trials(overtime_rule={"max_points": 0}, tie_break=["penalty_asc"])
    assert level.nominations[0].ties[0].resolved_by == "chair_decision_needed"
    assert [e.value for e in level.entries] == [12, 12]


def test_as_steps_the_rules_give_the_same() -> None:
    given = ScoringRules.from_dict({"time_limits": {"T": 60, "U": 60}, "trial_weights": {"T": 2}})
    steps = plain_steps(as_steps(given, several_trials=True))
    by_steps = two_trials(steps=steps)
    assert {e.entry: e.value for e in by_steps.entries} == {"W": 16, "V": 17}
    assert by_steps.entry("V").penalties == {"U": 1}


def test_the_explanation_says_by_how_much_it_was_too_long() -> None:
    [why] = [r for r in two_trials().entry("W").reasons if r.code == "overtime"]
    assert why.params == {
        "seconds": 120, "limit": 60, "points": 1, "before": 6, "value": 5, "most": 20,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "key", "code"),
    [
        ({"time_limits": {"T": 0}}, "time_limits.T", "too_small"),
        ({"time_limits": {"T": 90_000}}, "time_limits.T", "too_large"),
        ({"overtime_rule": {"count": "half"}}, "overtime_rule.count", "not_a_choice"),
        ({"overtime_rule": {"points": -1}}, "overtime_rule.points", "too_small"),
        ({"overtime_rule": {"unit_seconds": "x"}}, "overtime_rule.unit_seconds", "not_a_number"),
    ],
)
def test_mistakes_are_named_by_their_key(rules: dict[str, Any], key: str, code: str) -> None:
    with pytest.raises(RulesError) as caught:
        ScoringRules.from_dict(rules)
    assert caught.value.key == key
    assert caught.value.code == code


def test_limits_that_mean_nothing_are_told() -> None:
    unknown = ScoringRules.from_dict({"time_limits": {"T9": 60}})
    assert "rule_of_unknown_trial" in [w.code for w in contradictions(unknown, ONE, jurors=3)]
    steps = [
        {"step": "combine", "over": "criterion", "by": "sum"},
        {"step": "combine", "over": "juror", "by": "mean"},
    ]
    unused = ScoringRules.from_dict({"time_limits": {"T": 60}, "steps": steps})
    assert "penalties_unused" in [w.code for w in contradictions(unused, ONE, jurors=3)]


def test_rules_without_limits_keep_their_digest_and_order_of_times_is_nothing() -> None:
    assert "overtime_rule" not in ScoringRules().to_dict()
    times = [Timing("w", "T", 60), Timing("w", "U", 70)]
    digests = {
        in_order({}, ONE, [], [], [], [], [], times=given).digest()
        for given in (times, times[::-1])
    }
    assert len(digests) == 1
