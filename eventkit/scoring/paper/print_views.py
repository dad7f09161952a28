"""Score sheets as PDF: of the jury for whoever works beside it, one's own for a juror."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.files.answers import attachment
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import juror_with_event, jurors_of
from eventkit.juries.rules import is_juror
from eventkit.printing.file_names import windows_file_name
from eventkit.scoring.paper.finding import sheet_by_number
from eventkit.scoring.paper.forms import PrintForm
from eventkit.scoring.paper.numbers import NumberError
from eventkit.scoring.paper.printed import MOST_SHEETS, is_printable, pdf_of
from eventkit.scoring.paper.queries import tasks_to_print
from eventkit.scoring.paper.rules import may_look_at_papers
from eventkit.scoring.paper.views import Page, bp
from eventkit.scoring.rules import judging_is_open
from eventkit.web.access import access

BETWEEN = re.compile(r"[,;\s]+")


@bp.get("/manage/<slug>/paper/print")
@access(may_look_at_papers, find=find_judged)
def sheets(event: Event) -> Page:
    """Choose sheets, and with ``?make=1`` their PDF; ``?number=`` is one sheet."""
    form = PrintForm(request.args if "make" in request.args else None)
    form.offer(jurors_of(event.id))
    if "make" not in request.args:
        return _page(event, form)
    if not form.validate():
        return _page(event, form), 422
    tasks = _chosen(event, form)
    if form.errors or not tasks:
        return _page(event, form), 422
    return _pdf(event, tasks, filled=form.filled.data == "1")


def _chosen(event: Event, form: PrintForm) -> Sequence[Assignment]:
    """The tasks that the form asks for; what is wrong stands at its field."""
    if "number" in request.args:
        try:
            return [sheet_by_number(event, request.args["number"])]
        except NumberError as problem:
            form.codes.errors = [problem.message]
            return []
    entry_ids = _entries(event, form) if form.codes.data else None
    if form.errors:
        return []
    tasks = tasks_to_print(
        event.id,
        juror_id=form.juror.data,
        entry_ids=entry_ids,
        only_owed=form.owed.data,
        most=MOST_SHEETS + 1,
    )
    if len(tasks) > MOST_SHEETS:
        form.juror.errors = [
            _("Листов больше %(most)d. Печатайте по одному члену жюри.", most=MOST_SHEETS)
        ]
        return []
    if not is_printable(event, tasks):
        form.juror.errors = [_("Печатать нечего: таких листов нет.")]
        return []
    return tasks


def _entries(event: Event, form: PrintForm) -> list[int]:
    rows = db.session.execute(
        select(Entry.id, Entry.code).where(Entry.event_id == event.id, Entry.is_admitted)
    )
    known = {(code or "").casefold(): id_ for id_, code in rows}
    wanted = [part for part in BETWEEN.split(form.codes.data) if part]
    unknown = [part for part in wanted if part.casefold() not in known]
    if unknown:
        names = ", ".join(unknown[:10])
        form.codes.errors = [
            ngettext(
                "Работы с таким шифром нет: %(names)s",
                "Работ с такими шифрами нет: %(names)s",
                len(unknown),
                names=names,
            )
        ]
        return []
    return [known[part.casefold()] for part in wanted]


def _page(event: Event, form: PrintForm) -> str:
    return render_template(
        "scoring/paper/print.html", event=event, form=form, is_open=judging_is_open(event)
    )


@bp.get("/jury/paper/<int:juror_id>")
@access(is_juror, juror_with_event)
def own_sheets(juror: Juror) -> Page:
    """A juror's own blank sheets."""
    tasks = tasks_to_print(juror.event_id, juror_id=juror.id, most=MOST_SHEETS)
    if not is_printable(juror.event, tasks):
        flash(_("Печатать нечего: работ для вас пока нет."), "info")
        return redirect(url_for("scoring.tasks"))
    return _pdf(juror.event, tasks, filled=False)


def _pdf(event: Event, tasks: Sequence[Assignment], *, filled: bool) -> FlaskResponse:
    response = FlaskResponse(pdf_of(event, tasks, filled=filled), mimetype="application/pdf")
    one = f" {tasks[0].entry.code}" if len(tasks) == 1 else ""
    name = windows_file_name(f"{_('Оценочные листы')}{one} – {event.title}.pdf")
    response.headers["Content-Disposition"] = attachment(name)
    return response
