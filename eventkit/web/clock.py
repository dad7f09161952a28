"""The one clock. Tests and the demo set another one; nothing else reads the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def _system() -> datetime:
    return datetime.now(UTC)


_clock: Clock = _system


def now() -> datetime:
    """The present instant, in UTC."""
    return _clock()


def today(zone: str) -> date:
    """The present date in a zone, e.g. of an event."""
    return now().astimezone(ZoneInfo(zone)).date()


def set_clock(clock: Clock | None) -> None:
    """Replace the clock; None brings the system's back."""
    global _clock
    _clock = clock or _system
