"""How a jury worked: each juror beside the others, and how far they agree. Advice only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from importlib.util import find_spec

from eventkit.lazy import dataclass
from eventkit.results.jury.sheets import Judged, Work
from eventkit.scoring.agreement.jurors import LEAST_SHEETS, PART, mean_deviations
from eventkit.scoring.agreement.outcome import Agreement, JurorAgreement
from eventkit.scoring.agreement.report import agreement
from eventkit.scoring.agreement.sameness import same_everywhere
from eventkit.scoring.agreement.totals import read_totals
from eventkit.scoring.engine.rules import JurorFlag

MOST_BY_CRITERION = 400
"""Works of a table by criterion; for more of them one criterion is looked at a time."""


@dataclass(frozen=True)
class JurorLine:
    """One juror: numbers in points, None where they cannot be said.

    `flags` are of `strict`, `lenient`, `erratic`, `same`; `same_criteria` those where all marks
    are equal while the colleagues' differ.
    """

    juror: str
    sheets: int
    mean: Fraction | None = None
    sd: Fraction | None = None
    deviation: Fraction | None = None
    effect: Fraction | None = None
    error: Fraction | None = None
    shrunk: Fraction | None = None
    flags: tuple[str, ...] = ()
    same_criteria: tuple[str, ...] = ()

    @property
    def is_within_error(self) -> bool:
        """Whether the effect is less than two of its errors: not to be told from chance."""
        return (
            self.effect is not None
            and self.error is not None
            and abs(self.effect) < (2 * self.error)
        )


@dataclass(frozen=True)
class Threshold:
    """From how many sheets and points on a juror is called strict or lenient."""

    points: Fraction
    sheets: int


@dataclass(frozen=True)
class JuryReport:
    """The jurors of some works; `by_criterion` is juror → criterion → mean deviation."""

    found: Agreement
    threshold: Threshold
    lines: tuple[JurorLine, ...]
    by_criterion: Mapping[str, Mapping[str, Fraction | None]]

    @property
    def axis(self) -> Fraction:
        """Where the axis of deviations ends: it holds the threshold and everybody."""
        known = (abs(line.deviation) for line in self.lines if line.deviation is not None)
        return max(self.threshold.points * 3 / 2, *known, Fraction(0)) or Fraction(1)


def can_be_said() -> bool:
    """Whether the libraries that it takes are installed."""
    return find_spec("numpy") is not None and find_spec("scipy") is not None


def threshold_of(judged: Judged, flag: JurorFlag | None, criterion: str) -> Threshold:
    """What the rules of the event say; else, and for a criterion, a tenth of the maximum."""
    sheets = flag.min_sheets if flag is not None else LEAST_SHEETS
    if flag is not None and not criterion:
        return Threshold(flag.abs_mean_deviation, sheets)
    return Threshold(judged.criteria.get(criterion, judged.maximum) * PART, sheets)


def jury_report(
    judged: Judged, works: Sequence[Work], flag: JurorFlag | None, criterion: str
) -> JuryReport:
    """Say how jurors marked these works: by totals, or by the marks of one criterion."""
    totals = judged.marks(works, criterion) if criterion else judged.totals(works)
    threshold = threshold_of(judged, flag, criterion)
    found = agreement(totals, flag=threshold.points, least_sheets=threshold.sheets, bootstrap=0)
    by_code, same = {}, dict[str, list[str]]()
    wanted = [criterion] if criterion else list(judged.criteria)
    if criterion or len(works) <= MOST_BY_CRITERION:
        for code in wanted:
            marks = judged.marks(works, code)
            by_code[code] = _deviations(marks)
            for juror in sorted(same_everywhere(marks, part=Fraction(0))):
                same.setdefault(juror, []).append(code)
    all_same = same_everywhere(totals)
    lines = tuple(
        _line(one, one.juror in all_same, tuple(same.get(one.juror, ()))) for one in found.jurors
    )
    return JuryReport(found, threshold, lines, _turned(by_code))


def without_sheets(judged: Judged, report: JuryReport) -> tuple[JurorLine, ...]:
    """The jurors of the contest who have no sheet among these works."""
    seen = {line.juror for line in report.lines}
    return tuple(JurorLine(juror, 0) for juror in judged.jurors if juror not in seen)


def exact(value: float | None) -> Fraction | None:
    """A number of advice as the pages' filters take it."""
    return None if value is None else Fraction(value).limit_denominator(10**9)


def _line(one: JurorAgreement, is_same: bool, criteria: tuple[str, ...]) -> JurorLine:
    # Beside a mark that never moves everybody's differences go up and down: that says it all.
    flag = None if is_same and one.flag == "erratic" else one.flag
    flags = tuple(filter(None, (flag, "same" if is_same or criteria else None)))
    return JurorLine(
        juror=one.juror,
        sheets=one.sheets,
        mean=exact(one.mean),
        sd=exact(one.sd),
        deviation=exact(one.mean_deviation),
        effect=exact(one.effect),
        error=exact(one.effect_se),
        shrunk=exact(one.effect_shrunk),
        flags=flags,
        # The same mark as a whole says it all.
        same_criteria=() if is_same else criteria,
    )


def _deviations(marks: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction | None]:
    table = read_totals(marks)
    if not table.marks:
        return {}
    return dict(zip(table.jurors, mean_deviations(table), strict=True))


def _turned(
    by_code: Mapping[str, Mapping[str, Fraction | None]],
) -> dict[str, dict[str, Fraction | None]]:
    jurors = sorted({juror for found in by_code.values() for juror in found})
    return {juror: {code: found.get(juror) for code, found in by_code.items()} for juror in jurors}
