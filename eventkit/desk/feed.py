"""The calendar as a feed: each day of each event under an identifier that never changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from flask_babel import gettext as _

from eventkit.desk.milestones import Milestone, milestones
from eventkit.events.models import Event
from eventkit.web.clock import now
from eventkit.web.models import site
from eventkit.web.urls import full_url

if TYPE_CHECKING:
    from icalendar import Event as CalendarEvent

TIMED = ("deadline", "judging")


def calendar_bytes(events: Iterable[Event]) -> bytes:
    """All days of the events; deadlines as instants with their zone, the rest as whole days."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//eventkit//calendar//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Мероприятия: %(name)s", name=site().department))
    for event in events:
        for one in milestones(event):
            calendar.add_component(_entry(one))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(one: Milestone) -> CalendarEvent:
    from icalendar import Event as CalendarEvent

    entry = CalendarEvent()
    entry.add("uid", f"{one.event.slug}-{one.kind}@{_host()}")
    entry.add("summary", one.sentence)
    entry.add("url", full_url(url_for("desk.event", slug=one.event.slug)))
    entry.add("dtstamp", now())
    if one.kind in TIMED:
        at = one.at.astimezone(ZoneInfo(one.event.timezone))
        entry.add("dtstart", at)
        entry.add("dtend", at)
    else:
        entry.add("dtstart", one.day)
        entry.add("dtend", one.day + timedelta(days=1))
    return entry


def _host() -> str:
    return urlsplit(str(current_app.config["BASE_URL"])).hostname or "localhost"
