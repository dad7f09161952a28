"""Carrying a plan out: what it takes away goes, what it gives comes, in one transaction."""

from __future__ import annotations

from collections import defaultdict

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import JuryRefusalError, derive_conflicts
from eventkit.juries.planning import Preview, tasks_of
from eventkit.juries.queries import own_juries
from eventkit.juries.rounds.queries import current_round, trials_of_round
from eventkit.juries.task_lists import place_tasks
from eventkit.juries.trial_operations import give_out
from eventkit.web.clock import now


def apply_plan(event: Event, made: Preview, *, actor: str = "system") -> int:
    """Carry the plan out, in every trial of the round; returns how many works were given out.

    Raises JuryRefusalError when somebody has begun a sheet that the plan takes away: then nothing
    is changed, and the plan is to be looked at again.
    """
    derive_conflicts(event, actor=actor)
    taken = _take_away(event, set(made.plan.removed))
    moment = now()
    judged, own = trials_of_round(event, current_round(event)), own_juries(event.id)
    trials = [trial.id for trial in judged if trial.id not in own]
    for entry_id, juror_id in made.plan.added:
        for trial_id in trials:
            readings = taken[entry_id, trial_id]
            if len(readings) >= made.of_trials.get(trial_id, len(readings) + 1):
                continue
            reading = next(n for n in range(1, len(readings) + 2) if n not in readings)
            readings.add(reading)
            db.session.add(
                Assignment(
                    juror_id=juror_id,
                    entry_id=entry_id,
                    trial_id=trial_id,
                    reading=reading,
                    created_at=moment,
                )
            )
    db.session.flush()
    jury = select(Juror.id).where(Juror.event_id == event.id)
    place_tasks(Assignment.juror_id.in_(jury), Assignment.list_place.is_(None))
    for trial in judged:
        give_out(trial, actor=actor)
    facts = {
        "wanted": made.wanted,
        "added": [list(pair) for pair in made.plan.added],
        "removed": [list(pair) for pair in made.plan.removed],
    }
    record(
        event_chain(event.id), "assignment.planned", f"event:{event.id}", actor=actor, data=facts
    )
    return len(made.plan.added)


def _take_away(event: Event, removed: set[tuple[int, int]]) -> dict[tuple[int, int], set[int]]:
    """Delete these tasks; returns the readings that are taken by the others, by work and trial."""
    taken: dict[tuple[int, int], set[int]] = defaultdict(set)
    for task in tasks_of(event):
        if task.state != "active":
            continue
        if (task.entry_id, task.juror_id) in removed:
            db.session.delete(task)
        else:
            taken[task.entry_id, task.trial_id].add(task.reading)
    try:
        # A sheet that is begun at this moment holds its task.
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as problem:
        raise JuryRefusalError(
            _("Пока вы смотрели, начат лист, который план передаёт. Проверьте план ещё раз.")
        ) from problem
    return taken
