"""Places of very many works at once, exactly: whole numbers in arrays instead of fractions.

For the plain methods only (mean, sum, trimmed mean of one number per sheet); the general way is
`counting`. Needs numpy (the extra ``analysis``). Nothing is rounded: sums stay whole numbers, and
means of different numbers of sheets are compared over their common denominator.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from eventkit.lazy import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

METHODS = ("mean", "sum", "trimmed-mean")
EXACT_IN_FLOAT = 2**53
"""Up to here a float holds every whole number, so sums in floats lose nothing."""


class TooLargeError(ValueError):
    """Marks so large that their sums would not be exact; count them the general way."""


@dataclass(frozen=True)
class BulkRanking:
    """For each work its value as numerator and denominator, and its competition place.

    Works without a mark have the denominator and the place 0.
    """

    numerators: Whole
    denominators: Whole
    places: Whole


def bulk_ranking(
    work_of: Whole, marks: Whole, works: int, *, method: str = "mean", trim: int = 1, least: int = 5
) -> BulkRanking:
    """Rank works by the marks of their sheets, the bigger the better.

    Args:
        work_of: for each sheet the number of its work, from 0.
        marks: for each sheet its mark, in whole steps of whatever the scale is.
        works: how many works there are.
        method: one of METHODS.
        trim: sheets dropped at each end of a work with at least ``least`` of them.
        least: from how many sheets on they are dropped.

    Raises TooLargeError when a sum could pass 2**53.
    """
    import numpy as np

    counts = np.bincount(work_of, minlength=works)
    most = int(np.abs(marks).max(initial=0)) * int(counts.max(initial=0))
    if most >= EXACT_IN_FLOAT:
        raise TooLargeError(f"sums up to {most}")
    sums = np.bincount(work_of, weights=marks, minlength=works).astype(np.int64)
    if method == "trimmed-mean":
        trimmed = counts >= max(least, 2 * trim + 1)
        sums -= np.where(trimmed, _ends(work_of, marks, counts, trim), 0)
        counts = np.where(trimmed, counts - 2 * trim, counts)
    denominators = np.minimum(counts, 1) if method == "sum" else counts
    return BulkRanking(sums, denominators, _places(sums, denominators))


def _ends(work_of: Whole, marks: Whole, counts: Whole, trim: int) -> Whole:
    """For each work the sum of its ``trim`` lowest and ``trim`` highest marks."""
    import numpy as np

    lowest = int(marks.min(initial=0))
    span = int(marks.max(initial=0)) - lowest + 1
    # One sort of a single key, by work and then by mark; a short key sorts twice as fast.
    keys = work_of * span + (marks - lowest)
    if len(counts) * span < 2**31:
        keys = keys.astype(np.int32)
    keys.sort()
    ordered = keys - np.repeat(np.arange(len(counts)) * span - lowest, counts)
    running = np.concatenate(([0], np.cumsum(ordered)))
    first = np.concatenate(([0], np.cumsum(counts)))
    start, end = first[:-1], first[1:]
    low = running[np.minimum(start + trim, end)] - running[start]
    high = running[end] - running[np.maximum(end - trim, start)]
    ends: Whole = low + high
    return ends


def _places(numerators: Whole, denominators: Whole) -> Whole:
    """Competition places by exact value; 0 for a denominator of 0."""
    import numpy as np

    places = np.zeros(len(numerators), dtype=np.int64)
    judged = denominators > 0
    keys = _comparable(numerators[judged], denominators[judged])
    ordered = np.sort(keys)
    places[judged] = len(keys) - np.searchsorted(ordered, keys, side="right") + 1
    return places


def _comparable(numerators: Whole, denominators: Whole) -> Whole:
    """Whole numbers in the order of the fractions: numerators over the common denominator."""
    import numpy as np

    common = lcm(*(int(one) for one in np.unique(denominators))) if len(denominators) else 1
    if int(np.abs(numerators).max(initial=0)) * common < 2**62:
        comparable: Whole = numerators * (common // denominators)
        return comparable
    # Python's own whole numbers have no limit.
    exact = [
        n * (common // d) for n, d in zip(numerators.tolist(), denominators.tolist(), strict=True)
    ]
    rank = {value: place for place, value in enumerate(sorted(set(exact)))}
    return np.array([rank[value] for value in exact], dtype=np.int64)
