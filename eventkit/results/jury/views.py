"""«Жюри в цифрах»: how the jury worked, as page, pictures and workbook; one more reader."""

from __future__ import annotations

from io import BytesIO

from flask import Response, abort, render_template, request, send_file
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_judged, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.juries.rounds.queries import current_round, trials_of_round
from eventkit.printing.file_names import windows_file_name
from eventkit.printing.palette import paper
from eventkit.printing.pictures import png_file, svg_file
from eventkit.results.jury import words as jury_words
from eventkit.results.jury.page import PICTURES, JuryPage
from eventkit.results.jury.pictures import MOST_SLOPES
from eventkit.results.jury.places import MOST_DRAWN, Adjusted
from eventkit.results.jury.report import MOST_BY_CRITERION, can_be_said
from eventkit.results.jury.workbook import jury_workbook
from eventkit.results.models import Calculation
from eventkit.results.room import base_context, not_counted, shown_version, unsent
from eventkit.results.rules import may_see_names, may_see_room
from eventkit.results.views import bp
from eventkit.scoring.operations import give_one_more_reader, why_no_more_readers
from eventkit.scoring.queries import entry_by_code
from eventkit.scoring.rules import judging_is_open, may_give_readings
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results/jury"
ENDINGS = {"svg": (svg_file, "image/svg+xml"), "png": (png_file, "image/png")}


@bp.get(HERE)
@access(may_see_room, find=find_judged)
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
        again=page.again,
        titles=page.titles,
        being_read={task.entry.code for task in context["missing"]},
        why_no_more=why_no_more_readers(page.rules),
        is_open=judging_is_open(event),
        may_give=context["is_latest"] and may_give_readings(current_viewer(), event),
        refused=jury_words.reason_words(changed.refusals, page.names)
        if isinstance(changed, Adjusted)
        else [],
        changed=[] if isinstance(changed, Adjusted) else [page.titles[code] for code in changed],
        most_by_criterion=MOST_BY_CRITERION,
        most_drawn=MOST_DRAWN,
        most_slopes=MOST_SLOPES,
    )


@bp.post(f"{HERE}/reader")
@access(may_give_readings, find=find_judged)
def one_more_reader(event: Event) -> Page:
    """Give a work that is named in the advice to one more juror, the least loaded free one."""
    entry = entry_by_code(event.id, request.form.get("code", ""))
    if entry is None:
        return refused("results.jury", event, RefusalError(_("Такой работы у жюри нет.")))
    try:
        judged = trials_of_round(event, current_round(event))
        tasks = [give_one_more_reader(entry, trial, actor=actor()) for trial in judged]
    except RefusalError as refusal:
        return refused("results.jury", event, refusal)
    names = {"code": entry.code, "name": tasks[0].juror.person.short_name}
    message = _(
        "Работа %(code)s теперь и у этого члена жюри: %(name)s. Когда лист придёт, посчитайте"
        " заново.",
        **names,
    )
    return saved("results.jury", event, message)


@bp.get(f"{HERE}/<any(strips,works,places,order):picture>.<any(svg,png):ending>")
@access(may_see_room, find=find_judged)
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
@access(may_see_room, find=find_judged)
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
