"""How few sheets of a trial a work may have and still be counted as the rules say."""

from __future__ import annotations

from .rules import ScoringRules
from .steps import Combine, Drop


def least_sheets(rules: ScoringRules, trial: str, wanted: int) -> int:
    """The fewest sheets of a trial that do, at most the ``wanted`` ones and at least one.

    A sum needs every sheet, two readings need both, and where the highest and lowest are dropped
    there have to be enough to drop from. Means, medians and places are made of any number.
    """
    if rules.steps:
        return min(wanted, max(1, *_of_steps(rules, wanted)))
    match rules.trial_methods.get(trial, rules.aggregation):
        case "sum_of_valid_sheets":
            return wanted
        case "two_plus_third":
            return min(wanted, 2)
        case "trimmed_mean_of_valid_sheets":
            return min(wanted, max(rules.trim_min_sheets, 3))
    return 1


def _of_steps(rules: ScoringRules, wanted: int) -> list[int]:
    found = [1]
    for step in rules.steps:
        if isinstance(step, Drop) and step.over == "juror":
            found.append(max(step.least, step.highest + step.lowest + 1))
        if isinstance(step, Combine) and step.over == "juror" and step.by == "sum":
            found.append(wanted)
    return found
