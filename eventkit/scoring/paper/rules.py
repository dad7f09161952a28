"""Who may print, type in and decide about paper sheets, and when a sheet takes a typing."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.juries.models import Assignment
from eventkit.juries.rules import may_watch_jury
from eventkit.people.accounts import Account
from eventkit.scoring.rules import judging_is_open, may_correct_sheets
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer

__all__ = [
    "is_late",
    "is_same_person",
    "may_correct_sheets",
    "may_look_at_papers",
    "may_look_at_sheet",
    "may_type",
    "may_type_sheet",
    "why_closed",
]


def may_look_at_papers(viewer: Viewer, event: Event) -> bool:
    """Organizer, chair and secretary print sheets and see which have come in on paper."""
    return may_watch_jury(viewer, event)


def may_look_at_sheet(viewer: Viewer, task: Assignment) -> bool:
    """The same, asked about one sheet."""
    return may_look_at_papers(viewer, task.juror.event)


def may_type(viewer: Viewer, event: Event) -> bool:
    """Organizer and secretary type sheets in. Each with an account: two must be told apart."""
    return viewer.is_signed_in and viewer.has_role(event.id, "organizer", "secretary")


def may_type_sheet(viewer: Viewer, task: Assignment) -> bool:
    """The same, asked about one sheet."""
    return may_type(viewer, task.juror.event)


def is_same_person(account: Account, viewer: Viewer) -> bool:
    """Whether a typing was made by the viewer, under this account or another of one's own."""
    if account.id == viewer.account_id:
        return True
    return account.person_id is not None and account.person_id == viewer.person_id


def is_late(event: Event) -> bool:
    """Whether the jury's work is over: what comes on paper now is a correction with a reason."""
    return not judging_is_open(event)


def why_closed(task: Assignment) -> str:
    """Why no paper is taken for a task, in words; empty where one is."""
    if task.state != "active":
        return str(_("Назначение снято: этот лист не считается, и бумагу по нему не вводят."))
    if not task.entry.is_admitted:
        return str(_("Работа не участвует в конкурсе, листы по ней не вводят."))
    stands = phase(task.juror.event, now())
    if stands in ("setup", "registration"):
        return str(_("Оценивание ещё не открыто. Бумажные листы вводят, когда жюри начнёт работу."))
    if stands == "archived":
        return str(_("Мероприятие в архиве, листы больше не меняются."))
    return ""
