"""One work: its sheets, its value and the numbers that stand beside it, before any place."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .aggregate import Reading, aggregate, trimmed_mean
from .arithmetic import mean, median
from .explain import Reason, reason
from .outcome import EntryResult, SheetResult
from .rules import ScoringRules
from .values import CriterionSpec, EntryInput, SheetValues


def maximum_total(criteria: Sequence[CriterionSpec]) -> Fraction:
    """The most that one sheet can give: Σ maximum × weight."""
    return sum((c.maximum * c.weight for c in criteria), start=Fraction(0))


def valid_readings(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...]
) -> list[Reading]:
    """Totals of the sheets that count: complete and not annulled; by position and juror."""
    readings = []
    for sheet in sorted(sheets, key=_by_position):
        total = sheet.total(criteria)
        if total is not None and not sheet.annulled:
            readings.append(Reading(sheet.juror, sheet.position, total))
    return readings


def work(
    given: EntryInput,
    sheets: Sequence[SheetValues],
    rules: ScoringRules,
    criteria: tuple[CriterionSpec, ...],
) -> EntryResult:
    """The result of one work with everything but its place."""
    readings = valid_readings(sheets, criteria)
    totals = [reading.total for reading in readings]
    outcome = aggregate(readings, rules)
    spread = max(totals) - min(totals) if totals else None
    threshold = rules.divergence_points
    return EntryResult(
        entry=given.entry,
        nomination=given.nomination,
        sheets=_sheet_rows(sheets, criteria, outcome.uses),
        valid_sheets=len(totals),
        value=outcome.value,
        percent=_percent(outcome.value, rules, criteria),
        sum=sum(totals, start=Fraction(0)) if totals else None,
        mean=mean(totals) if totals else None,
        median=median(totals) if totals else None,
        trimmed=trimmed_mean(totals, rules) if totals else None,
        lowest_sheet=min(totals, default=None),
        spread=spread,
        divergent=threshold is not None and spread is not None and spread >= threshold,
        criterion_means=_criterion_means(sheets, criteria),
        rank_competition=None,
        rank_dense=None,
        rank_range=None,
        place=None,
        place_shown=None,
        status="participant",
        degree=None,
        third_reading_needed=outcome.third_needed,
        provisional=outcome.third_missing,
        reasons=(*_sheet_reasons(sheets, criteria, rules, len(totals)), *outcome.reasons),
    )


def _by_position(sheet: SheetValues) -> tuple[int, str, bool]:
    return (sheet.position, sheet.juror, sheet.annulled)


def _percent(
    value: Fraction | None, rules: ScoringRules, criteria: Sequence[CriterionSpec]
) -> Fraction | None:
    if value is None:
        return None
    summed = rules.aggregation == "sum_of_valid_sheets"
    sheets = rules.sheets_per_entry if summed and rules.sheets_per_entry else 1
    return value * 100 / (maximum_total(criteria) * sheets)


def _criterion_means(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...]
) -> dict[str, Fraction | None]:
    """Unweighted marks over all valid sheets, a third reading included."""
    valid = [s for s in sheets if not s.annulled and not s.gaps(criteria)]
    means: dict[str, Fraction | None] = {}
    for criterion in criteria:
        marks = [mark for s in valid if (mark := s.marks[criterion.code]) is not None]
        means[criterion.code] = mean(marks) if marks else None
    return means


def _sheet_rows(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...], uses: dict[str, str]
) -> tuple[SheetResult, ...]:
    rows = []
    for sheet in sorted(sheets, key=_by_position):
        missing = sheet.gaps(criteria)
        use = "incomplete" if missing else uses.get(sheet.juror, "used")
        rows.append(
            SheetResult(
                juror=sheet.juror,
                position=sheet.position,
                total=sheet.total(criteria),
                use="annulled" if sheet.annulled else use,
                missing=missing,
                replaces=sheet.replaces,
            )
        )
    return tuple(rows)


def _sheet_reasons(
    sheets: Sequence[SheetValues],
    criteria: tuple[CriterionSpec, ...],
    rules: ScoringRules,
    valid: int,
) -> list[Reason]:
    told = []
    for sheet in sorted(sheets, key=_by_position):
        if sheet.annulled:
            by = sorted(s.juror for s in sheets if s.replaces == sheet.juror)
            told.append(
                reason("sheet_annulled", juror=sheet.juror, replaced_by=by[0] if by else None)
            )
        elif missing := sheet.gaps(criteria):
            told.append(reason("sheet_incomplete", juror=sheet.juror, missing=missing))
    expected = rules.sheets_per_entry
    if expected is not None and 0 < valid < expected:
        told.append(reason("fewer_sheets", sheets=valid, expected=expected))
    return told
