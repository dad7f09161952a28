"""Whoever is signed in and applies: what is known already, and what has been sent before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.people.accounts import Account
from eventkit.people.models import Person
from eventkit.registration.doors import own_key
from eventkit.registration.forms import from_draft
from eventkit.registration.models import LIVE, Registration
from eventkit.registration.queries import registrations_of
from eventkit.web.viewer import Viewer

STANDING = ("draft", *LIVE)


def first_values(viewer: Viewer) -> MultiDict[str, str] | None:
    """What the account already says about its person; of a new account the address alone.

    An account without a person is shown what was typed in it, and nothing of the directory: who
    applies in somebody's name must not read that person's address and telephone.
    """
    person = db.session.get(Person, viewer.person_id or 0)
    if person is None:
        account = db.session.get(Account, viewer.account_id or 0)
        typed = _typed_before(viewer)
        known = {"email": account.email} if account else {}
        return from_draft(typed) if typed else MultiDict(known) or None
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


def _typed_before(viewer: Viewer) -> Mapping[str, Any]:
    """Who applied from this account, as it was typed, where that was one person."""
    rows = [row for row in registrations_of(viewer.account_id, None) if row.came_by_form]
    one = len({row.person_id for row in rows}) == 1
    return rows[0].sent["you"] if one else {}
