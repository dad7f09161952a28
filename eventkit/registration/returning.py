"""Whoever is signed in and applies: what is known already, and what has been sent before."""

from __future__ import annotations

from flask import url_for
from werkzeug.datastructures import MultiDict

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.people.accounts import Account
from eventkit.people.models import Person
from eventkit.registration.doors import own_key
from eventkit.registration.models import Registration
from eventkit.registration.queries import registrations_of
from eventkit.web.viewer import Viewer

STANDING = ("draft", "submitted", "admitted", "waitlisted")


def first_values(viewer: Viewer) -> MultiDict[str, str] | None:
    """What the account already says about its person; of a new account the address alone."""
    person = _person_of(viewer)
    if person is None:
        account = db.session.get(Account, viewer.account_id or 0)
        return MultiDict({"email": account.email}) if account else None
    names = ("last_name", "first_name", "patronymic", "position", "category", "email", "phone")
    values = {name: getattr(person, name) for name in names}
    for name in ("birth_date", "teaching_since"):
        day = getattr(person, name)
        values[name] = f"{day:%d.%m.%Y}" if day else ""
    return MultiDict(values)


def own_applications(viewer: Viewer, event: Event) -> list[tuple[Registration, str]]:
    """Applications of the viewer to an event that still stand, each with its address."""
    return [
        (row, url_for("registration.mine", slug=event.slug, token=own_key(row)))
        for row in registrations_of(viewer.account_id, viewer.person_id)
        if row.event_id == event.id and row.state in STANDING
    ]


def _person_of(viewer: Viewer) -> Person | None:
    """The account's person; else the one person for whom the account has applied so far."""
    if viewer.person_id is not None:
        return db.session.get(Person, viewer.person_id)
    rows = registrations_of(viewer.account_id, None)
    applied = {row.person_id for row in rows if row.person_id is not None}
    return db.session.get(Person, applied.pop()) if len(applied) == 1 else None
