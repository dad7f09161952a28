"""How strict each juror is, and what works are worth without it: two models of a mark.

Least squares: mark = work + juror + residual, Σ juror = 0. Mixed model: the same with jurors drawn
from a normal distribution; its juror effects are best linear unbiased predictors (Henderson, C. R.
(1975). Best linear unbiased estimation and prediction under a selection model. Biometrics, 31(2),
423–447), its variances come from `reml`.

Works are many and jurors few, so works are eliminated. With N the incidence works × jurors and D
the sheets of the works on a diagonal, what is left is C · effects = q of the size of the jurors:
C = (sheets of the jurors on a diagonal) - N'D⁻¹N, and q = Σ over a juror's sheets of the distance
from the work's mean. C has the eigenvalue 0 once in a linked table, for the vector of ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventkit.lazy import dataclass

from .linking import incidence
from .reml import Likelihood, best_ratio
from .totals import Totals

if TYPE_CHECKING:
    from .totals import Floats

ROUNDING = 1e-9
"""Residuals below this part of the largest distance from a work's mean are rounding: 0."""
CELLS = 2_000_000
"""Numbers in the largest array made on the way (of 8 bytes each)."""


@dataclass(frozen=True)
class Severity:
    """Both models of one linked table, in points; arrays in the order of jurors, works, sheets.

    Of least squares `effect`, `effect_se` and `residuals`; of the mixed model `shrunk` (jurors),
    `adjusted` and `se` (works) and the variances. Where least squares leaves no residual but jurors
    differ, the likelihood has no maximum: `se` and variances are None, `shrunk` is `effect`.
    """

    effect: Floats
    effect_se: Floats
    residuals: Floats
    shrunk: Floats
    adjusted: Floats
    se: Floats | None
    juror_variance: float | None
    residual_variance: float | None


@dataclass(frozen=True)
class _System:
    """C in its eigenvectors (columns) without the vector of ones, q along them, and distances."""

    eigenvalues: Floats
    vectors: Floats
    projections: Floats
    distances: Floats


def residual_df(totals: Totals) -> int:
    """Degrees of freedom that least squares leaves in a linked table."""
    return totals.marks - len(totals.entries) - len(totals.jurors) + 1


def severity(totals: Totals) -> Severity:
    """Fit both models to a linked table with at least one residual degree of freedom."""
    import numpy as np

    system = _system(totals)
    effect = system.vectors @ (system.projections / system.eigenvalues)
    residuals = _residuals(totals, system.distances, effect)
    squares = float((residuals**2).sum())
    variance = squares / residual_df(totals)
    effect_se = np.sqrt(variance * (system.vectors**2 / system.eigenvalues).sum(axis=1))
    raw = totals.points(totals.sum_of_work, totals.sheets_of_work)
    if not squares and np.any(system.distances):
        adjusted = raw - _mean_of_jurors(totals, effect)
        return Severity(effect, effect_se, residuals, effect, adjusted, None, None, None)
    ratio, residual_variance = _variances(totals, system, squares)
    shares = ratio / (1 + ratio * system.eigenvalues)
    shrunk = system.vectors @ (shares * system.projections)
    return Severity(
        effect=effect,
        effect_se=effect_se,
        residuals=residuals,
        shrunk=shrunk,
        adjusted=raw - _mean_of_jurors(totals, shrunk),
        se=np.sqrt(residual_variance * _unscaled(totals, system, ratio)),
        juror_variance=ratio * residual_variance,
        residual_variance=residual_variance,
    )


def _system(totals: Totals) -> _System:
    import numpy as np

    links = incidence(totals)
    shared = (links.T @ links.multiply(1 / totals.sheets_of_work[:, None])).toarray()
    eigenvalues, vectors = np.linalg.eigh(np.diag(totals.sheets_of_juror) - shared)
    # Whole numbers first: where all agree about a work, the distances are exactly 0.
    distances = totals.points(totals.excess, totals.sheets_of_work[totals.work_of])
    right = np.bincount(totals.juror_of, weights=distances, minlength=len(totals.jurors))
    # Ascending: the first is the 0 of the vector of ones.
    return _System(eigenvalues[1:], vectors[:, 1:], vectors[:, 1:].T @ right, distances)


def _residuals(totals: Totals, distances: Floats, effect: Floats) -> Floats:
    import numpy as np

    own = effect[totals.juror_of] - _mean_of_jurors(totals, effect)[totals.work_of]
    residuals = distances - own
    rounding = ROUNDING * float(np.abs(distances).max())
    return np.where(np.abs(residuals) <= rounding, 0.0, residuals)


def _mean_of_jurors(totals: Totals, effect: Floats) -> Floats:
    """For each work the mean of the effects of its jurors."""
    import numpy as np

    sums = np.bincount(totals.work_of, weights=effect[totals.juror_of])
    means: Floats = sums / totals.sheets_of_work
    return means


def _variances(totals: Totals, system: _System, squares: float) -> tuple[float, float]:
    """The ratio juror / residual variance, and the residual variance, by REML."""
    if not squares:
        return 0.0, 0.0
    contrasts = totals.marks - len(totals.entries)
    likelihood = Likelihood(system.eigenvalues, system.projections, squares, contrasts)
    ratio = best_ratio(likelihood)
    return ratio, likelihood.squares(ratio) / contrasts


def _unscaled(totals: Totals, system: _System, ratio: float) -> Floats:
    """For each work the variance of its effect over the residual variance.

    D⁻¹ + D⁻¹ N (C + I/ratio)⁻¹ N' D⁻¹ is the works' part of the inverse of Henderson's equations;
    only its diagonal is made, some rows of N at a time.
    """
    import numpy as np

    links = incidence(totals)
    sheets = totals.sheets_of_work
    # Along the vector of ones, whose eigenvalue is 0, the inverse is the ratio itself.
    shares = ratio / (1 + ratio * system.eigenvalues)
    inverse = (system.vectors * shares) @ system.vectors.T + ratio / len(totals.jurors)
    rows = max(1, CELLS // len(totals.jurors))
    parts = []
    for start in range(0, len(sheets), rows):
        some = links[start : start + rows]
        parts.append(some.multiply(some @ inverse).sum(axis=1))
    variances: Floats = 1 / sheets + np.concatenate(parts) / sheets**2
    return variances
