"""Selects about rounds: which one is now, whose turn it is, where works stopped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination, Round, Trial
from eventkit.juries.models import Assignment
from eventkit.juries.rounds.models import Promotion, PromotionRow


def current_round(event: Event) -> Round | None:
    """The round that is judged or comes next: the first that is not closed, else the last."""
    running = (each for each in event.rounds if each.closed_at is None)
    return next(running, event.rounds[-1] if event.rounds else None)


def round_of_number(event: Event, number: int) -> Round | None:
    """A round of the event by its number."""
    return next((each for each in event.rounds if each.number == number), None)


def round_before(subject: Round) -> Round | None:
    """The round whose works may go on to this one."""
    return round_of_number(subject.event, subject.number - 1)


def trials_of_round(event: Event, subject: Round | None) -> list[Trial]:
    """The trials that are judged in a round; all of an event without rounds."""
    return [t for t in event.trials if subject is None or t.round_id in (None, subject.id)]


def trials_now(event: Event) -> list[int]:
    """Ids of the trials of the round that is judged or comes next."""
    return [trial.id for trial in trials_of_round(event, current_round(event))]


def promotion_to(subject: Round) -> Promotion | None:
    """The decision in force about who goes on to a round, with its works."""
    query = (
        select(Promotion)
        .where(Promotion.round_id == subject.id, Promotion.replaced_at.is_(None))
        .options(
            selectinload(Promotion.rows)
            .joinedload(PromotionRow.entry)
            .joinedload(Entry.nomination)
            .joinedload(Nomination.audience)
        )
    )
    return db.session.scalars(query).first()


def promotions_to(subject: Round) -> list[Promotion]:
    """All decisions about a round, the newest first."""
    query = select(Promotion).where(Promotion.round_id == subject.id)
    return list(db.session.scalars(query.order_by(Promotion.id.desc())))


def let_into(subject: Round | None) -> set[int] | None:
    """The ids of works that a round takes; None where it takes all that are admitted."""
    if subject is None or subject.number == 1:
        return None
    query = (
        select(PromotionRow.entry_id)
        .join(Promotion, PromotionRow.promotion_id == Promotion.id)
        .where(
            Promotion.round_id == subject.id,
            Promotion.replaced_at.is_(None),
            PromotionRow.goes_on,
        )
    )
    return set(db.session.scalars(query))


def works_of_rounds(event_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """By event and round after the first: how many works were let into it; 0 before a decision."""
    query = (
        select(Round.event_id, Round.id, func.count(PromotionRow.id))
        .outerjoin(Promotion, (Promotion.round_id == Round.id) & Promotion.replaced_at.is_(None))
        .outerjoin(PromotionRow, (PromotionRow.promotion_id == Promotion.id) & PromotionRow.goes_on)
        .where(Round.event_id.in_(event_ids), Round.number > 1)
        .group_by(Round.event_id, Round.id)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for event_id, round_id, number in db.session.execute(query):
        found[event_id][round_id] = number
    return found


def stops(event: Event, entry_ids: Collection[int]) -> dict[int, int]:
    """By work: the number of the round that it was not let into; only works that stopped."""
    if not event.rounds:
        return {}
    query = (
        select(Round.number)
        .join(Promotion, Promotion.round_id == Round.id)
        .where(Round.event_id == event.id, Promotion.replaced_at.is_(None))
        .order_by(Round.number)
    )
    found: dict[int, int] = {}
    for number in db.session.scalars(query).all():
        going = let_into(round_of_number(event, number)) or set()
        for entry_id in entry_ids:
            if entry_id not in going:
                found.setdefault(entry_id, number)
    return found


def trials_before(event: Event, number: int) -> list[Trial]:
    """The trials of all rounds before the one of a number."""
    return [t for t in event.trials if t.round is None or t.round.number < number]


def tasks_of_round(subject: Round) -> list[Assignment]:
    """The tasks in force of a round."""
    query = (
        select(Assignment)
        .join(Trial, Assignment.trial_id == Trial.id)
        .where(Trial.round_id == subject.id, Assignment.state == "active")
        .order_by(Assignment.id)
        .options(joinedload(Assignment.juror))
    )
    return list(db.session.scalars(query))
