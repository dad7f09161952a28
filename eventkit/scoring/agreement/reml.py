"""The ratio of two variances by restricted maximum likelihood, in one dimension.

Patterson, H. D., & Thompson, R. (1971). Recovery of inter-block information when block sizes are
unequal. Biometrika, 58(3), 545–554.

In mark ~ work (fixed) + juror (random) let r be the juror variance over the residual one. Freed of
the works, the marks have N - n contrasts, the sum of squares S within works, and the jurors' system
C with right side q (see `severity`). With the eigenvalues d of C and q in its eigenvectors,
-2 log likelihood = (N - n) log Q(r) + Σ log(1 + r d),  Q(r) = S - Σ r q² / (1 + r d),
and Q(r) / (N - n) estimates the residual variance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventkit.lazy import dataclass

if TYPE_CHECKING:
    from .totals import Floats

STEPS = 400
"""Ratios looked at before the exact search; likelihoods of this kind seldom have two summits."""


@dataclass(frozen=True)
class Likelihood:
    """The restricted likelihood of one table; eigenvalues positive, contrasts N - n.

    `residual` is Q at an infinite ratio, the sum of squares that least squares leaves; above 0.
    """

    eigenvalues: Floats
    projections: Floats
    residual: float
    contrasts: int

    def squares(self, ratio: float) -> float:
        """Q(ratio)."""
        d, q = self.eigenvalues, self.projections
        # From the residual upwards all terms are positive: nothing cancels at a large ratio.
        return self.residual + float((q**2 / (d * (1 + ratio * d))).sum())

    def deviance(self, ratio: float) -> float:
        """-2 log likelihood, without its constant."""
        import numpy as np

        spread = float(np.log1p(ratio * self.eigenvalues).sum())
        return self.contrasts * float(np.log(self.squares(ratio))) + spread

    def slope(self, ratio: float) -> float:
        """The derivative of the deviance."""
        d, q = self.eigenvalues, self.projections
        falling = float((q**2 / (1 + ratio * d) ** 2).sum()) / self.squares(ratio)
        return float((d / (1 + ratio * d)).sum()) - self.contrasts * falling


def best_ratio(likelihood: Likelihood) -> float:
    """The ratio of the highest likelihood; 0 when it only falls from there."""
    import numpy as np
    from scipy.optimize import brentq  # type: ignore[import-untyped]

    low = 1e-9 / float(likelihood.eigenvalues.max())
    grid = [0.0, *np.geomspace(low, _beyond(likelihood), STEPS).tolist()]
    slopes = [likelihood.slope(ratio) for ratio in grid]
    summits = [0.0]
    for left, right, before, after in zip(grid, grid[1:], slopes, slopes[1:], strict=False):
        if before < 0 <= after:
            summits.append(brentq(likelihood.slope, left, right, xtol=1e-14 * right, rtol=1e-14))
    return min(summits, key=likelihood.deviance)


def _beyond(likelihood: Likelihood) -> float:
    """A ratio above which the deviance rises for certain.

    For r > 1/d the rising part of the slope is at least (number of d) / 2r, the falling one at
    most (N - n) Σ (q/d)² / (r² · residual).
    """
    d, q = likelihood.eigenvalues, likelihood.projections
    effects = float(((q / d) ** 2).sum())
    crossing = 2 * likelihood.contrasts * effects / (len(d) * likelihood.residual)
    return 2 * max(1 / float(d.min()), crossing)
