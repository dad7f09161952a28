"""«Жюри в цифрах»: how the jury worked, as a page, as pictures and as a workbook."""

from __future__ import annotations

from io import BytesIO

from flask import Response, abort, render_template, send_file
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, find_event
from eventkit.printing.file_names import windows_file_name
from eventkit.printing.palette import paper
from eventkit.printing.pictures import png_file, svg_file
from eventkit.results import jury_words
from eventkit.results.jury_page import PICTURES, JuryPage
from eventkit.results.jury_pictures import MOST_SLOPES
from eventkit.results.jury_places import MOST_DRAWN, Adjusted
from eventkit.results.jury_report import MOST_BY_CRITERION, can_be_said
from eventkit.results.jury_workbook import jury_workbook
from eventkit.results.models import Calculation
from eventkit.results.paper_views import XLSX
from eventkit.results.room import base_context, not_counted, shown_version, unsent
from eventkit.results.rules import may_see_names, may_see_room
from eventkit.results.views import bp
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results/jury"
ENDINGS = {"svg": (svg_file, "image/svg+xml"), "png": (png_file, "image/png")}


@bp.get(HERE)
@access(may_see_room, find=find_event)
def jury(event: Event) -> Page:
    """Statistics of the jury and the advisory model: for information, no place depends on it."""
    made = shown_version(event)
    context = base_context(event, made, "results.jury")
    if made is None:
        return not_counted(event, context)
    context |= {"missing": unsent(event)}
    if not can_be_said():
        return render_template("results/jury_absent.html", **context)
    page = _page(event, made)
    changed = page.changed_firsts if not page.asked.nomination else []
    return render_template(
        "results/jury.html",
        **context,
        page=page,
        asked=page.asked,
        report=page.report,
        pictures={kind: page.picture(kind) for kind in PICTURES},
        words=jury_words,
        refused=jury_words.reason_words(changed.refusals, page.names)
        if isinstance(changed, Adjusted)
        else [],
        changed=[] if isinstance(changed, Adjusted) else [page.titles[code] for code in changed],
        most_by_criterion=MOST_BY_CRITERION,
        most_drawn=MOST_DRAWN,
        most_slopes=MOST_SLOPES,
    )


@bp.get(f"{HERE}/<any(strips,works,places,order):picture>.<any(svg,png):ending>")
@access(may_see_room, find=find_event)
def jury_picture(event: Event, picture: str, ending: str) -> Response:
    """One of the page's pictures as a file, of what the page was asked for."""
    page = _page(event, _counted(event))
    chart = page.picture(picture, paper(event.accent))
    if chart is None:
        abort(404)
    make, kind = ENDINGS[ending]
    titles = {
        "strips": _("Баллы жюри"),
        "works": _("Листы работ"),
        "places": _("Вероятные места"),
        "order": _("С поправкой на строгость"),
    }
    return _file(make(chart), event, str(titles[picture]), ending, kind)


@bp.get(f"{HERE}.xlsx")
@access(may_see_room, find=find_event)
def jury_table(event: Event) -> Response:
    """All numbers of the page as a workbook."""
    made = _counted(event)
    content = jury_workbook(event, made, _page(event, made))
    return _file(content, event, _("Жюри в цифрах"), "xlsx", XLSX)


def _counted(event: Event) -> Calculation:
    made = shown_version(event)
    if made is None or not can_be_said():
        abort(404)
    return made


def _page(event: Event, made: Calculation) -> JuryPage:
    return JuryPage(event, made, with_names=may_see_names(current_viewer(), event))


def _file(content: bytes, event: Event, title: str, ending: str, kind: str) -> Response:
    name = windows_file_name(f"{event.title}. {title}.{ending}")
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
