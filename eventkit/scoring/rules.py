"""Who may read and fill in which sheet."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.rules import is_read_only
from eventkit.juries.models import Assignment
from eventkit.juries.rules import is_juror, may_run_jury, may_watch_jury
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer

__all__ = [
    "judging_is_open",
    "may_correct_sheets",
    "may_give_readings",
    "may_hand_over",
    "may_run_jury",
    "may_score",
    "may_watch_jury",
]


def may_score(viewer: Viewer, task: Assignment) -> bool:
    """A sheet is its juror's alone; nobody else opens it on the juror's pages."""
    return is_juror(viewer, task.juror)


def judging_is_open(event: Event) -> bool:
    """Whether jurors may mark now: from the opening by hand to the closing by hand.

    Never while the plugin of the event's format is missing.
    """
    return phase(event, now()) == "judging" and not is_read_only(event)


def may_give_readings(viewer: Viewer, event: Event) -> bool:
    """The organizer and the chair give third readings and readings beside the plan."""
    return viewer.has_role(event.id, "organizer", "chair")


def may_hand_over(viewer: Viewer, event: Event) -> bool:
    """The organizer and the secretary load what jurors' devices hand over."""
    return viewer.has_role(event.id, "organizer", "secretary")


def may_correct_sheets(viewer: Viewer, event: Event) -> bool:
    """The organizer and the chair return and annul sheets, with a reason."""
    return viewer.has_role(event.id, "organizer", "chair")
