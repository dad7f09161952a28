"""How sure places are: the same contest with jurors drawn anew.

Efron, B. (1979). Bootstrap methods: another look at the jackknife. Annals of Statistics, 7(1),
1–26; here the jurors are the sample, each with all sheets. One drawn twice counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import lcm
from typing import TYPE_CHECKING, Any

from .linking import incidence, sparse
from .outcome import EntryPlaces
from .totals import Totals

if TYPE_CHECKING:
    from .totals import Exact, Floats, Whole

CELLS = 2_000_000
"""Numbers (works × draws) worked on at a time."""


def place_probabilities(
    totals: Totals, *, draws: int, seed: int, smaller_is_better: bool = False
) -> tuple[EntryPlaces, ...]:
    """For each work the share of draws in which it has each competition place.

    A draw ranks the works by the mean of their marks from the drawn jurors. A work without one is
    left out of that draw: it has no place there and its shares are of the other draws.
    """
    import numpy as np

    works = len(totals.entries)
    weights = _drawn(len(totals.jurors), draws, seed)
    marks, present = _matrices(totals, smaller_is_better=smaller_is_better)
    weights = weights.astype(marks.dtype)
    placed = np.zeros((works, draws), dtype=np.int32)
    step = max(1, CELLS // works)
    for start in range(0, draws, step):
        some = weights[:, start : start + step]
        values = _comparable(marks @ some, present @ some)
        for column in range(values.shape[1]):
            placed[:, start + column] = _places(values[:, column])
    names = [str(place) for place in range(works + 1)]
    shares = _Shares()
    return tuple(
        EntryPlaces(entry, _distribution(row, names, shares))
        for entry, row in zip(totals.entries, placed, strict=True)
    )


class _Shares(dict[tuple[int, int], float]):
    """(part, whole) → their quotient, made when first asked for."""

    def __missing__(self, key: tuple[int, int]) -> float:
        part, whole = key
        self[key] = part / whole
        return self[key]


def _drawn(jurors: int, draws: int, seed: int) -> Whole:
    """How often each juror is drawn: jurors × draws, as many in each draw as there are jurors."""
    import numpy as np

    picked = np.random.default_rng(seed).integers(jurors, size=(draws, jurors))
    cells = picked + np.arange(draws)[:, None] * jurors
    counts = np.bincount(cells.ravel(), minlength=draws * jurors)
    return counts.reshape(draws, jurors).T.astype(np.int64)


def _matrices(totals: Totals, *, smaller_is_better: bool) -> tuple[Any, Any]:
    """Works × jurors: totals in whole steps, the more the better, and 1 where there is a sheet.

    Floats hold whole numbers, and sums of them, exactly below 2**53. Quotients of such sums by
    counts are equal as floats when they are equal, and a/b, c/d that differ do so by at least
    1/bd: more than floats near them are apart, as long as |sum| · count stays below 2**52. Sums are
    at most jurors · largest total, counts at most jurors. Beyond, Python's whole numbers.
    """
    import numpy as np

    steps = -totals.whole if smaller_is_better else totals.whole
    largest = int(np.abs(steps).max())
    if len(totals.jurors) ** 2 * largest < 2**52:
        return sparse(totals, steps.astype(np.float64)), incidence(totals)
    marks = np.zeros((len(totals.entries), len(totals.jurors)), dtype=object)
    present = marks.copy()
    marks[totals.work_of, totals.juror_of] = steps.astype(object)
    present[totals.work_of, totals.juror_of] = 1
    return marks, present


def _comparable(sums: Exact, counts: Exact) -> Floats:
    """Numbers in the order of the means, equal for equal ones; NaN without a mark."""
    import numpy as np

    judged = counts > 0
    if sums.dtype != object:
        means: Floats = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=judged)
        return means
    common = lcm(*set(counts[judged].tolist()))
    over_common = (sums[judged] * (common // counts[judged])).tolist()
    rank = {value: float(number) for number, value in enumerate(sorted(set(over_common)))}
    ranks = np.full(sums.shape, np.nan)
    ranks[judged] = [rank[value] for value in over_common]
    return ranks


def _places(values: Floats) -> Whole:
    """Competition places of one draw, the largest first; 0 for NaN."""
    import numpy as np

    places = np.zeros(len(values), dtype=np.int64)
    judged = ~np.isnan(values)
    ordered = np.sort(values[judged])
    above = np.searchsorted(ordered, values[judged], side="right")
    places[judged] = len(ordered) - above + 1
    return places


def _distribution(
    placed: Exact, names: Sequence[str], shares: Mapping[tuple[int, int], float]
) -> dict[str, float]:
    """Place → share of the draws with a place; empty when there is no such draw.

    There may be millions of them, so equal names and shares are one and the same object.
    """
    import numpy as np

    places, draws = np.unique(placed[placed > 0], return_counts=True)
    total = int(draws.sum())
    return {
        names[place]: shares[count, total]
        for place, count in zip(places.tolist(), draws.tolist(), strict=True)
    }
