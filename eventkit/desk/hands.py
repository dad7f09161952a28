"""Whose hands the next step waits for, and what the viewer may do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from eventkit.desk.steps import Act, NextStep
from eventkit.documents.rules import may_see_awards
from eventkit.events.models import Event
from eventkit.events.organizers import organizer_names
from eventkit.events.pages import has_jury, is_counted
from eventkit.events.rules import may_manage, may_view
from eventkit.juries.rules import may_watch_jury
from eventkit.lazy import dataclass
from eventkit.registration.rules import may_see_queue
from eventkit.results.appeals.rules import may_hear
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
    "appeals": may_hear,
    "correct": may_publish,
}
"""Who may do a step; every other one is the organizer's."""

ABOUT_JURY = ("jury", "assign", "links", "open", "replace", "remind", "close")


@dataclass(frozen=True)
class Hand:
    """What a viewer is told and may do about a step; ``is_own`` says whether it is theirs to do."""

    is_own: bool
    title: str
    text: str = ""
    act: Act | None = None
    other: Act | None = None


def hand_of(viewer: Viewer, event: Event, step: NextStep) -> Hand:
    """The step's acts for who may do them, else a look at the room that the step is about."""
    if not DOERS.get(step.key, may_manage)(viewer, event):
        return Hand(False, onlooker_title(step), act=_look(viewer, event, step))
    act = step.act
    if step.key == "ties" and may_decide(viewer, event):
        act = Act(_("Решить ничью"), "results.room")
    other = step.other if may_manage(viewer, event) else None
    return Hand(True, step.title, step.text, act, other)


def onlooker_title(step: NextStep) -> str:
    """Where the event stands for those who only look on: nobody is told to do another's work."""
    said = {
        "mend": _("Мероприятие ещё настраивают"),
        "announce": _("Мероприятие ещё не объявлено"),
        "assign": _("Работы розданы жюри не все"),
        "links": _("Жюри готовится к работе"),
        "open": _("Жюри готовится к работе"),
        "check": _("Готовят документы"),
        "archive": _("Итоги и документы выданы"),
    }
    return str(said.get(step.key, step.title))


def _look(viewer: Viewer, event: Event, step: NextStep) -> Act | None:
    """The room that the step is about, where there is one and it opens for the viewer."""
    rule: Rule
    if step.key in ("mend", "announce"):
        return None
    if step.key in ("queue", "nobody"):
        rule, act = may_see_queue, Act(_("Открыть заявки"), "registration.queue")
    elif step.key in ABOUT_JURY:
        if not has_jury(event):
            return None
        rule, act = may_watch_jury, Act(_("Смотреть жюри"), "desk.watch")
    elif is_counted(event):
        rule, act = may_see_room, Act(_("Посмотреть итоги"), "results.room")
    else:
        return None
    return act if rule(viewer, event) else None


def doer_words(event: Event) -> str:
    """«Это делает организатор: Устроева Г. М.»"""
    names = organizer_names(event)
    if not names:
        return str(_("Это делает организатор."))
    return str(_("Это делает организатор: %(names)s", names=names))
