"""Tables of the training: sessions with materials, places taken and waited for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event
from eventkit.files.models import StoredFile
from eventkit.questionnaires.models import Wave
from eventkit.registration.checkin.models import CheckPoint
from eventkit.registration.models import Registration


class TrainingSession(Model):
    """A session of the programme; title, times and hours stand at its check-in point.

    ``sign_up`` False: it is for all. ``places`` None: as many as want to come.
    """

    __tablename__ = "training_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[int] = mapped_column(
        ForeignKey("checkin_point.id", ondelete="CASCADE"), unique=True
    )
    exercises: Mapped[str] = mapped_column(Text, default="", server_default=sql("''"))
    """What is done there, a line for each exercise."""
    speakers: Mapped[str] = mapped_column(String(400), default="", server_default=sql("''"))
    room: Mapped[str] = mapped_column(String(120), default="", server_default=sql("''"))
    sign_up: Mapped[bool] = mapped_column(default=False)
    places: Mapped[int | None]
    event: Mapped[Event] = relationship()
    point: Mapped[CheckPoint] = relationship()
    materials: Mapped[list[TrainingMaterial]] = relationship(
        back_populates="session", order_by="TrainingMaterial.id", cascade="all, delete-orphan"
    )

    @property
    def title(self) -> str:
        """As the programme calls it."""
        return self.point.title


class TrainingMaterial(Model):
    """What goes with a session: a file, or a link elsewhere."""

    __tablename__ = "training_material"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(1000), default="", server_default=sql("''"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    session: Mapped[TrainingSession] = relationship(back_populates="materials")
    file: Mapped[StoredFile | None] = relationship()


class TrainingBooking(Model):
    """Who signed up to a session together: one, or both of a pair; ``taken`` or ``waiting``."""

    __tablename__ = "training_booking"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    session: Mapped[TrainingSession] = relationship()
    seats: Mapped[list[TrainingSeat]] = relationship(
        back_populates="booking", order_by="TrainingSeat.id", cascade="all, delete-orphan"
    )


class TrainingSeat(Model):
    """An application's part of a booking; ``people`` is how many places it needs."""

    __tablename__ = "training_seat"
    __table_args__ = (UniqueConstraint("session_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(
        ForeignKey("training_booking.id", ondelete="CASCADE"), index=True
    )
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    people: Mapped[int] = mapped_column(default=1, server_default=sql("1"))
    booking: Mapped[TrainingBooking] = relationship(back_populates="seats")
    session: Mapped[TrainingSession] = relationship()
    registration: Mapped[Registration] = relationship()


class TrainingSetting(Model):
    """What an event of this format is set to: which wave of a questionnaire asks how it was."""

    __tablename__ = "training_setting"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    feedback_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire_wave.id", ondelete="SET NULL")
    )
    feedback: Mapped[Wave | None] = relationship()
