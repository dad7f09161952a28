"""Ready ways to count as steps, so that an organizer chooses a name and not the steps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .comparing import Elect, Place
from .elections import METHODS
from .rules import ScoringRules
from .steps import Clip, Combine, Drop, Penalty, Step, Weight

TEMPLATES = ("clipped-mean", "mean-place", "sum-place", *METHODS)
USUAL_PULL = Fraction(3)


def template_steps(
    name: str, *, several_trials: bool, by: Fraction = USUAL_PULL, in_places: bool = False
) -> tuple[Step, ...]:
    """The steps of a template; ``by`` is how far from the mean a clipped mark may stand.

    ``in_places``: points for time come off each juror's numbers before works are compared.
    """
    sheet = (Weight(), Combine("criterion", "sum", whole=True))
    if name == "clipped-mean":
        after: tuple[Step, ...] = (Combine("trial", "sum"),) if several_trials else ()
        return (*sheet, Clip("juror", by), Combine("juror", "mean"), *after)
    late: tuple[Step, ...] = (Penalty(),) if in_places else ()
    trials: tuple[Step, ...] = (Combine("trial", "sum", whole=True),) if several_trials else ()
    if name in METHODS:
        # An election takes one number of each juror: a single trial is put away too.
        return (*sheet, *late, Combine("trial", "sum", whole=True), Elect(name))
    how = {"mean-place": "mean", "sum-place": "sum"}[name]
    return (*sheet, *late, *trials, Place("mean"), Combine("juror", how))


def template_of(steps: Sequence[Step], *, several_trials: bool) -> tuple[str, Fraction] | None:
    """The template that these steps are, and its ``by``; None for steps of one's own."""
    pulls = [step.by for step in steps if isinstance(step, Clip)] or [USUAL_PULL]
    late = any(isinstance(step, Penalty) for step in steps)
    for name in TEMPLATES:
        template = template_steps(name, several_trials=several_trials, by=pulls[0], in_places=late)
        if template == tuple(steps):
            return name, pulls[0]
    return None


def as_steps(rules: ScoringRules, *, several_trials: bool) -> tuple[Step, ...]:
    """The rules' own steps, or those that their method stands for.

    None for what steps cannot say: two readings, another method for one of the trials.
    """
    if rules.steps or rules.aggregation == "two_plus_third" or rules.trial_methods:
        return rules.steps
    drop = (
        (Drop("juror", 1, 1, max(rules.trim_min_sheets, 3)),)
        if rules.aggregation == "trimmed_mean_of_valid_sheets"
        else ()
    )
    by = {"median_of_valid_sheets": "median", "sum_of_valid_sheets": "sum"}
    return (
        Weight(),
        Combine("criterion", "sum", whole=True),
        *drop,
        Combine("juror", by.get(rules.aggregation, "mean")),
        *(_of_trials(rules) if several_trials else ()),
    )


def _of_trials(rules: ScoringRules) -> tuple[Step, ...]:
    weights = (Weight("trial", rules.trial_weights),) if rules.trial_weights else ()
    penalties = (Penalty(),) if rules.time_limits else ()
    return (*penalties, *weights, Combine("trial", rules.total_by))
