"""A result at a higher level, as others gave it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event

LEVELS = ("zone", "region", "district", "country", "international")
"""Between municipalities, of the region, between regions, of the country, of several countries."""
OUTCOMES = ("sent", "participant", "prize", "winner")
"""Sent there and not heard of yet, then what came of it."""


class OnwardResult(Model):
    """That a work went on to a contest of a higher level, and what it won there.

    It is shown to others once somebody has confirmed it by its paper.
    """

    __tablename__ = "onward_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    level: Mapped[str] = mapped_column(String(20))
    """One of LEVELS."""
    title: Mapped[str] = mapped_column(String(300))
    """The contest's name there."""
    outcome: Mapped[str] = mapped_column(String(20))
    """One of OUTCOMES."""
    place: Mapped[int | None]
    held_on: Mapped[date | None]
    document: Mapped[str] = mapped_column(String(200), default="")
    """The paper that says so: «диплом № 12», «приказ от 03.04.2026 № 117»."""
    recorded_by: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(String(60), default="")
    confirmed_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship()
    entry: Mapped[Entry] = relationship()
