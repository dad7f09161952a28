"""What a training adds to the core's pages and to portfolios."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.hooks import Panel, PortfolioItem
from eventkit.people.models import Person
from eventkit.registration.checkin.models import Attendance
from eventkit.registration.checkin.queries import LIVE, visits_of
from eventkit.web.i18n import exact_words
from eventkit.web.viewer import Viewer
from eventkit_training.portrait.queries import is_published
from eventkit_training.programme.views import days_of
from eventkit_training.queries import FORMAT, feedback_of, places_of, sessions_of
from eventkit_training.rules import may_plan, may_watch


def panels(place: str, subject: Any, viewer: Viewer) -> list[Panel]:
    """The programme beside the event, the way to sign up beside an application, the room."""
    if place == "registration.mine":
        return _own(subject)
    if not isinstance(subject, Event) or subject.format != FORMAT:
        return []
    if place == "event.public":
        return [*_public(subject), *_portrait(subject)]
    if place == "event.cockpit" and may_watch(viewer, subject):
        rows = sessions_of(subject)
        waiting = sum(len(one.waiting) for one in places_of(rows).values())
        about = {
            "event": subject,
            "count": len(rows),
            "waiting": waiting,
            "may_plan": may_plan(viewer, subject),
        }
        return [Panel(_("Программа и посещение"), "training/_cockpit.html", about)]
    return []


def _public(event: Event) -> list[Panel]:
    rows = sessions_of(event)
    if not rows:
        return []
    about = {"event": event, "days": days_of(event, rows), "places": places_of(rows)}
    return [Panel(_("Программа"), "training/_public.html", about)]


def _portrait(event: Event) -> list[Panel]:
    if not is_published(event):
        return []
    return [Panel(_("Групповой портрет"), "training/portrait/_public.html", {"event": event})]


def _own(door: Any) -> list[Panel]:
    registration = door.registration
    event = registration.event
    if event.format != FORMAT or registration.state not in LIVE:
        return []
    rows = sessions_of(event)
    standings = {key: one.standing_of(registration.id) for key, one in places_of(rows).items()}
    wave = feedback_of(event)
    about = {
        "event": event,
        "key": door.key,
        "rows": [row for row in rows if standings[row.id]],
        "standings": standings,
        "to_choose": any(row.sign_up for row in rows),
        "feedback": f"/q/{wave.code}" if wave is not None and wave.state == "open" else "",
    }
    return [Panel(_("Занятия"), "training/_own.html", about)]


def hours_words(hours: Decimal) -> str:
    """«6 часов», «1,5 часа»."""
    if hours == hours.to_integral_value():
        return str(ngettext("%(num)d час", "%(num)d часов", int(hours)))
    return str(_("%(hours)s часа", hours=exact_words(hours)))


def portfolio_items(person: Person, event: Event | None) -> list[PortfolioItem]:
    """A line for each training where the person was checked in, with the hours."""
    visits = visits_of(person.id, event.id if event else None)
    ours = [one for one in visits if one.point.event.format == FORMAT]
    grouped = groupby(ours, key=lambda one: one.point.event_id)
    return [_item(list(group)) for _event_id, group in grouped]


def _item(visits: list[Attendance]) -> PortfolioItem:
    event = visits[0].point.event
    hours = sum((one.point.hours for one in visits), Decimal(0))
    last = max(one.point.begins_at or one.at for one in visits)
    return PortfolioItem(
        source=f"training:{event.id}",
        kind="training",
        title=event.title,
        detail=hours_words(hours) if hours else "",
        role=_("участник"),
        on=last.astimezone(ZoneInfo(event.timezone)).date(),
        event_id=event.id,
    )
