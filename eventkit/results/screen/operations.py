"""The verbs of the hall's screen."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold, record
from eventkit.people.passwords import new_token
from eventkit.results.screen.models import TABLES, HallScreen


def open_screen(event: Event, *, actor: str = "system") -> HallScreen:
    """Give the screen an address; a new one lets the former go blind."""
    screen = _held(event)
    if screen is None:
        screen = HallScreen(event_id=event.id, key=new_token(), table_mode="off")
        db.session.add(screen)
    else:
        screen.key = new_token()
    record(event_chain(event.id), "screen.opened", f"event:{event.id}", actor=actor)
    return screen


def show_table(event: Event, table: str, *, actor: str = "system") -> None:
    """Choose whether the screen shows the table; one of TABLES. Raises RefusalError."""
    if table not in TABLES:
        raise RefusalError(_("Выберите, что показывать."), "table")
    screen = _required(event)
    if screen.table_mode == table:
        return
    data = {"table": table, "before": screen.table_mode}
    screen.table_mode = table
    record(event_chain(event.id), "screen.table", f"event:{event.id}", actor=actor, data=data)


def freeze(event: Event, at: datetime, *, actor: str = "system") -> None:
    """Let the table stay as it is at an instant, now or ahead."""
    screen = _required(event)
    screen.frozen_at = at
    data = {"at": at.isoformat(timespec="seconds")}
    record(event_chain(event.id), "screen.frozen", f"event:{event.id}", actor=actor, data=data)


def unfreeze(event: Event, *, actor: str = "system") -> None:
    """Let the table go on."""
    screen = _required(event)
    if screen.frozen_at is None:
        return
    screen.frozen_at = None
    record(event_chain(event.id), "screen.unfrozen", f"event:{event.id}", actor=actor)


def _held(event: Event) -> HallScreen | None:
    hold(event_chain(event.id))
    return db.session.get(HallScreen, event.id, populate_existing=True)


def _required(event: Event) -> HallScreen:
    screen = _held(event)
    if screen is None:
        raise RefusalError(_("Сначала откройте экран: у него ещё нет адреса."))
    return screen
