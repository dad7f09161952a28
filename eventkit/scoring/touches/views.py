"""The device's two doors: what it may know, and what it has to tell; and a page's choice."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.wrappers import Response

from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.rules import is_juror, was_juror
from eventkit.scoring.marks import left_words, marks_of, shown, sum_of, unmarked
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.rules import may_score
from eventkit.scoring.sheet_page import saved_time
from eventkit.scoring.tasks import find_task
from eventkit.scoring.touches import choices
from eventkit.scoring.touches.choices import choices_of
from eventkit.scoring.touches.device import (
    conflict_for_device,
    seats_for_device,
    tasks_for_device,
)
from eventkit.scoring.touches.keeping import Answer, Bearer, take
from eventkit.scoring.touches.places import Place
from eventkit.scoring.touches.queries import seats_left, seats_now
from eventkit.scoring.touches.reading import MalformedError, TooManyError, parsed, touches_of
from eventkit.web.access import access, anyone
from eventkit.web.clock import now
from eventkit.web.requests import commit, row_id
from eventkit.web.security import csrf
from eventkit.web.viewer import Viewer, current_viewer

bp = Blueprint("touches", __name__)
Told = tuple[Response, int]
FORMAT = "eventkit.jury/1"
LARGEST_BODY = 4 * 1024 * 1024


@bp.get("/jury/state")
@access(anyone)
def state() -> Told:
    """Everything that the device may know, for all seats of its juror."""
    viewer = current_viewer()
    seats = seats_now(viewer)
    if not seats and not seats_left(viewer):
        return _no_door()
    return jsonify(
        format=FORMAT,
        csrf=generate_csrf(),
        now=now().isoformat(),
        gone=not seats,
        seats=seats_for_device(seats),
        tasks=tasks_for_device(seats),
    ), 200


@bp.post("/jury/touches")
@access(anyone)
def touches() -> Told:
    """Take a batch of touches: ``{"device", "touches": […]}``; each is answered by itself."""
    viewer = current_viewer()
    if viewer.juror_id is None and viewer.person_id is None:
        return _no_door()
    if not _is_own_page():
        return _told(403, "csrf", _("Страница устарела. Откройте её ещё раз."))
    if (request.content_length or 0) > LARGEST_BODY:
        return _told(413, "size", _("Слишком много за один раз. Отправьте частями."))
    bearer = _bearer(viewer)
    try:
        given = touches_of(parsed(request.get_data()))
    except TooManyError as refusal:
        return _told(413, "size", refusal.message)
    except MalformedError as refusal:
        return _told(400, "malformed", refusal.message) if bearer.seats() else _no_door()
    answers, places = take(given, bearer)
    if not places and not bearer.seats():
        return _no_door()
    told = {
        "csrf": request.headers.get("X-CSRFToken", ""),  # as good as a new one, and checked
        "results": [_result(answer) for answer in answers],
        "tasks": [_task(place) for place in places],
    }
    commit()
    return jsonify(told), 200


@bp.post("/jury/sheets/<int:assignment_id>/choose")
@access(may_score, find_task)
def choose(task: Assignment) -> Response:
    """Choose between two values of a cell: ``touch``, ``base`` and ``take`` (other or standing)."""
    wanted = request.form.get("touch", "")
    choice = next((one for one in choices_of(task, sheet_of(task.id)) if one.touch == wanted), None)
    back = redirect(url_for("scoring.sheet", assignment_id=task.id))
    if choice is None:
        flash(_("Здесь уже выбрано."), "ok")
        return back
    answer = choices.choose(
        task,
        choice,
        other=request.form.get("take") == "other",
        base=row_id(request.form.get("base")),
        actor=actor_of(current_viewer()),
    )
    commit()
    flash(answer.message or _("Выбрано: %(title)s.", title=choice.title), _tone(answer))
    return back


def _tone(answer: Answer) -> str:
    return "ok" if answer.outcome in ("applied", "same") else "warn"


# The answer to a stale token is JSON, so the view asks by itself.
csrf.exempt(touches)


def _is_own_page() -> bool:
    """Whether the request carries the token that a page of this site was given."""
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return True
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def _bearer(viewer: Viewer) -> Bearer:
    """The juror at the device; one who has left may still bring what the device holds."""
    seats: list[Juror] = []

    def all_seats() -> list[Juror]:
        if not seats:
            seats.extend(seats_now(viewer) or seats_left(viewer))
        return seats

    return Bearer(
        owns=lambda juror: is_juror(viewer, juror) or was_juror(viewer, juror),
        seats=all_seats,
        via="network",
        actor=actor_of(viewer),
    )


def _result(answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": answer.touch.key,
        "outcome": answer.outcome,
        "message": answer.message,
        "cell": None,
    }
    if answer.kind:
        told["kind"] = answer.kind
    if answer.cell is not None:
        told["cell"] = {
            "value": answer.cell.value,
            "version": answer.cell.version,
            "conflict": conflict_for_device(answer.conflict),
        }
    return told


def _task(place: Place) -> dict[str, Any]:
    """How the task stands after the batch, in the words of its page."""
    sheet = place.sheet
    marks = marks_of(sheet) if sheet else {}
    missing = unmarked(place.criteria, marks)
    return {
        "id": place.task.id,
        "state": sheet.state if sheet else "draft",
        "version": sheet.version if sheet else 0,
        "saved_at": saved_time(sheet, place.task.juror.event) if sheet else "",
        "total": shown(sum_of(place.criteria, marks)),
        "left": left_words(len(missing)),
        "complete": not missing,
    }


def _no_door() -> Told:
    return _told(401, "door", _("Откройте личную ссылку ещё раз: баллы останутся на устройстве."))


def _told(status: int, kind: str, message: str) -> Told:
    return jsonify(kind=kind, message=message), status
