"""From the totals of a work's valid sheets to its official value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from eventkit.lazy import dataclass

from .arithmetic import mean, median
from .explain import Reason, reason
from .rules import ScoringRules


@dataclass(frozen=True)
class Reading:
    """The total of one valid sheet."""

    juror: str
    position: int
    total: Fraction
    trial: str = ""


@dataclass(frozen=True)
class Aggregated:
    """A value, how it came about, and the sheets that do not count (`uses` by juror).

    `most` is the most that a work could get, None where no such number exists (places, seconds);
    `breakers` are the numbers that tie-breakers compare, where steps have made them.
    """

    value: Fraction | None
    reasons: tuple[Reason, ...]
    uses: Mapping[str, str] = field(default_factory=dict)
    third_needed: bool = False
    third_missing: bool = False
    most: Fraction | None = None
    breakers: Mapping[str, Fraction] = field(default_factory=dict)


def trims(count: int, rules: ScoringRules) -> bool:
    """Whether so many sheets lose their highest and lowest."""
    return count >= max(rules.trim_min_sheets, 3)


def trimmed_mean(numbers: Sequence[Fraction], rules: ScoringRules) -> Fraction:
    """The mean without one highest and one lowest, or of all where there are too few."""
    return mean(sorted(numbers)[1:-1] if trims(len(numbers), rules) else numbers)


def aggregate(readings: Sequence[Reading], rules: ScoringRules) -> Aggregated:
    """The official value by `rules.aggregation`; None without a valid sheet."""
    if not readings:
        return Aggregated(None, (reason("no_valid_sheets"),))
    ordered = sorted(readings, key=lambda r: (r.position, r.juror))
    totals = [reading.total for reading in ordered]
    match rules.aggregation:
        case "two_plus_third":
            return _two_plus_third(ordered, rules)
        case "trimmed_mean_of_valid_sheets":
            return _trimmed(ordered, rules)
        case "median_of_valid_sheets":
            return _plain("median_of_sheets", median(totals), totals)
        case "sum_of_valid_sheets":
            return _plain("sum_of_sheets", sum(totals, start=Fraction(0)), totals)
        case _:
            return _plain("mean_of_sheets", mean(totals), totals)


def _plain(code: str, value: Fraction, totals: Sequence[Fraction]) -> Aggregated:
    return Aggregated(value, (reason(code, value=value, totals=tuple(totals)),))


def _trimmed(ordered: Sequence[Reading], rules: ScoringRules) -> Aggregated:
    totals = [reading.total for reading in ordered]
    value = trimmed_mean(totals, rules)
    if not trims(len(ordered), rules):
        why = reason("too_few_to_trim", sheets=len(ordered), needed=rules.trim_min_sheets)
        return Aggregated(value, (why, reason("mean_of_sheets", value=value, totals=(*totals,))))
    by_total = sorted(ordered, key=lambda r: (r.total, r.position, r.juror))
    low, high = by_total[0], by_total[-1]
    kept = tuple(r.total for r in ordered if r not in (low, high))
    why = reason(
        "trimmed_mean", value=value, totals=kept, low=low.total, low_juror=low.juror,
        high=high.total, high_juror=high.juror,
    )  # fmt: skip
    return Aggregated(value, (why,), {low.juror: "dropped_low", high.juror: "dropped_high"})


def _two_plus_third(ordered: Sequence[Reading], rules: ScoringRules) -> Aggregated:
    seats: dict[int, Reading] = {}
    others: list[Reading] = []
    for reading in ordered:
        if reading.position in (1, 2) and reading.position not in seats:
            seats[reading.position] = reading
        else:
            others.append(reading)
    if len(seats) < 2:  # a reading was annulled and not replaced, or has not come yet
        totals = tuple(reading.total for reading in ordered)
        value = mean(totals)
        return Aggregated(value, (reason("reading_missing", value=value, totals=totals),))
    first, second = seats[1], seats[2]
    difference = abs(first.total - second.total)
    threshold = rules.divergence_points
    told = {"first": first.total, "second": second.total, "difference": difference}
    if threshold is None or difference < threshold:
        value = mean([first.total, second.total])
        uses = {reading.juror: "not_used" for reading in others}
        return Aggregated(value, (reason("two_readings", value=value, **told),), uses)
    if not others:
        value = mean([first.total, second.total])
        why = reason("third_reading_missing", value=value, threshold=threshold, **told)
        return Aggregated(value, (why,), third_needed=True, third_missing=True)
    return _with_third(first, second, others, rules)


def _with_third(
    first: Reading, second: Reading, others: Sequence[Reading], rules: ScoringRules
) -> Aggregated:
    third, further = others[0], others[1:]
    if rules.third_policy == "third_is_final":
        counted = [third]
    elif rules.third_policy == "mean_of_three":
        counted = [first, second, third]
    else:  # the nearer of the two; equally near: the higher, in the author's favour
        nearer = min((first, second), key=lambda r: (abs(r.total - third.total), -r.total))
        counted = [nearer, third]
    value = mean([reading.total for reading in counted])
    why = reason(
        str(rules.third_policy), value=value, first=first.total, second=second.total,
        third=third.total, difference=abs(first.total - second.total),
        threshold=rules.divergence_points, counted=tuple(reading.total for reading in counted),
        equally_near=abs(first.total - third.total) == abs(second.total - third.total),
    )  # fmt: skip
    uses = {r.juror: "not_used" for r in (first, second, *further) if r not in counted}
    return Aggregated(value, (why,), uses, third_needed=True)
