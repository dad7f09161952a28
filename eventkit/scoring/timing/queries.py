"""Selects about the times of performances."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Trial
from eventkit.scoring.engine import ScoringRules, Timing
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import trials_of
from eventkit.scoring.timing.models import PerformanceTime

Cell = tuple[int, int]
"""Ids of an entry and a trial."""


def limited_trials(rules: ScoringRules, criteria: Sequence[Criterion]) -> list[tuple[Trial, int]]:
    """The trials with a limit of time, and their seconds, in the order of the event."""
    trials = trials_of(criteria)
    keys = {trial.id: trial_key(trial, trials) for trial in trials}
    limits = rules.time_limits
    return [(trial, limits[keys[trial.id]]) for trial in trials if keys[trial.id] in limits]


def trial_key(trial: Trial, trials: Sequence[Trial]) -> str:
    """How the arithmetic names a trial: a single one needs no name."""
    return trial.code if len(trials) > 1 else ""


def timings(event: Event, criteria: Sequence[Criterion]) -> list[Timing]:
    """The times of the works that take part, in the words of the arithmetic."""
    trials = {trial.id: trial for trial in trials_of(criteria)}
    query = (
        select(Entry.code, PerformanceTime.trial_id, PerformanceTime.seconds)
        .join(Entry, PerformanceTime.entry_id == Entry.id)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
    )
    return [
        Timing(code or "", trial_key(trials[trial_id], list(trials.values())), seconds)
        for code, trial_id, seconds in db.session.execute(query)
        if trial_id in trials
    ]


def times_of(entry_ids: Collection[int]) -> Mapping[Cell, int]:
    """The seconds of these entries, by entry and trial."""
    query = select(PerformanceTime).where(PerformanceTime.entry_id.in_(entry_ids))
    return {(row.entry_id, row.trial_id): row.seconds for row in db.session.scalars(query)}


def time_of(entry_id: int, trial_id: int) -> PerformanceTime | None:
    """What is noted of one performance."""
    query = select(PerformanceTime).where(
        PerformanceTime.entry_id == entry_id, PerformanceTime.trial_id == trial_id
    )
    return db.session.scalars(query).first()
