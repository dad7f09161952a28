"""One work: its sheets, its value and the numbers that stand beside it, before any place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .aggregate import Aggregated, Reading, trimmed_mean
from .arithmetic import mean, median, total
from .explain import Reason, reason
from .outcome import EntryResult, SheetResult
from .overtime import Overtimes
from .rules import ScoringRules
from .trials import Use, over_trials, sum_over_trials, totals_by_trial
from .values import CriterionSpec, EntryInput, SheetValues


def valid_readings(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...]
) -> list[Reading]:
    """Totals of the sheets that count: complete and not annulled; by position and juror."""
    readings = []
    for sheet in sorted(sheets, key=_by_position):
        points = sheet.total(criteria)
        if points is not None and not sheet.annulled:
            readings.append(Reading(sheet.juror, sheet.position, points, sheet.trial))
    return readings


def without_gaps(sheet: SheetValues, criteria: Sequence[CriterionSpec]) -> SheetValues:
    """The sheet with a zero for each mark of its trial that is missing."""
    zeros = dict.fromkeys(sheet.gaps(tuple(criteria)), Fraction(0))
    return replace(sheet, marks={**sheet.marks, **zeros}) if zeros else sheet


def work(
    given: EntryInput,
    sheets: Sequence[SheetValues],
    rules: ScoringRules,
    criteria: tuple[CriterionSpec, ...],
    outcome: Aggregated,
    uses: Mapping[Use, str],
    times: Overtimes,
) -> EntryResult:
    """The result of one work, counted as ``outcome`` says, with everything but its place."""
    readings = valid_readings(sheets, criteria)
    totals = [reading.total for reading in over_trials(readings)]
    by_trial = totals_by_trial(readings).values()
    spread = max((max(numbers) - min(numbers) for numbers in by_trial), default=None)
    threshold = rules.divergence_points
    return EntryResult(
        entry=given.entry,
        nomination=given.nomination,
        sheets=_sheet_rows(sheets, criteria, uses),
        valid_sheets=len(readings),
        value=outcome.value,
        percent=_percent(outcome),
        sum=sum_over_trials(readings, total),
        mean=sum_over_trials(readings, mean),
        median=sum_over_trials(readings, median),
        trimmed=sum_over_trials(readings, lambda numbers: trimmed_mean(numbers, rules)),
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
        reasons=(
            *_sheet_reasons(sheets, criteria),
            *_fewer_sheets(readings, given.own(criteria), rules),
            *outcome.reasons,
        ),
        breakers=outcome.breakers,
        penalties={trial: over.points for trial, over in times.items() if over.points},
        stopped_after=_stopped_after(given, criteria),
    )


def _stopped_after(given: EntryInput, criteria: Sequence[CriterionSpec]) -> int:
    own = {c.trial for c in given.own(criteria)}
    return 0 if own == {c.trial for c in criteria} else len(own)


def _by_position(sheet: SheetValues) -> tuple[str, int, str, bool]:
    return (sheet.trial, sheet.position, sheet.juror, sheet.annulled)


def _percent(outcome: Aggregated) -> Fraction | None:
    if outcome.value is None or not outcome.most:
        return None
    return outcome.value * 100 / outcome.most


def _criterion_means(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...]
) -> dict[str, Fraction | None]:
    """Unweighted marks over all valid sheets, a third reading included."""
    valid = [s for s in sheets if not s.annulled and not s.gaps(criteria)]
    means: dict[str, Fraction | None] = {}
    for criterion in criteria:
        marks = [mark for s in valid if (mark := s.marks.get(criterion.code)) is not None]
        means[criterion.code] = mean(marks) if marks else None
    return means


def _sheet_rows(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...], uses: Mapping[Use, str]
) -> tuple[SheetResult, ...]:
    rows = []
    for sheet in sorted(sheets, key=_by_position):
        missing = sheet.gaps(criteria)
        use = "incomplete" if missing else uses.get((sheet.trial, sheet.juror), "used")
        rows.append(
            SheetResult(
                juror=sheet.juror,
                position=sheet.position,
                total=sheet.total(criteria),
                use="annulled" if sheet.annulled else use,
                missing=missing,
                replaces=sheet.replaces,
                trial=sheet.trial,
            )
        )
    return tuple(rows)


def _fewer_sheets(
    readings: Sequence[Reading], criteria: Sequence[CriterionSpec], rules: ScoringRules
) -> list[Reason]:
    """How few sheets the trial with the fewest has, where the rules want more."""
    judged = [reading.trial for reading in readings]
    short = [
        (judged.count(trial), expected)
        for trial in sorted({c.trial for c in criteria})
        if (expected := rules.sheets_of(trial)) is not None and judged.count(trial) < expected
    ]
    if not short or not readings:
        return []
    sheets, expected = min(short)
    return [reason("fewer_sheets", sheets=sheets, expected=expected)]


def _sheet_reasons(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...]
) -> list[Reason]:
    told = []
    for sheet in sorted(sheets, key=_by_position):
        if sheet.annulled:
            by = sorted(
                s.juror for s in sheets if s.replaces == sheet.juror and s.trial == sheet.trial
            )
            told.append(
                reason("sheet_annulled", juror=sheet.juror, replaced_by=by[0] if by else None)
            )
        elif missing := sheet.gaps(criteria):
            told.append(reason("sheet_incomplete", juror=sheet.juror, missing=missing))
    return told
