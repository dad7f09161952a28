"""Krippendorff's alpha with gaps, for nominal, ordinal and interval marks.

Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.

The paper counts coincidences in a table value × value. The same sums come from the marks of each
work alone, so marks of many different values need no such table: of the squared differences of
m marks, the sum over ordered pairs is 2m times their sum of squares about the mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .midranks import doubled_midranks
from .totals import Totals

if TYPE_CHECKING:
    from .totals import Exact, Floats, Whole

METRICS = ("nominal", "ordinal", "interval")


def krippendorff(totals: Totals) -> dict[str, float | None]:
    """Alpha by metric; None where all marks are equal or no work has two of them.

    Works with a single mark do not count: it can be paired with nothing.
    """
    import numpy as np

    paired = totals.sheets_of_work[totals.work_of] >= 2
    steps = totals.whole[paired]
    if not len(steps) or steps.min() == steps.max():
        return dict.fromkeys(METRICS)
    # Works anew from 0, so that each has at least two marks.
    work_of = np.unique(totals.work_of[paired], return_inverse=True)[1]
    # The ordinal difference of values c < k, n_c/2 + (marks between) + n_k/2, is that of midranks.
    ranks = doubled_midranks(steps).astype(np.float64)
    points = totals.points(steps - steps.min())
    return {
        "nominal": _nominal(work_of, steps),
        "ordinal": _of_squares(work_of, ranks),
        "interval": _of_squares(work_of, points),
    }


def _nominal(work_of: Whole, steps: Exact) -> float:
    """1 - (n - 1) · Σ over works (unequal ordered pairs / (m - 1)) / unequal pairs of all n."""
    import numpy as np

    value, of_value = np.unique(steps, return_inverse=True, return_counts=True)[1:]
    cells, of_cell = np.unique(work_of * len(of_value) + value, return_counts=True)
    sheets = np.bincount(work_of)
    equal = np.bincount(cells // len(of_value), weights=of_cell**2)
    observed = float(((sheets**2 - equal) / (sheets - 1)).sum())
    n = len(steps)
    return 1 - (n - 1) * observed / (n**2 - int((of_value**2).sum()))


def _of_squares(work_of: Whole, values: Floats) -> float:
    """1 - (n - 1)/n · Σ over works (m/(m - 1) · their sum of squares) / sum of squares of all n."""
    import numpy as np

    sheets = np.bincount(work_of)
    means = np.bincount(work_of, weights=values) / sheets
    within = np.bincount(work_of, weights=(values - means[work_of]) ** 2)
    observed = float((within * sheets / (sheets - 1)).sum())
    n = len(values)
    return 1 - (n - 1) / n * observed / float(((values - values.mean()) ** 2).sum())
