"""Selects about who performs when."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial


def performances_of(trial: Trial) -> list[Performance]:
    """The performances of a trial in their order, with whoever performs."""
    entry = joinedload(Performance.entry)
    query = (
        select(Performance)
        .where(Performance.trial_id == trial.id)
        .order_by(Performance.position, Performance.id)
        .options(
            entry.joinedload(Entry.group),
            entry.selectinload(Entry.authors).joinedload(EntryAuthor.person),
        )
    )
    return list(db.session.scalars(query))
