"""Selects about check-in: points, who takes part, who was there, hours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.lazy import dataclass
from eventkit.people.models import GroupMember, Organization, Person
from eventkit.people.passwords import token_hash
from eventkit.registration.checkin.models import Attendance, CheckinHelper, CheckPoint
from eventkit.registration.models import Registration

LIVE = ("submitted", "admitted")
"""Applications whose people take part."""


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part, as lists and badges name them."""

    person_id: int
    last_name: str
    first_name: str
    patronymic: str
    position: str
    school: str
    sort_key: str
    gender: str

    @property
    def name(self) -> str:
        """«Звонкова Алина Руслановна»."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))


def participants_of(event: Event) -> list[Participant]:
    """Who takes part, in Russian order: applicants, and the present members of groups."""
    member = and_(GroupMember.group_id == Registration.group_id, GroupMember.left_at.is_(None))
    applicant = (Person.id == Registration.person_id) & Registration.group_id.is_(None)
    query = (
        select(
            Person.id,
            Person.last_name,
            Person.first_name,
            Person.patronymic,
            Person.position,
            Organization.short_name,
            Person.sort_key,
            Person.gender,
        )
        .select_from(Registration)
        .outerjoin(GroupMember, member)
        .join(Person, (Person.id == GroupMember.person_id) | applicant)
        .outerjoin(Organization, Organization.id == Person.organization_id)
        .where(Registration.event_id == event.id, Registration.state.in_(LIVE))
        .distinct()
    )
    rows = [
        Participant(one, last, first, patronymic, position, school or "", key, gender)
        for one, last, first, patronymic, position, school, key, gender in db.session.execute(query)
    ]
    return sorted(rows, key=lambda one: (one.sort_key, one.person_id))


def points_of(event: Event) -> Sequence[CheckPoint]:
    """Where people are checked in: the arrival first, then sessions by their time."""
    rows = db.session.scalars(select(CheckPoint).where(CheckPoint.event_id == event.id))
    return sorted(rows, key=lambda one: (not one.is_arrival, _when(one), one.id))


def _when(point: CheckPoint) -> float:
    return point.begins_at.timestamp() if point.begins_at else 0.0


def point_of(event: Event, point_id: int) -> CheckPoint | None:
    """A point of this event."""
    query = select(CheckPoint).where(CheckPoint.event_id == event.id, CheckPoint.id == point_id)
    return db.session.scalars(query).first()


def arrival_of(event: Event) -> CheckPoint | None:
    """The arrival, once somebody has been marked there."""
    query = select(CheckPoint).where(CheckPoint.event_id == event.id, CheckPoint.is_arrival)
    return db.session.scalars(query).first()


def present_by_point(event: Event) -> dict[int, set[int]]:
    """Ids of those who were there, by the id of the point; one query for any number."""
    query = (
        select(Attendance.point_id, Attendance.person_id)
        .join(Attendance.point)
        .where(CheckPoint.event_id == event.id, Attendance.is_there)
    )
    found: dict[int, set[int]] = {}
    for point_id, person_id in db.session.execute(query):
        found.setdefault(point_id, set()).add(person_id)
    return found


def hours_of(event: Event) -> dict[int, Decimal]:
    """The hours of all who were at a point of the event, by their ids; none at zero."""
    query = (
        select(Attendance.person_id, CheckPoint.hours)
        .join(Attendance.point)
        .where(CheckPoint.event_id == event.id, Attendance.is_there)
    )
    found: dict[int, Decimal] = {}
    for person_id, hours in db.session.execute(query):
        found[person_id] = found.get(person_id, Decimal(0)) + hours
    return {person_id: hours for person_id, hours in found.items() if hours}


def has_hours(event: Event) -> bool:
    """Whether some point of the event counts hours."""
    query = select(CheckPoint.hours).where(CheckPoint.event_id == event.id)
    return any(db.session.scalars(query))


def visits_of(person_id: int, event_id: int | None = None) -> Sequence[Attendance]:
    """Where a person was, of one event or of all, by time."""
    query = (
        select(Attendance)
        .join(Attendance.point)
        .where(Attendance.person_id == person_id, Attendance.is_there)
        .options(joinedload(Attendance.point).joinedload(CheckPoint.event))
        .order_by(CheckPoint.event_id, Attendance.at)
    )
    if event_id is not None:
        query = query.where(CheckPoint.event_id == event_id)
    return db.session.scalars(query).all()


def helpers_of(event: Event) -> Sequence[CheckinHelper]:
    """Who was asked to help, by name."""
    query = select(CheckinHelper).where(CheckinHelper.event_id == event.id)
    return db.session.scalars(query.order_by(CheckinHelper.name, CheckinHelper.id)).all()


def helper_by_token(slug: str, token: str) -> CheckinHelper | None:
    """Whose link this is, while it is good."""
    query = select(CheckinHelper).where(CheckinHelper.token_hash == token_hash(token))
    found = db.session.scalars(query).first()
    return found if found is not None and found.event.slug == slug else None


def helper_of_event(slug: str, helper_id: int) -> CheckinHelper | None:
    """A helper of this event."""
    event = event_by_slug(slug)
    found = db.session.get(CheckinHelper, helper_id)
    return found if event and found is not None and found.event_id == event.id else None
