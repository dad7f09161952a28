"""What the pages of a set-up share: finding the event, its tabs, refusing changes."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import is_read_only
from eventkit.hooks import active_plugins
from eventkit.journal.operations import actor_of
from eventkit.web.requests import SAFE, commit
from eventkit.web.viewer import current_viewer

Page = str | Response | tuple[str, int]


def find_event(slug: str) -> Event:
    """The event of an address; 404 without one."""
    event = event_by_slug(slug)
    if event is None:
        abort(404)
    return event


def actor() -> str:
    """Who acts in this request, for the journal."""
    return actor_of(current_viewer())


def saved(endpoint: str, event: Event, message: str = "", **values: Any) -> Response:
    """Commit, say that it was kept and go to a page of the event."""
    commit()
    flash(message or _("Сохранено."), "ok")
    return redirect(url_for(endpoint, slug=event.slug, **values))


def refused(endpoint: str, event: Event, refusal: RefusalError, **values: Any) -> Response:
    """Undo, say why and go to a page of the event."""
    slug = event.slug
    db.session.rollback()
    flash(refusal.message, "bad")
    return redirect(url_for(endpoint, slug=slug, **values))


def put_refusal(form: Any, refusal: RefusalError) -> None:
    """Show a refusal at its field, or above the form when it names none."""
    db.session.rollback()
    if refusal.field not in form:
        flash(refusal.message, "bad")
        return
    form[refusal.field].errors = [*form[refusal.field].errors, refusal.message]


def has_jury(event: Event) -> bool:
    """Whether a jury's sheets give the values of the event."""
    return active_plugins().format_of(event).has_jury


def names_nominations(event: Event) -> bool:
    """Whether an application tells its nomination: where people compete in it, or chose it."""
    return is_counted(event) and (has_jury(event) or len(event.nominations) > 1)


def is_counted(event: Event) -> bool:
    """Whether places are counted and published."""
    return active_plugins().format_of(event).is_counted


def find_judged(slug: str) -> Event:
    """The event of an address; where its format has no jury, a page that says so."""
    event = find_event(slug)
    if not has_jury(event):
        _say_absent(event, _("Жюри здесь нет"))
    return event


def find_counted(slug: str) -> Event:
    """The event of an address; where its format gives no places, a page that says so."""
    event = find_event(slug)
    if not is_counted(event):
        _say_absent(event, _("Мест здесь не присуждают"))
    return event


def _say_absent(event: Event, what: str) -> NoReturn:
    page = render_template("events/absent.html", slug=event.slug, what=what)
    abort(make_response(page, 404))


def entrants_title(event: Event) -> str:
    """What the page of audiences and nominations is called."""
    return str(_("Участники и номинации") if has_jury(event) else _("Участники"))


def rules_title(event: Event) -> str:
    """What the page of the scoring rules is called; without a jury they say who is awarded."""
    return str(_("Правила подсчёта") if has_jury(event) else _("Победители и призёры"))


COUNTED = ("events.entrants", "scoring.criteria", "scoring.rules", "scoring.trials")
"""Sections that an event has for the sake of its places."""


def settings_tabs(event: Event, current: str) -> list[dict[str, Any]]:
    """The sections of the settings; ``current`` is the endpoint of the page."""
    judged = [("scoring.criteria", _("Критерии"))] if has_jury(event) else []
    sections = [
        ("events.settings", _("Главное")),
        ("events.stages", _("Сроки")),
        ("events.entrants", entrants_title(event)),
        *judged,
        ("scoring.rules", rules_title(event)),
        ("events.own_regulation", _("Положение")),
        ("desk.check", _("Проверка")),
    ]
    if has_jury(event) and (len(event.trials) > 1 or current == "scoring.trials"):
        sections.insert(3, ("scoring.trials", _("Испытания")))
    if active_plugins().ask_owner("eventkit_event_form", event) is not None:
        title = _("Работы") if has_jury(event) else _("Особенности")
        sections.insert(-2, ("events.format_settings", title))
    if not is_counted(event):
        sections = [one for one in sections if one[0] not in COUNTED]
    return [
        {"title": title, "url": url_for(name, slug=event.slug), "current": name == current}
        for name, title in sections
    ]


def refuse_without_plugin() -> tuple[str, int] | None:
    """Before each change: an event whose plugin is missing is read only and says so."""
    slug = (request.view_args or {}).get("slug")
    if slug is None or request.method in SAFE:
        return None
    format_name = db.session.scalar(select(Event.format).where(Event.slug == slug))
    if format_name is None or active_plugins().owner(format_name) is not None:
        return None
    return render_template("events/read_only.html", event=find_event(slug)), 409


def read_only(event: Any) -> bool:
    """For layouts: whether the page's event lacks its plugin."""
    return isinstance(event, Event) and is_read_only(event)
