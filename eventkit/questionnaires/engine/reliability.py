"""Whether a scale's items measure one thing: alpha, omega, and items that do not fit.

Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability
coefficient twenty. Psychometrika, 30, 357–370. Harman, H. H., & Jones, W. H. (1966). Factor
analysis by minimizing residuals (minres). Psychometrika, 31, 351–368.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.descriptives import root
from eventkit.questionnaires.engine.distributions import f_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Exact = NDArray[Any]
    Floats = NDArray[Any]

CONFIDENCE = 0.95
MOST_SWEEPS = 5_000
LEAST_UNIQUE = 0.005
"""No item is explained wholly by the factor: where a fit would say so, the rest is kept at this."""


@dataclass(frozen=True)
class Reliability:
    """Over respondents who answered every item of a scale; None where it cannot be counted.

    ``alpha`` is exact, ``low`` and ``high`` its 95 % interval; omega needs three items that vary.
    ``suspect`` are items whose correlation with the rest is below 0: often one that should have
    been reversed.
    """

    n_complete: int
    alpha: Fraction | None = None
    low: float | None = None
    high: float | None = None
    alpha_standardised: float | None = None
    omega_total: float | None = None
    alpha_if_dropped: Mapping[str, Fraction | None] = field(default_factory=dict)
    item_rest: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def suspect(self) -> tuple[str, ...]:
        """Items that go against the others."""
        return tuple(item for item, r in self.item_rest.items() if r is not None and r < 0)


def reliability(items: Sequence[str], rows: Sequence[Sequence[Fraction | None]]) -> Reliability:
    """Judge a scale by ``rows`` of its items' numbers, reversed ones turned; gaps leave a row out.

    The items are in the order of the numbers.
    """
    complete = [[x for x in row if x is not None] for row in rows]
    complete = [row for row in complete if len(row) == len(items)]
    n = len(complete)
    if n < 2 or len(items) < 2:
        return Reliability(n)
    spread = _spread(complete)
    alpha = _alpha(spread)
    low, high = _interval(alpha, n, len(items))
    correlations = _correlations(spread)
    return Reliability(
        n_complete=n,
        alpha=alpha,
        low=low,
        high=high,
        alpha_standardised=_standardised(correlations),
        omega_total=_omega(correlations),
        alpha_if_dropped={item: _alpha(_without(spread, i)) for i, item in enumerate(items)},
        item_rest={item: _item_rest(spread, i) for i, item in enumerate(items)},
    )


def _spread(rows: Sequence[Sequence[Fraction]]) -> Exact:
    """Covariances times one positive number, as whole numbers: n · Σxy − Σx · Σy."""
    import numpy as np

    parts = lcm(*{number.denominator for row in rows for number in row})
    whole = [[int(number * parts) for number in row] for row in rows]
    largest = max(abs(number) for row in whole for number in row)
    fits = (len(rows) * len(whole[0]) * max(1, largest)) ** 2 < 2**62
    table = np.array(whole, dtype=np.int64 if fits else object)
    sums = table.sum(axis=0)
    spread: Exact = len(rows) * (table.T @ table) - np.outer(sums, sums)
    return spread


def _without(spread: Exact, item: int) -> Exact:
    import numpy as np

    return np.delete(np.delete(spread, item, axis=0), item, axis=1)


def _alpha(spread: Exact) -> Fraction | None:
    k, total = len(spread), int(spread.sum()) if len(spread) else 0
    if k < 2 or total == 0:
        return None
    own = sum(int(spread[i, i]) for i in range(k))
    return Fraction(k, k - 1) * (1 - Fraction(own, total))


def _interval(alpha: Fraction | None, n: int, k: int) -> tuple[float | None, float | None]:
    """Feldt's: (1 − alpha) / (1 − the true one) has the distribution F(n − 1, (n − 1)(k − 1))."""
    if alpha is None:
        return None, None
    tail = (1 - CONFIDENCE) / 2
    low, high = (
        1 - float(1 - alpha) * f_limit(share, n - 1, (n - 1) * (k - 1))
        for share in (1 - tail, tail)
    )
    return low, high


def _item_rest(spread: Exact, item: int) -> float | None:
    """The correlation of an item with the sum of the others."""
    own = int(spread[item, item])
    with_rest = int(spread[item].sum()) - own
    rest = int(_without(spread, item).sum())
    if own <= 0 or rest <= 0:
        return None
    size = float(root(Fraction(with_rest**2, own * rest)))
    return -size if with_rest < 0 else size


def _correlations(spread: Exact) -> Floats | None:
    """None where an item does not vary."""
    import numpy as np

    largest = max(int(spread[i, i]) for i in range(len(spread)))
    if any(not spread[i, i] for i in range(len(spread))):
        return None
    # as shares of the largest: whole numbers of any length, which a float might not hold
    floats = np.array([[float(Fraction(int(x), largest)) for x in row] for row in spread])
    own = np.sqrt(np.diag(floats))
    found: Floats = floats / np.outer(own, own)
    return found


def _standardised(correlations: Floats | None) -> float | None:
    if correlations is None:
        return None
    k, total = len(correlations), float(correlations.sum())
    return k / (k - 1) * (1 - k / total) if total > 1e-9 else None


def _omega(correlations: Floats | None) -> float | None:
    """Omega total, 1 − Σu² / ΣR, of the one factor that leaves the smallest residuals.

    Each loading in turn is set to what is best beside the others, which never makes the sum of
    squared residuals larger. Two items have no one best factor.
    """
    import numpy as np

    if correlations is None or len(correlations) < 3 or correlations.sum() <= 1e-9:
        return None
    values, vectors = np.linalg.eigh(correlations)
    loadings = vectors[:, -1] * np.sqrt(max(values[-1], 0.0))
    most = np.sqrt(1 - LEAST_UNIQUE)
    for _sweep in range(MOST_SWEEPS):
        before = loadings.copy()
        for i in range(len(loadings)):
            others = loadings @ loadings - loadings[i] ** 2
            if others > 0:
                best = (correlations[i] @ loadings - loadings[i]) / others
                loadings[i] = min(most, max(-most, best))
        if np.abs(loadings - before).max() < 1e-12:
            break
    return float(1 - (1 - loadings**2).sum() / correlations.sum())
