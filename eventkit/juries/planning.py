"""From the jury as it is to a plan of who reads what, and the plan in words."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Trial
from eventkit.journal.operations import event_chain, record
from eventkit.juries.assigning import Pair, Plan, Problem, plan
from eventkit.juries.conflicts import derived_conflicts
from eventkit.juries.models import Assignment, Conflict, Juror
from eventkit.juries.operations import derive_conflicts
from eventkit.juries.queries import jurors_of
from eventkit.web.clock import now


@dataclass(frozen=True)
class JurorLoad:
    """How many works a juror has now, and would have."""

    juror: Juror
    before: int
    after: int


@dataclass(frozen=True)
class Preview:
    """A plan ready to be looked at; ``digest`` tells whether it is still the same when applied."""

    plan: Plan
    wanted: int
    loads: list[JurorLoad]
    shortages: list[str]
    works: int

    @property
    def digest(self) -> str:
        """Changes with anything that the plan would change."""
        text = repr((self.wanted, self.plan.added, self.plan.removed))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def changes(self) -> bool:
        """Whether applying it would do anything."""
        return bool(self.plan.added or self.plan.removed)


def preview(event: Event, wanted: int, locked_tasks: Collection[int]) -> Preview:
    """Plan so that each work gets ``wanted`` sheets; tasks named in ``locked_tasks`` stay."""
    jurors = jurors_of(event.id)
    entries = _entries(event.id)
    tasks = _tasks(event.id)
    barred = _barred(event.id, jurors, tasks)
    counted = [t for t in tasks if t.state == "active" and t.reading <= wanted]
    extra: dict[int, int] = defaultdict(int)
    for juror_id, _entry in {
        (t.juror_id, t.entry_id) for t in tasks if t.state == "active" and t.reading > wanted
    }:
        extra[juror_id] += 1
    sitting = {juror.id for juror in jurors}
    present = {(t.entry_id, t.juror_id) for t in counted if t.juror_id in sitting}
    locked = {(t.entry_id, t.juror_id) for t in counted if t.id in locked_tasks}
    # Sheets of jurors who have left count for their works, though nobody can plan with them.
    gone: dict[int, set[int]] = defaultdict(set)
    for entry_id, juror_id in locked:
        if juror_id not in sitting:
            gone[entry_id].add(juror_id)
    done = plan(
        Problem(
            wanted={entry: max(0, wanted - len(gone[entry])) for entry in entries},
            limits={
                juror.id: None
                if juror.load_limit is None
                else max(0, juror.load_limit - extra[juror.id])
                for juror in jurors
            },
            forbidden=frozenset(barred - locked),
            locked=frozenset(pair for pair in locked if pair[1] in sitting),
            present=frozenset(present),
        )
    )
    before: dict[int, int] = defaultdict(int)
    for _entry_id, juror_id in present:
        before[juror_id] += 1
    return Preview(
        plan=done,
        wanted=wanted,
        loads=[
            JurorLoad(j, before[j.id] + extra[j.id], done.loads[j.id] + extra[j.id]) for j in jurors
        ],
        shortages=[
            _shortage(entries[entry], lacking, jurors, barred, done, extra, entry)
            for entry, lacking in sorted(done.missing.items(), key=lambda item: entries[item[0]])
        ],
        works=len(entries),
    )


def apply_plan(event: Event, made: Preview, *, actor: str = "system") -> int:
    """Carry the plan out, in every trial of the event; returns how many tasks were given out."""
    derive_conflicts(event, actor=actor)
    trials = list(db.session.scalars(select(Trial.id).where(Trial.event_id == event.id)))
    taken: dict[tuple[int, int], set[int]] = defaultdict(set)
    removed = set(made.plan.removed)
    for task in _tasks(event.id):
        if task.state != "active":
            continue
        if (task.entry_id, task.juror_id) in removed:
            db.session.delete(task)
        else:
            taken[task.entry_id, task.trial_id].add(task.reading)
    db.session.flush()
    moment = now()
    for entry_id, juror_id in made.plan.added:
        for trial_id in trials:
            readings = taken[entry_id, trial_id]
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
    facts = {
        "wanted": made.wanted,
        "added": [list(pair) for pair in made.plan.added],
        "removed": [list(pair) for pair in made.plan.removed],
    }
    record(
        event_chain(event.id), "assignment.planned", f"event:{event.id}", actor=actor, data=facts
    )
    return len(made.plan.added)


def _entries(event_id: int) -> dict[int, str]:
    query = (
        select(Entry.id, Entry.code)
        .where(Entry.event_id == event_id, Entry.is_admitted)
        .order_by(Entry.id)
    )
    return {row[0]: row[1] or "" for row in db.session.execute(query)}


def _tasks(event_id: int) -> list[Assignment]:
    query = (
        select(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Entry.event_id == event_id, Entry.is_admitted)
        .order_by(Assignment.id)
    )
    return list(db.session.scalars(query))


def _barred(event_id: int, jurors: Iterable[Juror], tasks: Iterable[Assignment]) -> set[Pair]:
    """Conflicts, those not written down yet too, and tasks that were annulled or stand beside."""
    sitting = list(jurors)
    stored = select(Conflict.entry_id, Conflict.juror_id).join(Juror)
    rows = db.session.execute(stored.where(Juror.event_id == event_id))
    found = {(row[0], row[1]) for row in rows}
    found |= {(entry, juror) for juror, entry in derived_conflicts(sitting, event_id)}
    return found | {(t.entry_id, t.juror_id) for t in tasks if t.state != "active"}


def _shortage(
    code: str,
    lacking: int,
    jurors: Iterable[Juror],
    barred: set[Pair],
    done: Plan,
    extra: dict[int, int],
    entry: int,
) -> str:
    reads = sum((entry, juror.id) in done.pairs for juror in jurors)
    conflict = sum((entry, juror.id) in barred for juror in jurors)
    full = sum(
        juror.load_limit is not None
        and done.loads[juror.id] + extra[juror.id] >= juror.load_limit
        and (entry, juror.id) not in done.pairs
        and (entry, juror.id) not in barred
        for juror in jurors
    )
    fact = ngettext(
        "Работе %(code)s не хватает %(num)d члена жюри.",
        "Работе %(code)s не хватает %(num)d членов жюри.",
        lacking,
        code=code,
    )
    why = _(
        "Читают её: %(reads)d, конфликт интересов: %(conflict)d, предельная нагрузка: %(full)d.",
        reads=reads,
        conflict=conflict,
        full=full,
    )
    return f"{fact} {why}"
