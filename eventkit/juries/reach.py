"""Where conflicts leave a work fewer jurors than its trial has: sheets that nobody can give."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Subquery, func, or_, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Round, Trial
from eventkit.juries.models import Conflict, Juror, trial_juror
from eventkit.juries.rounds.models import Promotion, PromotionRow


class Scarce(NamedTuple):
    """A work in a trial: how many judge there, and how many of them may judge this work."""

    event_id: int
    trial_id: int
    entry_id: int
    jury: int
    free: int


def scarce_works(event_ids: Collection[int], most: int) -> list[Scarce]:
    """The works that fewer than ``most`` jurors of a trial may judge, because of conflicts.

    Only conflicts that are settled: one that still waits for a decision may come to nothing. Only
    works that take part and that the trial's round has let in. One query for many events.
    """
    whole, own = _whole_juries(), _own_juries()
    jury = func.coalesce(own.c.jurors, whole.c.jurors)
    into_round = (
        select(PromotionRow.id)
        .join(Promotion)
        .where(
            Promotion.round_id == Trial.round_id,
            Promotion.replaced_at.is_(None),
            PromotionRow.goes_on,
            PromotionRow.entry_id == Entry.id,
        )
    )
    query = (
        select(Trial.event_id, Trial.id, Entry.id, jury, jury - func.count(Conflict.id))
        .select_from(Conflict)
        .join(Juror, Conflict.juror_id == Juror.id)
        .join(Entry, Conflict.entry_id == Entry.id)
        .join(Trial, Trial.event_id == Entry.event_id)
        .join(whole, whole.c.event_id == Trial.event_id)
        .outerjoin(Round, Trial.round_id == Round.id)
        .outerjoin(own, own.c.trial_id == Trial.id)
        .outerjoin(
            trial_juror,
            (trial_juror.c.trial_id == Trial.id) & (trial_juror.c.juror_id == Juror.id),
        )
        .where(
            Trial.event_id.in_(event_ids),
            Entry.is_admitted,
            Juror.left_at.is_(None),
            or_(own.c.trial_id.is_(None), trial_juror.c.juror_id.is_not(None)),
            or_(Round.id.is_(None), Round.number == 1, into_round.correlate(Trial, Entry).exists()),
        )
        .group_by(Trial.event_id, Trial.id, Entry.id, jury)
        .having(jury - func.count(Conflict.id) < most)
        .order_by(Trial.event_id, Trial.id, Entry.id)
    )
    return [Scarce(*row) for row in db.session.execute(query)]


def sizes_of_own_juries(event_ids: Collection[int]) -> dict[int, int]:
    """How many judge in each trial that has a jury of its own, by the trial's id."""
    own = _own_juries()
    query = select(own.c.trial_id, own.c.jurors).join(Trial, Trial.id == own.c.trial_id)
    rows = db.session.execute(query.where(Trial.event_id.in_(event_ids)))
    return {row[0]: row[1] for row in rows}


def _whole_juries() -> Subquery:
    return (
        select(Juror.event_id, func.count(Juror.id).label("jurors"))
        .where(Juror.left_at.is_(None))
        .group_by(Juror.event_id)
        .subquery()
    )


def _own_juries() -> Subquery:
    return (
        select(trial_juror.c.trial_id, func.count(Juror.id).label("jurors"))
        .join(Juror, trial_juror.c.juror_id == Juror.id)
        .where(Juror.left_at.is_(None))
        .group_by(trial_juror.c.trial_id)
        .subquery()
    )
