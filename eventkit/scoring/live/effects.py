"""What a press does besides: the official time, the jurors' tasks; and how that is taken back."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial
from eventkit.scoring.live.absence import give_back, take_back
from eventkit.scoring.live.clock import whole_seconds
from eventkit.scoring.live.models import LiveAct, LiveState
from eventkit.scoring.live.queries import last_act
from eventkit.scoring.timing.operations import note_time
from eventkit.scoring.timing.queries import time_of
from eventkit.web.i18n import duration

Effect = dict[str, Any]


def follow(state: LiveState, made: LiveAct) -> Effect:
    """Do what belongs to the act; returns what is needed to take it back, and ``told``."""
    performance = state.performance
    if made.verb == "stop":
        return _note(performance, whole_seconds(state.banked_ms), made)
    if made.verb == "correct":
        return _note(performance, whole_seconds(state.banked_ms), made, over=True)
    if made.verb == "repeat":
        return _note(performance, None, made, over=True)
    if made.verb == "absent":
        tasks, begun = take_back(performance, actor=made.actor)
        told = _("Начатых листов: %(num)d. Они остались: снимите их в «Назначениях».", num=begun)
        return {"tasks": tasks} | ({"told": str(told)} if begun else {})
    if made.verb == "back":
        gone = last_act(performance.id, "absent")
        tasks = gone.effect.get("tasks", []) if gone else []
        return {"given": tasks} | _given(performance, tasks, made)
    return {}


def unfollow(target: LiveAct, made: LiveAct) -> Effect:
    """Take back what an act did besides."""
    performance, effect = target.performance, target.effect
    if "noted" in effect:
        standing = _standing(performance)
        if standing == effect["noted"]:
            _write(performance, effect["before"], made)
            return {}
        return {"told": _by_hand(standing)}
    if target.verb == "absent":
        return _given(performance, effect.get("tasks", []), made)
    if target.verb == "back":
        take_back(performance, actor=made.actor)
    return {}


def _note(
    performance: Performance, seconds: int | None, made: LiveAct, *, over: bool = False
) -> Effect:
    """Keep the time; what was typed by hand meanwhile stays, unless the act is to put it right."""
    standing = _standing(performance)
    if standing is not None and not over and standing != seconds:
        return {"told": _by_hand(standing)}
    _write(performance, seconds, made)
    return {"noted": seconds, "before": standing}


def _write(performance: Performance, seconds: int | None, made: LiveAct) -> None:
    note_time(
        performance.entry,
        db.session.get_one(Trial, performance.trial_id),
        seconds,
        seen=_standing(performance),
        source=f"live:{made.id}",
        reason=made.reason,
        actor=made.actor,
    )


def _standing(performance: Performance) -> int | None:
    row = time_of(performance.entry_id, performance.trial_id)
    return row.seconds if row else None


def _by_hand(seconds: int | None) -> str:
    shown = "–" if seconds is None else duration(seconds)
    return str(_("Вручную записано другое время: %(time)s. Оно осталось.", time=shown))


def _given(performance: Performance, tasks: list[Any], made: LiveAct) -> Effect:
    left = give_back(performance, tasks, actor=made.actor)
    if not left:
        return {}
    return {"told": str(_("Лист не вернулся: %(names)s.", names=", ".join(left)))}
