"""Selects about ceremonies."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.people.models import Person
from eventkit.results.ceremony.models import Ceremony, CeremonyItem
from eventkit.results.ceremony.steps import Step, fixed, planned
from eventkit.results.models import Calculation, Standing
from eventkit.results.queries import place_rows


def ceremony_of(event: Event) -> Ceremony | None:
    """The event's ceremony with its calculation."""
    query = (
        select(Ceremony)
        .where(Ceremony.event_id == event.id)
        .options(joinedload(Ceremony.calculation))
    )
    return db.session.scalars(query).first()


def ceremony_by_key(slug: str, key: str) -> Ceremony | None:
    """The ceremony whose screen has this address; None for an address that nobody was given."""
    event = event_by_slug(slug)
    found = ceremony_of(event) if event else None
    return found if found and hmac.compare_digest(found.key.encode(), key.encode()) else None


def items_of(event: Event) -> Sequence[CeremonyItem]:
    """The plan in its order, with nominations and decisions."""
    query = (
        select(CeremonyItem)
        .where(CeremonyItem.event_id == event.id)
        .order_by(CeremonyItem.position, CeremonyItem.id)
        .options(joinedload(CeremonyItem.nomination), joinedload(CeremonyItem.decision))
    )
    return db.session.scalars(query).all()


def item(event: Event, item_id: int) -> CeremonyItem | None:
    """A part of the event's plan."""
    found = db.session.get(CeremonyItem, item_id)
    return found if found is not None and found.event_id == event.id else None


def steps_of(ceremony: Ceremony) -> list[Step]:
    """Its lines: fixed once it has begun, before that as the plan makes them now."""
    if ceremony.started_at is not None:
        return fixed(ceremony)
    rows = place_rows(ceremony.calculation)
    return planned(ceremony, items_of(ceremony.event), rows)


def entries(ids: Collection[int]) -> Mapping[int, Entry]:
    """Works by id, with their groups, authors and the authors' schools."""
    if not ids:
        return {}
    query = (
        select(Entry)
        .where(Entry.id.in_(ids))
        .options(
            joinedload(Entry.group),
            joinedload(Entry.nomination),
            selectinload(Entry.authors)
            .joinedload(EntryAuthor.person)
            .joinedload(Person.organization),
        )
    )
    return {entry.id: entry for entry in db.session.scalars(query)}


def results_of(calculation: Calculation, ids: Collection[int]) -> Mapping[int, Standing]:
    """The rows of works in a version, by the work's id."""
    if not ids:
        return {}
    query = select(Standing).where(
        Standing.calculation_id == calculation.id, Standing.entry_id.in_(ids)
    )
    return {row.entry_id: row for row in db.session.scalars(query)}
