"""The demo site: an instance of its own, an invented district and contests in four states."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update

from eventkit.config import instance_folder
from eventkit.db import db
from eventkit.db.engine import default_url
from eventkit.desk.demo_appeals import play_appeals
from eventkit.desk.demo_clock import DemoClock
from eventkit.desk.demo_contest import (
    play_archived,
    play_judging,
    play_open,
    play_published,
)
from eventkit.desk.demo_district import Cast, create_district, give_roles, load_district
from eventkit.desk.demo_stage import play_stages
from eventkit.events.models import Event
from eventkit.hooks import DemoGround, EventPreset, active_plugins
from eventkit.journal.operations import SITE, record
from eventkit.mail.models import Letter
from eventkit.people.operations import set_password
from eventkit.people.passwords import hash_password
from eventkit.people.queries import account_by_email
from eventkit.web.clock import now, set_clock

FOLDER = "demo"
PUBLIC = "DEMO_PUBLIC"
PASSWORDS = "eventkit.demo_passwords"


def demo_folder(*, reset: bool = False) -> Path:
    """The demo's own instance folder; ``reset`` empties it first."""
    folder = instance_folder() / FOLDER
    if reset:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def demo_settings(folder: Path, port: int, *, is_public: bool = False) -> dict[str, Any]:
    """Settings of the demo's application: its own database and files, whatever stands around."""
    return {
        "DEMO": True,
        PUBLIC: is_public,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "TIMEZONE": load_district()["timezone"],
        "MAIL_URL": "console://",
        "STORAGE_URL": (folder / "files").as_uri(),
        "SQLALCHEMY_DATABASE_URI": default_url(folder),
    }


def fill() -> None:
    """Fill an empty site and commit; one that holds an event keeps what was typed there."""
    if not db.session.scalar(select(func.count()).select_from(Event)):
        clock = DemoClock(now())
        set_clock(clock)
        try:
            _fill(clock)
        finally:
            set_clock(None)
    if current_app.config.get(PUBLIC):
        _new_passwords()
    db.session.commit()


def _fill(clock: DemoClock) -> None:
    cast = create_district(clock.at)
    titles = load_district()["titles"]
    published = []
    for preset in _presets():
        play_archived(cast, preset, clock, preset.title)
        published.append(play_published(cast, preset, clock, titles["published"]))
        play_judging(cast, preset, clock, titles["judging"])
        play_open(cast, preset, clock, preset.title)
        clock.at = clock.start
    for preset in _stage_presets():
        play_stages(cast, preset, clock)
        clock.at = clock.start
    _play_own_events(cast, clock)
    give_roles(cast)
    for event in published:
        play_appeals(cast, event, clock)
    clock.at = clock.start
    _put_letters_away()


def _play_own_events(cast: Cast, clock: DemoClock) -> None:
    """Events that plugins play by verbs of their own."""
    ground = DemoGround(cast.organizations["O00"], cast.authors, clock.go)
    for contribution in active_plugins().contributions.values():
        if contribution.demo_event is not None:
            cast.events.append(contribution.demo_event(ground))
            clock.at = clock.start


def _presets() -> list[EventPreset]:
    """One preset of each format whose works are read once: nobody waits for a stage."""
    plugins = active_plugins()
    found: dict[str, EventPreset] = {}
    for preset in plugins.presets.values():
        if not preset.trials and plugins.formats[preset.format][1].has_jury:
            found.setdefault(preset.format, preset)
    return list(found.values())


def _stage_presets() -> list[EventPreset]:
    """One preset of each format in which pairs perform."""
    plugins = active_plugins()
    found: dict[str, EventPreset] = {}
    for preset in plugins.presets.values():
        if preset.trials and plugins.formats[preset.format][1].entrant == "pair":
            found.setdefault(preset.format, preset)
    return list(found.values())


def _put_letters_away() -> None:
    """Letters to invented people are never sent; one that failed shows how that looks."""
    db.session.execute(update(Letter).values(state="sent", sent_at=now(), error=None))
    failed = select(func.max(Letter.id)).where(Letter.kind == "jury_reminder").scalar_subquery()
    db.session.execute(
        update(Letter)
        .where(Letter.id == failed)
        .values(state="failed", sent_at=None, error="550 no such mailbox")
    )


def _new_passwords() -> None:
    """A new password for each account of the demo, kept in memory to be printed once."""
    made: dict[str, str] = {}
    for row in load_district()["accounts"]:
        account = account_by_email(row["email"])
        if account is not None:
            made[account.email] = secrets.token_urlsafe(9)
            set_password(account, hash_password(made[account.email]), actor="system")
    record(SITE, "demo.opened", "site", data={"accounts": len(made)})
    current_app.extensions[PASSWORDS] = made


def addresses() -> list[str]:
    """Lines to print: where the site is and how to sign in."""
    base = str(current_app.config["BASE_URL"])
    lines = [f"{base}/", f"{base}/calendar", f"{base}/verify"]
    if not current_app.config.get(PUBLIC):
        return [*lines, f"{base}/demo"]
    passwords: dict[str, str] = current_app.extensions.get(PASSWORDS, {})
    return [*lines, *(f"{email}  {password}" for email, password in passwords.items())]
