"""Selects about traces: what is hidden where, what is still to be looked at."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import and_, case, func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.traces.models import HIDDEN, OPEN, Trace, TraceSearch

Spans = dict[int | str, list[tuple[int, int]]]


def hidden_spans(entry_id: int) -> Spans:
    """Hidden places by part: "title", "text", and files by their ids; in order and apart."""
    return hidden_spans_of([entry_id])[entry_id]


def hidden_spans_of(entry_ids: Collection[int]) -> dict[int, Spans]:
    """The same of several works, by their ids; by one query."""
    query = (
        select(Trace.entry_id, Trace.part, Trace.entry_file_id, Trace.start, Trace.end)
        .where(Trace.entry_id.in_(entry_ids), Trace.state == HIDDEN)
        .order_by(Trace.start)
    )
    found: dict[int, Spans] = {id_: defaultdict(list) for id_ in entry_ids}
    for entry_id, part, file_id, start, end in db.session.execute(query):
        found[entry_id][file_id or part].append((start, end))
    return found


def hidden_key(spans: Sequence[tuple[int, int]]) -> str:
    """The name of a set of hidden places; empty for none."""
    if not spans:
        return ""
    return hashlib.sha256(repr(sorted(map(tuple, spans))).encode()).hexdigest()


def traces_of(entry_id: int) -> Sequence[Trace]:
    """All traces of a work in their order."""
    query = select(Trace).where(Trace.entry_id == entry_id)
    return db.session.scalars(query.order_by(Trace.entry_file_id, Trace.part, Trace.start)).all()


def search_of(entry_id: int) -> TraceSearch | None:
    """When the work was looked through."""
    return db.session.get(TraceSearch, entry_id)


def open_counts(entry_ids: Sequence[int]) -> dict[int, tuple[int, int, int, int]]:
    """By work: sure and likely traces not looked at yet, hidden ones, and all of them."""
    is_open = Trace.state == OPEN
    query = (
        select(
            Trace.entry_id,
            func.sum(case((and_(is_open, Trace.is_sure), 1), else_=0)),
            func.sum(case((and_(is_open, ~Trace.is_sure), 1), else_=0)),
            func.sum(case((Trace.state == HIDDEN, 1), else_=0)),
            func.count(),
        )
        .where(Trace.entry_id.in_(entry_ids))
        .group_by(Trace.entry_id)
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in db.session.execute(query)}


def works_unlooked(event_id: int) -> int:
    """How many admitted works have traces that nobody has decided about."""
    query = (
        select(func.count(func.distinct(Trace.entry_id)))
        .join(Entry, Trace.entry_id == Entry.id)
        .where(Entry.event_id == event_id, Entry.is_admitted, Trace.state == OPEN)
    )
    return db.session.scalar(query) or 0
