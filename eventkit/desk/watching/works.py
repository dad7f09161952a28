"""The works as the watcher of a jury sees them: how many sheets there are, who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from eventkit.db import db
from eventkit.desk.wanted_sheets import Wanted, wanted_sheets_of
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination
from eventkit.juries.models import Assignment, Juror
from eventkit.lazy import dataclass
from eventkit.scoring.setup_queries import current_rules

FILTERS = ("lacking", "all")


@dataclass(frozen=True)
class Missing:
    """A juror whose sheet is awaited, and how far it is: untouched, draft or returned."""

    name: str
    progress: str


@dataclass(frozen=True)
class WorkRow:
    """A work: sheets sent, sheets given to jurors, sheets that the rules want and can get."""

    code: str
    nomination: str
    sent: int
    given: int
    wanted: int
    missing: Sequence[Missing]

    @property
    def unassigned(self) -> int:
        """Sheets that nobody has been asked for."""
        return max(self.wanted - self.given, 0)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.sent >= max(self.wanted, self.given)


def wanted_per_work(event: Event) -> Wanted:
    """Sheets that the rules want of each work over all trials, and those that nobody can give."""
    return wanted_sheets_of([event.id], {event.id: current_rules(event)})[event.id]


def works_query(event: Event, *, show: str, nomination: str, wanted: Wanted) -> Select[Any]:
    """The ids of works by code, for paging; ``show`` is one of FILTERS."""
    query = (
        select(Entry)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .where(Entry.event_id == event.id, Entry.is_admitted)
        .order_by(Entry.code, Entry.id)
        .options(contains_eager(Entry.nomination))
    )
    if nomination:
        query = query.where(Nomination.code == nomination)
    if show == "lacking":
        tasks = select(func.count()).where(
            Assignment.entry_id == Entry.id, Assignment.list_place.is_not(None)
        )
        sent = tasks.where(Assignment.progress == "submitted").scalar_subquery()
        lost = [(Entry.id == entry_id, sheets) for entry_id, sheets in wanted.lost.items()]
        needed = wanted.usual - case(*lost, else_=0) if lost else wanted.usual
        query = query.where((sent < needed) | (sent < tasks.scalar_subquery()))
    return query


def work_rows(entries: Sequence[Entry], wanted: Wanted) -> list[WorkRow]:
    """The works of a page: one query more, whatever their number."""
    query = (
        select(Assignment)
        .where(
            Assignment.entry_id.in_([entry.id for entry in entries]),
            Assignment.list_place.is_not(None),
        )
        .order_by(Assignment.reading, Assignment.id)
        .options(joinedload(Assignment.juror).joinedload(Juror.person))
    )
    tasks: dict[int, list[Assignment]] = {}
    for task in db.session.scalars(query):
        tasks.setdefault(task.entry_id, []).append(task)
    return [
        _row(entry, tasks.get(entry.id, []), wanted.usual - wanted.lost.get(entry.id, 0))
        for entry in entries
    ]


def _row(entry: Entry, tasks: Sequence[Assignment], wanted: int) -> WorkRow:
    open_ones = [task for task in tasks if task.progress != "submitted"]
    return WorkRow(
        code=entry.code or "",
        nomination=entry.nomination.title,
        sent=len(tasks) - len(open_ones),
        given=len(tasks),
        wanted=wanted,
        missing=[Missing(t.juror.person.short_name, t.progress) for t in open_ones],
    )


def all_works(event: Event) -> list[WorkRow]:
    """Every work of the event, for the workbook."""
    wanted = wanted_per_work(event)
    query = works_query(event, show="all", nomination="", wanted=wanted)
    return work_rows(db.session.scalars(query).all(), wanted)
