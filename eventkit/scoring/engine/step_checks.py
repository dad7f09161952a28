"""What cannot be meant in rules of steps and of several trials: coded warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from .arithmetic import total
from .comparing import Place, Points
from .explain import Reason, reason
from .rules import ScoringRules
from .stepped import by_steps, compares_works
from .steps import Drop, Penalty, Weight
from .values import CriterionSpec, EngineInputError, EntryInput, SheetValues

JURORS, WORKS = 5, 3
"""The size of the made-up jury on which steps are tried."""


def about_trials(rules: ScoringRules, criteria: Sequence[CriterionSpec]) -> Iterator[Reason]:
    """Trials that do not exist, and weights that look like shares but do not add up."""
    trials = {criterion.trial for criterion in criteria}
    named = {*rules.trial_methods, *rules.trial_weights, *rules.trial_sheets, *rules.time_limits}
    for trial in sorted(named - trials):
        yield reason("rule_of_unknown_trial", trial=trial)
    yield from _shares("trial", rules.trial_weights)
    yield from _shares("criterion", {c.code: c.weight for c in criteria})
    for step in rules.steps:
        if isinstance(step, Weight):
            yield from _shares(step.axis, step.weights)


def about_steps(
    rules: ScoringRules, criteria: Sequence[CriterionSpec], jurors: int | None
) -> Iterator[Reason]:
    """What the steps leave undone, leave unused, or ask too much of a small jury."""
    if not rules.steps:
        return
    if criteria and (problem := steps_problem(rules, criteria)):
        yield reason("steps_lead_nowhere", problem=problem)
    own = any(isinstance(s, Weight) and s.axis == "criterion" for s in rules.steps)
    if not own and any(c.weight != 1 for c in criteria):
        yield reason("criterion_weights_unused")
    if rules.time_limits and not any(isinstance(s, Penalty) for s in rules.steps):
        yield reason("penalties_unused")
    thresholds = (rules.winner_min_percent, rules.prize_min_percent, rules.promoted_min_percent)
    if compares_works(rules) and any(percent is not None for percent in thresholds):
        yield reason("percent_of_places")
    yield from _about_panels(rules, jurors)


def steps_problem(rules: ScoringRules, criteria: Sequence[CriterionSpec]) -> str:
    """Why the steps cannot be run, tried on a made-up jury; empty when they can.

    ``axis`` when they leave several numbers for a work, ``group`` when a name is in no part,
    else ``order``.
    """
    entries = [EntryInput(f"w{work}", "n") for work in range(WORKS)]
    sheets = {entry.entry: _sheets(entry.entry, criteria) for entry in entries}
    try:
        by_steps(rules, criteria, entries, sheets, {})
    except EngineInputError as problem:
        told = str(problem)
        if told.endswith("is in no group"):
            return "group"
        return "axis" if told.endswith("has to combine it") else "order"
    return ""


def _sheets(entry: str, criteria: Sequence[CriterionSpec]) -> list[SheetValues]:
    trials = sorted({criterion.trial for criterion in criteria})
    return [
        SheetValues(
            entry,
            f"j{juror}",
            juror,
            {c.code: c.maximum for c in criteria if c.trial == trial},
            trial=trial,
        )
        for trial in trials
        for juror in range(1, JURORS + 1)
    ]


def _about_panels(rules: ScoringRules, jurors: int | None) -> Iterator[Reason]:
    sheets = rules.sheets_per_entry
    is_partial = sheets is not None and (jurors is None or sheets < jurors)
    if is_partial and any(isinstance(step, Place | Points) for step in rules.steps):
        yield reason("places_of_partial_panels", sheets=sheets)
    for step in rules.steps:
        if isinstance(step, Drop) and step.over == "juror" and sheets is not None:
            if sheets < step.least:
                yield reason("trim_never", sheets=sheets, needed=step.least)
            elif sheets - step.highest - step.lowest == 1:
                yield reason("trim_leaves_one", sheets=sheets)


def _shares(axis: str, weights: Mapping[str, Fraction]) -> Iterator[Reason]:
    """Weights that look like shares of 1 or of 100 and do not add up to it."""
    values = [weight for weight in weights.values() if weight > 0]
    if len(values) < 2:
        return
    added = total(values)
    if all(value < 1 for value in values) and added != 1:
        yield reason("weights_do_not_add_up", axis=axis, sum=added, whole=Fraction(1))
    if all(value >= 5 for value in values) and 90 <= added <= 110 and added != 100:
        yield reason("weights_do_not_add_up", axis=axis, sum=added, whole=Fraction(100))
