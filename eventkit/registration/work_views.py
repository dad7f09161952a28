"""The step with the work itself: text, or a file that is stored before the write lock is taken."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect
from flask_babel import gettext as _

from eventkit.db import db, restart_as_writer
from eventkit.entries.checking import problems_of
from eventkit.entries.models import Entry
from eventkit.entries.operations import replace_file
from eventkit.entries.reading import Prepared, prepare
from eventkit.files.operations import MEGABYTE, receive
from eventkit.files.problems import FileError
from eventkit.journal.operations import actor_of
from eventkit.registration.changes import has_changes
from eventkit.registration.doors import find_door
from eventkit.registration.forms import as_typed
from eventkit.registration.holding import hold
from eventkit.registration.operations import entry_of, save_step
from eventkit.registration.pages import own_url, step_form, step_page, step_url, unfinished_step
from eventkit.registration.rules import Door, can_change_work, may_open
from eventkit.registration.trace_search import ask_search
from eventkit.registration.unsaved import unsaved_page, why_closed
from eventkit.registration.views import SENDS, bp
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit, slow_first
from eventkit.web.security import limiter
from eventkit.web.viewer import current_viewer


@bp.get("/events/<slug>/register/<token>/work")
@access(may_open, find_door)
def work(door: Door) -> Any:
    """Show the work as it stands."""
    registration = door.registration
    if not can_change_work(registration, now()):
        flash(why_closed(door, now()), "warn")
        return redirect(own_url(door))
    early = unfinished_step(registration, before="work")
    if early and registration.state == "draft":
        return redirect(step_url(door, early))
    form = step_form(registration, "work", typed=True)
    return step_page(registration.event, door, "work", form)


@bp.post("/events/<slug>/register/<token>/work")
@slow_first
@access(may_open, find_door)
@limiter.limit(SENDS)
def save_work(door: Door) -> Any:
    """Keep the work; a file that is right is kept even when a field beside it is wrong."""
    registration = door.registration
    form = step_form(registration, "work")
    if not can_change_work(registration, now()):
        return unsaved_page(door, form)
    if registration.nomination is None:
        restart_as_writer()
        save_step(registration, "work", as_typed(form), done=False)
        commit()
        return redirect(step_url(door, "nomination"))
    valid = form.validate_on_submit()
    prepared, refusal = _received(form)
    restart_as_writer()
    hold(registration)
    if not can_change_work(registration, now()):
        return unsaved_page(door, form)
    if refusal:
        form.file.errors = [*form.file.errors, refusal]
    valid = _keep(door, form, prepared, valid=valid and not refusal)
    commit()
    if not valid:
        return step_page(registration.event, door, "work", form), 422
    if registration.state == "draft":
        return redirect(step_url(door, "consents"))
    if has_changes(registration):  # one way on: to send the rest too, or to drop it
        flash(_("Работа заменена. Остальные изменения ещё не отправлены."), "ok")
        return redirect(step_url(door, "check"))
    flash(_("Работа заменена."), "ok")
    return redirect(own_url(door))


def _received(form: Any) -> tuple[Prepared | None, str]:
    """Store and read an uploaded file; the second value says why it was not taken."""
    upload = form.file.data if "file" in form else None
    if not upload or not upload.filename:
        return None, ""
    limit = int(current_app.config["MAX_FILE_MB"]) * MEGABYTE
    try:
        return prepare(receive(upload.stream, upload.filename, limit)), ""
    except FileError as problem:
        return None, str(problem)


def _keep(door: Door, form: Any, prepared: Prepared | None, *, valid: bool) -> bool:
    """Write what is right and note the rest at its fields; says whether the step is done."""
    registration, actor = door.registration, actor_of(current_viewer())
    entry = entry_of(registration, actor=actor)
    if prepared:
        replace_file(entry, prepared, actor=actor)
    if not valid:
        _look_further(form, entry)
        save_step(registration, "work", as_typed(form), done=False)
        return False
    form.save(entry)
    wrong = [problem for problem in problems_of(entry) if problem.blocking]
    for problem in wrong:
        field = form[problem.field] if problem.field in form else next(iter(form))
        field.errors = [*field.errors, problem.message]
    save_step(registration, "work", as_typed(form) if wrong else {}, done=not wrong)
    if registration.number is not None:
        ask_search(entry)
    return not wrong


def _look_further(form: Any, entry: Entry) -> None:
    """Note what else is wrong at fields that are right by themselves: all mistakes come at once.

    The work is filled in for the look alone and nothing of it is kept. A file that was not taken
    is mistake enough: that the work is missing then says nothing new.
    """
    if "file" in form and form.file.errors:
        return
    trial = db.session.begin_nested()
    with db.session.no_autoflush:
        form.save(entry)
        found = [problem for problem in problems_of(entry) if problem.blocking]
    trial.rollback()
    for problem in found:
        if problem.field in form and not form[problem.field].errors:
            form[problem.field].errors = [problem.message]
