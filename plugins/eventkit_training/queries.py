"""Selects about sessions, places, and the questionnaire that asks how it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.questionnaires.titles import title_of
from eventkit.registration.checkin.models import CheckPoint
from eventkit.registration.checkin.queries import LIVE
from eventkit.registration.models import Registration
from eventkit.web.clock import now
from eventkit_training.models import (
    TrainingBooking,
    TrainingMaterial,
    TrainingSeat,
    TrainingSession,
    TrainingSetting,
)

FORMAT = "training"


@dataclass
class Places:
    """How full a session is. A booking counts as long as its applications stand."""

    session: TrainingSession
    taken: list[TrainingBooking] = field(default_factory=list)
    waiting: list[TrainingBooking] = field(default_factory=list)

    @property
    def used(self) -> int:
        """How many people have a place."""
        return sum(map(people_of, self.taken))

    @property
    def has_begun(self) -> bool:
        """Whether it is too late to sign up."""
        begins = self.session.point.begins_at
        return begins is not None and begins <= now()

    @property
    def free(self) -> int | None:
        """How many places are left; None without a limit."""
        return None if self.session.places is None else max(self.session.places - self.used, 0)

    def has_room_for(self, people: int) -> bool:
        """Whether so many may come together."""
        return self.free is None or self.free >= people

    def standing_of(self, registration_id: int) -> str:
        """taken, waiting, or empty."""
        for booking in (*self.taken, *self.waiting):
            if any(seat.registration_id == registration_id for seat in booking.seats):
                return booking.state
        return ""

    def turn_of(self, registration_id: int) -> int:
        """The place in the waiting list, from 1; 0 for whoever does not wait."""
        for number, booking in enumerate(self.waiting, start=1):
            if any(seat.registration_id == registration_id for seat in booking.seats):
                return number
        return 0


def live_seats(booking: TrainingBooking) -> list[TrainingSeat]:
    """The seats whose applications were not taken back or refused."""
    return [seat for seat in booking.seats if seat.registration.state in LIVE]


def people_of(booking: TrainingBooking) -> int:
    """How many places a booking needs."""
    return sum(seat.people for seat in live_seats(booking))


def training_by_slug(slug: str) -> Event | None:
    """The event of an address, when it is a training."""
    event = event_by_slug(slug)
    return event if event is not None and event.format == FORMAT else None


def sessions_of(event: Event) -> Sequence[TrainingSession]:
    """The programme by time, with points and materials; two queries for any number."""
    query = (
        select(TrainingSession)
        .join(TrainingSession.point)
        .where(TrainingSession.event_id == event.id)
        .options(
            joinedload(TrainingSession.point),
            selectinload(TrainingSession.materials).joinedload(TrainingMaterial.file),
        )
        .order_by(CheckPoint.begins_at, TrainingSession.id)
    )
    return db.session.scalars(query).all()


def times_of(session: TrainingSession) -> tuple[datetime, datetime]:
    """When a session begins and ends; its point always has both."""
    begins, ends = session.point.begins_at, session.point.ends_at
    assert begins is not None
    assert ends is not None
    return begins, ends


def first_day_of(event: Event) -> date | None:
    """The day of the first session, in the event's zone; None without a programme."""
    first = next(iter(sessions_of(event)), None)
    return times_of(first)[0].astimezone(ZoneInfo(event.timezone)).date() if first else None


def session_of(event: Event, session_id: int) -> TrainingSession | None:
    """A session of this event."""
    query = select(TrainingSession).where(
        TrainingSession.event_id == event.id, TrainingSession.id == session_id
    )
    return db.session.scalars(query.options(joinedload(TrainingSession.point))).first()


def places_of(sessions: Sequence[TrainingSession]) -> dict[int, Places]:
    """How full sessions are, by their ids; three queries for any number."""
    found = {one.id: Places(one) for one in sessions}
    query = (
        select(TrainingBooking)
        .where(TrainingBooking.session_id.in_(found))
        .options(
            selectinload(TrainingBooking.seats)
            .joinedload(TrainingSeat.registration)
            .joinedload(Registration.person)
        )
        .order_by(TrainingBooking.asked_at, TrainingBooking.id)
    )
    for booking in db.session.scalars(query):
        if live_seats(booking):
            places = found[booking.session_id]
            (places.taken if booking.state == "taken" else places.waiting).append(booking)
    return found


def feedback_of(event: Event) -> Wave | None:
    """The wave that asks how the training was."""
    row = db.session.get(TrainingSetting, event.id)
    return row.feedback if row else None


def waves_of(event: Event) -> Sequence[Wave]:
    """Waves of the event's questionnaires, in their order."""
    query = (
        select(Wave)
        .join(Wave.questionnaire)
        .where(Questionnaire.event_id == event.id)
        .options(joinedload(Wave.questionnaire))
        .order_by(Questionnaire.position, Questionnaire.id, Wave.position)
    )
    return db.session.scalars(query).all()


def titles_of(wave: Wave) -> tuple[str, str]:
    """What a wave's questionnaire is called, and the wave itself."""
    return title_of(wave.questionnaire), wave.title
