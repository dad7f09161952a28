"""Selects about portfolios."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import EntryAuthor
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.people.models import Person
from eventkit.portfolio.models import PortfolioItem, PortfolioShare
from eventkit.registration.checkin.models import Attendance, CheckPoint
from eventkit.results.models import Calculation, Standing


def items_of(person_id: int, *, with_hidden: bool = False) -> Sequence[PortfolioItem]:
    """A person's lines, the newest first; hidden ones only for the owner. One query."""
    query = (
        select(PortfolioItem)
        .where(PortfolioItem.person_id == person_id, PortfolioItem.is_current)
        .order_by(PortfolioItem.on.desc(), PortfolioItem.id.desc())
        .options(joinedload(PortfolioItem.event))
    )
    if not with_hidden:
        query = query.where(PortfolioItem.is_hidden.is_(False))
    return db.session.scalars(query).all()


def item_of(person_id: int, item_id: int) -> PortfolioItem | None:
    """One of the person's own lines."""
    query = select(PortfolioItem).where(
        PortfolioItem.id == item_id, PortfolioItem.person_id == person_id
    )
    return db.session.scalars(query).first()


def share_of(person_id: int) -> PortfolioShare | None:
    """The link in force."""
    query = (
        select(PortfolioShare)
        .where(PortfolioShare.person_id == person_id, PortfolioShare.revoked_at.is_(None))
        .order_by(PortfolioShare.id.desc())
    )
    return db.session.scalars(query).first()


def share_by_token(token: str) -> PortfolioShare | None:
    """The link with its person; None when it is unknown, revoked, or the person was erased."""
    query = (
        select(PortfolioShare)
        .join(Person)
        .where(
            PortfolioShare.token == token,
            PortfolioShare.revoked_at.is_(None),
            Person.erased_at.is_(None),
        )
        .options(joinedload(PortfolioShare.person).joinedload(Person.organization))
    )
    return db.session.scalars(query).first()


def person_with_school(person_id: int | None) -> Person | None:
    """A person as the title page shows them."""
    query = select(Person).where(Person.id == person_id).options(joinedload(Person.organization))
    return db.session.scalars(query).first()


def people_of(event: Event) -> list[Person]:
    """Whose portfolio an event may touch: authors with a result, jurors, whoever was checked in,
    and who had a line."""
    authors = (
        select(EntryAuthor.person_id)
        .join(Standing, Standing.entry_id == EntryAuthor.entry_id)
        .join(Calculation)
        .where(Calculation.event_id == event.id, Calculation.state == "published")
    )
    jurors = select(Juror.person_id).where(Juror.event_id == event.id)
    visitors = (
        select(Attendance.person_id)
        .join(Attendance.point)
        .where(CheckPoint.event_id == event.id, Attendance.is_there)
    )
    earlier = select(PortfolioItem.person_id).where(PortfolioItem.event_id == event.id)
    query = select(Person).where(
        Person.erased_at.is_(None),
        Person.id.in_(authors)
        | Person.id.in_(jurors)
        | Person.id.in_(visitors)
        | Person.id.in_(earlier),
    )
    return list(db.session.scalars(query.order_by(Person.id)))
