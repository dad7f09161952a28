"""The one clock. Tests and the demo set another one; nothing else reads the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def _system() -> datetime:
    return datetime.now(UTC)


@dataclass
class _Source:
    read: Clock = _system


_source = _Source()


def now() -> datetime:
    """The present instant, in UTC."""
    return _source.read().astimezone(UTC)


def today(zone: str) -> date:
    """The present date in a zone, e.g. of an event."""
    return now().astimezone(ZoneInfo(zone)).date()


def set_clock(clock: Clock | None) -> None:
    """Replace the clock; None brings the system's back."""
    _source.read = clock or _system
