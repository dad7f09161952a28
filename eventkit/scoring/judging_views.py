"""Who reads what and how far it has come: assignments, progress, for the organizer."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventkit.entries.traces.queries import works_unlooked
from eventkit.events.models import Event
from eventkit.events.pages import find_judged
from eventkit.events.queries import event_by_slug
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import actor_of
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import derive_conflicts
from eventkit.juries.panels.operations import require_own_panel
from eventkit.juries.plan_words import listed
from eventkit.juries.queries import (
    juror_of_event,
    jurors_of,
)
from eventkit.juries.rounds.queries import current_round, trials_of_round
from eventkit.juries.rules import may_run_jury, may_run_jury_of, may_watch_jury
from eventkit.registration.rules import may_see_queue
from eventkit.scoring import operations
from eventkit.scoring.forms import AssignForm, ReasonForm
from eventkit.scoring.queries import (
    entry_by_code,
    loaded_task,
    need_replacement,
    wanted_sheets,
    with_tasks,
    works_query,
)
from eventkit.scoring.readings import give
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.third_queue import third_queue
from eventkit.web.access import access
from eventkit.web.pages import paginate
from eventkit.web.requests import commit, row_id
from eventkit.web.viewer import Viewer, current_viewer

bp = Blueprint("judging", __name__)
Page = str | Response | tuple[str, int]


def find_juror(slug: str, juror_id: int) -> Juror | None:
    """A member of this event's jury."""
    event = event_by_slug(slug)
    return juror_of_event(event.id, juror_id) if event else None


def find_task(slug: str, assignment_id: int) -> Assignment | None:
    """A task of this event."""
    task = loaded_task(assignment_id)
    return task if task is not None and task.juror.event.slug == slug else None


def may_run_task(viewer: Viewer, task: Assignment) -> bool:
    """The organizer gives and takes works."""
    return may_run_jury(viewer, task.juror.event)


def actor() -> str:
    """Who acts, for the journal."""
    return actor_of(current_viewer())


def back(event_slug: str, page: str = "judging.works") -> Response:
    """Where an act leads."""
    return redirect(url_for(page, slug=event_slug))


@bp.get("/manage/<slug>/jury/works")
@access(may_watch_jury, find=find_judged)
def works(event: Event) -> Page:
    """Works with their readers; what is missing stands above."""
    return _works_page(event, _assign_form(event))


def _works_page(event: Event, form: AssignForm) -> str:
    page, rules = paginate(works_query(event.id)), current_rules(event)
    return render_template(
        "scoring/works.html",
        event=event,
        page=page,
        rows=with_tasks(page.rows),
        form=form,
        wanted=wanted_sheets(rules),
        replacements=need_replacement(event.id),
        thirds=[row.code for row in third_queue(event, rules) if row.state == "waiting"],
        may_run=may_run_jury(current_viewer(), event),
        unlooked=works_unlooked(event.id),
        may_see_traces=may_see_queue(current_viewer(), event),
    )


def _assign_form(event: Event) -> AssignForm:
    form = AssignForm()
    form.juror_id.choices = [(j.id, j.person.full_name) for j in jurors_of(event.id)]
    return form


@bp.post("/manage/<slug>/jury/works")
@access(may_run_jury, find=find_judged)
def assign(event: Event) -> Page:
    """Give one work to one juror by hand."""
    form = _assign_form(event)
    if not form.validate():
        return _works_page(event, form), 422
    entry = entry_by_code(event.id, form.code.data)
    juror = juror_of_event(event.id, form.juror_id.data)
    if entry is None or juror is None:
        form.code.errors = [_("Работы с шифром „%(code)s“ нет.", code=form.code.data)]
        return _works_page(event, form), 422
    derive_conflicts(event, actor=actor())
    try:
        require_own_panel(entry, juror)
        for trial in trials_of_round(event, current_round(event)):
            give(juror, entry, trial, actor=actor())
    except RefusalError as refusal:
        form.code.errors = [refusal.message]
        return _works_page(event, form), 422
    slug, names = event.slug, {"name": juror.person.short_name, "code": entry.code}
    commit()
    flash(_("Работа %(code)s теперь и у этого члена жюри: %(name)s.", **names), "ok")
    return back(slug)


@bp.route("/manage/<slug>/jury/works/<int:assignment_id>/release", methods=["GET", "POST"])
@access(may_run_task, find_task)
def release(task: Assignment) -> Page:
    """Take a work from a juror; a begun sheet is annulled and stays in the log."""
    form = ReasonForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template(
            "scoring/release.html", event=task.juror.event, task=task, form=form
        ), status
    slug, code = task.juror.event.slug, task.entry.code
    if task.state == "active":
        operations.release_task(task, form.reason.data, actor=actor())
    commit()
    flash(_("Назначение снято: работа %(code)s.", code=code), "ok")
    return back(slug)


@bp.post("/manage/<slug>/jury/works/<int:assignment_id>/replace")
@access(may_run_task, find_task)
def replace(task: Assignment) -> Response:
    """Hand the work of an annulled sheet on to another juror."""
    event = task.juror.event
    chosen = request.form.get("juror_id", 0, type=row_id)
    juror = juror_of_event(event.id, chosen) if chosen else None
    derive_conflicts(event, actor=actor())
    try:
        made = operations.replace(task, juror, actor=actor())
    except RefusalError as refusal:
        flash(refusal.message, "bad")
        return back(event.slug)
    slug, code = event.slug, task.entry.code
    name = made.juror.person.short_name if made else ""
    commit()
    if made:
        flash(_("Работа %(code)s передана: %(name)s.", code=code, name=name), "ok")
    else:
        flash(_("Передать работу %(code)s некому: добавьте члена жюри.", code=code), "bad")
    return back(slug)


@bp.route("/manage/<slug>/jury/<int:juror_id>/dismiss", methods=["GET", "POST"])
@access(may_run_jury_of, find_juror)
def dismiss(juror: Juror) -> Page:
    """Let a juror leave: asked first, since begun sheets are annulled and works go to others."""
    if request.method == "GET":
        leaving = operations.look_at_leaving(juror)
        return render_template(
            "scoring/dismiss.html", event=juror.event, juror=juror, leaving=leaving
        )
    slug, name = juror.event.slug, juror.person.short_name
    hand_over = request.form.get("then") != "later"
    leaving = operations.release_juror(juror, hand_over=hand_over, actor=actor())
    handed = sum(len(codes) for _juror, codes in leaving.handed)
    commit()
    flash(_("Больше не в жюри: %(name)s. Отправленные листы остались.", name=name), "ok")
    if handed:
        given = ngettext("Передана %(num)d работа.", "Передано %(num)d работ.", handed)
        flash(given, "ok")
    if leaving.stranded:
        flash(_("Передать некому: %(codes)s.", codes=listed(leaving.stranded)), "warn")
    return back(slug, "juries.jury")
