"""Holding rows while a state is checked and changed: an application's first, then the event's."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.registration.models import Registration


def hold(registration: Registration) -> None:
    """Lock the row until the transaction ends and read it anew.

    The lock names no joined table: PostgreSQL refuses to lock the far side of an outer join.
    """
    db.session.execute(
        select(Registration.id).where(Registration.id == registration.id).with_for_update()
    )
    db.session.refresh(registration)


def hold_event(event_id: int) -> None:
    """Lock the event's row: its numbers and its pairs are given out one after the other."""
    db.session.execute(select(Event.id).where(Event.id == event_id).with_for_update())
