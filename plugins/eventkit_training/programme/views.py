"""Pages of the programme: everybody's, and the organizer's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.db import db, restart_as_writer
from eventkit.events.days import first_day
from eventkit.events.models import Event
from eventkit.events.pages import put_refusal
from eventkit.events.refusals import RefusalError
from eventkit.files.answers import attachment, download
from eventkit.files.kinds import DOCUMENTS, JPEG, PNG
from eventkit.files.operations import MEGABYTE, Received, receive
from eventkit.files.problems import FileError
from eventkit.journal.operations import actor_of
from eventkit.web.access import access
from eventkit.web.requests import commit, slow_first
from eventkit.web.viewer import current_viewer
from eventkit_training import operations
from eventkit_training.models import TrainingMaterial, TrainingSession
from eventkit_training.programme.blueprint import bp
from eventkit_training.programme.feeds import programme_calendar
from eventkit_training.programme.forms import MaterialForm, MoveForm, SessionForm
from eventkit_training.queries import (
    first_day_of,
    places_of,
    session_of,
    sessions_of,
    times_of,
    training_by_slug,
)
from eventkit_training.rules import may_plan, may_read, may_watch
from eventkit_training.signup.operations import let_in

Page = str | Response | tuple[str, int]
Day = tuple[str, list[TrainingSession]]
THERE, HERE = "/<slug>/programme", "/<slug>/manage/programme"
ONE = f"{HERE}/<int:session_id>"


@bp.get(THERE)
@access(may_read, training_by_slug)
def programme(event: Event) -> Page:
    """The days with their sessions, to read and to print."""
    rows = sessions_of(event)
    return render_template(
        "training/programme.html", event=event, days=days_of(event, rows), places=places_of(rows)
    )


@bp.get(f"{THERE}.ics")
@access(may_read, training_by_slug)
def calendar(event: Event) -> Response:
    """The same for a calendar."""
    response = Response(programme_calendar(event, sessions_of(event)), mimetype="text/calendar")
    response.headers["Content-Disposition"] = attachment(f"{event.slug}.ics")
    return response


@bp.get(f"{THERE}/materials/<int:material_id>")
@access(may_read, training_by_slug)
def material_file(event: Event, material_id: int) -> Response:
    """A file that goes with a session."""
    found = _material(event, material_id)
    if found.file is None:
        abort(404)
    return download(found.file)


@bp.get(HERE)
@access(may_watch, training_by_slug)
def room(event: Event) -> Page:
    """The programme with how full each session is."""
    form = MoveForm()
    form.day.data = first_day_of(event)
    return _room(event, form)


@bp.post(HERE)
@access(may_plan, training_by_slug)
def move(event: Event) -> Page:
    """Move the whole programme to another day."""
    form = MoveForm()
    if form.validate_on_submit() and (day := form.day.data):
        try:
            operations.move_programme(event, day, actor=_actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return _done(event, _("Программа перенесена."))
    return _room(event, form), 422


@bp.route(f"{HERE}/new", methods=["GET", "POST"])
@access(may_plan, training_by_slug)
def new_session(event: Event) -> Page:
    """Put a session into the programme."""
    form = SessionForm()
    if not form.is_submitted():
        form.propose(event)
    if form.validate_on_submit():
        operations.add_session(event, form.plan(event.timezone), actor=_actor())
        return _done(event, _("Занятие добавлено."))
    page = render_template("training/session.html", event=event, form=form, session=None)
    return page, 422 if form.is_submitted() else 200


@bp.route(ONE, methods=["GET", "POST"])
@access(may_plan, training_by_slug)
def edit_session(event: Event, session_id: int) -> Page:
    """Change a session; below it materials and who signed up."""
    session = _session(event, session_id)
    form = SessionForm()
    if not form.is_submitted():
        form.load(session, event.timezone)
    if form.validate_on_submit():
        operations.change_session(session, form.plan(event.timezone), actor=_actor())
        let_in(session, actor=_actor())
        return _done(event, _("Занятие сохранено."))
    return _session_page(session, form, MaterialForm(formdata=None)), 422 if form.errors else 200


@bp.post(f"{ONE}/<any(remove,fill):act>")
@access(may_plan, training_by_slug)
def session_act(event: Event, session_id: int, act: str) -> Page:
    """Take a session out, or give free places to whoever waits."""
    session = _session(event, session_id)
    if act == "fill":
        let_in(session, actor=_actor())
        return _done(event, _("Свободные места отданы тем, кто ждал."))
    try:
        operations.remove_session(session, actor=_actor())
    except RefusalError as refusal:
        slug = event.slug
        db.session.rollback()
        flash(refusal.message, "bad")
        return redirect(url_for("training.room", slug=slug))
    return _done(event, _("Занятие убрано."))


@bp.post(f"{ONE}/materials")
@slow_first
@access(may_plan, training_by_slug)
def add_material(event: Event, session_id: int) -> Page:
    """Put a file or a link beside a session."""
    _session(event, session_id)
    form = MaterialForm()
    valid = form.validate_on_submit()
    file = _received(form) if valid else None
    valid = valid and not form.errors
    restart_as_writer()
    session = _session(event, session_id)
    if not valid:
        shown = SessionForm(formdata=None)
        shown.load(session, event.timezone)
        return _session_page(session, shown, form), 422
    title = form.title.data or ""
    if file is not None:
        operations.add_file(session, title, file, actor=_actor())
    else:
        operations.add_link(session, title, form.url.data or "", actor=_actor())
    return _back(session, _("Материал добавлен."))


@bp.post(f"{HERE}/materials/<int:material_id>/remove")
@access(may_plan, training_by_slug)
def remove_material(event: Event, material_id: int) -> Page:
    """Take a material away."""
    found = _material(event, material_id)
    session = found.session
    operations.remove_material(found, actor=_actor())
    return _back(session, _("Материал убран."))


def days_of(event: Event, rows: Sequence[TrainingSession]) -> list[Day]:
    """The sessions by days of the event's zone."""
    zone = ZoneInfo(event.timezone)

    def day(row: TrainingSession) -> str:
        return times_of(row)[0].astimezone(zone).date().isoformat()

    return [(key, list(group)) for key, group in groupby(rows, key=day)]


def _room(event: Event, form: MoveForm) -> str:
    rows = sessions_of(event)
    held = event.stage("judging")
    due, planned = first_day(held) if held else None, first_day_of(event)
    return render_template(
        "training/room.html",
        event=event,
        days=days_of(event, rows),
        places=places_of(rows),
        may_plan=may_plan(current_viewer(), event),
        form=form,
        due=due if planned and due != planned else None,
    )


def _session_page(session: TrainingSession, form: SessionForm, material: MaterialForm) -> str:
    return render_template(
        "training/session.html",
        event=session.event,
        form=form,
        session=session,
        material_form=material,
        places=places_of([session])[session.id],
    )


def _received(form: MaterialForm) -> Received | None:
    upload = form.file.data
    if form.url.data or not getattr(upload, "filename", ""):
        return None
    limit = int(current_app.config["MAX_FILE_MB"]) * MEGABYTE
    try:
        return receive(upload.stream, upload.filename, limit, (*DOCUMENTS, JPEG, PNG))
    except FileError as problem:
        form.file.errors = [*form.file.errors, str(problem)]
        return None


def _session(event: Event, session_id: int) -> TrainingSession:
    return session_of(event, session_id) or abort(404)


def _material(event: Event, material_id: int) -> TrainingMaterial:
    found = db.session.get(TrainingMaterial, material_id)
    if found is None or found.session.event_id != event.id:
        abort(404)
    return found


def _done(event: Event, words: str) -> Response:
    where = url_for("training.room", slug=event.slug)
    commit()
    flash(words, "ok")
    return redirect(where)


def _back(session: TrainingSession, words: str) -> Response:
    where = url_for("training.edit_session", slug=session.event.slug, session_id=session.id)
    commit()
    flash(words, "ok")
    return redirect(where)


def _actor() -> str:
    return actor_of(current_viewer())
