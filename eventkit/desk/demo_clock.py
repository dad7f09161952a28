"""The clock by which the demo's past is played."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass
class DemoClock:
    """The clock of the played past; ``start`` is the real present."""

    start: datetime
    at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.start

    def __call__(self) -> datetime:
        """The moment that is being played."""
        return self.at

    def go(self, days: float) -> datetime:
        """Stand so many days from the present, the past being negative."""
        self.at = self.start + timedelta(days=days)
        return self.at

    def day(self, days: int, zone: str) -> date:
        """A day of the zone so many days from the present one."""
        return self.start.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
