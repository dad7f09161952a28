"""A place in the order of a trial."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Trial


class Performance(Model):
    """An entry in a trial: its number in the order, and when and where it is on."""

    __tablename__ = "performance"
    __table_args__ = (UniqueConstraint("trial_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    position: Mapped[int]
    """1, 2, … in the trial."""
    starts_at: Mapped[datetime | None]
    """None until there is a timetable."""
    minutes: Mapped[int | None]
    room: Mapped[str] = mapped_column(String(100), default="", server_default=text("''"))
    together: Mapped[bool] = mapped_column(default=False, server_default=false())
    """All performances of the trial are on at once."""
    trial: Mapped[Trial] = relationship()
    entry: Mapped[Entry] = relationship()
