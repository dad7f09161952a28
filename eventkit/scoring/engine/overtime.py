"""Points taken off for time beyond the limit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

COUNTS = ("full", "started")


@dataclass(frozen=True, slots=True)
class OvertimeRule:
    """`points` for each full or started unit of seconds beyond the limit.

    Up to `grace_seconds` beyond it nothing is taken; beyond the grace time counts from the limit
    itself. `max_points` is the most that a trial may cost.
    """

    unit_seconds: int = 60
    count: str = "full"
    points: Fraction = Fraction(1)
    grace_seconds: int = 0
    max_points: Fraction | None = None

    def penalty(self, seconds: int, limit_seconds: int) -> Fraction:
        """The points for a performance of so many seconds."""
        over = seconds - limit_seconds
        if over <= self.grace_seconds:
            return Fraction(0)
        units = over // self.unit_seconds
        if self.count == "started" and over % self.unit_seconds:
            units += 1
        points = units * self.points
        return points if self.max_points is None else min(points, self.max_points)
