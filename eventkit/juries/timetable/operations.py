"""Verbs about times: lay out a trial, move one performance, show the timetable."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of
from eventkit.events.models import Event, Trial
from eventkit.events.operations import journal
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, hold
from eventkit.juries.timetable.models import Timetable, TrialTimes
from eventkit.juries.timetable.queries import rooms_of_works
from eventkit.juries.timetable.slots import Layout, starts
from eventkit.web.clock import now


def lay_out(trial: Trial, layout: Layout, room: str = "", *, actor: str = "system") -> None:
    """Give every performance of a trial its time; panels go on side by side in their rooms.

    Raises RefusalError where nobody stands in the order yet.
    """
    hold(event_chain(trial.event_id))
    rows = performances_of(trial)
    if not rows:
        raise RefusalError(_("Сначала проведите жеребьёвку: без порядка нет и времени."))
    kept = db.session.get(TrialTimes, trial.id) or TrialTimes(trial_id=trial.id)
    db.session.add(kept)
    kept.starts_at, kept.minutes, kept.room = layout.starts_at, layout.minutes, room
    kept.break_after, kept.break_minutes = layout.break_after, layout.break_minutes
    kept.break_at, kept.break_at_minutes = layout.break_at, layout.break_at_minutes
    kept.together = layout.together
    rooms = rooms_of_works(trial.event)
    queues: dict[str, list[Performance]] = defaultdict(list)
    for row in rows:
        queues[rooms.get(row.entry_id, room)].append(row)
    for place, queue in queues.items():
        for row, at in zip(queue, starts(layout, len(queue)), strict=True):
            row.starts_at, row.minutes = at, layout.minutes
            row.room, row.together = place, layout.together
    db.session.flush()
    journal(
        trial.event,
        "timetable.set",
        actor,
        subject=f"trial:{trial.id}",
        data={"starts_at": layout.starts_at.isoformat(), "minutes": layout.minutes},
    )


def lay_out_again(trial: Trial, *, actor: str = "system") -> None:
    """Give the times of a trial once more, after its order has changed."""
    kept = db.session.get(TrialTimes, trial.id)
    if kept is not None:
        layout = Layout(
            kept.starts_at,
            kept.minutes,
            kept.break_after,
            kept.break_minutes,
            kept.together,
            kept.break_at,
            kept.break_at_minutes,
        )
        lay_out(trial, layout, kept.room, actor=actor)


def move(
    performance: Performance, starts_at: datetime, *, following: bool = False, actor: str = "system"
) -> int:
    """Begin a performance at another time; with ``following`` what comes after it moves as much.

    Returns how many have moved. What follows is what stands later in the same trial and room.
    """
    hold(event_chain(performance.event_id))
    db.session.refresh(performance)
    if performance.starts_at is None:
        raise RefusalError(_("У этого выступления ещё нет времени."))
    shift, before = starts_at - performance.starts_at, performance.starts_at
    moved = [performance]
    if following:
        moved += [
            row
            for row in performances_of(performance.trial)
            if row.room == performance.room
            and row.id != performance.id
            and row.starts_at is not None
            and row.starts_at >= before
        ]
    for row in moved:
        assert row.starts_at is not None
        row.starts_at += shift
    db.session.flush()
    journal(
        performance.trial.event,
        "timetable.moved",
        actor,
        subject=f"performance:{performance.id}",
        data={"to": starts_at.isoformat(), "moved": len(moved)},
    )
    return len(moved)


def show(event: Event, shown: bool, *, actor: str = "system") -> None:
    """Let visitors see the times, or only the staff and those who perform."""
    row = db.session.get(Timetable, event.id) or Timetable(event_id=event.id)
    db.session.add(row)
    row.shown_at = now() if shown else None
    db.session.flush()
    journal(event, "timetable.shown" if shown else "timetable.hidden", actor)
