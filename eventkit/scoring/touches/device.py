"""What a juror's device may know: own seats, own tasks with their works, own cells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from eventkit.entries.copies.queries import Work, shown_works
from eventkit.juries.models import Assignment, Juror
from eventkit.scoring.deadlines import closed_words
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.rules import judging_is_open, task_is_open
from eventkit.scoring.sheets import OPEN_STATES
from eventkit.scoring.touches.lateness import late_kind
from eventkit.scoring.touches.models import TouchRow
from eventkit.scoring.touches.queries import (
    criteria_by_trial,
    open_touches,
    sheets_of,
    tasks_with_work,
)
from eventkit.scoring.touches.seals import seal_of
from eventkit.scoring.touches.standing import cells_of, field_titles
from eventkit.scoring.work_page import files_to_keep


def seats_for_device(seats: Sequence[Juror]) -> list[dict[str, Any]]:
    """The juries in which the juror sits."""
    return [
        {
            "juror": seat.id,
            "event": seat.event.slug,
            "title": seat.event.title,
            "is_open": judging_is_open(seat.event),
            "closed": "" if judging_is_open(seat.event) else closed_words(seat.event),
            "seal": seal_of(seat),
        }
        for seat in seats
    ]


def tasks_for_device(seats: Sequence[Juror]) -> list[dict[str, Any]]:
    """The tasks of the seats with all their cells, with as many queries for one as for many."""
    if not seats:
        return []
    tasks = tasks_with_work(seats)
    ids = [task.id for task in tasks]
    sheets, waiting = sheets_of(ids), open_touches(ids)
    criteria = criteria_by_trial({task.trial_id for task in tasks})
    works = shown_works({task.entry_id: task.entry for task in tasks}.values())
    order = {seat.id: [t.id for t in tasks if t.juror_id == seat.id] for seat in seats}
    return [
        _task(
            task,
            works[task.entry_id].of_trial(task.trial_id),
            sheets.get(task.id),
            criteria.get(task.trial_id, []),
            waiting.get(task.id, []),
            order[task.juror_id],
        )
        for task in tasks
    ]


def _task(
    task: Assignment,
    work: Work,
    sheet: Sheet | None,
    criteria: Sequence[Criterion],
    waiting: Sequence[TouchRow],
    order: Sequence[int],
) -> dict[str, Any]:
    is_mine = task.list_place is not None
    state = (sheet.state if sheet else "draft") if is_mine else "annulled"
    may_mark = state in OPEN_STATES and not late_kind(task, sheet)
    return {
        "id": task.id,
        "juror": task.juror_id,
        "code": task.entry.code,
        "title": task.entry.nomination.title,
        "page": url_for("scoring.sheet", assignment_id=task.id),
        "digest": _digest(task, work, sheet, criteria, order),
        "files": [one._asdict() for one in files_to_keep(task, work)] if is_mine else [],
        "state": state,
        "version": sheet.version if sheet else 0,
        "may_mark": may_mark,
        "fields": [
            {"name": name, "title": title, "kind": "mark" if name[0] == "c" else "text"}
            for name, title in field_titles(criteria).items()
        ],
        "cells": _cells(sheet, criteria, waiting if may_mark else ()),
    }


def _cells(
    sheet: Sheet | None, criteria: Sequence[Criterion], waiting: Sequence[TouchRow]
) -> Mapping[str, dict[str, Any]]:
    cells = cells_of(sheet, criteria)
    other = {
        row.field: row
        for row in reversed(waiting)  # the oldest is shown first
        if row.field in cells and row.value != cells[row.field].value
    }
    return {
        name: {
            "value": cell.value,
            "version": cell.version,
            "conflict": conflict_for_device(other.get(name)),
        }
        for name, cell in cells.items()
    }


def conflict_for_device(row: Any) -> dict[str, Any] | None:
    """The value that waits to be chosen for a cell, as the device is told of it."""
    if row is None:
        return None
    made_at = row.made_at.isoformat() if row.made_at else None
    return {"touch": row.key, "value": row.value, "made_at": made_at}


def _digest(
    task: Assignment,
    work: Work,
    sheet: Sheet | None,
    criteria: Sequence[Criterion],
    order: Sequence[int],
) -> str:
    """Changes with whatever the page of the sheet shows but the marks, which the device adds."""
    at = order.index(task.id)
    parts = [
        task.state,
        task.list_place,
        order[max(at - 1, 0) : at + 2],
        len(order),
        task_is_open(task),
        [sheet.state, sheet.version, sheet.returned_reason] if sheet else None,
        [[c.id, c.title, c.description, str(c.maximum), str(c.step)] for c in criteria],
        _shown(task, work),
    ]
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _shown(task: Assignment, work: Work) -> list[Any]:
    """What the page shows of the work."""
    parts = [[part.html, part.text, part.is_waiting] for part in work.parts]
    shown = [task.entry.code, work.title, work.text, parts, files_to_keep(task, work)]
    return [*shown, list(work.videos)] if work.videos else shown
