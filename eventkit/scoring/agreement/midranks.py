"""Ranks in which equal values share the middle of their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .totals import Exact, Whole


def doubled_midranks(values: Exact) -> Whole:
    """Twice the rank of each value from the smallest: whole numbers even where ranks are halves.

    >>> doubled_midranks([7, 5, 7]).tolist()
    [5, 2, 5]
    """
    import numpy as np

    _, number, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Whole = (2 * np.cumsum(counts) - counts + 1)[number]
    return ranks
