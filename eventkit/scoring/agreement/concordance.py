"""Kendall's coefficient of concordance W of a complete table, corrected for ties.

Kendall, M. G., & Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical
Statistics, 10(3), 275–287; the correction for ties as in Kendall, Rank Correlation Methods (1948).
"""

from __future__ import annotations

from fractions import Fraction

from .midranks import doubled_midranks
from .outcome import Concordance
from .totals import Totals


def concordance(totals: Totals) -> Concordance:
    """W, chi2 = m(n - 1)W with n - 1 df, and its p, for n works and m jurors.

    W = Σ over works (sum of ranks from its mean)² / (m · Σ over all ranks (from their mean)²). The
    lower sum is (m(n³ - n) - Σ over ties (t³ - t)) / 12, so this is the form corrected for ties.
    All None but df when every juror gave one and the same mark to all works.
    """
    import numpy as np
    from scipy.special import chdtrc  # type: ignore[import-untyped]

    n, m = len(totals.entries), len(totals.jurors)
    table = totals.whole.reshape(n, m)
    # The mean of doubled ranks is n + 1, with and without ties.
    ranks = np.column_stack([doubled_midranks(table[:, juror]) - (n + 1) for juror in range(m)])
    spread = m * sum(rank * rank for rank in ranks.ravel().tolist())
    if not spread:
        return Concordance(None, None, n - 1, None)
    between = sum(row * row for row in ranks.sum(axis=1).tolist())
    w = Fraction(between, spread)
    chi2 = float(m * (n - 1) * w)
    return Concordance(float(w), chi2, n - 1, float(chdtrc(n - 1, chi2)))
