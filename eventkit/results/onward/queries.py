"""Selects about results at a higher level."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.results.onward.models import OnwardResult


def onward_results(event: Event, *, confirmed: bool = False) -> Sequence[OnwardResult]:
    """Those of an event with works and people, the latest first; only confirmed ones if asked."""
    entry = joinedload(OnwardResult.entry)
    query = (
        select(OnwardResult)
        .where(OnwardResult.event_id == event.id)
        .order_by(OnwardResult.held_on.desc(), OnwardResult.id.desc())
        .options(
            entry.selectinload(Entry.authors).joinedload(EntryAuthor.person),
            entry.joinedload(Entry.group),
        )
    )
    if confirmed:
        query = query.where(OnwardResult.confirmed_at.is_not(None))
    return db.session.scalars(query).all()


def onward_result(event: Event, result_id: int) -> OnwardResult | None:
    """One of the event."""
    found = db.session.get(OnwardResult, result_id)
    return found if found is not None and found.event_id == event.id else None


def confirmed_of(person_id: int, event_id: int | None = None) -> Sequence[OnwardResult]:
    """A person's confirmed ones, of one event or of all: for portfolios."""
    query = (
        select(OnwardResult)
        .join(EntryAuthor, EntryAuthor.entry_id == OnwardResult.entry_id)
        .where(EntryAuthor.person_id == person_id, OnwardResult.confirmed_at.is_not(None))
        .order_by(OnwardResult.id)
        .options(joinedload(OnwardResult.entry).joinedload(Entry.group))
    )
    if event_id is not None:
        query = query.where(OnwardResult.event_id == event_id)
    return db.session.scalars(query).all()
