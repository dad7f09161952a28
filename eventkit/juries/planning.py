"""From the jury as it is to a plan of who reads what, to be looked at before it is applied."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.assigning import Pair, Plan, Problem, plan
from eventkit.juries.conflicts import derived_conflicts
from eventkit.juries.expertise import outside_expertise
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.panels.queries import barred_by_panels
from eventkit.juries.queries import barred_pairs, jurors_of, own_juries
from eventkit.juries.rounds.queries import current_round, let_into, trials_of_round
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class JurorLoad:
    """How many works a juror has now and would have, and which come, go and are off expertise."""

    juror: Juror
    before: int
    after: int
    added: Sequence[str] = ()
    removed: Sequence[str] = ()
    mismatched: Sequence[str] = ()


@dataclass(frozen=True)
class Scene:
    """The jury as a plan sees it; pairs are (entry id, juror id).

    ``entries`` are the works' codes. ``barred`` are pairs that must not be: conflicts and annulled
    tasks. ``beside`` are readings beyond the wanted ones (a third one), ``gone`` counts begun
    sheets of jurors who have left: they still serve their works. ``off`` are pairs outside the
    juror's expertise.
    """

    jurors: Sequence[Juror]
    entries: Mapping[int, str]
    barred: frozenset[Pair]
    beside: frozenset[Pair]
    present: frozenset[Pair]
    locked: frozenset[Pair]
    gone: Counter[int]
    off: frozenset[Pair] = frozenset()

    def problem(self, wanted: int) -> Problem:
        """What the arithmetic is asked."""
        return Problem(
            wanted={entry: max(0, wanted - self.gone[entry]) for entry in self.entries},
            limits={juror.id: juror.load_limit for juror in self.jurors},
            forbidden=self.barred - self.locked,
            locked=self.locked,
            present=self.present,
            beside=self.beside,
            mismatched=self.off,
        )

    def codes(self, pairs: Iterable[Pair]) -> dict[int, list[str]]:
        """By juror the codes of the works in these pairs."""
        found: dict[int, list[str]] = defaultdict(list)
        for entry, juror in pairs:
            found[juror].append(self.entries[entry])
        return {juror: sorted(codes, key=code_key) for juror, codes in found.items()}


@dataclass(frozen=True)
class Preview:
    """A plan ready to be looked at; ``digest`` tells whether it is still the same when applied."""

    plan: Plan
    wanted: int
    loads: list[JurorLoad]
    works: int
    scene: Scene
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

    @property
    def highest(self) -> int:
        """The largest number on the bars: loads and limits."""
        limits = (row.juror.load_limit or 0 for row in self.loads)
        return max([1, *(max(row.before, row.after) for row in self.loads), *limits])


def code_key(code: str) -> tuple[str, int, str]:
    """Sorts codes as people do: Э-9 before Э-10."""
    head = code.rstrip("0123456789")
    return head, int(code[len(head) :] or 0), code


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
    scene = scene_of(event, wanted, locked_tasks)
    done = plan(scene.problem(wanted))
    return Preview(
        plan=done,
        wanted=wanted,
        loads=loads_in(scene, done),
        works=len(scene.entries),
        scene=scene,
        of_trials=of_trials or {},
    )


def loads_in(scene: Scene, done: Plan) -> list[JurorLoad]:
    """What the plan means for each juror."""
    before = Counter(juror_id for _entry_id, juror_id in scene.present | scene.beside)
    added, removed = scene.codes(done.added), scene.codes(done.removed)
    off = scene.codes(done.pairs & scene.off)
    return [
        JurorLoad(
            juror,
            before[juror.id],
            done.loads[juror.id],
            added.get(juror.id, ()),
            removed.get(juror.id, ()),
            off.get(juror.id, ()),
        )
        for juror in scene.jurors
    ]


def scene_of(event: Event, wanted: int, locked_tasks: Collection[int]) -> Scene:
    """The jury as it is now; ``wanted`` sheets for each work, begun tasks by their ids."""
    jurors = jurors_of(event.id)
    sitting = {juror.id for juror in jurors}
    tasks = tasks_of(event)
    active = [t for t in tasks if t.state == "active"]
    counted = [t for t in active if t.reading <= wanted]
    locked = {(t.entry_id, t.juror_id) for t in counted if t.id in locked_tasks}
    # They are nobody's load now, but they join those who read the same works.
    left = frozenset(pair for pair in locked if pair[1] not in sitting)
    return Scene(
        jurors=jurors,
        entries=_entries(event),
        barred=frozenset(_barred(event.id, jurors, tasks) | barred_by_panels(event)),
        beside=frozenset((t.entry_id, t.juror_id) for t in active if t.reading > wanted) | left,
        present=frozenset((t.entry_id, t.juror_id) for t in counted if t.juror_id in sitting),
        locked=frozenset(pair for pair in locked if pair[1] in sitting),
        gone=Counter(entry for entry, _juror in left),
        off=outside_expertise(event.id),
    )


def _entries(event: Event) -> dict[int, str]:
    query = (
        select(Entry.id, Entry.code)
        .where(Entry.event_id == event.id, Entry.is_admitted)
        .order_by(Entry.id)
    )
    going = let_into(current_round(event))
    rows = db.session.execute(query)
    return {row[0]: row[1] or "" for row in rows if going is None or row[0] in going}


def tasks_of(event: Event) -> list[Assignment]:
    """All tasks of the present round of works that take part, annulled ones too.

    Trials with a jury of their own are not planned: all of it judges every work there.
    """
    own, judged = own_juries(event.id), trials_of_round(event, current_round(event))
    trials = [trial.id for trial in judged if trial.id not in own]
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
