"""What waits for one person, in every role; the same number of queries whatever waits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from eventkit.db import db
from eventkit.desk.facts import facts_of, opens_later
from eventkit.desk.numbers import Numbers, numbers_of
from eventkit.desk.steps import NextStep, next_step
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.queries import seats_of
from eventkit.lazy import dataclass
from eventkit.mail.models import Letter
from eventkit.registration.models import Registration
from eventkit.registration.queries import registrations_of
from eventkit.scoring.conflicts.queries import waiting_for
from eventkit.scoring.models import Sheet
from eventkit.scoring.rules import judging_is_open
from eventkit.web.viewer import Viewer

STAFF = frozenset({"organizer", "chair", "secretary", "observer"})


@dataclass(frozen=True)
class Managed:
    """An event of the viewer with its counts and next step."""

    event: Event
    numbers: Numbers
    step: NextStep
    roles: frozenset[str]


@dataclass(frozen=True)
class Seat:
    """A jury in which the viewer sits; ``left`` counts sheets that are not sent."""

    juror: Juror
    assigned: int
    left: int
    is_open: bool

    @property
    def waits(self) -> bool:
        """Whether there is something to mark now."""
        return bool(self.left) and self.is_open


@dataclass(frozen=True)
class Desk:
    """Everything that waits."""

    managed: Sequence[Managed]
    seats: Sequence[Seat]
    registrations: Sequence[Registration]
    ties: Sequence[Managed]
    """Events in which the viewer presides and a tie is open."""
    failed_letters: int
    recusals: Sequence[tuple[Managed, int]] = ()
    """Events in which recusals wait for the viewer's decision, and how many."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show."""
        return not (self.managed or self.seats or self.registrations or self.failed_letters)


def desk_of(viewer: Viewer, at: datetime) -> Desk:
    """Gather the desk of an account."""
    rows = managed(viewer, at, archived=False)
    asked = waiting_for(viewer, [row.event.id for row in rows])
    return Desk(
        managed=rows,
        seats=_seats(viewer),
        registrations=registrations_of(viewer.account_id, viewer.person_id),
        ties=[row for row in rows if row.numbers.ties and "chair" in row.roles],
        failed_letters=_failed_letters() if viewer.is_administrator else 0,
        recusals=[(row, asked[row.event.id]) for row in rows if asked[row.event.id]],
    )


def managed(viewer: Viewer, at: datetime, *, archived: bool = True) -> list[Managed]:
    """Events on which the viewer works, those under way first; an administrator sees all."""
    query = select(Event).options(selectinload(Event.stages))
    if not viewer.is_administrator:
        own = [event for event, names in viewer.roles.items() if names & STAFF]
        query = query.where(Event.id.in_(own))
    if not archived:
        query = query.where(Event.archived_at.is_(None))
    query = query.order_by(
        Event.archived_at.is_not(None), Event.reference_date.desc(), Event.id.desc()
    )
    events = sorted(
        db.session.scalars(query),
        key=lambda event: (event.archived_at is not None, opens_later(event, at)),
    )
    numbers = numbers_of(events, at)
    return [
        Managed(
            event,
            numbers[event.id],
            next_step(facts_of(event, numbers[event.id], at)),
            viewer.roles.get(event.id, frozenset()),
        )
        for event in events
    ]


def _seats(viewer: Viewer) -> list[Seat]:
    if viewer.person_id is None:
        return []
    seats = seats_of(viewer.person_id)
    work = _work([seat.id for seat in seats])
    # Stages in one query, not one for each jury.
    ids = [seat.event_id for seat in seats]
    stages = select(Event).where(Event.id.in_(ids)).options(selectinload(Event.stages))
    db.session.scalars(stages).all()
    return [
        Seat(seat, *work.get(seat.id, (0, 0)), is_open=judging_is_open(seat.event))
        for seat in seats
    ]


def _work(juror_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Sheets assigned and left of each juror."""
    sent = func.sum(case((Sheet.state == "submitted", 1), else_=0))
    query = (
        select(Assignment.juror_id, func.count(Assignment.id), sent)
        .join(Entry, Assignment.entry_id == Entry.id)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(Assignment.juror_id.in_(juror_ids), Assignment.state == "active", Entry.is_admitted)
        .group_by(Assignment.juror_id)
    )
    return {j: (all_, all_ - (done or 0)) for j, all_, done in db.session.execute(query)}


def _failed_letters() -> int:
    query = select(func.count()).where(Letter.state == "failed")
    return db.session.scalar(query) or 0
