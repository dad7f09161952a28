"""From the jury as it is to a plan of who reads what, and the plan in words."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.journal.operations import event_chain, record
from eventkit.juries.assigning import Pair, Plan, Problem, plan
from eventkit.juries.conflicts import derived_conflicts
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import derive_conflicts
from eventkit.juries.panels.queries import barred_by_panels
from eventkit.juries.queries import barred_pairs, jurors_of
from eventkit.juries.rounds.queries import current_round, let_into, trials_of_round
from eventkit.juries.task_lists import place_tasks
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
    of_trials: Mapping[int, int] = field(default_factory=dict)
    """How many sheets a trial wants, by its id, where that is another number than ``wanted``."""

    @property
    def digest(self) -> str:
        """Changes with anything that the plan would change."""
        text = repr((self.wanted, self.plan.added, self.plan.removed))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def changes(self) -> bool:
        """Whether applying it would do anything."""
        return bool(self.plan.added or self.plan.removed)


@dataclass(frozen=True)
class Scene:
    """The jury as a plan sees it; pairs are (entry id, juror id).

    ``barred`` are conflicts and annulled tasks, ``beside`` readings beyond the wanted ones (a third
    one), ``gone`` counts begun sheets of jurors who have left: they still serve their works.
    """

    jurors: Sequence[Juror]
    entries: Mapping[int, str]
    barred: frozenset[Pair]
    beside: frozenset[Pair]
    present: frozenset[Pair]
    locked: frozenset[Pair]
    gone: Counter[int]

    def reads_beside(self, juror: Juror) -> int:
        """How many works the juror reads beyond the plan."""
        return sum(pair[1] == juror.id for pair in self.beside)

    def problem(self, wanted: int) -> Problem:
        """What the arithmetic is asked."""
        return Problem(
            wanted={entry: max(0, wanted - self.gone[entry]) for entry in self.entries},
            limits={
                j.id: None if j.load_limit is None else max(0, j.load_limit - self.reads_beside(j))
                for j in self.jurors
            },
            forbidden=(self.barred | self.beside) - self.locked,
            locked=self.locked,
            present=self.present,
        )


def preview(
    event: Event,
    wanted: int,
    locked_tasks: Collection[int],
    of_trials: Mapping[int, int] | None = None,
) -> Preview:
    """Plan so that each work gets ``wanted`` sheets; tasks named in ``locked_tasks`` stay.

    Only the trials and works of the round that is judged now. ``of_trials`` are trials that want
    fewer sheets than ``wanted``, by their ids.
    """
    scene = _scene(event, wanted, locked_tasks)
    done = plan(scene.problem(wanted))
    before = Counter(juror_id for _entry_id, juror_id in scene.present | scene.beside)
    return Preview(
        plan=done,
        wanted=wanted,
        loads=[
            JurorLoad(juror, before[juror.id], done.loads[juror.id] + scene.reads_beside(juror))
            for juror in scene.jurors
        ],
        shortages=[
            _shortage(scene, done, entry)
            for entry in sorted(done.missing, key=lambda entry: scene.entries[entry])
        ],
        works=len(scene.entries),
        of_trials=of_trials or {},
    )


def _scene(event: Event, wanted: int, locked_tasks: Collection[int]) -> Scene:
    jurors = jurors_of(event.id)
    sitting = {juror.id for juror in jurors}
    tasks = _tasks(event)
    active = [t for t in tasks if t.state == "active"]
    counted = [t for t in active if t.reading <= wanted]
    locked = {(t.entry_id, t.juror_id) for t in counted if t.id in locked_tasks}
    return Scene(
        jurors=jurors,
        entries=_entries(event),
        barred=frozenset(_barred(event.id, jurors, tasks) | barred_by_panels(event)),
        beside=frozenset((t.entry_id, t.juror_id) for t in active if t.reading > wanted),
        present=frozenset((t.entry_id, t.juror_id) for t in counted if t.juror_id in sitting),
        locked=frozenset(pair for pair in locked if pair[1] in sitting),
        gone=Counter(entry for entry, juror in locked if juror not in sitting),
    )


def apply_plan(event: Event, made: Preview, *, actor: str = "system") -> int:
    """Carry the plan out, in every trial of the round; returns how many works were given out."""
    derive_conflicts(event, actor=actor)
    trials = [trial.id for trial in trials_of_round(event, current_round(event))]
    taken: dict[tuple[int, int], set[int]] = defaultdict(set)
    removed = set(made.plan.removed)
    for task in _tasks(event):
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
    facts = {
        "wanted": made.wanted,
        "added": [list(pair) for pair in made.plan.added],
        "removed": [list(pair) for pair in made.plan.removed],
    }
    record(
        event_chain(event.id), "assignment.planned", f"event:{event.id}", actor=actor, data=facts
    )
    return len(made.plan.added)


def _entries(event: Event) -> dict[int, str]:
    query = (
        select(Entry.id, Entry.code)
        .where(Entry.event_id == event.id, Entry.is_admitted)
        .order_by(Entry.id)
    )
    going = let_into(current_round(event))
    rows = db.session.execute(query)
    return {row[0]: row[1] or "" for row in rows if going is None or row[0] in going}


def _tasks(event: Event) -> list[Assignment]:
    trials = [trial.id for trial in trials_of_round(event, current_round(event))]
    query = (
        select(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Entry.event_id == event.id, Entry.is_admitted, Assignment.trial_id.in_(trials))
        .order_by(Assignment.id)
    )
    return list(db.session.scalars(query))


def _barred(event_id: int, jurors: Iterable[Juror], tasks: Iterable[Assignment]) -> set[Pair]:
    """Conflicts, those not written down yet too, and tasks that were annulled or stand beside."""
    sitting = list(jurors)
    found = barred_pairs(event_id)
    found |= {(entry, juror) for juror, entry in derived_conflicts(sitting, event_id)}
    return found | {(t.entry_id, t.juror_id) for t in tasks if t.state != "active"}


def _shortage(scene: Scene, done: Plan, entry: int) -> str:
    reads = done.pairs | scene.beside
    free = [j for j in scene.jurors if (entry, j.id) not in reads | scene.barred]
    fact = ngettext(
        "Работе %(code)s не хватает %(num)d члена жюри.",
        "Работе %(code)s не хватает %(num)d членов жюри.",
        done.missing[entry],
        code=scene.entries[entry],
    )
    why = _(
        "Читают её: %(reads)d, конфликт интересов: %(conflict)d, предельная нагрузка: %(full)d.",
        reads=sum((entry, j.id) in reads for j in scene.jurors),
        conflict=sum((entry, j.id) in scene.barred - reads for j in scene.jurors),
        full=len(free),
    )
    return f"{fact} {why}"
