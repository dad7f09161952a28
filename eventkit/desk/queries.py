"""Selects that put several rooms side by side, each constant in number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.documents.models import Award
from eventkit.events.models import Event, Nomination, Stage
from eventkit.lazy import dataclass
from eventkit.registration.models import Registration
from eventkit.registration.queries import PublicAuthor, public_authors
from eventkit.results.models import Calculation, Standing

RECENT = 3
WINNERS_SHOWN = 4


@dataclass(frozen=True)
class Sent:
    """How many applications an event has got, drafts apart, and from how many organizations."""

    applications: int = 0
    organizations: int = 0


@dataclass(frozen=True)
class Winner:
    """A row of the recent results, as everybody may see it."""

    author: PublicAuthor
    nomination: str
    place_shown: str


@dataclass(frozen=True)
class RecentResults:
    """The winners of one event; ``others`` are those not shown."""

    event: Event
    winners: Sequence[Winner]
    others: int


@dataclass(frozen=True)
class YearInNumbers:
    """What a school year came to."""

    events: int
    participants: int
    organizations: int
    awards: int


def sent_counts(event_ids: Collection[int]) -> dict[int, Sent]:
    """Applications of each event in one query; those that were withdrawn are not there any more."""
    query = (
        select(
            Registration.event_id,
            func.count(),
            func.count(Registration.organization_id.distinct()),
        )
        .where(
            Registration.event_id.in_(event_ids),
            Registration.number.is_not(None),
            Registration.state != "withdrawn",
        )
        .group_by(Registration.event_id)
    )
    return {event: Sent(n, schools) for event, n, schools in db.session.execute(query)}


def nomination_counts(event_ids: Collection[int]) -> dict[int, int]:
    """How many nominations each event has."""
    query = (
        select(Nomination.event_id, func.count())
        .where(Nomination.event_id.in_(event_ids))
        .group_by(Nomination.event_id)
    )
    return dict(db.session.execute(query).all())


def published_event_ids(event_ids: Collection[int]) -> set[int]:
    """Those of the events whose results everybody may see."""
    query = select(Calculation.event_id).where(
        Calculation.event_id.in_(event_ids), Calculation.state == "published"
    )
    return set(db.session.scalars(query))


def dated_events(begin: datetime, end: datetime) -> Sequence[Event]:
    """All events that visitors may see, archived ones too, with a stage between two instants."""
    inside = exists().where(
        Stage.event_id == Event.id,
        Stage.opens_at < end,
        func.coalesce(Stage.closes_at, Stage.opens_at) >= begin,
    )
    query = (
        select(Event)
        .where(Event.published_at.is_not(None), inside)
        .order_by(Event.reference_date, Event.id)
        .options(selectinload(Event.stages))
    )
    return db.session.scalars(query).all()


def recent_results() -> list[RecentResults]:
    """The winners of the latest published events; names only of those who agreed."""
    query = (
        select(Calculation)
        .join(Event)
        .where(Calculation.state == "published", Event.published_at.is_not(None))
        .order_by(Calculation.published_at.desc(), Calculation.id.desc())
        .limit(RECENT)
        .options(joinedload(Calculation.event))
    )
    calculations = db.session.scalars(query).all()
    counts = _prize_counts([one.id for one in calculations])
    found = []
    for one in calculations:
        shown = _winners(one.id)
        authors = public_authors(one.event_id, [row.entry_id for row in shown]) if shown else {}
        winners = [Winner(authors[r.entry_id], r.nomination.title, r.place_shown) for r in shown]
        found.append(RecentResults(one.event, winners, counts.get(one.id, 0) - len(shown)))
    return found


def _prize_counts(calculation_ids: Collection[int]) -> Mapping[int, int]:
    """How many have a degree, by calculation."""
    query = (
        select(Standing.calculation_id, func.count())
        .where(Standing.calculation_id.in_(calculation_ids), Standing.degree.is_not(None))
        .group_by(Standing.calculation_id)
    )
    return dict(db.session.execute(query).all())


def _winners(calculation_id: int) -> Sequence[Standing]:
    """The first of those with a degree: no more rows than are shown."""
    query = (
        select(Standing)
        .where(Standing.calculation_id == calculation_id, Standing.degree.is_not(None))
        .order_by(Standing.degree, Standing.position)
        .limit(WINNERS_SHOWN)
        .options(joinedload(Standing.nomination))
    )
    return db.session.scalars(query).all()


def year_in_numbers(event_ids: Collection[int]) -> YearInNumbers | None:
    """What these events came to; None when nothing was published."""
    if not event_ids:
        return None
    admitted = (Registration.event_id.in_(event_ids), Registration.state == "admitted")

    def different(column: Any) -> Any:
        # Each in a select of its own, for which an index has the values in order.
        return select(func.count(column.distinct())).where(*admitted).scalar_subquery()

    people, schools = db.session.execute(
        select(different(Registration.person_id), different(Registration.organization_id))
    ).one()
    awards = db.session.scalar(
        select(func.count()).where(Award.event_id.in_(event_ids), Award.state == "issued")
    )
    return YearInNumbers(len(event_ids), people, schools, awards or 0)
