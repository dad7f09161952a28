"""How each juror marked beside the others. Advice, never an accusation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .aggregate import Reading
from .arithmetic import mean
from .outcome import JurorResult
from .rules import JurorFlag


def juror_results(
    jurors: Sequence[str], works: Mapping[str, Sequence[Reading]], flag: JurorFlag | None
) -> tuple[JurorResult, ...]:
    """Statistics of each juror over the valid sheets of all works (entry → readings)."""
    totals: dict[str, list[Fraction]] = {juror: [] for juror in jurors}
    deviations: dict[str, list[Fraction]] = {juror: [] for juror in jurors}
    for readings in works.values():
        for own in readings:
            totals[own.juror].append(own.total)
            others = [r.total for r in readings if r is not own]
            if others:
                deviations[own.juror].append(own.total - mean(others))
    return tuple(_result(juror, totals[juror], deviations[juror], flag) for juror in jurors)


def _result(
    juror: str, totals: list[Fraction], deviations: list[Fraction], flag: JurorFlag | None
) -> JurorResult:
    deviation = mean(deviations) if deviations else None
    return JurorResult(
        juror=juror,
        sheets=len(totals),
        mean=mean(totals) if totals else None,
        variance=_variance(totals),
        mean_deviation=deviation,
        flag=_flag(len(totals), deviation, flag),
    )


def _variance(totals: list[Fraction]) -> Fraction | None:
    """With n − 1; None for fewer than two numbers."""
    if len(totals) < 2:
        return None
    middle = mean(totals)
    squares = sum(((total - middle) ** 2 for total in totals), start=Fraction(0))
    return squares / (len(totals) - 1)


def _flag(sheets: int, deviation: Fraction | None, flag: JurorFlag | None) -> str | None:
    if flag is None or deviation is None or sheets < flag.min_sheets:
        return None
    if abs(deviation) < flag.abs_mean_deviation or deviation == 0:
        return None
    return "strict" if deviation < 0 else "lenient"
