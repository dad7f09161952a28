"""Reminders to jurors reach a real mail server: only who owes, once for each moment, in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.stage_operations import set_stage_times
from eventkit.jobs.running import STALE_AFTER, _claim, run_due
from eventkit.juries.models import Assignment, Juror
from eventkit.mail.sending import send_due
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.reminding.by_hand import remind_by_hand
from eventkit.scoring.reminding.operations import set_plan
from eventkit.scoring.reminding.schedule import look_at_plans, next_moment, write_of_schedule
from eventkit.scoring.rules_operations import close_judging
from eventkit.testing.factories import create_person
from eventkit.testing.juries import create_judged_event, create_juror, create_task
from eventkit.testing.pages import plain
from eventkit.web.clock import set_clock
from tests.mail.sink import Sink

pytestmark = pytest.mark.database

BEGIN = datetime(2025, 11, 10, 0, 0, tzinfo=UTC)
"""10 November, 9 in the morning in Yakutsk."""
MIDNIGHT = datetime(2025, 11, 14, 15, 0, tzinfo=UTC)
"""The end of 14 November there."""
MARKS = {"K1": 3, "K2": 7}


@pytest.fixture
def event(app: Flask) -> Event:
    """Judged until 14 November, reminded 3 days and 1 day before at 09:00."""
    at(BEGIN)
    made = create_judged_event(title="К вершинам")
    judging = made.stage("judging")
    assert judging
    judging.closes_at = MIDNIGHT
    set_plan(made, is_on=True, days=(3, 1), at="09:00")
    db.session.commit()
    return made


def at(moment: datetime) -> None:
    set_clock(lambda: moment)


def busy(event: Event, name: str, works: int = 1) -> Juror:
    juror = create_juror(event, create_person(email=f"{name}@example.org", first_name="Нина"))
    for _number in range(works):
        create_task(event, juror)
    db.session.commit()
    return juror


def round_of_work() -> None:
    """What the runner does each minute."""
    look_at_plans()
    run_due()
    send_due()


def live(hours: int, start: datetime = BEGIN) -> None:
    """Let the runner look once an hour."""
    for hour in range(hours):
        at(start + timedelta(hours=hour))
        round_of_work()


def send_all(juror: Juror) -> None:
    for task in db.session.scalars(select(Assignment).filter_by(juror_id=juror.id)):
        if task.progress != "submitted":
            enter_sheet(task, MARKS)
    db.session.commit()


def test_those_who_owe_are_reminded_at_the_two_moments(event: Event, sink: Sink) -> None:
    """11 November: two owe. 13 November: one of them has finished."""
    busy(event, "both", works=2)
    half, done = busy(event, "half"), busy(event, "done")
    busy(event, "idle", works=0)
    send_all(done)
    live(24 * 2)
    assert sorted(sink.recipients) == ["both@example.org", "half@example.org"]
    send_all(half)
    live(24 * 4, BEGIN + timedelta(days=2))
    assert sorted(sink.recipients) == ["both@example.org", "both@example.org", "half@example.org"]
    text = plain(str(next(x for x in sink.letters if "both" in str(x["To"])).get_content()))
    assert "Вам осталось 2 работы." in " ".join(text.split())
    assert "Срок: 14 ноября 2025 г., 23:59 (UTC+9)." in " ".join(text.split())


def test_the_first_letter_goes_out_at_nine(event: Event, sink: Sink) -> None:
    busy(event, "both")
    nine = datetime(2025, 11, 11, 0, 0, tzinfo=UTC)
    at(nine - timedelta(minutes=1))
    assert next_moment(event) == nine
    round_of_work()
    assert sink.letters == []
    at(nine)
    round_of_work()
    assert sink.recipients == ["both@example.org"]
    assert next_moment(event) == nine + timedelta(days=2)


def test_each_moment_writes_once_however_often_it_is_worked(event: Event, sink: Sink) -> None:
    """A job that is done twice, and a runner that died in the middle of it."""
    busy(event, "both")
    slot = datetime(2025, 11, 11, 0, 0, tzinfo=UTC)
    at(slot)
    look_at_plans()
    assert _claim() is not None  # a runner took the job and died
    at(slot + STALE_AFTER + timedelta(minutes=1))
    round_of_work()
    write_of_schedule(event.id, slot.isoformat())
    db.session.commit()
    round_of_work()
    assert sink.recipients == ["both@example.org"]


def test_nothing_goes_out_when_judging_is_closed_or_the_schedule_is_off(
    event: Event, sink: Sink
) -> None:
    busy(event, "both")
    set_plan(event, is_on=False)
    db.session.commit()
    live(24 * 2)
    assert sink.letters == []
    set_plan(event, is_on=True, days=(3, 1))
    close_judging(event)
    db.session.commit()
    live(24 * 4, BEGIN + timedelta(days=2))
    assert sink.letters == []


def test_a_job_that_waited_until_judging_was_closed_writes_nothing(
    event: Event, sink: Sink
) -> None:
    busy(event, "both")
    at(datetime(2025, 11, 11, 0, 0, tzinfo=UTC))
    look_at_plans()
    close_judging(event)
    db.session.commit()
    round_of_work()
    assert sink.letters == []


def test_a_term_that_is_moved_moves_the_reminders(event: Event, sink: Sink) -> None:
    """From 14 to 20 November: the letters go out on the 17th and the 19th."""
    busy(event, "both")
    judging = event.stage("judging")
    assert judging
    set_stage_times(judging, judging.opens_at, MIDNIGHT + timedelta(days=6))
    db.session.commit()
    live(24 * 6)
    assert sink.letters == []
    assert next_moment(event) == datetime(2025, 11, 17, 0, 0, tzinfo=UTC)
    live(24 * 5, BEGIN + timedelta(days=6))
    assert sink.recipients == ["both@example.org", "both@example.org"]


def test_after_days_without_power_old_moments_are_left_out(event: Event, sink: Sink) -> None:
    """Off from the 10th to the evening of the 13th: one letter, not two."""
    busy(event, "both")
    at(datetime(2025, 11, 13, 9, 0, tzinfo=UTC))
    round_of_work()
    assert sink.recipients == ["both@example.org"]


def test_who_was_reminded_by_hand_an_hour_ago_is_left_in_peace(event: Event, sink: Sink) -> None:
    first, _second = busy(event, "first"), busy(event, "second")
    at(datetime(2025, 11, 10, 23, 0, tzinfo=UTC))
    assert len(remind_by_hand(event, [first.id]).written) == 1
    db.session.commit()
    live(3, datetime(2025, 11, 11, 0, 0, tzinfo=UTC))
    assert sorted(sink.recipients) == ["first@example.org", "second@example.org"]


def test_each_third_day_until_the_jury_is_through(event: Event, sink: Sink) -> None:
    """Opened on 1 November, each 3 days: the 10th at 18:00, 13th, 16th, after the term too."""
    busy(event, "both")
    set_plan(event, is_on=True, kind="every", days=(3,), at="18:00")
    db.session.commit()
    live(24 * 7)
    assert len(sink.letters) == 3
    last = " ".join(plain(str(sink.letters[-1].get_content())).split())
    assert "Срок был 14 ноября 2025 г., 23:59 (UTC+9)." in last
