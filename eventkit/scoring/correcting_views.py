"""A single sheet as the organizer and the chair see it: return it or annul it, with a reason."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment
from eventkit.scoring import operations
from eventkit.scoring.cells import cells
from eventkit.scoring.forms import ReasonForm
from eventkit.scoring.judging_views import find_task
from eventkit.scoring.marks import shown
from eventkit.scoring.models import SheetVersion
from eventkit.scoring.paper.numbers import number_of
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.rules import may_correct_sheets, may_watch_jury
from eventkit.scoring.setup_queries import criteria_of, largest_total
from eventkit.web.access import access
from eventkit.web.requests import commit
from eventkit.web.viewer import Viewer, current_viewer

bp = Blueprint("correcting", __name__)
Page = str | Response | tuple[str, int]


def may_look(viewer: Viewer, task: Assignment) -> bool:
    """Organizer, chair and secretary see each sheet."""
    return may_watch_jury(viewer, task.juror.event)


def may_correct(viewer: Viewer, task: Assignment) -> bool:
    """Organizer and chair return and annul."""
    return may_correct_sheets(viewer, task.juror.event)


@bp.get("/manage/<slug>/jury/sheets/<int:assignment_id>")
@access(may_look, find_task)
def sheet(task: Assignment) -> Page:
    """The sheet with its history."""
    return _page(task, ReasonForm())


@bp.post("/manage/<slug>/jury/sheets/<int:assignment_id>")
@access(may_correct, find_task)
def correct(task: Assignment) -> Page:
    """Return the sheet to its juror, or annul it."""
    form = ReasonForm()
    page = sheet_of(task.id) or abort(404)
    if not form.validate():
        return _page(task, form), 422
    annuls = request.form.get("act") == "annul"
    verb = operations.annul_sheet if annuls else operations.return_sheet
    try:
        verb(page, form.reason.data, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        form.reason.errors = [refusal.message]
        return _page(task, form), 422
    slug, id_ = task.juror.event.slug, task.id
    commit()
    flash(_("Лист аннулирован.") if annuls else _("Лист возвращён, письмо отправлено."), "ok")
    return redirect(url_for("correcting.sheet", slug=slug, assignment_id=id_))


def _page(task: Assignment, form: ReasonForm) -> str:
    page = sheet_of(task.id)
    criteria = criteria_of(task.trial)
    history = select(SheetVersion).where(SheetVersion.sheet_id == (page.id if page else 0))
    return render_template(
        "scoring/staff_sheet.html",
        event=task.juror.event,
        task=task,
        page=page,
        cells=cells(criteria, page),
        largest=shown(largest_total(criteria)),
        history=db.session.scalars(history.order_by(SheetVersion.version)).all(),
        form=form,
        shown=shown,
        paper_number=number_of(task.id),
        may_correct=may_correct(current_viewer(), task),
    )
