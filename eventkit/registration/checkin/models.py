"""Where people are checked in, who was there, who stands at the door."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event
from eventkit.people.models import Person


class CheckPoint(Model):
    """What somebody comes to: the event itself (``is_arrival``), or one session of it.

    Whoever was there has its ``hours``; the arrival has none.
    """

    __tablename__ = "checkin_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    is_arrival: Mapped[bool] = mapped_column(default=False, server_default=false())
    begins_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    hours: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default=text("'0'"))
    event: Mapped[Event] = relationship()


class Attendance(Model):
    """A person was at a point, or a mark was taken back (``is_there`` is False).

    ``at`` is the moment of the last word by the phone that said it: the later word counts.
    """

    __tablename__ = "checkin_attendance"
    __table_args__ = (UniqueConstraint("point_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("checkin_point.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    is_there: Mapped[bool] = mapped_column(default=True, server_default=true())
    at: Mapped[datetime]
    point: Mapped[CheckPoint] = relationship()
    person: Mapped[Person] = relationship()


class CheckinHelper(Model):
    """Whoever checks people in; comes by a secret link, of which the hash is kept."""

    __tablename__ = "checkin_helper"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """None after the link was taken back."""
    event: Mapped[Event] = relationship()
