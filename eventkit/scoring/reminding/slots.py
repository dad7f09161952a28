"""The moments of a schedule, as arithmetic that knows no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventkit.lazy import dataclass

MOST = 1000
"""Moments that one schedule can have: nobody judges for longer."""


@dataclass(frozen=True)
class Schedule:
    """What a schedule follows from.

    ``kind`` is before or every, ``days`` whole days, ``at`` a time of day in ``zone``, ``opened``
    the instant at which judging was opened, ``last`` the last second of its term, if it has one.
    """

    kind: str
    days: Sequence[int]
    at: time
    zone: str
    opened: datetime
    last: datetime | None

    def moments(self) -> Iterator[datetime]:
        """All moments after the opening, the earliest first."""
        for on in self._dates():
            moment = datetime.combine(on, self.at, ZoneInfo(self.zone)).astimezone(UTC)
            if moment > self.opened:
                yield moment

    def _dates(self) -> Iterator[date]:
        zone = ZoneInfo(self.zone)
        if self.kind == "every":
            first = self.opened.astimezone(zone).date()
            yield from (first + timedelta(days=self.days[0] * n) for n in range(1, MOST))
        elif self.last is not None:
            end = self.last.astimezone(zone).date()
            yield from (end - timedelta(days=d) for d in sorted(set(self.days), reverse=True))


def latest(schedule: Schedule, since: datetime, at: datetime) -> datetime | None:
    """The last moment after ``since`` that has come by ``at``; of several missed ones the last."""
    found = None
    for moment in schedule.moments():
        if moment > at:
            break
        if moment > since:
            found = moment
    return found


def following(schedule: Schedule, at: datetime) -> datetime | None:
    """The first moment that is still to come."""
    return next((moment for moment in schedule.moments() if moment > at), None)
