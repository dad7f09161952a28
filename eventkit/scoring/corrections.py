"""Correcting a sheet that was sent: a mark that was entered otherwise than it stands on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.journal.operations import event_chain, record
from eventkit.scoring.marks import (
    MarkRefusedError,
    Value,
    marks_of,
    plain_criteria,
    steps_of,
    sum_of,
    text_of,
)
from eventkit.scoring.models import Criterion, Mark, Sheet
from eventkit.scoring.refusals import SheetRefusedError
from eventkit.scoring.running_total import refresh_running_total
from eventkit.scoring.sheet_versions import keep_version


def correct_sheet(
    sheet: Sheet,
    marks: Mapping[str, Value],
    reason: str,
    *,
    source: str,
    actor: str = "system",
) -> dict[str, tuple[str, str]]:
    """Put right marks of a sheet that counts; it stays sent and gets a new version.

    ``marks``: criterion code → the mark that is right; ``source`` tells by id what the correction
    follows from («appeal:7»). Returns what changed: code → mark before and after, as text.
    Raises SheetRefusedError for a sheet that does not count, MarkRefusedError for an impossible
    mark, a gap or an unknown criterion.
    """
    if sheet.state != "submitted":
        raise SheetRefusedError(_("Исправить можно только отправленный лист."))
    criteria = {c.code: c for c in plain_criteria(sheet.assignment.trial_id)}
    kept = marks_of(sheet)
    changed = _put_right(marks, criteria, kept)
    if not changed:
        return {}
    sheet.total = sum_of(list(criteria.values()), kept)
    keep_version(sheet, actor, reason)
    data: dict[str, Any] = {
        "source": source,
        "version": sheet.version,
        "marks": changed,
        "total": str(sheet.total),
    }
    chain = event_chain(sheet.assignment.juror.event_id)
    record(
        chain,
        "sheet.corrected",
        f"sheet:{sheet.id}",
        actor=actor,
        data=data,
        texts={"reason": reason},
    )
    refresh_running_total(sheet.assignment.entry)
    db.session.flush()
    return changed


def _put_right(
    marks: Mapping[str, Value], criteria: Mapping[str, Criterion], kept: Mapping[int, Mark]
) -> dict[str, tuple[str, str]]:
    """Change the marks that differ; criterion code → the mark before and after, as text."""
    changed: dict[str, tuple[str, str]] = {}
    for code, value in marks.items():
        criterion = criteria.get(code)
        if criterion is None or criterion.id not in kept:
            raise MarkRefusedError(_("Этого критерия в листе нет."), code)
        steps = steps_of(criterion, value)
        if steps is None:
            raise MarkRefusedError(_("Поставьте балл, который стоит в бумажном листе."), code)
        mark = kept[criterion.id]
        if steps != mark.steps:
            changed[code] = text_of(criterion, mark.steps), text_of(criterion, steps)
            mark.steps, mark.version = steps, mark.version + 1
    return changed
