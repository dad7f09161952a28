"""Selects about the day of performances."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event, Trial
from eventkit.events.queries import event_by_slug
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.people.accounts import Account
from eventkit.scoring.live.models import LiveAct, LiveState
from eventkit.scoring.live.moves import ON, UNDO


def performance_of_event(slug: str, performance_id: int) -> Performance | None:
    """A performance of the event, with whoever performs."""
    event = event_by_slug(slug)
    if event is None:
        return None
    query = _loaded().where(Performance.id == performance_id, Performance.event_id == event.id)
    return db.session.scalars(query).unique().first()


def state_of(performance_id: int) -> LiveState | None:
    """How a performance stands, as the database has it now."""
    return db.session.get(LiveState, performance_id, populate_existing=True)


def states_of(performance_ids: Collection[int]) -> Mapping[int, LiveState]:
    """How these stand, by performance; those without a row wait."""
    query = select(LiveState).where(LiveState.performance_id.in_(performance_ids))
    return {row.performance_id: row for row in db.session.scalars(query)}


def act_of(performance_id: int, key: str) -> LiveAct | None:
    """The act that a device has sent under this key."""
    query = select(LiveAct).where(LiveAct.performance_id == performance_id, LiveAct.key == key)
    return db.session.scalars(query).first()


def acts_of(performance_ids: Collection[int]) -> Sequence[LiveAct]:
    """Everything pressed for these, in the order it came."""
    query = select(LiveAct).where(LiveAct.performance_id.in_(performance_ids))
    return db.session.scalars(query.order_by(LiveAct.id)).all()


def last_act(performance_id: int, verb: str = "") -> LiveAct | None:
    """The last act in force, or the last of a verb: the one that can be undone."""
    query = (
        select(LiveAct)
        .where(
            LiveAct.performance_id == performance_id,
            LiveAct.outcome == "applied",
            LiveAct.verb != UNDO,
            LiveAct.undone_by_id.is_(None),
        )
        .order_by(LiveAct.id.desc())
    )
    if verb:
        query = query.where(LiveAct.verb == verb)
    return db.session.scalars(query.limit(1)).first()


def act_that_led(state: LiveState) -> LiveAct | None:
    """The act after which a performance stands as it does."""
    return act_of(state.performance_id, state.last_key) if state.last_key else None


def on_stage(event_id: int, states: Collection[str] = ON) -> Sequence[LiveState]:
    """Who is on in any trial of the event, with whoever performs."""
    query = (
        select(LiveState)
        .join(LiveState.performance)
        .where(Performance.event_id == event_id, LiveState.state.in_(states))
        .options(
            joinedload(LiveState.performance).options(
                joinedload(Performance.trial),
                joinedload(Performance.entry).options(*_entrant()),
            )
        )
        .order_by(Performance.trial_id, Performance.position)
    )
    return db.session.scalars(query).unique().all()


def others_of(performance: Performance) -> Sequence[Performance]:
    """Everybody else in the same trial, with whoever performs."""
    query = _loaded().where(
        Performance.trial_id == performance.trial_id, Performance.id != performance.id
    )
    return list(db.session.scalars(query.order_by(Performance.position)).unique())


def live_trials(event: Event) -> list[Trial]:
    """The trials that are seen in a hall."""
    return [trial for trial in event.trials if trial.mode == "live"]


def mark_of(event_id: int) -> int:
    """Changes with everything that happens in the event: the number of its journal's last line."""
    query = select(func.max(JournalLine.number)).where(JournalLine.chain == event_chain(event_id))
    return db.session.scalar(query) or 0


def actor_names(actors: Collection[str]) -> Mapping[str, str]:
    """Short names of accounts by how acts name them; an address where there is no person."""
    ids = [int(actor.partition(":")[2]) for actor in actors if actor.startswith("account:")]
    query = select(Account).where(Account.id.in_(ids)).options(joinedload(Account.person))
    return {
        f"account:{row.id}": row.person.short_name if row.person else row.email
        for row in db.session.scalars(query)
    }


def _loaded() -> Any:
    return select(Performance).options(
        joinedload(Performance.entry).options(*_entrant()), joinedload(Performance.trial)
    )


def _entrant() -> tuple[Any, ...]:
    authors = joinedload(Entry.authors).joinedload(EntryAuthor.person)
    return joinedload(Entry.group), authors
