"""The board on which works are moved from juror to juror by hand."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment
from eventkit.juries.queries import juror_of_event
from eventkit.juries.rules import may_run_jury
from eventkit.scoring.board import board_of
from eventkit.scoring.moving import move_work
from eventkit.scoring.queries import loaded_task
from eventkit.web.access import access
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import current_viewer

bp = Blueprint("board", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/manage/<slug>/jury/board")
@access(may_run_jury, find=find_judged)
def show(event: Event) -> Page:
    """Who has which works, a column for each juror."""
    return _page(event)


@bp.post("/manage/<slug>/jury/board")
@access(may_run_jury, find=find_judged)
def move(event: Event) -> Page:
    """Move one work to another juror, or say why it cannot be."""
    chosen = request.form.get("task", 0, type=row_id)
    task = loaded_task(chosen)
    juror = juror_of_event(event.id, request.form.get("juror_id", 0, type=row_id))
    if task is None or task.juror.event_id != event.id:
        return _page(event, _("Выберите работу, которую нужно перенести.")), 422
    if juror is None:
        return _page(event, _("Выберите, кому перенести работу."), chosen), 422
    if juror.id == task.juror_id:
        return _page(event, _already_there(task), chosen), 422
    slug, code = event.slug, task.entry.code
    to, name = juror.id, juror.person.short_name
    try:
        move_work(task, juror, actor=actor_of(current_viewer()))
    except RefusalError as refusal:
        return _page(event, refusal.message, chosen), 422
    commit()
    flash(_("Работа %(code)s перенесена: %(name)s.", code=code, name=name), "ok")
    return redirect(url_for("board.show", slug=slug, _anchor=f"juror-{to}"))


def _already_there(task: Assignment) -> str:
    names = {"name": task.juror.person.short_name, "code": task.entry.code or ""}
    return str(_("Работа %(code)s уже у этого члена жюри: %(name)s.", **names))


def _page(event: Event, refusal: str = "", chosen: int = 0) -> str:
    columns = board_of(event)
    known = {card.task_id for column in columns for card in column.cards}
    return render_template(
        "scoring/board.html",
        event=event,
        columns=columns,
        refusal=refusal,
        chosen=chosen if chosen in known else 0,
        is_movable=any(card.state == "free" for column in columns for card in column.cards),
    )
