"""How the times of a trial are laid out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event, Trial


class TrialTimes(Model):
    """When a trial begins, how long each performance takes, when there is a break."""

    __tablename__ = "trial_times"

    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), primary_key=True)
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    """From one start to the next: the performance and what comes between."""
    break_after: Mapped[int | None]
    """After so many performances there is a break; None: no breaks."""
    break_minutes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    break_at: Mapped[datetime | None]
    """A break at an hour, beside those after so many performances."""
    break_at_minutes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    together: Mapped[bool] = mapped_column(default=False, server_default=false())
    """All are on at the same time, as at a round table."""
    room: Mapped[str] = mapped_column(String(100), default="", server_default=text("''"))
    """Where it is; panels of a jury have rooms of their own."""
    trial: Mapped[Trial] = relationship()


class Timetable(Model):
    """Whether visitors see the times of an event."""

    __tablename__ = "timetable"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    shown_at: Mapped[datetime | None]
    """Since when; None: only the staff and those who perform."""
    event: Mapped[Event] = relationship()
