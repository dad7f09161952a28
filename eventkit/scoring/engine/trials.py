"""Several trials of one work: each is counted on its own, then the trials make the value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .aggregate import Aggregated, Reading, aggregate
from .arithmetic import COMBINERS, mean, total
from .explain import Reason, reason
from .overtime import Overtime, Overtimes, points_off
from .rules import ScoringRules
from .values import CriterionSpec

Use = tuple[str, str]
"""A trial and a juror: whose sheet it is."""


def of_trials(
    readings: Sequence[Reading],
    rules: ScoringRules,
    most: Mapping[str, Fraction],
    times: Overtimes,
) -> tuple[Aggregated, Mapping[Use, str]]:
    """The value of a work by the rules' method of each trial, and what became of its sheets.

    `most` gives for each trial that is judged the most that a sheet of it can give, `times` the
    performances that were too long.
    """
    parts = {
        trial: _in_time(_of_trial(trial, readings, rules, most[trial]), times.get(trial))
        for trial in sorted(most)
    }
    uses = {(trial, juror): use for trial in parts for juror, use in parts[trial].uses.items()}
    breakers = _by_time(readings, times) if rules.time_limits else {}
    if len(parts) == 1:
        return replace(next(iter(parts.values())), breakers=breakers), uses
    means = {f"{trial}_mean": mean(own) for trial, own in totals_by_trial(readings).items()}
    return replace(_together(parts, rules), breakers=means | breakers), uses


def over_trials(readings: Sequence[Reading]) -> list[Reading]:
    """What each juror gave in all trials; who has not judged each trial of the work is left out."""
    trials = {r.trial for r in readings}
    own: dict[str, list[Reading]] = {}
    for one in readings:
        own.setdefault(one.juror, []).append(one)
    return [
        Reading(juror, min(r.position for r in sheets), total([r.total for r in sheets]))
        for juror, sheets in own.items()
        if len(sheets) == len(trials)
    ]


def sum_over_trials(
    readings: Sequence[Reading], one: Callable[[Sequence[Fraction]], Fraction]
) -> Fraction | None:
    """What a method makes of the totals of each trial, summed; None without a sheet."""
    totals = totals_by_trial(readings)
    return total([one(numbers) for numbers in totals.values()]) if totals else None


def totals_by_trial(readings: Sequence[Reading]) -> dict[str, list[Fraction]]:
    """The totals of the sheets of each trial that has one."""
    found: dict[str, list[Fraction]] = {}
    for one in readings:
        found.setdefault(one.trial, []).append(one.total)
    return found


def maximum_of(criteria: Sequence[CriterionSpec], trial: str | None = None) -> Fraction:
    """Σ maximum × weight of one trial's sheet, or of a sheet of each trial."""
    return total([c.maximum * c.weight for c in criteria if trial in (None, c.trial)])


def _of_trial(
    trial: str,
    readings: Sequence[Reading],
    rules: ScoringRules,
    most: Fraction,
) -> Aggregated:
    own = replace(rules, aggregation=rules.trial_methods.get(trial, rules.aggregation))
    if own.aggregation == "sum_of_valid_sheets":
        most *= own.sheets_of(trial) or 1
    return replace(aggregate([r for r in readings if r.trial == trial], own), most=most)


def _in_time(part: Aggregated, over: Overtime | None) -> Aggregated:
    """A trial's value after the points for its time."""
    if over is None or part.value is None:
        return part
    value = part.value - over.points
    why = reason(
        "overtime", seconds=over.seconds, limit=over.limit, points=over.points,
        before=part.value, value=value,
    )  # fmt: skip
    return replace(part, value=value, reasons=(*part.reasons, why))


def _by_time(readings: Sequence[Reading], times: Overtimes) -> dict[str, Fraction]:
    """Numbers of tie-breakers that know of time; the bigger the better."""
    off = points_off(times)
    whole = sum_over_trials(readings, mean)
    known = {} if whole is None else {"mean_total": whole - off}
    return {"penalty_asc": -off, **known}


def _together(parts: Mapping[str, Aggregated], rules: ScoringRules) -> Aggregated:
    """Trials by their weights, summed or averaged. A trial without a sheet adds nothing."""
    weights = {trial: rules.trial_weights.get(trial, Fraction(1)) for trial in parts}
    combine = COMBINERS[rules.total_by]
    values = {t: part.value * weights[t] for t, part in parts.items() if part.value is not None}
    if not values:
        return Aggregated(None, (reason("no_valid_sheets"),))
    value = combine([values.get(trial, Fraction(0)) for trial in parts])
    why = reason(
        "trials_together", by=rules.total_by, value=value, trials=tuple(parts),
        values=tuple(part.value or Fraction(0) for part in parts.values()),
        weights=tuple(weights.values()),
    )  # fmt: skip
    return Aggregated(
        value,
        (*_reasons(parts), why),
        third_needed=any(part.third_needed for part in parts.values()),
        third_missing=any(part.third_missing for part in parts.values()),
        most=combine([(part.most or Fraction(0)) * weights[t] for t, part in parts.items()]),
    )


def _reasons(parts: Mapping[str, Aggregated]) -> list[Reason]:
    """Those of each trial under its name, with the most that its sheet can give."""
    told: list[Reason] = []
    for trial, part in parts.items():
        told.append(reason("trial", trial=trial))
        if part.value is None:
            told.append(reason("trial_without_sheets"))
            continue
        told += [Reason(r.code, {**r.params, "most": part.most}) for r in part.reasons]
    return told
