"""Whose hands the next step waits for, and what the viewer may do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from eventkit.desk.steps import Act, NextStep
from eventkit.documents.rules import may_see_awards
from eventkit.events.models import Event
from eventkit.events.rules import may_manage, may_view
from eventkit.juries.rules import may_watch_jury
from eventkit.lazy import dataclass
from eventkit.people.queries import staff_of
from eventkit.registration.rules import may_see_queue
from eventkit.results.rules import may_calculate, may_decide, may_publish, may_see_room
from eventkit.web.viewer import Viewer

Rule = Callable[[Viewer, Event], bool]

DOERS: Mapping[str, Rule] = {
    "wait": may_view,
    "share": may_view,
    "calculate": may_calculate,
    "publish": may_publish,
    "ties": may_see_room,
    "ceremony": may_see_awards,
}
"""Who may do a step; every other one is the organizer's."""


@dataclass(frozen=True)
class Hand:
    """What a viewer may do about a step; ``is_own`` tells whether the step itself is theirs."""

    is_own: bool
    act: Act | None = None
    other: Act | None = None


def hand_of(viewer: Viewer, event: Event, step: NextStep) -> Hand:
    """The step's acts for who may do them, else a look at the room that the step is about."""
    if not DOERS.get(step.key, may_manage)(viewer, event):
        return Hand(False, _look(viewer, event, step))
    act = step.act
    if step.key == "ties" and may_decide(viewer, event):
        act = Act(_("Решить ничью"), "results.room")
    return Hand(True, act, step.other if may_manage(viewer, event) else None)


def _look(viewer: Viewer, event: Event, step: NextStep) -> Act | None:
    if step.key in ("mend", "announce"):
        return None
    rule: Rule
    if step.key in ("queue", "nobody"):
        rule, act = may_see_queue, Act(_("Открыть заявки"), "registration.queue")
    elif step.key in ("jury", "assign", "open", "replace", "remind", "close"):
        rule, act = may_watch_jury, Act(_("Смотреть жюри"), "desk.watch")
    else:
        rule, act = may_see_room, Act(_("Посмотреть итоги"), "results.room")
    return act if rule(viewer, event) else None


def doer_words(event: Event) -> str:
    """«Это делает организатор: Устроева Г. М.»"""
    accounts = [one.account for one in staff_of(event.id) if one.role == "organizer"]
    names = ", ".join(a.person.short_name if a.person else a.email for a in accounts)
    if not names:
        return str(_("Это делает организатор."))
    return str(_("Это делает организатор: %(names)s", names=names))
