"""The list of conflicts and challenges of an event, narrowed and explained, and what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, literal, select, tuple_, union_all
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.conflicts import grounds, people_of, ties_of, with_people
from eventkit.juries.models import Assignment, Challenge, Conflict, Juror
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.scoring.conflicts.rules import chairs_of, may_decide
from eventkit.scoring.conflicts.words import ground_words, reason_words
from eventkit.web.viewer import Viewer

Pair = tuple[int, int]
"""(juror id, entry id)"""


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; empty means all."""

    kind: str = ""
    state: str = ""
    juror_id: int = 0
    code: str = ""

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind or self.state or self.juror_id or self.code)


@dataclass(frozen=True)
class Line:
    """One conflict in force, or one challenge that is not."""

    juror: Juror
    entry: Entry
    kind: str
    state: str
    at: datetime
    reason: str = ""
    is_late: bool = False
    moment: str = ""
    details: Sequence[str] = field(default=())
    """What follows from the directory, with names."""
    challenge: Challenge | None = None
    task_id: int = 0
    """The task in force on this work, where the juror has it in spite of the conflict."""


def lines_query(event: Event, narrowed: Narrowed) -> Select[Any]:
    """(source, id) of the rows, those that wait first, then by work and juror."""
    in_force = select(
        literal("conflict").label("source"),
        Conflict.id.label("id"),
        Conflict.juror_id.label("juror_id"),
        Conflict.entry_id.label("entry_id"),
        Conflict.kind.label("kind"),
        literal("accepted").label("state"),
    )
    others = select(
        literal("challenge"),
        Challenge.id,
        Challenge.juror_id,
        Challenge.entry_id,
        case((Challenge.raised_by == "juror", "declared"), else_="challenged"),
        Challenge.state,
    ).where(Challenge.state != "accepted")
    rows = union_all(in_force, others).subquery()
    query = (
        select(rows.c.source, rows.c.id)
        .join(Juror, Juror.id == rows.c.juror_id)
        .join(Person, Person.id == Juror.person_id)
        .join(Entry, Entry.id == rows.c.entry_id)
        .where(Juror.event_id == event.id)
    )
    if narrowed.kind:
        query = query.where(rows.c.kind == narrowed.kind)
    if narrowed.state:
        query = query.where(rows.c.state == narrowed.state)
    if narrowed.juror_id:
        query = query.where(rows.c.juror_id == narrowed.juror_id)
    if narrowed.code:
        query = query.where(func.lower(Entry.code) == narrowed.code.strip().lower())
    waits = case((rows.c.state == "waiting", 0), else_=1)
    return query.order_by(waits, Entry.code, Person.sort_key, rows.c.source.desc(), rows.c.id)


def explained(rows: Sequence[Row[Any]], *, with_names: bool) -> list[Line]:
    """The rows with their people and reasons, in a fixed number of queries.

    ``with_names``: whether the reader may learn who the author is.
    """
    conflicts = _by_id(Conflict, [row.id for row in rows if row.source == "conflict"])
    challenges = _by_id(Challenge, [row.id for row in rows if row.source == "challenge"])
    pairs = {(one.juror_id, one.entry_id) for one in conflicts.values()}
    accepted, tasks = _accepted(pairs), _tasks(pairs)
    details = _details(list(conflicts.values()), with_names=with_names)
    return [
        _in_force(conflicts[row.id], accepted, tasks, details)
        if row.source == "conflict"
        else _not_in_force(challenges[row.id])
        for row in rows
    ]


def _in_force(
    row: Conflict,
    accepted: Mapping[Pair, Challenge],
    tasks: Mapping[Pair, int],
    details: Mapping[int, list[str]],
) -> Line:
    pair = (row.juror_id, row.entry_id)
    challenge = accepted.get(pair)
    return Line(
        juror=row.juror,
        entry=row.entry,
        kind=row.kind,
        state="accepted",
        at=row.created_at,
        reason=row.reason,
        is_late=row.is_late,
        moment=challenge.moment if challenge else "",
        details=details.get(row.id, ()),
        challenge=challenge,
        task_id=tasks.get(pair, 0),
    )


def _not_in_force(row: Challenge) -> Line:
    return Line(
        juror=row.juror,
        entry=row.entry,
        kind="declared" if row.raised_by == "juror" else "challenged",
        state=row.state,
        at=row.decided_at or row.created_at,
        reason=reason_words(row.ground, row.reason),
        moment=row.moment,
        challenge=row,
    )


def _by_id(model: Any, ids: Collection[int]) -> dict[int, Any]:
    query = (
        select(model)
        .where(model.id.in_(ids))
        .options(
            joinedload(model.juror).joinedload(Juror.person).joinedload(Person.organization),
            joinedload(model.entry),
        )
    )
    return {one.id: one for one in db.session.scalars(query)}


def _accepted(pairs: Collection[Pair]) -> dict[Pair, Challenge]:
    query = (
        select(Challenge)
        .where(
            Challenge.state == "accepted", tuple_(Challenge.juror_id, Challenge.entry_id).in_(pairs)
        )
        .order_by(Challenge.id)
    )
    return {(one.juror_id, one.entry_id): one for one in db.session.scalars(query)}


def _tasks(pairs: Collection[Pair]) -> dict[Pair, int]:
    query = select(Assignment.juror_id, Assignment.entry_id, Assignment.id).where(
        Assignment.state == "active", tuple_(Assignment.juror_id, Assignment.entry_id).in_(pairs)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(query)}


def _details(conflicts: Sequence[Conflict], *, with_names: bool) -> dict[int, list[str]]:
    """What the directory says about each, in words; nothing for who reads blind."""
    if not with_names or not conflicts:
        return {}
    entries = {one.id: one for one in with_people(Entry.id.in_({c.entry_id for c in conflicts}))}
    people = {entry.id: people_of(entry) for entry in entries.values()}
    persons = [conflict.juror.person_id for conflict in conflicts]
    ties = ties_of(persons, conflicts[0].juror.event_id)
    return {
        one.id: [
            ground_words(ground)
            for ground in grounds(
                one.juror.person, entries[one.entry_id], people[one.entry_id], ties
            )
        ]
        for one in conflicts
    }


def all_lines(event: Event, narrowed: Narrowed, *, with_names: bool) -> list[Line]:
    """The whole list, for a workbook."""
    rows = db.session.execute(lines_query(event, narrowed)).all()
    return explained(rows, with_names=with_names)


def waiting(event_ids: Collection[int]) -> Sequence[Challenge]:
    """Challenges of sitting jurors that nobody has decided yet, the oldest first."""
    query = (
        select(Challenge)
        .join(Juror, Challenge.juror_id == Juror.id)
        .where(Juror.event_id.in_(event_ids), Juror.left_at.is_(None), Challenge.state == "waiting")
        .order_by(Challenge.id)
        .options(joinedload(Challenge.juror).joinedload(Juror.person), joinedload(Challenge.entry))
    )
    return db.session.scalars(query).all()


def waiting_for(viewer: Viewer, event_ids: Collection[int]) -> Counter[int]:
    """How many challenges wait for this viewer's decision in each event; two queries."""
    found = waiting(event_ids)
    chairs = chairs_of(event_ids) if found else {}
    return Counter(one.juror.event_id for one in found if may_decide(viewer, one, chairs))


def clashes(event_id: int) -> int:
    """How many works are with a juror in spite of a conflict in force that was found later."""
    query = (
        select(func.count(Assignment.entry_id.distinct()))
        .join(
            Conflict,
            (Conflict.juror_id == Assignment.juror_id) & (Conflict.entry_id == Assignment.entry_id),
        )
        .join(Juror, Assignment.juror_id == Juror.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Juror.event_id == event_id, Assignment.state == "active", Entry.is_admitted)
    )
    return db.session.scalar(query) or 0


def challenge_of_event(slug: str, challenge_id: int) -> Challenge | None:
    """A challenge of this event with its juror and work."""
    query = (
        select(Challenge)
        .join(Juror, Challenge.juror_id == Juror.id)
        .join(Event, Juror.event_id == Event.id)
        .where(Challenge.id == challenge_id, Event.slug == slug)
        .options(joinedload(Challenge.juror).joinedload(Juror.person), joinedload(Challenge.entry))
    )
    return db.session.scalars(query).first()


def own_challenge(challenge_id: int) -> Challenge | None:
    """A challenge with its juror and work, for the juror's pages."""
    query = select(Challenge).where(Challenge.id == challenge_id)
    return db.session.scalars(query.options(joinedload(Challenge.juror))).first()


def challenges_of(juror_ids: Collection[int]) -> Sequence[Challenge]:
    """Everything that was said about these seats, the latest first."""
    query = (
        select(Challenge)
        .where(Challenge.juror_id.in_(juror_ids))
        .order_by(Challenge.id.desc())
        .options(
            joinedload(Challenge.entry),
            joinedload(Challenge.juror).joinedload(Juror.event).selectinload(Event.stages),
        )
    )
    return db.session.scalars(query).all()
