"""Which works are worth reading once more: those whose place at an award border is not settled.

A border stands between the works that get an award and the next one. A work crosses it when its
probable places (see `bootstrap`) lie on both sides. How much one more sheet helps is asked as in
choosing the best m of n by simulation (Chen, C.-H., He, D., Fu, M., Lee, L. H. (2008). Efficient
simulation budget allocation for selecting an optimal subset. INFORMS Journal on Computing, 20(4),
579-595): there a run goes to the design with the largest (σ/δ)² for its number of runs n, so that
here

    need = s² / (n · δ²) = (se / δ)²,   se = s / √n,

where s² is the variance of sheets within works, pooled over the works (Σ (x − mean)² / Σ (n − 1):
two or three sheets of one work say little alone), n the work's sheets, and δ the distance of its
mean from the border c. With a and b the works on both sides of it and their errors,

    c = (se_b · mean_a + se_a · mean_b) / (se_a + se_b).

The two beside a border have equal needs by that; the one with the wider error comes first. Advice
only; floating point is enough for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import inf, sqrt

from eventkit.lazy import dataclass
from eventkit.scoring.engine.arithmetic import mean
from eventkit.scoring.engine.explain import Reason, reason

from .outcome import Agreement, EntryPlaces
from .totals import Marks

TAIL = 0.05
"""Share of draws left out at each end of a work's probable places."""
LEAST_JURORS = 3
"""From two jurors hardly anything can be drawn anew: each draw is one of three mixtures."""
LEAST_DF = 3
"""Sheets beyond the first of each work, from which on their variance is spoken of."""


@dataclass(frozen=True)
class Placed:
    """A work whose place is not firm, with the lowest and highest of its probable places."""

    entry: str
    mean: Fraction
    low: int
    high: int


@dataclass(frozen=True)
class Wanting:
    """A work that one more sheet would help; `se` in points, `borders` that it crosses.

    `need` is infinite for a work that lies on its border exactly.
    """

    entry: str
    sheets: int
    se: float
    low: int
    high: int
    borders: tuple[int, ...]
    need: float


@dataclass(frozen=True)
class Rereading:
    """What is worth reading once more in one nomination, or why it cannot be said.

    `top` from the best work on; `wanting` from the one that gains most. Codes of the refusal:
    ``few_jurors`` (jurors, needed), ``unlinked``, ``few_sheets`` (repeats, needed).
    """

    refusal: Reason | None
    top: tuple[Placed, ...] = ()
    wanting: tuple[Wanting, ...] = ()


def rereading(
    totals: Marks,
    found: Agreement,
    borders: Collection[int],
    *,
    smaller_is_better: bool = False,
) -> Rereading:
    """Say which works are worth reading again.

    Args:
        totals: work → juror → total of a valid sheet; works of one nomination.
        found: their agreement, with the places drawn.
        borders: for each border how many works lie above it.
        smaller_is_better: totals are ranks, so the smallest mean is the best.
    """
    judged = {entry: list(row.values()) for entry, row in totals.items() if row}
    borders = sorted(border for border in set(borders) if 0 < border < len(judged))
    if not borders:
        return Rereading(None)
    repeats = sum(len(sheets) - 1 for sheets in judged.values())
    refusal = _refusal(found, repeats)
    if refusal is not None:
        return Rereading(refusal)
    means = {entry: mean(sheets) for entry, sheets in judged.items()}
    order = sorted(means, key=lambda e: (means[e] if smaller_is_better else -means[e], e))
    spans = {one.entry: span(one) for one in found.place_probability if one.places}
    return Rereading(
        None,
        top=_top(order, means, spans, borders[-1]),
        wanting=_wanting(order, judged, means, spans, borders),
    )


def span(one: EntryPlaces) -> tuple[int, int]:
    """The places between the tails: the lowest and the highest that a work probably has."""
    reached, low, high = 0.0, 0, 0
    for place, share in sorted((int(text), share) for text, share in one.places.items()):
        if reached < 1 - TAIL:
            high = place
        reached += share
        if not low and reached > TAIL:
            low = place
    return low, high


def variance_within(judged: Mapping[str, Sequence[Fraction]]) -> Fraction:
    """The variance of sheets within works, pooled; needs a work with two sheets at least."""
    squares, freedom = Fraction(0), 0
    for sheets in judged.values():
        centre = mean(sheets)
        squares += sum(((x - centre) ** 2 for x in sheets), start=Fraction(0))
        freedom += len(sheets) - 1
    return squares / freedom


def _refusal(found: Agreement, repeats: int) -> Reason | None:
    if found.jurors_count < LEAST_JURORS:
        return reason("few_jurors", jurors=found.jurors_count, needed=LEAST_JURORS)
    if not found.connected:
        return reason("unlinked")
    if repeats < LEAST_DF:
        return reason("few_sheets", repeats=repeats, needed=LEAST_DF)
    return None


def _top(
    order: Sequence[str],
    means: Mapping[str, Fraction],
    spans: Mapping[str, tuple[int, int]],
    last: int,
) -> tuple[Placed, ...]:
    """The works above the last border, and those that may come above it, that are not firm."""
    found = []
    for position, entry in enumerate(order, start=1):
        low, high = spans.get(entry, (0, 0))
        if low < high and (position <= last or low <= last):
            found.append(Placed(entry, means[entry], low, high))
    return tuple(found)


def _wanting(
    order: Sequence[str],
    judged: Mapping[str, Sequence[Fraction]],
    means: Mapping[str, Fraction],
    spans: Mapping[str, tuple[int, int]],
    borders: Sequence[int],
) -> tuple[Wanting, ...]:
    within = sqrt(variance_within(judged))
    se = {entry: within / sqrt(len(sheets)) for entry, sheets in judged.items()}
    lines = {border: _line(order[border - 1], order[border], means, se) for border in borders}
    found = []
    for entry in order:
        low, high = spans.get(entry, (0, 0))
        crossed = tuple(border for border in borders if low <= border < high)
        if crossed and within:
            need = max(_need(se[entry], float(means[entry]) - lines[border]) for border in crossed)
            sheets = len(judged[entry])
            found.append(Wanting(entry, sheets, se[entry], low, high, crossed, need))
    # Equal needs differ in their last digits; the order of the works settles what is left.
    return tuple(sorted(found, key=lambda one: (-round(one.need, 9), -round(one.se, 9))))


def _line(a: str, b: str, means: Mapping[str, Fraction], se: Mapping[str, float]) -> float:
    if not se[a] + se[b]:
        return float(means[a] + means[b]) / 2
    return (se[b] * float(means[a]) + se[a] * float(means[b])) / (se[a] + se[b])


def _need(se: float, distance: float) -> float:
    return (se / distance) ** 2 if round(distance, 12) else inf
