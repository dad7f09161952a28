"""Until when a task may be done: the jury's term, or the task's own where that is later.

Judging itself is closed by hand, so nobody is locked out at a deadline: it is what people are told,
what reminders name and from when on the cockpit calls a sheet late.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.days import SECOND, end_of
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.juries.models import Assignment
from eventkit.web.clock import now
from eventkit.web.i18n import moment


def term_of(event: Event, begins: datetime, days: int | None) -> datetime | None:
    """The first instant that is too late for a task given ``days`` days from an instant.

    The day on which it begins is not counted, and the last one counts to its last second.
    """
    if days is None:
        return None
    first = begins.astimezone(ZoneInfo(event.timezone)).date()
    return end_of(first + timedelta(days=days), event.timezone)


def own_deadline(event: Event, due_at: datetime | None) -> datetime | None:
    """The last moment of a task whose own term counts: it is later than that of the jury."""
    judging = event.stage("judging")
    closes = judging.closes_at if judging is not None else None
    if due_at is None or (closes is not None and due_at <= closes):
        return None
    return due_at - SECOND


def deadline(event: Event, due_at: datetime | None) -> datetime | None:
    """The last moment of a task: of its own term or of the jury's; None without any."""
    own = own_deadline(event, due_at)
    if own is not None:
        return own
    judging = event.stage("judging")
    closes = judging.closes_at if judging is not None else None
    return closes - SECOND if closes is not None else None


def closed_words(event: Event) -> str:
    """Why no mark can be given now: the round was closed, and when, or it has not begun."""
    judging = event.stage("judging")
    if judging is not None and judging.closed_at is not None:
        when = moment(judging.closed_at, event.timezone)
        return str(_("Оценивание закрыто %(moment)s.", moment=when))
    if phase(event, now()) == "archived":
        return str(_("Мероприятие в архиве, листы больше не меняются."))
    return str(_("Оценивание ещё не открыто. Организатор пришлёт письмо, когда можно начинать."))


def task_closed_words(task: Assignment) -> str:
    """Why this task takes no mark now: its round, or the whole judging."""
    event, judged_in = task.juror.event, task.trial.round
    if judged_in is None or phase(event, now()) != "judging":
        return closed_words(event)
    if judged_in.closed_at is None:
        return str(_("Тур «%(title)s» ещё не открыт.", title=judged_in.title))
    when = moment(judged_in.closed_at, event.timezone)
    return str(_("Тур «%(title)s» закрыт %(moment)s.", title=judged_in.title, moment=when))
