"""The public pages of the whole house: start, calendar, feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import format_date

from eventkit.desk.feed import calendar_bytes
from eventkit.desk.milestones import Milestone, coming, days_left, milestones, nearest_deadline
from eventkit.desk.playbill import in_words, playbill
from eventkit.desk.queries import dated_events, recent_results, year_in_numbers
from eventkit.desk.year import lanes, month_names, place, school_year, year_name
from eventkit.events.models import Event
from eventkit.events.queries import visible_events
from eventkit.registration.pages import ornament_of
from eventkit.web.access import access, anyone
from eventkit.web.clock import now, today
from eventkit.web.i18n import short_day

bp = Blueprint("desk", __name__)
bp.app_template_global("ornament_of")(ornament_of)
bp.app_template_filter("in_words")(in_words)


@bp.get("/")
@access(anyone)
def start() -> str:
    """The playbill: what is open, when, and what came of the last ones."""
    at, day = now(), today(_zone())
    events = visible_events()
    rows = playbill(events, at)
    deadline = nearest_deadline(events, at)
    begun = school_year(day)
    return render_template(
        "desk/start.html",
        rows=rows,
        taking=sum(row.is_primary for row in rows),
        judging=sum(row.badge_kind == "open" and _is_judged(row.event) for row in rows),
        deadline=deadline,
        days=days_left(deadline.at, at, deadline.event.timezone) if deadline else 0,
        agenda=coming(events, at),
        year=year_name(begun),
        strip=_strip(_of_year(begun), begun),
        recent=recent_results(),
        last_year=year_in_numbers([event.id for event in _of_year(begun - 1)]),
    )


@bp.get("/calendar")
@access(anyone)
def calendar() -> str:
    """All days of the school year, month by month."""
    begun = school_year(today(_zone()))
    events = {e.id: e for e in [*_of_year(begun), *visible_events()]}.values()
    days = sorted((d for e in events for d in milestones(e)), key=lambda one: one.at)
    months: dict[tuple[int, int], list[Milestone]] = {}
    for one in days:
        months.setdefault((one.day.year, one.day.month), []).append(one)
    return render_template(
        "desk/calendar.html",
        months=[(_month_name(one[0].day), one) for one in months.values()],
        year=year_name(begun),
        strip=_strip(list(events), begun),
        at=now(),
    )


@bp.get("/calendar.ics")
@access(anyone)
def calendar_feed() -> Response:
    """The same days for a phone's calendar."""
    return Response(calendar_bytes(visible_events()), mimetype="text/calendar")


def _of_year(begun: int) -> Sequence[Event]:
    return dated_events(datetime(begun, 9, 1, tzinfo=UTC), datetime(begun + 1, 9, 1, tzinfo=UTC))


def _strip(events: Sequence[Event], begun: int) -> dict[str, object]:
    """What the strip of the year is drawn from."""
    day = today(_zone())
    urls = {event.id: url_for("desk.event", slug=event.slug) for event in events}
    return {
        "lanes": lanes(events, begun, urls),
        "months": month_names(),
        "today": place(day, begun),
        "today_text": short_day(day),
    }


def _month_name(day: date) -> str:
    name = str(format_date(day, "LLLL y", rebase=False))
    return name[:1].upper() + name[1:]


def _is_judged(event: Event) -> bool:
    judging = event.stage("judging")
    return judging is not None and judging.opened_at is not None and judging.closed_at is None


def _zone() -> str:
    return str(current_app.config["TIMEZONE"])
