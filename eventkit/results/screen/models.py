"""What the screen of a hall shows of an event."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event

TABLES = ("off", "after_trial", "live")
"""No table; after each trial that is judged to its end; with each sheet that comes in."""


class HallScreen(Model):
    """The secret address of the screen and what it may show; none before it was set up."""

    __tablename__ = "hall_screen"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(43), unique=True)
    """Part of the address: kept as it is, because the page shows it again and again."""
    table_mode: Mapped[str] = mapped_column(String(12), default="off")
    """One of TABLES."""
    frozen_at: Mapped[datetime | None]
    """From then on the table stays as it was; may lie ahead."""
    event: Mapped[Event] = relationship()
