"""Selects of sign-up: the own application, its seats, the other one of the pair."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.lazy import dataclass
from eventkit.people.keys import sort_key
from eventkit.registration.checkin.models import CheckPoint
from eventkit.registration.checkin.queries import LIVE
from eventkit.registration.models import Registration
from eventkit.registration.queries import registration_by_id, registration_by_token
from eventkit.web.requests import row_id
from eventkit_training.models import TrainingBooking, TrainingSeat, TrainingSession
from eventkit_training.queries import training_by_slug

OWN = "my-"


@dataclass(frozen=True)
class Own:
    """An application and how somebody came to it."""

    registration: Registration
    key: str
    by_secret: bool


def find_own(slug: str, token: str) -> Own | None:
    """The application behind a secret, or behind ``my-<id>`` for whoever is signed in."""
    event = training_by_slug(slug)
    if event is None:
        return None
    number = row_id(token.removeprefix(OWN)) if token.startswith(OWN) else 0
    found = (
        registration_by_id(event.id, number) if number else registration_by_token(event.id, token)
    )
    return Own(found, token, by_secret=not number) if found else None


def seat_of(session: TrainingSession, registration: Registration) -> TrainingSeat | None:
    """The place or the turn that an application has in a session."""
    query = select(TrainingSeat).where(
        TrainingSeat.session_id == session.id, TrainingSeat.registration_id == registration.id
    )
    return db.session.scalars(query.options(joinedload(TrainingSeat.booking))).first()


def seats_of(registration: Registration) -> Sequence[TrainingSeat]:
    """All places and turns of an application, in the order in which sessions are locked."""
    query = select(TrainingSeat).where(TrainingSeat.registration_id == registration.id)
    return db.session.scalars(query.order_by(TrainingSeat.session_id)).all()


def clash_of(session: TrainingSession, registration: Registration) -> TrainingSession | None:
    """Another session at the same time that the application signed up to."""
    begins, ends = session.point.begins_at, session.point.ends_at
    query = (
        select(TrainingSession)
        .join(TrainingBooking, TrainingBooking.session_id == TrainingSession.id)
        .join(TrainingBooking.seats)
        .join(TrainingSession.point)
        .where(
            TrainingSeat.registration_id == registration.id,
            TrainingSession.id != session.id,
            CheckPoint.begins_at < ends,
            CheckPoint.ends_at > begins,
        )
    )
    return db.session.scalars(query).first()


def partner_of(registration: Registration) -> Registration | None:
    """The other one of the pair: both named each other in their applications."""
    wanted = _named(registration)
    if not wanted or registration.person is None:
        return None
    query = (
        select(Registration)
        .where(
            Registration.event_id == registration.event_id,
            Registration.id != registration.id,
            Registration.state.in_(LIVE),
        )
        .options(joinedload(Registration.person))
        .order_by(Registration.id)
    )
    own = sort_key(registration.person.full_name)
    for other in db.session.scalars(query):
        if other.person is None:
            continue
        if sort_key(other.person.full_name) == wanted and _named(other) == own:
            return other
    return None


def _named(registration: Registration) -> str:
    """Whom an application calls its pair, ready to be compared."""
    return sort_key(" ".join(str((registration.sent.get("part") or {}).get("partner", "")).split()))
