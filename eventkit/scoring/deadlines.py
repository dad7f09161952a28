"""Until when a task may be done: the jury's term, or the task's own where that is later.

Judging itself is closed by hand, so nobody is locked out at a deadline: it is what people are told,
what reminders name and from when on the cockpit calls a sheet late.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eventkit.events.days import SECOND, end_of
from eventkit.events.models import Event


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
