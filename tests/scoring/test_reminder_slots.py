"""The moments of a schedule, worked out by hand from a calendar."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from eventkit.scoring.reminding.slots import Schedule, following, latest


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def schedule(kind: str, days: tuple[int, ...], **values: Any) -> Schedule:
    defaults: dict[str, Any] = {
        "at": time(9),
        "zone": "Asia/Yakutsk",
        "opened": utc(2025, 11, 1),
        "last": utc(2025, 11, 14, 14, 59, 59),
    }
    return Schedule(kind, days, **defaults | values)


def test_days_before_the_last_one_in_the_zone_of_the_event() -> None:
    """9:00 in Yakutsk is midnight by UTC; 0 is the last day itself; twice the same is once."""
    found = list(schedule("before", (1, 3, 0, 3)).moments())
    assert found == [utc(2025, 11, 11), utc(2025, 11, 13), utc(2025, 11, 14)]


def test_a_day_of_twenty_five_hours_keeps_nine_in_the_morning() -> None:
    """Berlin leaves summer time on 26 October 2025: 7:00 UTC before, 8:00 UTC after."""
    found = schedule(
        "every", (1,), zone="Europe/Berlin", opened=utc(2025, 10, 24, 12), last=None
    ).moments()
    assert [next(found) for _number in range(3)] == [
        utc(2025, 10, 25, 7),
        utc(2025, 10, 26, 8),
        utc(2025, 10, 27, 8),
    ]


def test_moments_before_the_opening_are_none() -> None:
    late = schedule("before", (20, 1), opened=utc(2025, 11, 10))
    assert list(late.moments()) == [utc(2025, 11, 13)]
    assert list(schedule("before", (1,), last=None).moments()) == []


def test_of_several_missed_moments_the_last_one_counts() -> None:
    given = schedule("before", (3, 2, 1))
    assert latest(given, utc(2025, 11, 1), utc(2025, 11, 12, 5)) == utc(2025, 11, 12)
    assert latest(given, utc(2025, 11, 12), utc(2025, 11, 12, 5)) is None
    assert following(given, utc(2025, 11, 12)) == utc(2025, 11, 13)
    assert following(given, utc(2025, 11, 13)) is None
