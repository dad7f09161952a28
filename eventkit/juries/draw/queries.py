"""Selects about draws: the one in force, who takes part, in which trials."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event, Nomination, Trial
from eventkit.juries.draw.models import Draw
from eventkit.juries.models import Assignment
from eventkit.juries.rounds.queries import current_round, let_into, trials_of_round


def live_trials(event: Event) -> list[Trial]:
    """The trials of the round now that are held in a hall, in their order."""
    return [t for t in trials_of_round(event, current_round(event)) if t.mode == "live"]


def has_stage(event: Event) -> bool:
    """Whether anything of the event is held in a hall."""
    return any(trial.mode == "live" for trial in event.trials)


def entrants(event: Event, *, of_any_round: bool = False) -> list[Entry]:
    """Who performs in the round now, or in any, by nomination and code, with names."""
    query = (
        select(Entry)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
        .order_by(Nomination.position, Nomination.id, Entry.code, Entry.id)
        .options(
            joinedload(Entry.nomination),
            joinedload(Entry.group),
            selectinload(Entry.authors).joinedload(EntryAuthor.person),
        )
    )
    going = None if of_any_round else let_into(current_round(event))
    return [e for e in db.session.scalars(query) if going is None or e.id in going]


def draws_of(event: Event) -> Sequence[Draw]:
    """All draws, the newest first."""
    query = select(Draw).where(Draw.event_id == event.id).order_by(Draw.number.desc())
    return db.session.scalars(query).all()


def draw_now(event: Event) -> Draw | None:
    """The draw in force of the round now, finished or not."""
    judged_in = current_round(event)
    query = select(Draw).where(
        Draw.event_id == event.id,
        Draw.replaced_at.is_(None),
        Draw.round_id.is_(None) if judged_in is None else Draw.round_id == judged_in.id,
    )
    return db.session.scalars(query.order_by(Draw.number.desc())).first()


def public_draws(event: Event) -> Sequence[Draw]:
    """Draws that are over, the newest first: finished, replaced or given up, none is hidden."""
    is_over = or_(Draw.finished_at.is_not(None), Draw.replaced_at.is_not(None))
    query = select(Draw).where(Draw.event_id == event.id, is_over)
    return db.session.scalars(query.order_by(Draw.number.desc())).all()


def is_drawn(event: Event) -> bool:
    """Whether there is an order that everybody may see."""
    query = select(exists().where(Draw.event_id == event.id, Draw.finished_at.is_not(None)))
    return bool(db.session.scalar(query))


def is_begun(trials: Sequence[Trial]) -> bool:
    """Whether a juror has begun a sheet of a performance: then the order stands."""
    query = select(
        exists().where(
            Assignment.trial_id.in_([trial.id for trial in trials]),
            Assignment.progress.not_in(("untouched", "annulled")),
        )
    )
    return bool(db.session.scalar(query))


def late_entrants(event: Event) -> list[Entry]:
    """Those who take part but stand in no order, since they were admitted after the draw."""
    trials = [trial.id for trial in live_trials(event)]
    query = select(Performance.entry_id).where(Performance.trial_id.in_(trials))
    placed = set(db.session.scalars(query))
    return [entry for entry in entrants(event) if entry.id not in placed] if placed else []
