"""What a rehearsal asks the database."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit_quest.models import QuestTeam


def routes_of(event: Event) -> list[tuple[str, ...]]:
    """The orders of stations that teams of the event were given, each once."""
    query = (
        select(QuestTeam.route)
        .join(Entry, Entry.id == QuestTeam.entry_id)
        .where(Entry.event_id == event.id, Entry.is_admitted)
        .order_by(QuestTeam.entry_id)
    )
    return list(dict.fromkeys(tuple(route) for route in db.session.scalars(query) if route))
