"""The timetable for calendars and for Excel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from flask_babel import gettext as _

from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.timetable.sittings import Sitting
from eventkit.spreadsheets.writing import Column, Table, workbook
from eventkit.web.clock import now
from eventkit.web.i18n import zone_name
from eventkit.web.urls import full_url


class Line(NamedTuple):
    """One line of a calendar; ``key`` stays its own when it moves, ``path`` is its page here."""

    key: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    room: str
    path: str
    text: str = ""


def timetable_calendar(
    event: Event, rows: Sequence[Performance], names: Mapping[str, str]
) -> bytes:
    """The performances as an iCalendar file; each keeps its identifier when it moves."""
    lines = [
        Line(
            f"{event.slug}-performance-{row.id}",
            f"{row.trial.title}: {_called(row, names)}",
            row.starts_at,
            row.starts_at + timedelta(minutes=row.minutes or 0),
            row.room,
            url_for("timetable.public", slug=event.slug),
        )
        for row in rows
        if row.starts_at is not None
    ]
    return _calendar(event, event.title, lines)


def juror_calendar(juror: Juror, sittings: Sequence[Sitting]) -> bytes:
    """What one juror judges, a line for each trial, day and room; works by their codes alone."""
    event = juror.event
    zone = ZoneInfo(event.timezone)
    met: Counter[str] = Counter()
    lines = []
    for one in sittings:
        # Another room or hour on the same day keeps the identifier: a calendar moves its line.
        of_day = f"{one.trial.id}-{one.starts_at.astimezone(zone).date().isoformat()}"
        met[of_day] += 1
        lines.append(
            Line(
                f"{event.slug}-juror-{juror.id}-{of_day}-{met[of_day]}",
                _("%(trial)s, жюри", trial=one.trial.title),
                one.starts_at,
                one.ends_at,
                one.room,
                url_for("scoring.tasks"),
                "\n".join(_line(row, zone) for row in one.rows),
            )
        )
    return _calendar(event, _("%(event)s, жюри", event=event.title), lines)


def _line(row: Performance, zone: ZoneInfo) -> str:
    assert row.starts_at is not None
    return f"{row.starts_at.astimezone(zone):%H:%M} {row.entry.code or ''}"


def _calendar(event: Event, title: str, lines: Sequence[Line]) -> bytes:
    from icalendar import Calendar
    from icalendar import Event as CalendarEvent

    calendar = Calendar()
    calendar.add("prodid", "-//eventkit//timetable//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    host = urlsplit(str(current_app.config["BASE_URL"])).hostname or "localhost"
    zone = ZoneInfo(event.timezone)
    for line in lines:
        one = CalendarEvent()
        one.add("uid", f"{line.key}@{host}")
        one.add("summary", line.summary)
        one.add("url", full_url(line.path))
        one.add("dtstamp", now())
        one.add("dtstart", line.starts_at.astimezone(zone))
        one.add("dtend", line.ends_at.astimezone(zone))
        if line.room:
            one.add("location", line.room)
        if line.text:
            one.add("description", line.text)
        calendar.add_component(one)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def timetable_workbook(
    event: Event, rows: Sequence[Performance], names: Mapping[str, str]
) -> bytes:
    """One worksheet: when, where, who, in which trial."""
    zone = zone_name(now(), event.timezone)
    columns = [
        Column(_("Начало (%(zone)s)", zone=zone), 20, "datetime"),
        Column(_("Минут"), 9, "integer"),
        Column(_("Где"), 20),
        Column(_("Испытание"), 36),
        Column(_("Выход"), 9, "integer"),
        Column(_("Шифр"), 10),
        Column(_("Кто выступает"), 50),
    ]
    lines = [
        [
            row.starts_at,
            row.minutes,
            row.room,
            row.trial.title,
            row.position,
            row.entry.code,
            names.get(row.entry.code or "", ""),
        ]
        for row in rows
    ]
    return workbook(
        [Table(_("Расписание"), columns, lines)],
        title=f"{event.title}. {_('Расписание')}",
        zone=ZoneInfo(event.timezone),
    )


def _called(row: Performance, names: Mapping[str, str]) -> str:
    return names.get(row.entry.code or "") or row.entry.code or ""
