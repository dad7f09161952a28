"""The timetable for calendars and for Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from flask_babel import gettext as _

from eventkit.entries.performances.models import Performance
from eventkit.events.models import Event
from eventkit.spreadsheets.writing import Column, Table, workbook
from eventkit.web.clock import now
from eventkit.web.i18n import zone_name
from eventkit.web.urls import full_url


def timetable_calendar(
    event: Event, rows: Sequence[Performance], names: Mapping[str, str]
) -> bytes:
    """The performances as an iCalendar file; each keeps its identifier when it moves."""
    from icalendar import Calendar
    from icalendar import Event as CalendarEvent

    calendar = Calendar()
    calendar.add("prodid", "-//eventkit//timetable//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", event.title)
    host = urlsplit(str(current_app.config["BASE_URL"])).hostname or "localhost"
    for row in rows:
        if row.starts_at is None:
            continue
        at = row.starts_at.astimezone(ZoneInfo(event.timezone))
        one = CalendarEvent()
        one.add("uid", f"{event.slug}-performance-{row.id}@{host}")
        one.add("summary", f"{row.trial.title}: {_called(row, names)}")
        one.add("url", full_url(url_for("timetable.public", slug=event.slug)))
        one.add("dtstamp", now())
        one.add("dtstart", at)
        one.add("dtend", at + timedelta(minutes=row.minutes or 0))
        if row.room:
            one.add("location", row.room)
        calendar.add_component(one)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def timetable_workbook(
    event: Event, rows: Sequence[Performance], names: Mapping[str, str]
) -> bytes:
    """One worksheet: when, where, who, in which trial."""
    zone = zone_name(now(), event.timezone)
    columns = [
        Column(_("Начало (%(zone)s)", zone=zone), 18, "datetime"),
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
