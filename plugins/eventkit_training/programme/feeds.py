"""The programme for calendars."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, url_for

from eventkit.events.models import Event
from eventkit.web.clock import now
from eventkit.web.urls import full_url
from eventkit_training.models import TrainingSession


def programme_calendar(event: Event, sessions: Iterable[TrainingSession]) -> bytes:
    """The sessions as an iCalendar file; each keeps its identifier when it moves."""
    from icalendar import Calendar
    from icalendar import Event as CalendarEvent

    calendar = Calendar()
    calendar.add("prodid", "-//eventkit//training//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", event.title)
    host = urlsplit(str(current_app.config["BASE_URL"])).hostname or "localhost"
    zone = ZoneInfo(event.timezone)
    for session in sessions:
        point = session.point
        if point.begins_at is None or point.ends_at is None:
            continue
        one = CalendarEvent()
        one.add("uid", f"{event.slug}-session-{session.id}@{host}")
        one.add("summary", point.title)
        one.add("url", full_url(url_for("training.programme", slug=event.slug)))
        one.add("dtstamp", now())
        one.add("dtstart", point.begins_at.astimezone(zone))
        one.add("dtend", point.ends_at.astimezone(zone))
        if session.room:
            one.add("location", session.room)
        text = "\n".join(filter(None, (session.speakers, session.exercises)))
        if text:
            one.add("description", text)
        calendar.add_component(one)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
