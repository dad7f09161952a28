"""Letters that publication sends: to all at first, at a correction to those whom it touches."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.results.models import Calculation
from eventkit.results.publication.change_words import change_lines
from eventkit.results.publication.differences import Change
from eventkit.web.urls import full_url

KIND = "results.published"


def addressees(event: Event) -> dict[str, str]:
    """Addresses of the admitted applicants with the names by which letters greet them."""
    found: dict[str, str] = {}
    for registration in admitted_of(event):
        address = letter_address(registration)
        if address:
            found.setdefault(address, letter_name(registration))
    return found


def tell_authors(made: Calculation) -> int:
    """Put a letter to each author into the outbox; returns how many."""
    event = made.event
    written = addressees(event)
    for address, name in written.items():
        body = _(
            "%(greeting)s\n\n"
            "Итоги конкурса «%(title)s» опубликованы: %(address)s\n\n"
            "Ваш результат и то, как он получился, смотрите на странице своей заявки. "
            "Ссылка на неё была в письме о заявке. Если оно потерялось, войдите по этой почте: "
            "%(door)s",
            **_said(event, name),
        )
        subject = _("Итоги опубликованы: %(title)s", title=event.title)
        enqueue(address, subject, body, kind=KIND, event_id=event.id)
    return len(written)


def touched(event: Event, changes: Sequence[Change]) -> list[tuple[Registration, Change]]:
    """Applications with an address whose row a correction changed; nobody else is bothered."""
    by_entry = {change.row.entry_id: change for change in changes}
    return [
        (registration, by_entry[registration.entry_id])
        for registration in admitted_of(event)
        if registration.entry_id in by_entry and letter_address(registration)
    ]


def tell_of_correction(made: Calculation, changes: Sequence[Change]) -> int:
    """Write to those whose place, value or award changed what it was and is; returns how many."""
    event = made.event
    written = touched(event, changes)
    for registration, change in written:
        body = _(
            "%(greeting)s\n\n"
            "Итоги конкурса «%(title)s» подсчитаны заново и опубликованы: %(address)s\n\n"
            "Ваш результат изменился.\n%(lines)s\n\n"
            "Как он получился, смотрите на странице своей заявки. Ссылка на неё была в письме о "
            "заявке. Если оно потерялось, войдите по этой почте: %(door)s",
            lines="\n".join(change_lines(change)),
            **_said(event, letter_name(registration)),
        )
        subject = _("Ваш результат изменился: %(title)s", title=event.title)
        enqueue(letter_address(registration), subject, body, kind=KIND, event_id=event.id)
    return len(written)


def admitted_of(event: Event) -> Sequence[Registration]:
    """The admitted applications with their persons, by number."""
    query = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state == "admitted")
        .options(joinedload(Registration.person))
        .order_by(Registration.number)
    )
    return db.session.scalars(query).all()


def letter_address(registration: Registration) -> str:
    """Where a letter about an application goes; empty without an address."""
    person = registration.person
    return registration.email or (person.email if person else "")


def letter_name(registration: Registration) -> str:
    """By what name a letter greets."""
    person = registration.person
    return " ".join(filter(None, (person.first_name, person.patronymic))) if person else ""


def _said(event: Event, name: str) -> dict[str, str]:
    return {
        "greeting": _("Здравствуйте, %(name)s.", name=name) if name else _("Здравствуйте."),
        "title": event.title,
        "address": full_url(f"/events/{event.slug}/results"),
        "door": full_url("/login"),
    }
