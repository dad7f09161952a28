"""How an act changes the state of a performance, and what the journal says of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.journal.operations import event_chain, record
from eventkit.scoring.live import words
from eventkit.scoring.live.clock import Clock
from eventkit.scoring.live.effects import follow, unfollow
from eventkit.scoring.live.models import LiveAct, LiveState
from eventkit.scoring.live.moves import MOVES, UNDO
from eventkit.scoring.live.queries import last_act
from eventkit.web.clock import now


def held_state(performance: Performance) -> LiveState:
    """The row of the performance, made with the first press; the caller holds the chain."""
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


def snapshot(state: LiveState) -> dict[str, Any]:
    """The state as an act remembers it, so that it can be undone."""
    since = state.running_since
    return {
        "state": state.state,
        "run": state.run,
        "banked_ms": state.banked_ms,
        "running_since": since.isoformat() if since else None,
    }


def apply_act(state: LiveState, made: LiveAct) -> None:
    """Let the act change the state, do what belongs to it, and write its line."""
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
        # The struck attempt stays in the act, by both stopwatches.
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
