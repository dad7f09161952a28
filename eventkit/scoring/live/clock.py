"""The stopwatch of one performance: arithmetic that knows no database and no page.

Two clocks measure. The server's tells when a press happened: its arrival less the age that the
device names. The device's own stopwatch tells how long it ran: no network can bend that. Where a
device says what it showed, that stands; the hour that a device believes it is counts for nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from eventkit.lazy import dataclass

LONGEST_MS = 24 * 60 * 60 * 1000
SECOND = 1000


@dataclass(frozen=True)
class Clock:
    """What was measured up to the last halt, and since when it runs again; None: it stands."""

    banked_ms: int = 0
    running_since: datetime | None = None

    def elapsed_ms(self, at: datetime) -> int:
        """What it shows at an instant, in milliseconds."""
        if self.running_since is None:
            return self.banked_ms
        return self.banked_ms + max(0, between_ms(self.running_since, at))

    def run(self, at: datetime) -> Clock:
        """Let it go, or go on; one that runs keeps its beginning."""
        return self if self.running_since else Clock(self.banked_ms, at)

    def halt(self, at: datetime, own_ms: int | None = None) -> Clock:
        """Stop it; ``own_ms`` is what the device showed at that moment, the halts before too."""
        return Clock(self.elapsed_ms(at) if own_ms is None else own_ms)


def pressed_at(received: datetime, age_ms: int | None, not_before: datetime | None) -> datetime:
    """When a button was pressed: the arrival less its age, never before what happened before."""
    at = received - timedelta(milliseconds=age_ms or 0)
    return at if not_before is None else max(at, not_before)


def between_ms(first: datetime, second: datetime) -> int:
    """Milliseconds from one instant to another."""
    return (second - first) // timedelta(milliseconds=1)


def whole_seconds(milliseconds: int) -> int:
    """The seconds that a stopwatch shows: one that is not full does not count."""
    return milliseconds // SECOND
