"""Selects about calculations, standings and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event, Nomination
from eventkit.people.models import Person
from eventkit.results.facts import from_json
from eventkit.results.models import Calculation, Decision, Standing
from eventkit.results.outcome import run
from eventkit.results.remembered import remembered
from eventkit.scoring.engine import CalculationResult, shown, shown_root


def calculations(event: Event) -> Sequence[Calculation]:
    """All versions of the event, newest first, without their contents."""
    query = (
        select(Calculation)
        .where(Calculation.event_id == event.id)
        .order_by(Calculation.number.desc())
        .options(joinedload(Calculation.rules_version))
    )
    return db.session.scalars(query).all()


def calculation(event: Event, number: int | None = None) -> Calculation | None:
    """A version, the latest when no number is given."""
    query = (
        select(Calculation)
        .where(Calculation.event_id == event.id)
        .order_by(Calculation.number.desc())
        .limit(1)
        .options(joinedload(Calculation.rules_version))
    )
    if number is not None:
        query = query.where(Calculation.number == number)
    return db.session.scalars(query).first()


def published_calculation(event: Event) -> Calculation | None:
    """The version that everybody may see, or None before publication."""
    query = (
        select(Calculation)
        .where(Calculation.event_id == event.id, Calculation.state == "published")
        .options(joinedload(Calculation.rules_version))
    )
    return db.session.scalars(query).first()


def is_correction(made: Calculation) -> bool:
    """Whether another version had been published before this one, or will be replaced by it."""
    query = select(Calculation.id).where(
        Calculation.event_id == made.event_id,
        Calculation.number < made.number,
        Calculation.state.in_(("published", "superseded")),
    )
    return db.session.scalars(query.limit(1)).first() is not None


def published_events() -> Sequence[Calculation]:
    """The published version of every event that visitors may see, newest first."""
    query = (
        select(Calculation)
        .join(Event)
        .where(Calculation.state == "published", Event.published_at.is_not(None))
        .order_by(Calculation.published_at.desc(), Calculation.id.desc())
        .options(
            joinedload(Calculation.event).joinedload(Event.series),
            joinedload(Calculation.event).selectinload(Event.nominations),
        )
    )
    return db.session.scalars(query).unique().all()


def standings(calculation: Calculation, nomination: Nomination | None = None) -> Sequence[Standing]:
    """The rows of a version in order, with works, nominations, authors and their organizations.

    Of one nomination when it is given.
    """
    query = (
        select(Standing)
        .where(Standing.calculation_id == calculation.id)
        .order_by(Standing.position)
        .options(
            joinedload(Standing.nomination).joinedload(Nomination.audience),
            joinedload(Standing.entry)
            .selectinload(Entry.authors)
            .joinedload(EntryAuthor.person)
            .joinedload(Person.organization),
            joinedload(Standing.entry).joinedload(Entry.group),
        )
    )
    if nomination is not None:
        query = query.where(Standing.nomination_id == nomination.id)
    return db.session.scalars(query).unique().all()


class PlaceRow(NamedTuple):
    """A row of a version as a list shows it, without what explains it."""

    id: int
    entry_id: int
    nomination_id: int
    code: str | None
    value: Fraction | None
    percent: Fraction | None
    place: int | None
    place_shown: str
    status: str
    is_provisional: bool
    is_grand_prix: bool


def place_rows(calculation: Calculation) -> list[PlaceRow]:
    """The rows of a version in order, by one query of columns: nothing is read to be left."""
    query = (
        select(
            Standing.id,
            Standing.entry_id,
            Standing.nomination_id,
            Entry.code,
            Standing.value,
            Standing.percent,
            Standing.place,
            Standing.place_shown,
            Standing.status,
            Standing.is_provisional,
            Standing.is_grand_prix,
        )
        .join(Entry, Standing.entry_id == Entry.id)
        .where(Standing.calculation_id == calculation.id)
        .order_by(Standing.position)
    )
    return [PlaceRow._make(row) for row in db.session.execute(query)]


def published_standings_of(person_id: int, event_id: int | None = None) -> Sequence[Standing]:
    """A person's rows in published versions, newest event first: for portfolios."""
    query = (
        select(Standing)
        .join(Calculation)
        .join(EntryAuthor, EntryAuthor.entry_id == Standing.entry_id)
        .where(EntryAuthor.person_id == person_id, Calculation.state == "published")
        .order_by(Calculation.published_at.desc(), Standing.id)
        .options(
            joinedload(Standing.calculation).joinedload(Calculation.event),
            joinedload(Standing.nomination),
            joinedload(Standing.entry).options(
                joinedload(Entry.group), selectinload(Entry.authors)
            ),
        )
    )
    if event_id is not None:
        query = query.where(Calculation.event_id == event_id)
    return db.session.scalars(query).unique().all()


def published_standing(entry_id: int) -> Standing | None:
    """The row of one work in the published version of its event."""
    return published_standings([entry_id]).get(entry_id)


def published_standings(entry_ids: Sequence[int]) -> dict[int, Standing]:
    """The rows of works in the published versions of their events, by entry id."""
    query = (
        select(Standing)
        .join(Calculation)
        .where(Standing.entry_id.in_(entry_ids), Calculation.state == "published")
        .options(
            joinedload(Standing.calculation).joinedload(Calculation.event),
            joinedload(Standing.nomination),
            joinedload(Standing.entry),
        )
    )
    return {row.entry_id: row for row in db.session.scalars(query)}


def decisions(event: Event) -> Sequence[Decision]:
    """All recorded decisions, those revoked too, in the order they were made."""
    query = (
        select(Decision)
        .where(Decision.event_id == event.id)
        .order_by(Decision.id)
        .options(selectinload(Decision.nomination))
    )
    return db.session.scalars(query).all()


def decisions_in(made: Calculation) -> list[Decision]:
    """The decisions that a version tells of: those in force when it was published or closed.

    A version that may still change tells of all that are in force now.
    """
    moment = made.published_at or made.locked_at
    return [
        one
        for one in decisions(made.event)
        if (moment is None or one.created_at <= moment)
        and (one.revoked_at is None or (moment is not None and one.revoked_at > moment))
    ]


def decision(event: Event, decision_id: int) -> Decision | None:
    """One decision of the event."""
    found = db.session.get(Decision, decision_id)
    return found if found is not None and found.event_id == event.id else None


def result_of(calculation: Calculation) -> CalculationResult:
    """The stored result as values with exact numbers."""
    return remembered(
        calculation, "result", lambda: CalculationResult.from_dict(calculation.result)
    )


def what_if(calculation: Calculation, **changes: Any) -> CalculationResult:
    """The same facts under other rules (fields of ScoringRules): advice, stored nowhere."""
    return run(from_json(calculation.inputs), **changes)


def official_text(value: Fraction | None, digits: int = 2, *, root: bool = False) -> str | None:
    """A number as data carries it: "33.33", half away from zero; the square root with ``root``."""
    if value is None:
        return None
    return shown_root(value, digits) if root else shown(value, digits)


def open_ties(made: Calculation) -> int:
    """Ties of a calculation that wait for the chair and touch an award."""
    return sum(
        tie.resolved_by == "chair_decision_needed" and tie.affects_awards
        for nomination in result_of(made).nominations
        for tie in nomination.ties
    )
