"""Sentences of the desk: what happened, why a press does not act, what time costs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.scoring.engine.overtime import OvertimeRule
from eventkit.scoring.live.clock import whole_seconds
from eventkit.scoring.live.models import LiveAct
from eventkit.scoring.timing.words import points_words
from eventkit.web.i18n import duration

MOST_COSTS = 60
"""So many steps of the rule a page knows in words; nobody talks longer beyond the limit."""

STATE_WORDS = {
    "waiting": _l("ждёт"),
    "called": _l("на сцене"),
    "running": _l("выступает"),
    "paused": _l("пауза"),
    "done": _l("выступили"),
    "absent": _l("не явились"),
}
VERB_WORDS = {
    "call": _l("Вызвать"),
    "start": _l("Начать"),
    "pause": _l("Пауза"),
    "resume": _l("Продолжить"),
    "stop": _l("Стоп"),
    "repeat": _l("Технический повтор"),
    "wait": _l("Вернуть в очередь"),
    "absent": _l("Не явились"),
    "back": _l("Вернуть"),
    "replaced": _l("Замена"),
    "correct": _l("Исправить время"),
    "undo": _l("Отменить"),
}


def not_now(verb: str, state: str) -> str:
    """Why a button makes no sense now."""
    return str(
        _(
            "«%(verb)s» сейчас не нажать: состояние выступления – «%(state)s».",
            verb=VERB_WORDS[verb],
            state=STATE_WORDS[state],
        )
    )


def happened(act: LiveAct, name: str, zone: str) -> str:
    """«В 10:32 «Стоп» уже нажала Иванова И. И.»"""
    at = act.pressed_at.astimezone(ZoneInfo(zone))
    values = {"time": f"{at:%H:%M}", "verb": VERB_WORDS[act.verb], "name": name or _("система")}
    return str(_("В %(time)s уже нажато «%(verb)s» (%(name)s).", **values))


def not_applied(act: LiveAct) -> str:
    """What became of the press that came too late; the time that it measured is said."""
    verb = VERB_WORDS[act.verb]
    if act.own_ms is None:
        return str(_("Ваше «%(verb)s» не применено.", verb=verb))
    shown = duration(whole_seconds(act.own_ms))
    return str(
        _("Ваше «%(verb)s» не применено, ваш секундомер показал %(time)s.", verb=verb, time=shown)
    )


def undone(verb: str) -> str:
    """What an undoing took back, for the journal."""
    return str(_("Отменено: %(verb)s", verb=VERB_WORDS[verb]))


def costs(rule: OvertimeRule) -> list[str]:
    """What one, two, … units beyond the limit cost; shorter where the rule has a most."""
    found: list[str] = []
    for units in range(1, MOST_COSTS + 1):
        points = units * rule.points
        if rule.max_points is not None and points >= rule.max_points:
            return [*found, points_words(rule.max_points)]
        found.append(points_words(points))
    return found


def over_words(seconds: int, limit: int, rule: OvertimeRule) -> str:
    """«сверх регламента 1:20, снимется 1 балл»; "" within the limit."""
    if seconds <= limit:
        return ""
    over, points = duration(seconds - limit), rule.penalty(seconds, limit)
    if not points:
        return str(_("сверх регламента %(over)s, баллы не снимаются", over=over))
    cost = points_words(points)
    return str(_("сверх регламента %(over)s, снимут %(points)s", over=over, points=cost))
