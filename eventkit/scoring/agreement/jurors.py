"""Each juror beside the others. Advice, never an accusation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from .outcome import JurorAgreement
from .severity import ROUNDING, Severity
from .totals import Totals

if TYPE_CHECKING:
    from .totals import Floats

LEAST_SHEETS = 5
"""From so many sheets on a juror can be called strict or lenient, when nobody says another."""
PART = Fraction(1, 10)
"""Of the maximum, or of the observed range: the mean deviation that is flagged by default."""


def juror_rows(
    totals: Totals,
    severity: Severity | None,
    threshold: Fraction,
    least_sheets: int = LEAST_SHEETS,
) -> tuple[JurorAgreement, ...]:
    """All jurors; without `severity` their effects are None and nobody is erratic."""
    deviations = mean_deviations(totals)
    means = totals.points(totals.sum_of_juror, totals.sheets_of_juror)
    spreads = _spreads(totals, _from_own_mean(totals))
    noise = _spreads(totals, severity.residuals) if severity else [None] * len(totals.jurors)
    # Of three jurors of whom two always agree the third has just twice their SD: not above it.
    bound = 2 * median([sd for sd in noise if sd is not None] or [0.0]) * (1 + ROUNDING)
    rows = []
    for index, juror in enumerate(totals.jurors):
        sheets, sd = int(totals.sheets_of_juror[index]), noise[index]
        severe = _severe(sheets, deviations[index], threshold, least_sheets)
        erratic = "erratic" if sd is not None and sd > bound else None
        rows.append(
            JurorAgreement(
                juror=juror,
                sheets=sheets,
                mean=float(means[index]),
                sd=spreads[index],
                mean_deviation=_float(deviations[index]),
                effect=float(severity.effect[index]) if severity else None,
                effect_se=float(severity.effect_se[index]) if severity else None,
                effect_shrunk=float(severity.shrunk[index]) if severity else None,
                flag=severe or erratic,
            )
        )
    return tuple(rows)


def default_threshold(totals: Totals, maximum: Fraction | None) -> Fraction:
    """The mean deviation from which on a juror is flagged when nobody says another."""
    if maximum is not None:
        return maximum * PART
    steps = int(totals.whole.max()) - int(totals.whole.min())
    return Fraction(steps, totals.denominator) * PART


def mean_deviations(totals: Totals) -> list[Fraction | None]:
    """For each juror, own total minus the others' mean, averaged over works with other sheets.

    Exact: a deviation of just the threshold is flagged. None for a juror always alone.
    """
    import numpy as np

    jurors = len(totals.jurors)
    sheets = totals.sheets_of_work[totals.work_of]
    sums = [Fraction(0)] * jurors
    # Works of equally many sheets share a divisor, so each is divided by only once.
    for size in np.unique(sheets[sheets >= 2]).tolist():
        rows = sheets == size
        excess = totals.added(totals.excess[rows], totals.juror_of[rows], jurors)
        for juror, steps in enumerate(excess.tolist()):
            sums[juror] += Fraction(steps, size - 1)
    shared = np.bincount(totals.juror_of[sheets >= 2], minlength=jurors).tolist()
    return [
        total / (works * totals.denominator) if works else None
        for total, works in zip(sums, shared, strict=True)
    ]


def _severe(
    sheets: int, deviation: Fraction | None, threshold: Fraction, least_sheets: int
) -> str | None:
    """`strict`, `lenient` or None; nobody deviates by 0, whatever the threshold."""
    if not deviation or sheets < least_sheets or abs(deviation) < threshold:
        return None
    return "strict" if deviation < 0 else "lenient"


def _from_own_mean(totals: Totals) -> Floats:
    """For each sheet how far, in points, its total is from the mean of its juror."""
    sheets = totals.sheets_of_juror[totals.juror_of]
    return totals.points(totals.whole * sheets - totals.sum_of_juror[totals.juror_of], sheets)


def _spreads(totals: Totals, distances: Floats) -> Sequence[float | None]:
    """For each juror the SD, with n - 1, of distances whose mean is 0; None for a single sheet.

    Residuals of least squares have the mean 0 for each juror, too.
    """
    import numpy as np

    squares = np.bincount(totals.juror_of, weights=distances**2, minlength=len(totals.jurors))
    return [
        float(np.sqrt(square / (sheets - 1))) if sheets > 1 else None
        for square, sheets in zip(squares, totals.sheets_of_juror.tolist(), strict=True)
    ]


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
