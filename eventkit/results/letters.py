"""Letters that publication sends."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.mail.operations import enqueue
from eventkit.registration.models import Registration
from eventkit.results.models import Calculation
from eventkit.web.urls import full_url


def addressees(event: Event) -> dict[str, str]:
    """Addresses of the admitted applicants with the names by which letters greet them."""
    query = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state == "admitted")
        .options(joinedload(Registration.person))
        .order_by(Registration.number)
    )
    found: dict[str, str] = {}
    for registration in db.session.scalars(query):
        person = registration.person
        address = registration.email or (person.email if person else "")
        if address:
            name = " ".join(filter(None, (person.first_name, person.patronymic))) if person else ""
            found.setdefault(address, name)
    return found


def tell_authors(made: Calculation, *, is_correction: bool) -> int:
    """Put a letter to each author into the outbox; returns how many."""
    event = made.event
    written = addressees(event)
    for address, name in written.items():
        greeting = _("Здравствуйте, %(name)s.", name=name) if name else _("Здравствуйте.")
        said = {
            "greeting": greeting,
            "title": event.title,
            "address": full_url(f"/events/{event.slug}/results"),
            "door": full_url("/login"),
        }
        if is_correction:
            subject = _("Итоги исправлены: %(title)s", title=event.title)
            body = _(
                "%(greeting)s\n\n"
                "Итоги конкурса «%(title)s» подсчитаны заново и опубликованы: %(address)s\n\n"
                "Ваш результат и то, как он получился, смотрите на странице своей заявки. "
                "Ссылка на неё была в письме о заявке. Если оно потерялось, войдите по этой почте: "
                "%(door)s",
                **said,
            )
        else:
            subject = _("Итоги опубликованы: %(title)s", title=event.title)
            body = _(
                "%(greeting)s\n\n"
                "Итоги конкурса «%(title)s» опубликованы: %(address)s\n\n"
                "Ваш результат и то, как он получился, смотрите на странице своей заявки. "
                "Ссылка на неё была в письме о заявке. Если оно потерялось, войдите по этой почте: "
                "%(door)s",
                **said,
            )
        enqueue(address, subject, body, kind="results.published", event_id=event.id)
    return len(written)
