"""Selects of the authoring pages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit_quest.models import QuestHappening, QuestStation, QuestTeam


def has_begun(event: Event) -> bool:
    """Whether anything of the game has happened."""
    query = select(QuestHappening.id).where(QuestHappening.event_id == event.id).limit(1)
    return db.session.scalar(query) is not None


def station_of(event: Event, station_id: int) -> QuestStation | None:
    """A station of this event."""
    station = db.session.get(QuestStation, station_id)
    return station if station is not None and station.event_id == event.id else None


def team_rows(event: Event) -> Sequence[QuestTeam]:
    """The quest's own rows of the teams, in the order of their entries."""
    query = select(QuestTeam).join(Entry, Entry.id == QuestTeam.entry_id)
    return db.session.scalars(query.where(Entry.event_id == event.id).order_by(Entry.id)).all()
