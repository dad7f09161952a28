"""Verbs about a trial's own jury: who sits in it, who of it judges what."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Trial
from eventkit.journal.operations import event_chain, hold, record
from eventkit.juries.models import Assignment, trial_juror
from eventkit.juries.operations import assign, derive_conflicts, withdraw
from eventkit.juries.queries import barred_pairs, jurors_of, own_juries
from eventkit.juries.rounds.queries import let_into


def set_trial_jury(trial: Trial, juror_ids: Collection[int], *, actor: str = "system") -> bool:
    """Say who judges a trial; nobody named: the whole jury. True where it changed.

    What the trial's jurors are to judge is given out at once.
    """
    hold(event_chain(trial.event_id))
    wanted = set(juror_ids) & {juror.id for juror in jurors_of(trial.event_id)}
    before = own_juries(trial.event_id).get(trial.id, set())
    if wanted == before:
        return False
    db.session.execute(delete(trial_juror).where(trial_juror.c.trial_id == trial.id))
    rows = [{"trial_id": trial.id, "juror_id": juror_id} for juror_id in sorted(wanted)]
    if rows:
        db.session.execute(insert(trial_juror), rows)
    data = {"trial": trial.code, "jurors": sorted(wanted)}
    record(event_chain(trial.event_id), "trial.jury", f"trial:{trial.id}", actor=actor, data=data)
    give_out(trial, actor=actor)
    return True


def give_out(trial: Trial, *, actor: str = "system") -> int:
    """Let every juror of a trial's own jury judge every work that is in it; returns new tasks.

    Tasks of others that nobody has begun are taken back. A conflict of interest stays one.
    """
    own = own_juries(trial.event_id).get(trial.id)
    if not own:
        return 0
    derive_conflicts(trial.event, actor=actor)
    barred, have = barred_pairs(trial.event_id), set()
    for task in db.session.scalars(select(Assignment).where(Assignment.trial_id == trial.id)).all():
        if task.juror_id not in own and task.state == "active" and task.progress == "untouched":
            withdraw(task, actor=actor)
        else:
            have.add((task.entry_id, task.juror_id))
    given = 0
    for entry in _entries(trial):
        for juror in jurors_of(trial.event_id):
            pair = (entry.id, juror.id)
            if juror.id in own and pair not in barred and pair not in have:
                assign(juror, entry, trial, actor=actor)
                given += 1
    return given


def _entries(trial: Trial) -> list[Entry]:
    query = select(Entry).where(Entry.event_id == trial.event_id, Entry.is_admitted)
    going = let_into(trial.round)
    found = db.session.scalars(query.order_by(Entry.code, Entry.id))
    return [entry for entry in found if going is None or entry.id in going]
