"""Rules that are each allowed but cannot all be meant: warnings for the one who sets them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from .checks import unknown_breakers
from .explain import Reason, reason
from .rules import CHAIR_BREAKERS, ScoringRules, criterion_of
from .step_checks import about_steps, about_trials
from .trials import maximum_of
from .values import CriterionSpec


def contradictions(
    rules: ScoringRules, criteria: Sequence[CriterionSpec], jurors: int | None = None
) -> list[Reason]:
    """Coded warnings about rules beside criteria and the number of jurors (None: not known)."""
    return [
        *_about_ties(rules, criteria),
        *_about_awards(rules),
        *_about_sheets_of_trials(rules, criteria, jurors),
        *_about_criteria(rules, criteria),
        *about_trials(rules, criteria),
        *about_steps(rules, criteria, jurors),
    ]


def _about_ties(rules: ScoringRules, criteria: Sequence[CriterionSpec]) -> Iterator[Reason]:
    yield from unknown_breakers(rules, rules.tie_break, criteria)
    seen: set[str] = set()
    chair: str | None = None
    for breaker in rules.tie_break:
        if breaker in CHAIR_BREAKERS:
            chair = chair or breaker
        elif chair is not None:
            yield reason("tie_break_never_reached", breaker=breaker, after=chair)
        elif _says_the_same(breaker, rules, criteria):
            yield reason("tie_break_never_decides", breaker=breaker)
        seen.add(breaker)
    if "shared_place" in seen and "chair_decision" not in seen:
        yield reason("shared_place_needs_decision")


def _says_the_same(breaker: str, rules: ScoringRules, criteria: Sequence[CriterionSpec]) -> bool:
    """Whether works of equal value are always equal by the tie-breaker too."""
    if rules.steps or len({c.trial for c in criteria}) > 1:
        return False
    by_mean = rules.aggregation == "mean_of_valid_sheets"
    if breaker == "mean_total" or (len(criteria) == 1 and criterion_of(breaker) is not None):
        return by_mean
    return breaker == "median_total" and rules.aggregation == "median_of_valid_sheets"


def _about_awards(rules: ScoringRules) -> Iterator[Reason]:
    winner, prize = rules.winner_min_percent, rules.prize_min_percent
    if prize is not None and (winner is None or winner < prize):
        yield reason("winner_threshold_below_prize", winner=winner, prize=prize)
    if rules.award_places.last == 1:
        yield reason("no_prize_places")
    if rules.award_places.last > 3:
        yield reason("more_places_than_degrees", prize_max_rank=rules.award_places.last)


def _about_sheets_of_trials(
    rules: ScoringRules, criteria: Sequence[CriterionSpec], jurors: int | None
) -> list[Reason]:
    """The same of each trial by its own method and number of sheets; a doubt is told once."""
    trials = sorted({c.trial for c in criteria}) or [""]
    told = [
        each
        for trial in trials
        for each in _about_sheets(
            replace(
                rules,
                aggregation=rules.trial_methods.get(trial, rules.aggregation),
                sheets_per_entry=rules.sheets_of(trial),
            ),
            jurors,
        )
    ]
    return [each for place, each in enumerate(told) if each not in told[:place]]


def _about_sheets(rules: ScoringRules, jurors: int | None) -> Iterator[Reason]:
    per_entry = rules.sheets_per_entry
    if rules.aggregation == "trimmed_mean_of_valid_sheets":
        if per_entry is not None and per_entry < rules.trim_min_sheets:
            yield reason("trim_never", sheets=per_entry, needed=rules.trim_min_sheets)
        if per_entry == 3 and rules.trim_min_sheets <= 3:
            yield reason("trim_leaves_one", sheets=per_entry)
        if rules.trim_min_sheets < 3:
            yield reason("trim_leaves_nothing", needed=rules.trim_min_sheets)
    needed = per_entry
    if rules.aggregation == "two_plus_third":
        if per_entry is not None and per_entry < 2:
            yield reason("two_readings_need_two_sheets", sheets=per_entry)
        needed = max(per_entry or 2, 3)  # a third reading may be asked for any work
    if jurors is not None and needed is not None and needed > jurors:
        code = "third_reading_needs_jurors" if jurors >= (per_entry or 2) else "too_few_jurors"
        yield reason(code, needed=needed, jurors=jurors)


def _about_criteria(rules: ScoringRules, criteria: Sequence[CriterionSpec]) -> Iterator[Reason]:
    trials = {c.trial for c in criteria}
    maximum = max((maximum_of(criteria, trial) for trial in trials), default=Fraction(0))
    if not criteria:
        yield reason("no_criteria")
    elif rules.divergence_points is not None and rules.divergence_points > maximum:
        yield reason("divergence_never", points=rules.divergence_points)
    elif rules.divergence_points == 0:
        yield reason("divergence_always")
    for criterion in criteria:
        if criterion.maximum <= criterion.minimum or criterion.step <= 0:
            yield reason("criterion_impossible", criterion=criterion.code)
        elif criterion.problem(criterion.maximum) is not None:
            yield reason("maximum_off_step", criterion=criterion.code)
        if criterion.weight <= 0:
            yield reason("criterion_without_weight", criterion=criterion.code)
