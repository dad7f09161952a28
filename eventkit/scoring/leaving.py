"""A juror who leaves in the middle: what was sent stays, every open task goes on to the others.

The others keep all they have: only the open tasks of the one who leaves move, by the same optimum
as the plan of the whole event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.journal.operations import event_chain, hold
from eventkit.juries.assigning import Plan, Problem, plan
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import assign, derive_conflicts, dismiss_juror
from eventkit.juries.plan_words import ways_out
from eventkit.juries.planning import Scene, code_key, scene_of
from eventkit.lazy import dataclass
from eventkit.scoring.models import Sheet
from eventkit.scoring.queries import asks_for_thirds
from eventkit.scoring.readings import THIRD, open_third_reading
from eventkit.scoring.recusals import release_task

EVERY_READING = 1_000_000
"""As many sheets as a work can have: all of them count as load."""


@dataclass(frozen=True)
class Leaving:
    """What a juror's leaving moves: codes of works by the juror who gets them, and of the rest.

    ``ways_out`` says in words what would let the rest be read.
    """

    handed: Sequence[tuple[Juror, Sequence[str]]] = ()
    stranded: Sequence[str] = ()
    ways_out: Sequence[str] = ()

    @property
    def works(self) -> int:
        """How many works are open."""
        return sum(len(codes) for _juror, codes in self.handed) + len(self.stranded)


@dataclass(frozen=True)
class _Handover:
    scene: Scene
    problem: Problem
    plan: Plan

    def readers(self) -> dict[int, Juror]:
        """Who takes which work, by its id."""
        jurors = {juror.id: juror for juror in self.scene.jurors}
        return {entry: jurors[juror] for entry, juror in self.plan.added}

    def in_short(self, *, with_ways_out: bool) -> Leaving:
        """As a page shows it."""
        codes = self.scene.codes(self.plan.added)
        handed = [(juror, codes[juror.id]) for juror in self.scene.jurors if juror.id in codes]
        stranded = sorted((self.scene.entries[entry] for entry in self.plan.missing), key=code_key)
        found = with_ways_out and stranded
        words = ways_out(self.scene, self.problem, self.plan) if found else []
        return Leaving(handed, stranded, words)


def look_at_leaving(juror: Juror) -> Leaving:
    """What ``release_juror`` would do with the juror's open works; changes nothing."""
    tasks = _open_tasks(juror)
    return _handover(juror, tasks).in_short(with_ways_out=True)


def release_juror(juror: Juror, *, hand_over: bool = True, actor: str = "system") -> Leaving:
    """Let a juror leave the jury: sent sheets stay, every other task is taken back and handed on.

    Begun sheets are annulled and stay in the log; the new reader begins anew, in the same reading
    and with the same term. Third readings go the way of third readings. Works that nobody may take
    are named in the answer. After the jury's work is closed nothing is handed on. A second call
    does nothing.
    """
    # Whoever acts at the same time waits here; what is read below is what they have left.
    hold(event_chain(juror.event_id))
    db.session.refresh(juror)
    if juror.left_at is not None:
        return Leaving()
    derive_conflicts(juror.event, actor=actor)
    tasks = _open_tasks(juror, held=True)
    planned = _handover(juror, tasks if hand_over else [])
    places = [(task, task.entry, task.trial, task.reading, task.due_at) for task in tasks]
    for task in tasks:
        release_task(task, _("Член жюри вышел из состава."), actor=actor)
    dismiss_juror(juror, actor=actor)
    readers = planned.readers()
    for task, entry, trial, reading, due_at in places:
        if reading >= THIRD and _are_thirds(juror):
            open_third_reading(entry, trial, actor=actor)
        elif entry.id in readers:
            assign(
                readers[entry.id],
                entry,
                trial,
                reading=reading,
                replaces=task if task.state == "annulled" else None,
                due_at=due_at,
                actor=actor,
            )
    return planned.in_short(with_ways_out=False)


def _handover(juror: Juror, tasks: Sequence[Assignment]) -> _Handover:
    """The plan for these tasks alone: all others are load, or readers who stay."""
    scene = scene_of(juror.event, EVERY_READING, ())
    others = frozenset(pair for pair in scene.present if pair[1] != juror.id)
    lost = {t.entry_id for t in tasks if t.entry_id in scene.entries and _goes_on(juror, t)}
    readers = frozenset(pair for pair in others if pair[0] in lost)
    counts = Counter(entry for entry, _juror in readers)
    problem = Problem(
        wanted={entry: counts[entry] + 1 for entry in sorted(lost)},
        limits={j.id: j.load_limit for j in scene.jurors if j.id != juror.id},
        forbidden=scene.barred - readers,
        locked=readers,
        beside=others - readers,
        mismatched=scene.off,
    )
    return _Handover(scene, problem, plan(problem))


def _goes_on(juror: Juror, task: Assignment) -> bool:
    judging = juror.event.stage("judging")
    judged_in = task.trial.round
    is_closed = any(
        part is not None and part.closed_at is not None for part in (judging, judged_in)
    )
    return not is_closed and not (task.reading >= THIRD and _are_thirds(juror))


def _are_thirds(juror: Juror) -> bool:
    return asks_for_thirds(juror.event_id)


def _open_tasks(juror: Juror, *, held: bool = False) -> list[Assignment]:
    """The juror's tasks that are not sent; ``held``: nobody begins or changes one meanwhile."""
    own = (Assignment.juror_id == juror.id, Assignment.state == "active")
    if held:
        db.session.execute(select(Assignment.id).where(*own).with_for_update())
    query = (
        select(Assignment)
        .outerjoin(Sheet, Sheet.assignment_id == Assignment.id)
        .where(*own, or_(Sheet.id.is_(None), Sheet.state != "submitted"))
        .order_by(Assignment.list_place, Assignment.id)
        .options(joinedload(Assignment.entry), joinedload(Assignment.trial))
        .execution_options(populate_existing=held)
    )
    return list(db.session.scalars(query))
