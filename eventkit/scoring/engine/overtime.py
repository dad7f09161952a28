"""Points taken off for time beyond the limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from eventkit.lazy import dataclass

from .arithmetic import total
from .reading import Keys
from .values import Timing

COUNTS = ("full", "started")
MOST_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
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

    @classmethod
    def read(cls, keys: Keys) -> OvertimeRule:
        """The rule under the key `overtime_rule`, the usual one where it is absent."""
        given = keys.take("overtime_rule")
        if given is None:
            return cls()
        inner = Keys(given, keys.named("overtime_rule"))
        points = inner.number("points")
        rule = cls(
            unit_seconds=_seconds(inner, "unit_seconds") or cls().unit_seconds,
            count=inner.choice("count", COUNTS) or cls().count,
            points=cls().points if points is None else points,
            grace_seconds=_seconds(inner, "grace_seconds", least=0) or 0,
            max_points=inner.number("max_points"),
        )
        inner.finish()
        return rule

    def to_dict(self) -> dict[str, object]:
        """JSON-safe and complete; `read` gives the same rule back."""
        return {
            "unit_seconds": self.unit_seconds,
            "count": self.count,
            "points": str(self.points),
            "grace_seconds": self.grace_seconds,
            "max_points": None if self.max_points is None else str(self.max_points),
        }

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


@dataclass(frozen=True)
class Overtime:
    """A performance that was longer than its limit, and the points that it cost (perhaps none)."""

    seconds: int
    limit: int
    points: Fraction


Overtimes = Mapping[str, Overtime]
"""Of one work, by the trial."""


def overtimes(
    times: Iterable[Timing], limits: Mapping[str, int], rule: OvertimeRule
) -> dict[str, dict[str, Overtime]]:
    """The performances beyond their limits, by work and trial."""
    found: dict[str, dict[str, Overtime]] = {}
    for one in times:
        limit = limits.get(one.trial)
        if limit is not None and one.seconds > limit:
            over = Overtime(one.seconds, limit, rule.penalty(one.seconds, limit))
            found.setdefault(one.entry, {})[one.trial] = over
    return found


def points_off(own: Overtimes) -> Fraction:
    """What all performances of a work cost together."""
    return total([over.points for over in own.values()])


def read_limits(keys: Keys) -> dict[str, int]:
    """Limits in whole seconds by the trial's code, under the key `time_limits`."""
    given = keys.take("time_limits")
    if given is None:
        return {}
    inner = Keys(given, keys.named("time_limits"))
    limits = {name: _seconds(inner, name) for name in inner.names()}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _seconds(keys: Keys, key: str, *, least: int = 1) -> int | None:
    seconds = keys.whole(key, least=least)
    if seconds is not None and seconds > MOST_SECONDS:
        raise keys.error(key, "too_large", seconds)
    return seconds
