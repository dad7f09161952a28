"""Who has handed in what: for the organizer and the secretary."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.entries.materials.operations import give_delay, set_wish
from eventkit.entries.materials.queries import (
    admitted_with_files,
    materials_of,
    wish_of,
    wishes_of,
)
from eventkit.entries.models import Entry
from eventkit.events.days import end_of
from eventkit.events.models import Event, Trial
from eventkit.events.pages import find_judged
from eventkit.events.rules import may_manage
from eventkit.files.answers import attachment
from eventkit.journal.operations import actor_of
from eventkit.registration.materials.forms import DelayForm, WishForm
from eventkit.registration.materials.page import Handed, handed_of, wanting
from eventkit.registration.rules import may_see_queue
from eventkit.spreadsheets.writing import Column, Table, workbook
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("materials", __name__)
HERE = "/manage/<slug>/materials"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(HERE)
@access(may_see_queue, find=find_judged)
def board(event: Event) -> Any:
    """A row for each entry, a cell for each trial; what is missing stands in the cell."""
    wishes = wishes_of(event)
    return render_template(
        "registration/materials_board.html",
        event=event,
        trials=wanting(event, wishes),
        rows=_rows(event),
        may_run=may_manage(current_viewer(), event),
    )


@bp.get(f"{HERE}.xlsx")
@access(may_see_queue, find=find_judged)
def table(event: Event) -> Response:
    """The same as a workbook: a row for each entry and trial."""
    columns = [
        Column(_("Шифр"), 10),
        Column(_("Участник"), 36),
        Column(_("Испытание"), 36),
        Column(_("Файлов"), 9, "integer"),
        Column(_("Ссылки на видео"), 44),
        Column(_("Не хватает"), 24),
        Column(_("Изменено"), 18, "datetime"),
        Column(_("Отсрочка"), 34),
    ]
    lines = [
        [
            entry.code,
            entry.entrant_name,
            one.trial.title,
            len(one.shown_files),
            "\n".join(one.material.videos) if one.material else "",
            ", ".join(one.missing),
            one.material.handed_at if one.material else None,
            one.material.late_reason if one.material else "",
        ]
        for entry, cells in _rows(event)
        for one in cells
    ]
    made = workbook(
        [Table(_("Материалы"), columns, lines)],
        title=event.title,
        zone=ZoneInfo(event.timezone),
    )
    response = Response(made, mimetype=XLSX)
    name = _("Материалы %(event)s", event=event.title) + ".xlsx"
    response.headers["Content-Disposition"] = attachment(name)
    return response


@bp.route(f"{HERE}/<int:trial_id>/<int:entry_id>/delay", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def delay(event: Event, trial_id: int, entry_id: int) -> Any:
    """Let one entrant hand in later than the others."""
    trial = _trial(event, trial_id)
    entry = next((one for one in admitted_with_files(event) if one.id == entry_id), None)
    if entry is None or wish_of(trial_id) is None:
        abort(404)
    form = DelayForm()
    until = None
    if form.validate_on_submit() and form.last.data:
        until = end_of(form.last.data, event.timezone)
    if until is not None and until <= now():
        form.last.errors = [_("Этот день уже прошёл.")]
        until = None
    if until is None:
        page = render_template(
            "registration/materials_delay.html", event=event, trial=trial, entry=entry, form=form
        )
        return page, 422 if form.errors else 200
    give_delay(entry, trial, until, form.reason.data, actor=actor_of(current_viewer()))
    slug, code = event.slug, entry.code
    commit()
    flash(_("Отсрочка дана: %(code)s.", code=code), "ok")
    return redirect(url_for("materials.board", slug=slug))


@bp.route(f"{HERE}/<int:trial_id>", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def wanted(event: Event, trial_id: int) -> Any:
    """Say what entrants hand in for a trial, and until when."""
    trial = _trial(event, trial_id)
    form = WishForm()
    if not form.is_submitted():
        form.load(wish_of(trial_id), event.timezone)
    if not form.validate_on_submit():
        page = render_template(
            "registration/materials_wanted.html", event=event, trial=trial, form=form
        )
        return page, 422 if form.errors else 200
    set_wish(trial, **form.values(event.timezone), actor=actor_of(current_viewer()))
    slug = event.slug
    commit()
    flash(_("Сохранено. Участники видят это на своих страницах."), "ok")
    return redirect(url_for("materials.board", slug=slug))


def _rows(event: Event) -> list[tuple[Entry, list[Handed]]]:
    entries, wishes = admitted_with_files(event), wishes_of(event)
    materials = materials_of([entry.id for entry in entries])
    return [(entry, handed_of(entry, wishes, materials)) for entry in entries]


def _trial(event: Event, trial_id: int) -> Trial:
    return next((each for each in event.trials if each.id == trial_id), None) or abort(404)
