"""What if an annulled sheet had stayed: shown so that everyone sees what annulling changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .aggregate import aggregate
from .arithmetic import mean
from .outcome import AnnulledCounted
from .rules import ScoringRules
from .values import CriterionSpec, SheetValues
from .works import valid_readings


def annulled_counted(
    works: Iterable[Sequence[SheetValues]],
    rules: ScoringRules,
    criteria: tuple[CriterionSpec, ...],
) -> tuple[AnnulledCounted, ...]:
    """One row for each annulled sheet, as if it stood instead of its replacement.

    `works` are the sheets of each work.
    """
    return tuple(row for sheets in works for row in _of_work(sheets, rules, criteria))


def _of_work(
    sheets: Sequence[SheetValues], rules: ScoringRules, criteria: tuple[CriterionSpec, ...]
) -> list[AnnulledCounted]:
    rows = []
    for sheet in sorted((s for s in sheets if s.annulled), key=lambda s: (s.position, s.juror)):
        substitute = _substitute(sheet, sheets)
        others = [s for s in sheets if s is not sheet and s is not substitute]
        readings = valid_readings([*others, replace(sheet, annulled=False)], criteria)
        rows.append(
            AnnulledCounted(
                entry=sheet.entry,
                juror=sheet.juror,
                replaced_by=substitute.juror if substitute else None,
                value=aggregate(readings, rules).value,
                mean=mean([r.total for r in readings]) if readings else None,
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
