"""The verb of the desk: one press of a button, once, and never over somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.journal.operations import event_chain, hold
from eventkit.lazy import dataclass
from eventkit.scoring.live import words
from eventkit.scoring.live.absence import hold_tasks
from eventkit.scoring.live.acting import apply_act, held_state, snapshot
from eventkit.scoring.live.clock import LONGEST_MS, pressed_at
from eventkit.scoring.live.models import LiveAct, LiveState
from eventkit.scoring.live.moves import MOVES, ON, TAKES_THE_STAGE, TOGETHER, UNDO
from eventkit.scoring.live.queries import (
    act_of,
    act_that_led,
    actor_names,
    last_act,
    on_stage,
    others_of,
)
from eventkit.scoring.live.rules import day_is_open
from eventkit.web.clock import now

CHANGES_TASKS = ("absent", UNDO)


@dataclass(frozen=True)
class Press:
    """What a device says of one press.

    ``seen`` is the key of the act that it saw as the last of this performance; ``age_ms`` how long
    ago it was pressed, ``own_ms`` what its stopwatch showed, both by its own stopwatch.
    """

    key: str
    verb: str
    seen: str = ""
    age_ms: int | None = None
    own_ms: int | None = None
    reason: str = ""


def press(performance: Performance, given: Press, *, actor: str = "system") -> LiveAct:
    """Let a press act, or keep it with the reason why it does not; its outcome says which.

    One that was sent before is answered as it was then. One pressed after another act than the
    last is refused and told what happened meanwhile, so that nobody overwrites anybody.
    """
    if given.verb in CHANGES_TASKS:
        hold_tasks(performance)
    hold(event_chain(performance.event_id))
    known = act_of(performance.id, given.key)
    if known is not None:
        return known
    state, received = held_state(performance), now()
    made = _act(performance, state, given, received, actor)
    made.message = _why_not(performance, state, made)
    made.outcome = "refused" if made.message else "applied"
    db.session.add(made)
    db.session.flush()
    if made.outcome == "applied":
        undone = last_act(performance.id) if made.verb == UNDO else None
        apply_act(state, made)
        _note_beginning(performance, received)
        if performance.together:
            _take_along(performance, given, received, undone, actor)
    return made


def _act(
    performance: Performance, state: LiveState, given: Press, received: datetime, actor: str
) -> LiveAct:
    age = _sane(given.age_ms)
    at = pressed_at(received, age, state.changed_at if state.last_key else None)
    return LiveAct(
        performance=performance,
        key=given.key,
        verb=given.verb,
        seen=given.seen,
        outcome="applied",
        reason=given.reason.strip(),
        age_ms=age,
        own_ms=_sane(given.own_ms),
        server_ms=state.clock.elapsed_ms(at),
        before=snapshot(state),
        effect={},
        pressed_at=at,
        received_at=received,
        actor=actor,
    )


def _take_along(
    performance: Performance,
    given: Press,
    received: datetime,
    undone: LiveAct | None,
    actor: str,
) -> None:
    """Where all are on at once: let the others do the same, under keys that tell of the first."""
    if given.verb not in TOGETHER and undone is None:
        return
    for other in others_of(performance):
        state, last = held_state(other), last_act(other.id)
        if undone is not None:
            fits = last is not None and _first_of(last.key) == _first_of(undone.key)
        else:
            fits = state.state in MOVES[given.verb].sources
        if fits:
            theirs = replace(given, key=_follower(given.key, other), seen=state.last_key)
            act = _act(other, state, theirs, received, actor)
            db.session.add(act)
            db.session.flush()
            apply_act(state, act)
            _note_beginning(other, received)


def _note_beginning(performance: Performance, received: datetime) -> None:
    """From the first act in force the order stands; where all were undone it may change again."""
    is_begun = last_act(performance.id) is not None
    performance.begun_at = (performance.begun_at or received) if is_begun else None


def _follower(key: str, other: Performance) -> str:
    return f"{key}:{other.id}"


def _first_of(key: str) -> str:
    """The key of the press from which an act follows."""
    return key.partition(":")[0]


def _why_not(performance: Performance, state: LiveState, made: LiveAct) -> str:
    """Why a press does not act, in words; "" where it does."""
    if not day_is_open(performance.entry.event):
        return str(_("Итоги опубликованы. Теперь время исправляют по апелляции."))
    if made.seen != state.last_key:
        return _meanwhile(state, made)
    if made.verb == UNDO:
        return "" if last_act(performance.id) else str(_("Отменять нечего."))
    move = MOVES[made.verb]
    if state.state not in move.sources:
        return words.not_now(made.verb, state.state)
    if move.wants_reason and not made.reason:
        return str(_("Напишите причину: она останется в журнале."))
    if made.verb in TAKES_THE_STAGE and not performance.together:
        return _stage_is_taken(performance)
    if made.verb == "correct" and made.own_ms is None:
        return str(_("Напишите минуты и секунды через двоеточие, например 7:05."))
    return ""


def _meanwhile(state: LiveState, made: LiveAct) -> str:
    last = act_that_led(state)
    if last is None:
        return str(_("Страница устарела. Откройте её ещё раз."))
    name = actor_names([last.actor]).get(last.actor, "")
    told = words.happened(last, name, state.performance.entry.event.timezone)
    return f"{told} {words.not_applied(made)}"


def _stage_is_taken(performance: Performance) -> str:
    for other in on_stage(performance.event_id, ON):
        theirs = other.performance
        is_same = (theirs.trial_id, theirs.room) == (performance.trial_id, performance.room)
        if is_same and theirs.id != performance.id and not theirs.together:
            name = theirs.entry.entrant_name
            return str(_("На сцене «%(name)s». Сначала закончите это выступление.", name=name))
    return ""


def _sane(milliseconds: int | None) -> int | None:
    return None if milliseconds is None else min(max(milliseconds, 0), LONGEST_MS)
