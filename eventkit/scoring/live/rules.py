"""Who may run a day of performances, and when."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.events.rules import is_read_only
from eventkit.juries.rules import may_watch_jury
from eventkit.scoring.rules import may_keep_time
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer

__all__ = ["day_is_open", "may_run_day", "may_watch_jury"]

OPEN = ("registration", "judging", "results")


def may_run_day(viewer: Viewer, event: Event) -> bool:
    """The organizer and the secretary press the buttons."""
    return may_keep_time(viewer, event)


def day_is_open(event: Event) -> bool:
    """Until the results are published; after that an appeal corrects a time."""
    return phase(event, now()) in OPEN and not is_read_only(event)
