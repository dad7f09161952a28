"""«Ход оценивания»: the jury and the works while sheets come in."""

from __future__ import annotations

from flask import Response, render_template, request

from eventkit.desk.views import bp
from eventkit.desk.watching import jurors, works
from eventkit.desk.watching.page import schedule_words, watching
from eventkit.desk.watching.workbook import watching_workbook
from eventkit.events.models import Event
from eventkit.events.pages import Page, find_judged
from eventkit.files.answers import attachment
from eventkit.juries.rules import may_run_jury, may_watch_jury
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.pages import paginate
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/jury/progress"


@bp.get(HERE)
@access(may_watch_jury, find=find_judged)
def watch(event: Event) -> Page:
    """How far each juror has come, what wants attention, whom to remind."""
    page = watching(event, now())
    show = _asked("show", jurors.FILTERS)
    return render_template(
        "desk/watching.html",
        event=event,
        page=page,
        show=show,
        rows=[row for row in page.rows if row.fits(show)],
        filters=[(name, page.count(name)) for name in jurors.FILTERS],
        schedule=schedule_words(event, page),
        may_run=may_run_jury(current_viewer(), event),
    )


@bp.get(f"{HERE}/works")
@access(may_watch_jury, find=find_judged)
def watch_works(event: Event) -> Page:
    """How many sheets each work has of those wanted, and whose are missing."""
    wanted = works.wanted_per_work(event)
    show = _asked("show", works.FILTERS)
    codes = [one.code for one in event.nominations]
    asked = request.args.get("nomination", "")
    nomination = asked if asked in codes else ""
    page = paginate(works.works_query(event, show=show, nomination=nomination, wanted=wanted))
    return render_template(
        "desk/watching_works.html",
        event=event,
        page=page,
        rows=works.work_rows(page.rows, wanted),
        show=show,
        nomination=nomination,
        wanted=wanted,
        may_run=may_run_jury(current_viewer(), event),
    )


@bp.get(f"{HERE}.xlsx")
@access(may_watch_jury, find=find_judged)
def watch_table(event: Event) -> Response:
    """Jurors and works as a workbook."""
    answer = Response(watching_workbook(event, now()), mimetype=XLSX)
    answer.headers["Content-Disposition"] = attachment(f"{event.slug}-jury.xlsx")
    return answer


def _asked(name: str, known: tuple[str, ...]) -> str:
    value = request.args.get(name, "")
    return value if value in known else known[0]
