"""The verbs of the desk: one press of a button, once, and never over somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.journal.operations import event_chain, hold, record
from eventkit.scoring.live import words
from eventkit.scoring.live.absence import hold_tasks
from eventkit.scoring.live.clock import LONGEST_MS, Clock, pressed_at
from eventkit.scoring.live.effects import follow, unfollow
from eventkit.scoring.live.models import LiveAct, LiveState
from eventkit.scoring.live.moves import MOVES, ON, TAKES_THE_STAGE, UNDO
from eventkit.scoring.live.queries import act_of, act_that_led, actor_names, last_act, on_stage
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
    state = _held_state(performance)
    received = now()
    made = LiveAct(
        performance=performance,
        key=given.key,
        verb=given.verb,
        seen=given.seen,
        reason=given.reason.strip(),
        age_ms=_sane(given.age_ms),
        own_ms=_sane(given.own_ms),
        before=_snapshot(state),
        effect={},
        pressed_at=pressed_at(received, _sane(given.age_ms), _earliest(state)),
        received_at=received,
        actor=actor,
        outcome="applied",
    )
    made.server_ms = state.clock.elapsed_ms(made.pressed_at)
    made.message = _why_not(performance, state, made)
    made.outcome = "refused" if made.message else "applied"
    db.session.add(made)
    db.session.flush()
    if made.outcome == "applied":
        _apply(state, made)
    return made


def _held_state(performance: Performance) -> LiveState:
    """The row of the performance, made with the first press: the chain is held, so nobody else."""
    state = db.session.get(LiveState, performance.id, with_for_update=True, populate_existing=True)
    if state is None:
        state = LiveState(
            performance_id=performance.id,
            state="waiting",
            run=1,
            banked_ms=0,
            last_key="",
            changed_at=now(),
        )
        db.session.add(state)
        db.session.flush()
    return state


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
    zone = state.performance.entry.event.timezone
    told = words.happened(last, name, zone)
    lost = words.not_applied(made)
    return f"{told} {lost}"


def _stage_is_taken(performance: Performance) -> str:
    for other in on_stage(performance.event_id, ON):
        theirs = other.performance
        is_same = (theirs.trial_id, theirs.room) == (performance.trial_id, performance.room)
        if is_same and theirs.id != performance.id and not theirs.together:
            return str(
                _(
                    "На сцене «%(name)s». Сначала закончите это выступление.",
                    name=theirs.entry.entrant_name,
                )
            )
    return ""


def _apply(state: LiveState, made: LiveAct) -> None:
    if made.verb == UNDO:
        _undo(state, made)
    else:
        _move(state, made)
        made.effect = follow(state, made)
    if made.effect.get("told"):
        made.message = str(made.effect["told"])
    state.last_key = made.key
    state.changed_at = made.pressed_at
    data: dict[str, Any] = {
        "trial": state.performance.trial_id,
        "entry": state.performance.entry_id,
        "state": state.state,
        "run": state.run,
        "ms": state.clock.elapsed_ms(made.pressed_at),
    }
    if made.own_ms is not None and made.own_ms != made.server_ms:
        data["server_ms"] = made.server_ms
    record(
        event_chain(state.performance.event_id),
        f"live.{made.verb}",
        f"entry:{state.performance.entry_id}",
        actor=made.actor,
        data=data,
        texts={"reason": made.reason} if made.reason else None,
    )


def _move(state: LiveState, made: LiveAct) -> None:
    clock, at = state.clock, made.pressed_at
    if made.verb in ("start", "resume"):
        clock = clock.run(at)
    elif made.verb in ("pause", "stop"):
        clock = clock.halt(at, made.own_ms if clock.running_since else None)
    elif made.verb == "repeat":
        # The struck attempt stays in the act: what it had come to, by both stopwatches.
        made.server_ms = clock.elapsed_ms(at)
        clock, state.run = Clock(), state.run + 1
    elif made.verb == "correct" and made.own_ms is not None:
        clock = Clock(made.own_ms)
    state.clock = clock
    state.state = MOVES[made.verb].target or state.state


def _undo(state: LiveState, made: LiveAct) -> None:
    """Bring back how it stood before the last act: a stopwatch stopped by mistake has run on."""
    target = last_act(state.performance_id)
    assert target is not None
    before = target.before
    state.state, state.run = before["state"], before["run"]
    since = before["running_since"]
    state.clock = Clock(before["banked_ms"], datetime.fromisoformat(since) if since else None)
    made.effect = unfollow(target, made)
    made.reason = made.reason or words.undone(target.verb)
    target.undone_by_id = made.id


def _snapshot(state: LiveState) -> dict[str, Any]:
    since = state.running_since
    return {
        "state": state.state,
        "run": state.run,
        "banked_ms": state.banked_ms,
        "running_since": since.isoformat() if since else None,
    }


def _earliest(state: LiveState) -> datetime | None:
    return state.changed_at if state.last_key else None


def _sane(milliseconds: int | None) -> int | None:
    return None if milliseconds is None else min(max(milliseconds, 0), LONGEST_MS)
