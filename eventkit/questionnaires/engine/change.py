"""Before and after: how much those have changed who answered both times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import sqrt

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.descriptives import root, variance
from eventkit.questionnaires.engine.distributions import noncentrality, t_limit, t_two_sided

CONFIDENCE = 0.95
SMALLEST_CHANGE = Fraction(1, 4)
Values = Mapping[str, Fraction | None]
"""A scale's value by respondent."""


@dataclass(frozen=True)
class Change:
    """Differences after − before of ``n`` respondents.

    ``up``, ``same`` and ``down`` count them by a threshold that is inclusive. ``low`` and ``high``
    are the 95 % interval of the mean, ``d_low`` and ``d_high`` that of the effect ``d_z`` = mean /
    sd. All that needs a spread is None where there is none.
    """

    n: int
    mean: Fraction
    up: int
    same: int
    down: int
    sd: Fraction | None = None
    low: float | None = None
    high: float | None = None
    t: float | None = None
    df: int | None = None
    p: float | None = None
    d_z: float | None = None
    d_low: float | None = None
    d_high: float | None = None


def both(before: Values, after: Values) -> list[Fraction]:
    """Differences of those who have both values."""
    found = []
    for respondent, first in before.items():
        second = after.get(respondent)
        if first is not None and second is not None:
            found.append(second - first)
    return found


def change(differences: Sequence[Fraction], threshold: Fraction = SMALLEST_CHANGE) -> Change | None:
    """Describe paired differences; None where there are none."""
    if not differences:
        return None
    n = len(differences)
    mean = sum(differences, Fraction(0)) / n
    up = sum(difference >= threshold for difference in differences)
    down = sum(difference <= -threshold for difference in differences)
    counted = Change(n, mean, up, n - up - down, down)
    spread = variance(differences)
    if spread is None:
        return counted
    return _tested(counted, root(spread)) if spread else replace(counted, sd=Fraction(0))


def _tested(counted: Change, sd: Fraction) -> Change:
    n, df = counted.n, counted.n - 1
    effect = float(counted.mean / sd)
    t = effect * sqrt(n)
    reach = t_limit(CONFIDENCE, df) * float(sd) / sqrt(n)
    tail = (1 - CONFIDENCE) / 2
    return replace(
        counted,
        sd=sd,
        low=float(counted.mean) - reach,
        high=float(counted.mean) + reach,
        t=t,
        df=df,
        p=t_two_sided(t, df),
        d_z=effect,
        d_low=noncentrality(t, df, 1 - tail) / sqrt(n),
        d_high=noncentrality(t, df, tail) / sqrt(n),
    )
