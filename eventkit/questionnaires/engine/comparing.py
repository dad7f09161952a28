"""Two groups beside each other, and the two sides of a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.descriptives import Described, describe
from eventkit.questionnaires.engine.distributions import t_limit, t_two_sided

CONFIDENCE = 0.95
SMALLEST_GAP = Fraction(1)


@dataclass(frozen=True)
class Difference:
    """The second group's mean minus the first's, by Welch: spreads may differ.

    ``low`` and ``high`` are its 95 % interval, ``g`` is the effect of Hedges, corrected for small
    groups. All but the mean are None where a group has one value or neither varies.
    """

    mean: Fraction
    low: float | None = None
    high: float | None = None
    t: float | None = None
    df: float | None = None
    p: float | None = None
    g: float | None = None


def difference(first: Sequence[Fraction], second: Sequence[Fraction]) -> Difference | None:
    """Compare two groups; None where one is empty."""
    one, other = describe(first), describe(second)
    if one is None or other is None:
        return None
    mean = other.mean - one.mean
    if (not one.sd and not other.sd) or one.sd is None or other.sd is None:
        return Difference(mean)
    parts = [float(group.sd or 0) ** 2 / group.n for group in (one, other)]
    freedom = parts[0] ** 2 / (one.n - 1) + parts[1] ** 2 / (other.n - 1)
    df = sum(parts) ** 2 / freedom
    error = sqrt(sum(parts))
    t = float(mean) / error
    reach = t_limit(CONFIDENCE, df) * error
    return Difference(
        mean=mean,
        low=float(mean) - reach,
        high=float(mean) + reach,
        t=t,
        df=df,
        p=t_two_sided(t, df),
        g=_hedges(one, other),
    )


def _hedges(one: Described, other: Described) -> float:
    """The difference in pooled standard deviations, times 1 − 3 / (4 df − 1)."""
    df = one.n + other.n - 2
    squares = sum((group.n - 1) * float(group.sd or 0) ** 2 for group in (one, other))
    return float(other.mean - one.mean) / sqrt(squares / df) * (1 - 3 / (4 * df - 1))


@dataclass(frozen=True)
class Gap:
    """The two sides of a pair and how far the first is above the second.

    Without one of the two there is no gap; ``flagged`` from the threshold on, inclusive.
    """

    pair: str
    first: Fraction | None
    second: Fraction | None
    gap: Fraction | None
    flagged: bool


def gaps(
    first: Mapping[str, Fraction | None],
    second: Mapping[str, Fraction | None],
    threshold: Fraction = SMALLEST_GAP,
) -> list[Gap]:
    """The gap of each pair that either side names, by the pair's name."""
    found = []
    for pair in sorted({*first, *second}):
        one, other = first.get(pair), second.get(pair)
        gap = None if one is None or other is None else one - other
        found.append(Gap(pair, one, other, gap, gap is not None and abs(gap) >= threshold))
    return found
