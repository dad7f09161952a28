"""Intraclass correlations of a complete table: works × jurors, each juror marked each work.

Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater
reliability. Psychological Bulletin, 86(2), 420–428.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .totals import Totals

if TYPE_CHECKING:
    from .totals import Exact

COEFFICIENTS = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")


def intraclass(totals: Totals) -> dict[str, float | None]:
    """ICC(1,1) … ICC(3,k) by name, from at least 2 works and 2 jurors.

    A coefficient whose denominator is not positive is None: there is no variance to divide.
    Squares are summed in whole numbers, so no variance is exactly 0, and a value of 1 is 1.
    """
    n, k = len(totals.entries), len(totals.jurors)
    works, jurors, residual, within = _mean_squares(totals)
    pairs = (
        (works - within, works + (k - 1) * within),
        (works - residual, works + (k - 1) * residual + k * (jurors - residual) / n),
        (works - residual, works + (k - 1) * residual),
        (works - within, works),
        (works - residual, works + (jurors - residual) / n),
        (works - residual, works),
    )
    return {
        name: float(above / below) if below > 0 else None
        for name, (above, below) in zip(COEFFICIENTS, pairs, strict=True)
    }


def _mean_squares(totals: Totals) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Between works, between jurors, residual, within works: the paper's BMS, JMS, EMS, WMS."""
    n, k = len(totals.entries), len(totals.jurors)
    middle = Fraction(int(totals.whole.sum()) ** 2, n * k)
    all_squares = _squares(totals.whole) - middle
    of_works = Fraction(_squares(totals.sum_of_work), k) - middle
    of_jurors = Fraction(_squares(totals.sum_of_juror), n) - middle
    return (
        of_works / (n - 1),
        of_jurors / (k - 1),
        (all_squares - of_works - of_jurors) / ((n - 1) * (k - 1)),
        (all_squares - of_works) / (n * (k - 1)),
    )


def _squares(steps: Exact) -> int:
    """The sum of squares in Python's whole numbers, which have no limit."""
    return sum(step * step for step in steps.tolist())
