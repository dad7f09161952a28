"""Tables of a running game: its state, windows of teams, hosts of stations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit_quest.models import QuestStation

BOARDS = ("table", "map", "off")
"""The hall sees the map and the table; the map alone; nothing yet."""


class QuestRun(Model):
    """How the game of an event stands; no row before anybody has touched it."""

    __tablename__ = "quest_run"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    started_at: Mapped[datetime | None]
    """When all were started together, or windows were given; None while each starts alone."""
    paused_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    board: Mapped[str] = mapped_column(String(10), default=BOARDS[0])
    """One of BOARDS."""
    frozen_at: Mapped[datetime | None]
    """The hall sees what had come by then."""
    event: Mapped[Event] = relationship()


class QuestWindow(Model):
    """When a team may start and until when its game is open; None is no limit."""

    __tablename__ = "quest_window"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    entry: Mapped[Entry] = relationship()


class QuestHost(Model):
    """Whoever stands at a station; comes by a secret link, of which the hash is kept."""

    __tablename__ = "quest_host"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("quest_station.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """None after the link was taken back."""
    event: Mapped[Event] = relationship()
    station: Mapped[QuestStation] = relationship()
