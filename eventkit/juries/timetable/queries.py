"""Selects about the times of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of_event
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.panels.queries import panels_of
from eventkit.juries.rounds.queries import current_round
from eventkit.juries.timetable.models import Timetable, TrialTimes
from eventkit.juries.timetable.slots import Slot


def times_of_trials(event: Event) -> dict[int, TrialTimes]:
    """How the times of each trial are laid out, by the trial's id."""
    ids = [trial.id for trial in event.trials]
    rows = db.session.scalars(select(TrialTimes).where(TrialTimes.trial_id.in_(ids)))
    return {row.trial_id: row for row in rows}


def is_shown(event: Event) -> bool:
    """Whether visitors see the times."""
    row = db.session.get(Timetable, event.id)
    return row is not None and row.shown_at is not None


def rooms_of_works(event: Event) -> dict[int, str]:
    """By entry id: the room of the panel that judges it in the round now."""
    panels = panels_of(event, current_round(event))
    return {work.entry_id: panel.room or panel.title for panel in panels for work in panel.works}


def timed(event: Event) -> list[Performance]:
    """The performances that have a time, by time and room."""
    return by_time(performances_of_event(event))


def by_time(rows: Sequence[Performance]) -> list[Performance]:
    """Those that have a time, in the order in which they are on."""
    found = [row for row in rows if row.starts_at is not None]
    return sorted(found, key=lambda row: (row.starts_at, row.room, row.position))


def slots_of(rows: Sequence[Performance]) -> list[Slot]:
    """The performances with everybody who has to be there."""
    judges = _jurors_of(rows)
    return [
        Slot(
            performance=row.id,
            trial=row.trial_id,
            name=row.entry.entrant_name,
            room=row.room,
            starts_at=row.starts_at,
            minutes=row.minutes or 0,
            together=row.together,
            people={one.person_id: one.person.short_name for one in row.entry.authors},
            jurors=judges[row.entry_id, row.trial_id],
        )
        for row in rows
        if row.starts_at is not None
    ]


def _jurors_of(rows: Sequence[Performance]) -> dict[tuple[int, int], dict[int, str]]:
    query = (
        select(Assignment)
        .where(
            Assignment.trial_id.in_({row.trial_id for row in rows}),
            Assignment.entry_id.in_({row.entry_id for row in rows}),
            Assignment.state == "active",
        )
        .options(joinedload(Assignment.juror).joinedload(Juror.person))
    )
    found: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for task in db.session.scalars(query):
        found[task.entry_id, task.trial_id][task.juror_id] = task.juror.person.short_name
    return found
