"""Downloads of the results room: protocol, summary table, rating."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from flask import Response, abort, send_file
from flask_babel import gettext as _

from eventkit.entries.performances.queries import performances_of_event
from eventkit.events.models import Event
from eventkit.events.pages import find_counted, find_judged
from eventkit.printing.file_names import windows_file_name
from eventkit.printing.protocols import protocol, summary
from eventkit.results.models import Calculation
from eventkit.results.papers import protocol_of
from eventkit.results.protocol_chapters import chapters_of
from eventkit.results.room import shown_version
from eventkit.results.rules import may_see_names, may_see_room
from eventkit.results.summary_papers import summary_of
from eventkit.results.trial_papers import order_of_performances, trial_protocols_of
from eventkit.results.trial_workbooks import order_workbook, trials_workbook
from eventkit.results.views import bp
from eventkit.results.workbooks import rating_workbook, summary_workbook
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.viewer import Viewer

HERE = "/manage/<slug>/results"
PDF = "application/pdf"


def may_take_papers(viewer: Viewer, event: Event) -> bool:
    """Papers carry names: whoever sees the room with its names."""
    return may_see_room(viewer, event) and may_see_names(viewer, event)


@bp.get(f"{HERE}/protocol.pdf")
@access(may_take_papers, find=find_counted)
def protocol_file(event: Event) -> Response:
    """The protocol; «Проект» stands on it until the version is closed."""
    made = _version(event)
    title = _("Протокол № %(number)s", number=made.protocol_number or made.number)
    data = replace(protocol_of(event, made), chapters=chapters_of(event, made))
    return _file(protocol(data), event, title, "pdf", PDF)


@bp.get(f"{HERE}/summary.pdf")
@access(may_take_papers, find=find_judged)
def summary_file(event: Event) -> Response:
    """The summary table to be printed on A4 landscape."""
    made = _version(event)
    return _file(summary(summary_of(event, made)), event, _("Сводная ведомость"), "pdf", PDF)


@bp.get(f"{HERE}/summary.xlsx")
@access(may_take_papers, find=find_judged)
def summary_sheet(event: Event) -> Response:
    """The summary table as a workbook."""
    made = _version(event)
    return _file(summary_workbook(event, made), event, _("Сводная ведомость"), "xlsx", XLSX)


@bp.get(f"{HERE}/rating.xlsx")
@access(may_take_papers, find=find_counted)
def rating_sheet(event: Event) -> Response:
    """All works in one list."""
    made = _version(event)
    return _file(rating_workbook(event, made), event, _("Рейтинг"), "xlsx", XLSX)


@bp.get(f"{HERE}/trials.pdf")
@access(may_take_papers, find=find_judged)
def trials_file(event: Event) -> Response:
    """The protocols of all judged trials on A4 landscape."""
    data = trial_protocols_of(event, _version(event))
    return _file(summary(data), event, _("Протоколы испытаний"), "pdf", PDF)


@bp.get(f"{HERE}/trials.xlsx")
@access(may_take_papers, find=find_judged)
def trials_sheet(event: Event) -> Response:
    """The same as a workbook, a worksheet for each trial."""
    content = trials_workbook(event, _version(event))
    return _file(content, event, _("Протоколы испытаний"), "xlsx", XLSX)


@bp.get(f"{HERE}/order.pdf")
@access(may_take_papers, find=find_judged)
def order_file(event: Event) -> Response:
    """Who performs when and where; there is none before the draw."""
    data = order_of_performances(event)
    if not data.tables:
        abort(404)
    return _file(summary(data), event, _("Порядок выступлений"), "pdf", PDF)


@bp.get(f"{HERE}/order.xlsx")
@access(may_take_papers, find=find_judged)
def order_sheet(event: Event) -> Response:
    """The same as a workbook, a worksheet for each trial."""
    performances = performances_of_event(event)
    if not performances:
        abort(404)
    content = order_workbook(event, performances)
    return _file(content, event, _("Порядок выступлений"), "xlsx", XLSX)


def _version(event: Event) -> Calculation:
    made = shown_version(event)
    if made is None:
        abort(404)
    return made


def _file(content: bytes, event: Event, title: str, ending: str, kind: str) -> Response:
    name = windows_file_name(f"{event.title}. {title}.{ending}")
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
