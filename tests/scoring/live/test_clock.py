"""The stopwatch's arithmetic, against seconds counted by hand."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from eventkit.scoring.engine.overtime import OvertimeRule
from eventkit.scoring.live.clock import Clock, pressed_at, whole_seconds

START = datetime(2026, 3, 14, 3, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_halts_do_not_count_and_what_the_device_showed_stands():
    clock = Clock().run(START).halt(after(61.5))
    assert clock == Clock(61_500)
    again = clock.run(after(100)).run(after(105))
    assert again.elapsed_ms(after(110)) == 71_500
    assert again.halt(after(110), own_ms=70_900) == Clock(70_900)
    assert again.elapsed_ms(after(90)) == 61_500
    assert whole_seconds(61_999) == 61


def test_a_press_is_as_old_as_its_device_says_but_never_older_than_the_one_before():
    assert pressed_at(after(60), 45_000, None) == after(15)
    assert pressed_at(after(60), 45_000, after(20)) == after(20)
    assert pressed_at(after(60), None, after(20)) == after(60)


@pytest.mark.parametrize(
    ("count", "seconds", "points"), [("full", 479, 0), ("full", 480, 1), ("started", 421, 1)]
)
def test_a_second_that_is_not_full_costs_nothing(count, seconds, points):
    rule = OvertimeRule(count=count)
    assert rule.penalty(whole_seconds(seconds * 1000 + 999), 420) == Fraction(points)
