"""The organizer's queue: who has applied, admit or refuse, take to Excel."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.checking import problems_of
from eventkit.events.models import Event
from eventkit.events.organizers import decider_words
from eventkit.events.queries import nomination_titles
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.files.answers import attachment
from eventkit.journal.operations import actor_of
from eventkit.registration.doors import find_event, find_sent
from eventkit.registration.drafts import Applicant, entrant_of
from eventkit.registration.forms import READY_REASONS, RefusalForm
from eventkit.registration.models import Registration
from eventkit.registration.operations import admit, refuse, reopen
from eventkit.registration.pages import ornament_of
from eventkit.registration.pairs.doubles import pairs_in_common
from eventkit.registration.pairs.queries import pairs_to_see
from eventkit.registration.pairs.shown import pair_shown
from eventkit.registration.part import part_rows
from eventkit.registration.queries import may_be_named
from eventkit.registration.queue_lines import queue_lines, queue_page
from eventkit.registration.queue_queries import (
    counts_by_state,
    duplicates_among,
    next_waiting,
    sent_lines,
)
from eventkit.registration.rules import (
    can_undo,
    judging_begun,
    may_decide,
    may_hide_traces,
    may_see,
    may_see_queue,
)
from eventkit.registration.tables import applications_workbook
from eventkit.registration.trace_search import open_traces
from eventkit.registration.verdicts import in_words, verdict_of
from eventkit.registration.views import ask_partner, bp
from eventkit.spreadsheets.writing import XLSX
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import current_viewer

TABS = {
    "submitted": _l("Ждут решения"),
    "admitted": _l("Допущены"),
    "refused": _l("Отклонены"),
    "withdrawn": _l("Отозваны"),
    "": _l("Все"),
}


@bp.get("/manage/<slug>/registrations")
@access(may_see_queue, find_event)
def queue(event: Event) -> Any:
    """Applications by state, the waiting ones first."""
    chosen = _filters(event)
    counts = counts_by_state(event.id)
    is_whole = bool(chosen["state"]) and not chosen["search"] and not chosen["nomination_id"]
    page = queue_page(event, chosen, total=counts.get(chosen["state"], 0) if is_whole else None)
    lines = queue_lines(
        event, page.rows, duplicates_among(event.id, [row.person_id for row in page.rows])
    )
    of_pairs = entrant_of(event) == "pair"
    return render_template(
        "registration/queue.html",
        event=event,
        page=page,
        filters=chosen,
        nominations=nomination_titles(event.id),
        tabs_=_tabs(event, counts, chosen["state"]),
        drafts=counts.get("draft", 0),
        lines=lines,
        states={line.state for line in lines},
        pairs=pairs_to_see(event.id) if of_pairs else [],
        doubles=pairs_in_common(event.id) if of_pairs else {},
        may_decide=may_manage(current_viewer(), event),
        with_scores=_with_scores(event, chosen["state"]),
        ornament=ornament_of(event),
        export={
            "state": chosen["state"],
            "q": chosen["search"],
            "nomination": chosen["nomination_id"],
            "sort": chosen["sort"],
        },
    )


@bp.get("/manage/<slug>/registrations.xlsx")
@access(may_see_queue, find_event)
def queue_table(event: Event) -> Response:
    """The same list as a workbook."""
    lines = db.session.execute(*sent_lines(event.id, **_filters(event)))
    response = Response(applications_workbook(event, lines), mimetype=XLSX)
    name = _("Заявки %(event)s", event=event.title) + ".xlsx"
    response.headers["Content-Disposition"] = attachment(name)
    return response


@bp.get("/manage/<slug>/registrations/<int:number>")
@access(may_see, find_sent)
def application(registration: Registration) -> Any:
    """One application: who, the check in words, the work, the decision."""
    return _application_page(registration, RefusalForm())


@bp.post("/manage/<slug>/registrations/<int:number>/admit")
@access(may_decide, find_sent)
def admit_one(registration: Registration) -> Any:
    """Admit the application; its work gets a code."""
    try:
        code = admit(registration, at=now(), actor=actor_of(current_viewer()))
    except RefusalError as problem:
        flash(problem.message, "bad")
        return _back(registration)
    commit()
    flash(_("Заявка допущена. Шифр работы: %(code)s.", code=code), "ok")
    return _back(registration)


@bp.post("/manage/<slug>/registrations/<int:number>/refuse")
@access(may_decide, find_sent)
def refuse_one(registration: Registration) -> Any:
    """Refuse with a reason, ready or written."""
    typed = request.form.copy()
    ready = typed.get("ready", "")
    if ready in READY_REASONS and not typed.get("reason_text", "").strip():
        typed["reason_text"] = str(READY_REASONS[ready])
    form = RefusalForm(typed)
    if not form.validate_on_submit():
        return _application_page(registration, form), 422
    code = ready if ready in READY_REASONS else "other"
    try:
        refuse(
            registration,
            form.reason_text.data or "",
            at=now(),
            reason_code=code,
            actor=actor_of(current_viewer()),
        )
    except RefusalError as problem:
        flash(problem.message, "bad")
        return _back(registration)
    commit()
    flash(_("Заявка отклонена. Причину участник увидит на своей странице и в письме."), "ok")
    return _back(registration)


@bp.post("/manage/<slug>/registrations/<int:number>/reopen")
@access(may_decide, find_sent)
def reopen_one(registration: Registration) -> Any:
    """Take the decision back."""
    try:
        reopen(registration, actor=actor_of(current_viewer()))
        ask_partner(registration, may_be_late=True)
    except RefusalError as problem:
        flash(problem.message, "bad")
        return _back(registration)
    commit()
    flash(_("Решение отменено, заявка снова ждёт его."), "ok")
    return _back(registration)


@bp.post("/manage/<slug>/registrations/admit")
@access(may_manage, find_event)
def admit_many(event: Event) -> Any:
    """Admit all that were ticked; what cannot be admitted is counted and left."""
    numbers = request.form.getlist("number", type=row_id)
    query = select(Registration).where(
        Registration.event_id == event.id, Registration.number.in_(numbers)
    )
    admitted, left = 0, 0
    for registration in db.session.scalars(query.order_by(Registration.number)).all():
        try:
            admit(registration, at=now(), actor=actor_of(current_viewer()))
            admitted += 1
        except RefusalError:
            left += 1
    commit()
    if not numbers:
        flash(_("Отметьте заявки, которые нужно допустить."), "warn")
    if admitted:
        flash(
            ngettext("Допущена %(num)d заявка.", "Допущено %(num)d заявок.", admitted),
            "ok",
        )
    if left:
        flash(
            ngettext(
                "%(num)d заявка не допущена: решение уже есть или второй участник не подтвердил.",
                "%(num)d заявок не допущено: решение уже есть или второй участник не подтвердил.",
                left,
            ),
            "warn",
        )
    return redirect(url_for(".queue", slug=event.slug, state="submitted"))


def _application_page(registration: Registration, form: RefusalForm) -> str:
    event, person, nomination = registration.event, registration.person, registration.nomination
    verdict, words = None, ""
    if nomination is not None and registration.submitted_at is not None:
        verdict = verdict_of(nomination, *_dates(registration), registration.submitted_at)
        words = in_words(verdict, nomination)
    whose = (registration.person_id or 0, registration.nomination_id or 0)
    others = duplicates_among(event.id, [registration.person_id or 0]).get(whose, [])
    decides = may_decide(current_viewer(), registration)
    is_decided = decides and registration.state != "submitted"
    return render_template(
        "registration/application.html",
        event=event,
        registration=registration,
        person=person,
        **pair_shown(registration),
        verdict=words,
        fits=verdict is not None and verdict.status == "admitted",
        problems=problems_of(registration.entry) if registration.entry else [],
        traces=_traces(registration),
        same=[n for n in others if n != registration.number],
        is_named=person is not None and may_be_named(person.id, event.id),
        may_decide=decides,
        decider="" if decides else decider_words(event),
        following=next_waiting(event.id, registration.number or 0) if is_decided else None,
        can_undo=can_undo(registration),
        part=part_rows(registration, sent=True),
        ready=READY_REASONS,
        form=form,
        states=TABS,
    )


def _traces(registration: Registration) -> tuple[int, int] | None:
    """The work's traces of its author, for whoever may hide them."""
    entry = registration.entry
    if entry is None or not may_hide_traces(current_viewer(), entry):
        return None
    return open_traces(registration)


def _dates(registration: Registration) -> tuple[Any, Any]:
    """The dates as they were sent; those of the person for an application brought in."""
    if registration.came_by_form:
        applicant = Applicant.read(registration.sent["you"])
        return applicant.birth_date, applicant.teaching_since
    person = registration.person
    return (person.birth_date, person.teaching_since) if person else (None, None)


def _filters(event: Event) -> dict[str, Any]:
    state, sort = request.args.get("state", "submitted"), request.args.get("sort", "")
    if sort.lstrip("-") == "score" and not _with_scores(event, state):
        sort = ""
    return {
        "state": state if state in TABS else "submitted",
        "search": request.args.get("q", "").strip()[:100],
        "nomination_id": request.args.get("nomination", 0, type=row_id),
        "sort": sort,
    }


def _with_scores(event: Event, state: str) -> bool:
    """The organizer alone: whoever helps or still reads must not know what others gave."""
    return state == "admitted" and may_manage(current_viewer(), event) and judging_begun(event)


def _tabs(event: Event, counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    sent = sum(count for state, count in counts.items() if state != "draft")
    queue = url_for(".queue", slug=event.slug)
    return [
        {
            "title": title,
            "url": f"{queue}?state={state}",
            "count": counts.get(state, 0) if state else sent,
            "current": state == chosen,
        }
        for state, title in TABS.items()
    ]


def _back(registration: Registration) -> Any:
    slug, number = registration.event.slug, registration.number
    return redirect(url_for(".application", slug=slug, number=number))
