"""The applicant's own page: status, what was sent, changes, withdrawal, consents."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.downloads import send_original
from eventkit.events.days import last_day
from eventkit.events.phases import phase
from eventkit.events.refusals import RefusalError
from eventkit.files.answers import attachment
from eventkit.hooks import active_plugins
from eventkit.journal.operations import actor_of
from eventkit.people.models import Person
from eventkit.printing.qr import svg
from eventkit.registration.changes import drop_changes, has_changes
from eventkit.registration.consent_operations import allow_publication
from eventkit.registration.consents import PUBLICATION
from eventkit.registration.doors import find_door, find_own_part
from eventkit.registration.drafts import Applicant, first_open_step, steps_of
from eventkit.registration.holding import hold
from eventkit.registration.materials.page import own_of
from eventkit.registration.models import Registration
from eventkit.registration.operations import withdraw, withdraw_consent
from eventkit.registration.pages import ornament_of, own_url, step_url
from eventkit.registration.pairs.queries import is_waiting, partner_of
from eventkit.registration.pairs.rules import can_replace
from eventkit.registration.part import part_rows
from eventkit.registration.queries import may_be_named
from eventkit.registration.rules import (
    Door,
    acts_for,
    can_change_work,
    can_edit,
    can_withdraw,
    in_time,
    may_open,
)
from eventkit.registration.verdicts import last_second
from eventkit.registration.views import SENDS, bp
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit
from eventkit.web.security import limiter
from eventkit.web.urls import full_url
from eventkit.web.viewer import current_viewer


@bp.get("/events/<slug>/register/<token>")
@access(may_open, find_door)
def mine(door: Door) -> Any:
    """The status and everything that can still be done; a draft goes on where it stopped."""
    registration = door.registration
    if registration.state == "draft":
        return redirect(step_url(door, first_open_step(registration)))
    partner = partner_of(registration) if registration.group_id else None
    viewer = current_viewer()
    return render_template(
        "registration/mine.html",
        **_page(door),
        can_withdraw=can_withdraw(registration),
        partner=partner,
        is_second=partner is not None and partner.person_id == viewer.person_id is not None,
    )


@bp.get("/events/<slug>/register/<token>/sent")
@access(may_open, find_door)
def sent(door: Door) -> Any:
    """The confirmation with the number, the code of the own page and the calendar file."""
    if door.registration.number is None:
        return redirect(own_url(door))
    address = full_url(own_url(door))
    code = svg(address, title=_("Адрес вашей заявки"), prefix="own")
    return render_template("registration/sent.html", **_page(door), qr=code, address=address)


@bp.get("/events/<slug>/register/<token>/withdraw")
@access(may_open, find_door)
def ask_withdrawal(door: Door) -> Any:
    """The question before a withdrawal, for browsers without dialogs."""
    if not can_withdraw(door.registration):
        return redirect(own_url(door))
    return render_template("registration/withdraw.html", **_page(door))


@bp.post("/events/<slug>/register/<token>/withdraw")
@access(may_open, find_door)
@limiter.limit(SENDS)
def withdraw_own(door: Door) -> Any:
    """Take the application back."""
    try:
        withdraw(door.registration, at=now(), actor=actor_of(current_viewer()))
    except RefusalError as problem:
        flash(problem.message, "bad")
        return redirect(own_url(door))
    hands_in = active_plugins().format_of(door.registration.event).hands_in
    commit()
    flash(_("Заявка отозвана. Работа не участвует.") if hands_in else _("Заявка отозвана."), "ok")
    return redirect(own_url(door))


@bp.post("/events/<slug>/register/<token>/publication/<any(give,withdraw):act>")
@access(may_open, find_door)
@limiter.limit(SENDS)
def publication(door: Door, act: str) -> Any:
    """Allow or forbid the name in public; it works at once."""
    registration = door.registration
    person = db.session.get(Person, acts_for(current_viewer(), door) or 0) or abort(404)
    arguments: dict[str, Any] = {
        "at": now(),
        "person": person,
        "actor": actor_of(current_viewer()),
    }
    if act == "give":
        allow_publication(registration, **arguments)
        flash(*_allowed(registration, person))
    else:
        withdraw_consent(registration, PUBLICATION, **arguments)
        flash(
            _(
                "Имя больше не показываем: на страницах вместо него «участник № %(number)s».",
                number=registration.number,
            ),
            "ok",
        )
    commit()
    return redirect(own_url(door))


def _allowed(registration: Registration, person: Person) -> tuple[str, str]:
    """What the consent has come to, and how it is shown."""
    if may_be_named(person.id, registration.event_id):
        return _("Имя можно публиковать."), "ok"
    words = _(
        "Согласие записано. Но на то же имя и дату рождения подана ещё одна заявка, и в ней"
        " согласия нет: пока её не разобрали, имя не показываем."
    )
    return words, "warn"


@bp.post("/events/<slug>/register/<token>/drop-changes")
@access(may_open, find_door)
@limiter.limit(SENDS)
def drop_own_changes(door: Door) -> Any:
    """Forget the changes that are not sent: the application stays as it was."""
    hold(door.registration)
    if has_changes(door.registration):
        drop_changes(door.registration)
        commit()
        flash(_("Изменения отменены. Заявка осталась прежней."), "ok")
    return redirect(own_url(door))


@bp.get("/events/<slug>/register/<token>/files/<int:file_id>")
@access(may_open, find_own_part)
def own_file(door: Door, file_id: int) -> Response:
    """The file as it was sent."""
    entry = door.registration.entry
    found = next((f for f in entry.files if f.id == file_id), None) if entry else None
    if found is None:
        abort(404)
    return send_original(found)


@bp.get("/events/<slug>/register/<token>/deadline.ics")
@access(may_open, find_door)
def deadline_file(door: Door) -> Response:
    """The last day of changes as a calendar file."""
    from icalendar import Calendar, Event

    event = door.registration.event
    stage = event.stage("registration")
    day = last_day(stage) if stage else None
    if day is None:
        abort(404)
    item = Event()
    item.add("uid", f"registration-{event.slug}@eventkit")
    item.add("dtstamp", now())
    item.add("dtstart", day)
    item.add("dtend", day + timedelta(days=1))
    item.add("summary", _("Последний день приёма работ: «%(event)s»", event=event.title))
    item.add("url", full_url(url_for("desk.event", slug=event.slug)))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//eventkit//registration//")
    calendar.add_component(item)
    response = Response(calendar.to_ical(), mimetype="text/calendar")
    response.headers["Content-Disposition"] = attachment(f"{event.slug}.ics")
    return response


def _page(door: Door) -> dict[str, Any]:
    registration, event = door.registration, door.registration.event
    person = acts_for(current_viewer(), door)
    return {
        "event": event,
        "ornament": ornament_of(event),
        "registration": registration,
        "door": door,
        "key": door.key,
        "own": own_url(door),
        "applicant": Applicant.of(registration),
        "hands_in": active_plugins().format_of(event).hands_in,
        "part": part_rows(registration, sent=True),
        "deadline": last_second(event),
        "in_time": in_time(event, now()),
        "phase": phase(event, now()),
        "can_edit": can_edit(registration, now()) and registration.came_by_form,
        "has_changes": has_changes(registration),
        "can_change_work": can_change_work(registration, now()),
        "can_replace": can_replace(registration),
        "waits_for_partner": is_waiting(registration),
        "is_named": person is not None and may_be_named(person, event.id),
        "work_url": step_url(door, "work") if "work" in steps_of(event) else "",
        "check_url": step_url(door, "you"),
        "own_part": own_of(registration.entry),
    }
