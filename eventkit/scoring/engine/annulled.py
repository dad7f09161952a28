"""What if an annulled sheet had stayed: shown so that everyone sees what annulling changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .arithmetic import mean
from .outcome import AnnulledCounted
from .trials import sum_over_trials
from .values import CriterionSpec, SheetValues
from .works import valid_readings

Value = Callable[[str, Sequence[SheetValues]], Fraction | None]
"""The official value that a work would have with these sheets."""


def annulled_counted(
    works: Mapping[str, Sequence[SheetValues]],
    criteria: tuple[CriterionSpec, ...],
    value: Value,
) -> tuple[AnnulledCounted, ...]:
    """One row for each annulled sheet, as if it stood instead of its replacement.

    `works` are the sheets of each work.
    """
    return tuple(row for sheets in works.values() for row in _of_work(sheets, criteria, value))


def _of_work(
    sheets: Sequence[SheetValues], criteria: tuple[CriterionSpec, ...], value: Value
) -> list[AnnulledCounted]:
    rows = []
    for sheet in sorted((s for s in sheets if s.annulled), key=lambda s: (s.position, s.juror)):
        substitute = _substitute(sheet, [s for s in sheets if s.trial == sheet.trial])
        others = [s for s in sheets if s is not sheet and s is not substitute]
        stayed = [*others, replace(sheet, annulled=False)]
        readings = valid_readings(stayed, criteria)
        rows.append(
            AnnulledCounted(
                entry=sheet.entry,
                juror=sheet.juror,
                replaced_by=substitute.juror if substitute else None,
                value=value(sheet.entry, stayed),
                mean=sum_over_trials(readings, mean),
                valid_sheets=len(readings),
            )
        )
    return rows


def _substitute(sheet: SheetValues, sheets: Sequence[SheetValues]) -> SheetValues | None:
    """The valid sheet at the end of the chain of replacements, if there is one."""
    seen = {sheet.juror}
    current = sheet
    while True:
        following = sorted(
            (s for s in sheets if s.replaces == current.juror and s.juror not in seen),
            key=lambda s: (s.annulled, s.juror),
        )
        if not following:
            return None
        current = following[0]
        if not current.annulled:
            return current
        seen.add(current.juror)
