"""A visitor's page of an event, and its share picture."""

from __future__ import annotations

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from eventkit.desk.event_page import EventPage, event_page
from eventkit.desk.share import share_svg
from eventkit.desk.views import bp
from eventkit.events.models import Event
from eventkit.events.pages import find_event
from eventkit.events.rules import may_view
from eventkit.hooks import active_plugins
from eventkit.registration.pages import ornament_of
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.urls import full_url


@bp.get("/events/<slug>")
@access(may_view, find=find_event)
def event(event: Event) -> str:
    """What, when, for whom, how it is judged, by whom."""
    page = event_page(event, now())
    return render_template(
        "desk/event.html",
        event=event,
        page=page,
        page_tabs=_tabs(page),
        address=full_url(url_for("desk.event", slug=event.slug)),
        picture=full_url(url_for("desk.share_picture", slug=event.slug)),
    )


@bp.get("/events/<slug>/share.svg")
@access(may_view, find=find_event)
def share_picture(event: Event) -> Response:
    """The event's picture for messengers and posters."""
    return Response(share_svg(event, ornament_of(event)), mimetype="image/svg+xml")


def _tabs(page: EventPage) -> list[dict[str, object]]:
    slug = page.event.slug
    tabs: list[dict[str, object]] = [
        {"title": _("О мероприятии"), "url": "#about", "current": True}
    ]
    if page.lines:
        tabs.append({"title": _("Номинации"), "url": "#nominations"})
    if active_plugins().format_of(page.event).is_counted or page.event.regulation:
        tabs.append({"title": _("Положение"), "url": url_for("events.regulation", slug=slug)})
    if page.criteria:
        tabs.append({"title": _("Критерии"), "url": "#criteria"})
    if page.jury:
        tabs.append({"title": _("Жюри"), "url": "#jury"})
    if page.published:
        tabs.append({"title": _("Итоги"), "url": url_for("results.public", slug=slug)})
    return tabs
