"""The room's answers to hooks: «Мои заявки» on the page of an account."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel, hookimpl
from eventkit.registration.doors import own_key
from eventkit.registration.queries import registrations_of


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """The applications of the account that looks at its own page."""
    if place != "people.me":
        return []
    rows = [(row, own_key(row)) for row in registrations_of(subject.id, subject.person_id)]
    if not rows:
        return []
    return [Panel(_("Мои заявки"), "registration/_my_applications.html", {"rows": rows})]
