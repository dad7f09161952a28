"""The juror's pages: the list of works and the sheet. Blind: a code, never a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.entries.downloads import send_blind, send_picture
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment, Juror
from eventkit.scoring import operations
from eventkit.scoring.cells import field_name
from eventkit.scoring.deadlines import closed_words, own_deadline, task_closed_words
from eventkit.scoring.live.now import what_is_on
from eventkit.scoring.live.queries import live_trials
from eventkit.scoring.marks import shown
from eventkit.scoring.queries import loaded_task, sheet_of
from eventkit.scoring.readings import THIRD, third_reading_limit
from eventkit.scoring.rules import judging_is_open, may_score, task_is_open
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.sheet_page import left_title, sheet_page, typed_changes
from eventkit.scoring.tasks import (
    Load,
    Task,
    find_task,
    ids_in_order,
    load_of,
    next_after,
    next_task,
    tasks_by_id,
    tasks_of,
    work_of,
)
from eventkit.scoring.touches.choices import choices_of, keep_form
from eventkit.scoring.touches.queries import seats_now
from eventkit.web.access import access, anyone
from eventkit.web.pages import Page as Slice
from eventkit.web.pages import paginate
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("scoring", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/jury")
@access(anyone)
def tasks() -> Page:
    """The juror's list; whoever has no valid link is told how to come in."""
    seats = [(seat, load_of(seat)) for seat in seats_now(current_viewer())]
    # First where something is left, last where nothing has been assigned yet.
    seats.sort(key=lambda one: (not one[1].left, not one[1].total))
    if not seats:
        return render_template("scoring/no_link.html"), 403
    jurors = [seat for seat, _load in seats]
    following = next_task(jurors)
    pages = [(seat, load, paginate(ids_in_order(seat), total=load.total)) for seat, load in seats]
    wanted = [task_id for _seat, _load, page in pages for task_id in page.rows]
    found = tasks_by_id([*wanted, following] if following else wanted)
    staged = [seat for seat in jurors if live_trials(seat.event)]
    return render_template(
        "scoring/tasks.html",
        seats=[
            _seat_on_page(seat, load, page, [found[one] for one in page.rows])
            for seat, load, page in pages
        ],
        upcoming=found[following] if following else None,
        shown=shown,
        has_stage=bool(staged),
        on_now=what_is_on(staged),
    )


def _seat_on_page(
    seat: Juror, load: Load, page: Slice[int], rows: Sequence[Task]
) -> dict[str, Any]:
    """One jury's part of the list: the counts of all, the rows of the page."""
    return {
        "juror": seat,
        "event": seat.event,
        "page": page,
        "load": load,
        "groups": [list(group) for _title, group in groupby(rows, attrgetter("nomination"))],
        "title": left_title(load),
        "closed": "" if judging_is_open(seat.event) else closed_words(seat.event),
        "thirds": _thirds(seat.event, rows),
    }


def _thirds(event: Event, rows: Sequence[Task]) -> dict[int, datetime | None]:
    """The third readings among the rows, each with its own deadline where it is later."""
    found = [row for row in rows if row.reading >= THIRD]
    if not found or third_reading_limit(current_rules(event)) is None:
        return {}
    return {row.id: own_deadline(event, row.due_at) for row in found}


@bp.get("/jury/sheets/<int:assignment_id>")
@access(may_score, loaded_task)
def sheet(task: Assignment) -> Page:
    """One sheet beside its work."""
    return sheet_page(task) if task.entry.is_admitted else _gone(task)


def _gone(task: Assignment) -> Page:
    """What a list or a link from before the work was taken back leads to."""
    return render_template("scoring/gone.html", code=task.entry.code), 404


@bp.post("/jury/sheets/<int:assignment_id>")
@access(may_score, loaded_task)
def save(task: Assignment) -> Page:
    """Keep the whole form, and send the sheet if that button was pressed. Works without scripts."""
    if not task.entry.is_admitted:
        return _gone(task)
    if not task_is_open(task):
        refused = typed_changes(task, request.form)
        _save_form(task)
        commit()
        return sheet_page(task, refused=refused), 409
    sends = request.form.get("act") == "submit"
    errors = _save_form(task)
    if sends and not errors:
        errors = _submit(task)
        if not errors:
            commit()
            return _after_sending(task)
    commit()
    if errors:
        return sheet_page(task, errors=errors, typed=request.form), 422
    flash(_("Черновик сохранён."), "ok")
    return redirect(url_for("scoring.sheet", assignment_id=task.id))


def _save_form(task: Assignment) -> dict[str, str]:
    """Keep every mark and comment that differs; returns what was not taken, by field."""
    answers = keep_form(task, request.form, actor_of(current_viewer()))
    return {
        answer.touch.field if answer.outcome != "late" and answer.touch.field[0] == "c" else "": (
            answer.message
        )
        for answer in answers
        if answer.message
    }


def _submit(task: Assignment) -> dict[str, str]:
    page = operations.open_sheet(task)
    if choices_of(task, page):
        return {"": _("Лист не отправлен: сначала выберите, какой балл или текст верен.")}
    try:
        operations.submit_sheet(page, actor=actor_of(current_viewer()))
    except operations.SheetIncompleteError as refusal:
        words = _("Поставьте балл, без него лист не отправить.")
        return {field_name(c): words for c in refusal.missing} | {"": refusal.message}
    except RefusalError as refusal:
        return {"": refusal.message}
    return {}


def _after_sending(task: Assignment) -> Response:
    following = next_after(task)
    told = _(
        "Лист по работе %(code)s отправлен. Пока оценивание открыто, его можно вернуть в черновик:"
        " откройте работу в списке.",
        code=task.entry.code,
    )
    flash(told, "ok")
    if following is None:
        return redirect(url_for("scoring.tasks"))
    view = "work" if tasks_of([following])[0].state == "untouched" else None
    return redirect(url_for("scoring.sheet", assignment_id=following, view=view))


@bp.post("/jury/sheets/<int:assignment_id>/reopen")
@access(may_score, find_task)
def reopen(task: Assignment) -> Page:
    """Take a sent sheet back into the draft while the round is open."""
    page = sheet_of(task.id) or abort(404)
    if not task_is_open(task):
        flash(task_closed_words(task), "bad")
        return redirect(url_for("scoring.sheet", assignment_id=task.id))
    try:
        operations.reopen_sheet(page, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        flash(refusal.message, "bad")
    else:
        flash(_("Лист снова черновик. Поправьте и отправьте его ещё раз."), "ok")
    commit()
    return redirect(url_for("scoring.sheet", assignment_id=task.id))


@bp.get("/jury/sheets/<int:assignment_id>/files/<int:file_id>")
@access(may_score, find_task)
def work_file(task: Assignment, file_id: int) -> Response:
    """The nameless copy of a file of the work, under the work's code."""
    work = work_of(task.entry_id)
    found = next((file for file in work.files if file.id == file_id), None)
    if found is None or task.state != "active" or found.trial_id not in (None, task.trial_id):
        abort(404)
    return send_blind(found) or abort(404)


@bp.get("/jury/sheets/<int:assignment_id>/pictures/<digest>.webp")
@access(may_score, find_task)
def work_picture(task: Assignment, digest: str) -> Response:
    """A page or a picture of the work, for reading inside the app."""
    if task.state != "active":
        abort(404)
    return send_picture(task.entry_id, digest) or abort(404)
