"""The entrant's pages: materials of a trial, own performances as a calendar."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.db import restart_as_writer
from eventkit.entries.materials.operations import hand_in, take_back
from eventkit.entries.materials.queries import material_of, wish_of
from eventkit.entries.materials.rules import MOST_FILES
from eventkit.entries.models import EntryFile
from eventkit.entries.performances.queries import performances_of_entry
from eventkit.entries.reading import Prepared, prepare
from eventkit.events.models import Trial
from eventkit.files.answers import attachment
from eventkit.files.kinds import TXT
from eventkit.files.operations import MEGABYTE, put_made, receive
from eventkit.files.problems import FileError
from eventkit.journal.operations import actor_of
from eventkit.registration.doors import find_own_part
from eventkit.registration.holding import hold
from eventkit.registration.materials.forms import MaterialForm
from eventkit.registration.materials.page import Handed, handed
from eventkit.registration.pages import ornament_of, own_url
from eventkit.registration.rules import Door, may_open
from eventkit.registration.trace_search import ask_search
from eventkit.registration.unsaved import unsaved_page
from eventkit.registration.views import SENDS, bp
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit, slow_first
from eventkit.web.security import limiter
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer

HERE = "/events/<slug>/register/<token>/materials/<int:trial_id>"


@bp.get(HERE)
@access(may_open, find_own_part)
def materials(door: Door, trial_id: int) -> Any:
    """What the trial wants, what is there, and the form while it is taken."""
    mine = _handed(door, trial_id)
    form = MaterialForm()
    form.want(mine.wish)
    form.load(mine.material)
    return _page(door, mine, form)


@bp.post(HERE)
@slow_first
@access(may_open, find_own_part)
@limiter.limit(SENDS)
def save_materials(door: Door, trial_id: int) -> Any:
    """Keep what came; right files are kept even when a link beside them is wrong."""
    mine = _handed(door, trial_id)
    form = MaterialForm()
    form.want(mine.wish)
    valid = form.validate_on_submit()
    text, videos = form.typed(mine.material)
    files, refusals = _received(form, len(mine.shown_files))
    as_before = mine.material is not None and mine.material.text == text
    made = _text_file(text) if valid and text and not as_before else None
    restart_as_writer()
    hold(door.registration)
    mine = _handed(door, trial_id)
    entry = door.registration.entry
    if not mine.is_open or entry is None:
        return unsaved_page(door, form, _("Срок прошёл, материалы больше не принимают."))
    if not valid:
        stands = mine.material
        text, videos = (stands.text, stands.videos) if stands else ("", [])
    if valid or files:
        actor = actor_of(current_viewer())
        sent: dict[str, Any] = {"text": text, "videos": videos, "text_file": made, "files": files}
        hand_in(entry, mine.trial, **sent, actor=actor)
        ask_search(entry)
    commit()
    if refusals:
        form.files.errors = [*form.files.errors, *refusals]
    if not valid or refusals:
        return _page(door, _handed(door, trial_id), form), 422
    flash(_("Материалы сохранены."), "ok")
    return redirect(url_for("registration.materials", **_address(door, trial_id)))


@bp.post(f"{HERE}/files/<int:file_id>/remove")
@access(may_open, find_own_part)
@limiter.limit(SENDS)
def remove_material(door: Door, trial_id: int, file_id: int) -> Any:
    """Take one file back while materials are taken."""
    hold(door.registration)
    mine = _handed(door, trial_id)
    found: EntryFile | None = next((f for f in mine.shown_files if f.id == file_id), None)
    if found is None:
        abort(404)
    if not mine.is_open:
        flash(_("Срок прошёл, материалы больше не принимают."), "bad")
        return redirect(own_url(door))
    take_back(found, actor=actor_of(current_viewer()))
    commit()
    flash(_("Файл убран."), "ok")
    return redirect(url_for("registration.materials", **_address(door, trial_id)))


@bp.get("/events/<slug>/register/<token>/performances.ics")
@access(may_open, find_own_part)
def performances_file(door: Door) -> Response:
    """The own performances as a calendar file."""
    from icalendar import Calendar, Event

    registration = door.registration
    event, entry = registration.event, registration.entry
    rows = performances_of_entry(entry.id) if entry and entry.is_admitted else []
    timed = [row for row in rows if row.starts_at is not None]
    if not timed:
        abort(404)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//eventkit//performances//")
    for row in timed:
        at = row.starts_at.astimezone(ZoneInfo(event.timezone)) if row.starts_at else now()
        item = Event()
        item.add("uid", f"performance-{row.id}-{event.slug}@eventkit")
        item.add("dtstamp", now())
        item.add("dtstart", at)
        item.add("dtend", at + timedelta(minutes=row.minutes or 0))
        item.add("summary", f"{event.title}: {row.trial.title}")
        if row.room:
            item.add("location", row.room)
        item.add("url", full_url(url_for("desk.event", slug=event.slug)))
        calendar.add_component(item)
    calendar.add_missing_timezones()
    response = Response(calendar.to_ical(), mimetype="text/calendar")
    response.headers["Content-Disposition"] = attachment(f"{event.slug}.ics")
    return response


def _handed(door: Door, trial_id: int) -> Handed:
    entry, event = door.registration.entry, door.registration.event
    trial: Trial | None = next((each for each in event.trials if each.id == trial_id), None)
    wish = wish_of(trial_id) if trial else None
    if entry is None or not entry.is_admitted or trial is None or wish is None:
        abort(404)
    if not wish.wants_something:
        abort(404)
    return handed(entry, trial, wish, material_of(entry.id, trial_id))


def _address(door: Door, trial_id: int) -> dict[str, Any]:
    return {"slug": door.registration.event.slug, "token": door.key, "trial_id": trial_id}


def _page(door: Door, mine: Handed, form: MaterialForm) -> str:
    event = door.registration.event
    return render_template(
        "registration/materials.html",
        event=event,
        ornament=ornament_of(event),
        key=door.key,
        own=own_url(door),
        mine=mine,
        form=form,
    )


def _received(form: MaterialForm, present: int) -> tuple[list[Prepared], list[str]]:
    """Store and read uploaded files; the second value says which were not taken and why."""
    uploads = [one for one in form.files.data or [] if one] if "files" in form else []
    uploads = [one for one in uploads if getattr(one, "filename", "")]
    if present + len(uploads) > MOST_FILES:
        return [], [_("Файлов не больше %(most)d. Уберите лишние.", most=MOST_FILES)]
    limit = int(current_app.config["MAX_FILE_MB"]) * MEGABYTE
    taken, refusals = [], []
    for upload in uploads:
        try:
            taken.append(prepare(receive(upload.stream, upload.filename, limit)))
        except FileError as problem:
            refusals.append(f"{upload.filename}: {problem}")
    return taken, refusals


def _text_file(text: str) -> Prepared:
    """The typed text as a file, so that jurors read it as safely as any other."""
    with tempfile.TemporaryDirectory(prefix="eventkit-") as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        return prepare(put_made(path, _("Текст") + ".txt", TXT.media_type))
