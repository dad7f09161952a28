"""Days of an event's zone as instants: the last day counts to its last second."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventkit.events.models import Stage, Trial

SECOND = timedelta(seconds=1)


def start_of(day: date, zone: str) -> datetime:
    """The first instant of a day in a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def end_of(day: date, zone: str) -> datetime:
    """The first instant that is too late when a day still counts: the start of the next day."""
    return start_of(day + timedelta(days=1), zone)


def first_day(stage: Stage | Trial) -> date | None:
    """The day on which a stage or a trial begins, in the event's zone."""
    if stage.opens_at is None:
        return None
    return stage.opens_at.astimezone(ZoneInfo(stage.event.timezone)).date()


def last_moment(stage: Stage | Trial) -> datetime | None:
    """The last second that counts: 23:59:59 of the last day, which is what people are shown."""
    return None if stage.closes_at is None else stage.closes_at - SECOND


def last_day(stage: Stage | Trial) -> date | None:
    """The last day that counts, in the event's zone."""
    moment = last_moment(stage)
    return None if moment is None else moment.astimezone(ZoneInfo(stage.event.timezone)).date()


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def moment_a_year_later(moment: datetime, zone: str) -> datetime:
    """The same time by the clock of a zone on the same day of the next year."""
    local = moment.astimezone(ZoneInfo(zone))
    later = datetime.combine(a_year_later(local.date()), local.time(), ZoneInfo(zone))
    return later.astimezone(UTC)
