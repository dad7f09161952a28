"""The schedule of an event's reminders, and each reminder that was written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event


class ReminderPlan(Model):
    """When jurors who owe sheets are reminded without anybody's click."""

    __tablename__ = "reminder_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    is_on: Mapped[bool] = mapped_column(default=True, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """before (so many days before the jury's last day) or every (each so many days)."""
    days: Mapped[str] = mapped_column(String(60))
    """Days before the last day, «3,1», or the one number of days between two reminders."""
    at: Mapped[str] = mapped_column(String(5))
    """The time of day in the event's zone, «09:00»."""
    settled_at: Mapped[datetime]
    """Moments up to this one are dealt with: written, or passed before the schedule was set."""
    event: Mapped[Event] = relationship()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The days as whole numbers."""
        return tuple(int(part) for part in self.days.split(",") if part)


class Reminder(Model):
    """A reminder that was put into the outbox for a juror; ``slot`` is its time in the schedule."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("juror_id", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"))
    slot: Mapped[datetime | None]
    """None for a reminder that somebody sent by hand."""
    at: Mapped[datetime]
