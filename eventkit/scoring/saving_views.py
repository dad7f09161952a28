"""Saving a sheet touch by touch: one mark or comment in, a few words of JSON out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment
from eventkit.scoring import operations
from eventkit.scoring.marks import (
    left_words,
    marks_of,
    plain_criteria,
    shown,
    sum_of,
    text_of,
    unmarked,
)
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.rules import may_score, task_is_open
from eventkit.scoring.sheet_page import saved_time, task_closed_words
from eventkit.scoring.tasks import find_task_to_mark
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("saving", __name__)
Answer = tuple[Response, int]
Criteria = Sequence[Criterion]


@bp.post("/jury/sheets/<int:assignment_id>/cell")
@access(may_score, find_task_to_mark)
def cell(task: Assignment) -> Answer:
    """Keep one cell: ``field`` c<id> (mark), t<id> (comment), author or note; ``value``; ``base``.

    200 {"saved_at", "version", "value", "total", "left"}; 409 with "kind" closed, state or stale
    (then with the value that stands there); 422 for a value that the criterion does not allow.
    """
    if not task_is_open(task):
        return _refuse(409, "closed", task_closed_words(task))
    field, value = request.form.get("field", ""), request.form.get("value", "")
    criteria = plain_criteria(task.trial_id)
    criterion = _criterion(criteria, field)
    if criterion is None and field not in ("author", "note"):
        return _refuse(422, "field", _("Такого поля в листе нет."))
    page = operations.open_sheet(task)
    try:
        version = _keep(page, field, criterion, criteria, value)
    except operations.StaleMarkError as stale:
        there = stale.mark
        text = text_of(there.criterion, there.steps)
        return _refuse(409, "stale", stale.message, value=text, version=there.version)
    except operations.MarkRefusedError as refusal:
        return _refuse(422, "value", refusal.message)
    except operations.SheetRefusedError as refusal:
        return _refuse(409, "state", refusal.message)
    answer = _answer(task, page, criteria) | {"version": version, "value": value}
    commit()
    return jsonify(answer), 200


def _keep(
    page: Sheet, field: str, criterion: Criterion | None, criteria: Criteria, value: str
) -> int:
    if criterion is None or field.startswith("t"):
        operations.save_comment(page, criterion or field, value)
        return 0
    base = request.form.get("base", type=int)
    actor = actor_of(current_viewer())
    mark = operations.save_mark(page, criterion, value, base=base, actor=actor, criteria=criteria)
    return mark.version


def _criterion(criteria: Criteria, field: str) -> Criterion | None:
    if field[:1] not in ("c", "t") or not field[1:].isdecimal():
        return None
    wanted = int(field[1:])
    return next((c for c in criteria if c.id == wanted), None)


def _answer(task: Assignment, page: Sheet, criteria: Criteria) -> dict[str, Any]:
    marks = marks_of(page)
    return {
        "saved_at": saved_time(page, task.juror.event),
        "total": shown(sum_of(criteria, marks)),
        "left": left_words(len(unmarked(criteria, marks))),
    }


def _refuse(status: int, kind: str, message: str, **more: Any) -> Answer:
    return jsonify({"kind": kind, "message": message, **more}), status
