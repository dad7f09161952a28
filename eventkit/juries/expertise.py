"""What jurors are good at: the nominations chosen on their page; none chosen means everything."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Nomination
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Juror, juror_nomination
from eventkit.juries.problem import Pair


def outside_expertise(event_id: int) -> frozenset[Pair]:
    """The pairs (entry id, juror id) whose nomination is none of the juror's."""
    own = juror_nomination.c
    chosen = exists().where(own.juror_id == Juror.id)
    fits = exists().where(own.juror_id == Juror.id, own.nomination_id == Entry.nomination_id)
    query = (
        select(Entry.id, Juror.id)
        .join(Juror, Juror.event_id == Entry.event_id)
        .where(Entry.event_id == event_id, Entry.is_admitted, Juror.left_at.is_(None))
        .where(chosen, ~fits)
    )
    return frozenset((row[0], row[1]) for row in db.session.execute(query))


def set_expertise(
    juror: Juror, nominations: Sequence[Nomination], *, actor: str = "system"
) -> None:
    """Say what the juror knows well; nominations of other events are left out."""
    fresh = [n for n in nominations if n.event_id == juror.event_id]
    if {n.id for n in fresh} == {n.id for n in juror.nominations}:
        return
    juror.nominations = fresh
    db.session.flush()
    facts = {"nominations": sorted(nomination.id for nomination in fresh)}
    record(
        event_chain(juror.event_id), "juror.expertise", f"juror:{juror.id}", actor=actor, data=facts
    )
