"""Selects about paper sheets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager, defer, joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.juries.models import Assignment, Juror
from eventkit.people.accounts import Account
from eventkit.people.models import Person
from eventkit.scoring.models import Mark, Sheet
from eventkit.scoring.paper.models import ENDED, PaperSheet, PaperTyping


def paper_of(assignment_id: int) -> PaperSheet | None:
    """The paper of a task with what was typed and by whom."""
    query = select(PaperSheet).where(PaperSheet.assignment_id == assignment_id)
    return db.session.scalars(query.options(_typed())).first()


def has_paper(assignment_id: int) -> bool:
    """Whether anybody has typed something from the paper of a task."""
    query = select(exists().where(PaperSheet.assignment_id == assignment_id))
    return bool(db.session.scalar(query))


def papers_query(event_id: int, states: Collection[str] = ()) -> Select[PaperSheet]:
    """The papers of an event, the last changed first, for paging."""
    query = (
        select(PaperSheet)
        .join(PaperSheet.assignment)
        .join(Assignment.juror)
        .where(Juror.event_id == event_id)
        .order_by(PaperSheet.changed_at.desc(), PaperSheet.id.desc())
        .options(
            contains_eager(PaperSheet.assignment).options(
                contains_eager(Assignment.juror).joinedload(Juror.person),
                joinedload(Assignment.entry).options(
                    defer(Entry.text), joinedload(Entry.nomination)
                ),
            ),
            _typed(),
        )
    )
    return query.where(PaperSheet.state.in_(states)) if states else query


def papers_in_work(event_id: int) -> dict[int, int]:
    """By juror: the sheets given in on paper that do not count yet."""
    query = (
        select(Assignment.juror_id, func.count())
        .join(PaperSheet.assignment)
        .join(Assignment.juror)
        .where(
            Juror.event_id == event_id,
            Assignment.list_place.is_not(None),
            Assignment.progress != "submitted",
            PaperSheet.state.not_in(ENDED),
        )
        .group_by(Assignment.juror_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def counts(event_id: int) -> dict[str, int]:
    """How many papers of an event are in each state."""
    query = (
        select(PaperSheet.state, func.count())
        .join(PaperSheet.assignment)
        .join(Assignment.juror)
        .where(Juror.event_id == event_id)
        .group_by(PaperSheet.state)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def tasks_to_print(
    event_id: int,
    *,
    juror_id: int = 0,
    entry_ids: Collection[int] | None = None,
    only_owed: bool = False,
    most: int | None = None,
) -> Sequence[Assignment]:
    """Tasks in force by juror, then in the order of the juror's list; the chair comes first.

    ``juror_id`` 0 and ``entry_ids`` None mean all; ``only_owed`` leaves out sheets that were sent.
    """
    query = (
        select(Assignment)
        .join(Assignment.juror)
        .join(Juror.person)
        .where(Juror.event_id == event_id, Assignment.list_place.is_not(None))
        .order_by(
            Juror.is_chair.desc(), Person.sort_key, Juror.id, Assignment.list_place, Assignment.id
        )
        .options(
            contains_eager(Assignment.juror).contains_eager(Juror.person),
            joinedload(Assignment.entry).options(defer(Entry.text), joinedload(Entry.nomination)),
            joinedload(Assignment.trial),
        )
    )
    if juror_id:
        query = query.where(Juror.id == juror_id)
    if entry_ids is not None:
        query = query.where(Assignment.entry_id.in_(entry_ids))
    if only_owed:
        query = query.where(Assignment.progress != "submitted")
    return db.session.scalars(query.limit(most)).all()


def sheets_of(assignment_ids: Sequence[int]) -> dict[int, Sheet]:
    """The sheets of tasks with their marks, by the task's id."""
    query = select(Sheet).where(Sheet.assignment_id.in_(assignment_ids))
    query = query.options(selectinload(Sheet.marks).joinedload(Mark.criterion))
    return {sheet.assignment_id: sheet for sheet in db.session.scalars(query)}


def _typed() -> Any:
    typings = selectinload(PaperSheet.typings).joinedload(PaperTyping.account)
    return typings.joinedload(Account.person)
