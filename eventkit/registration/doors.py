"""Finding an application by the address of its pages."""

from __future__ import annotations

from flask import abort

from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.registration.models import Registration
from eventkit.registration.queries import (
    registration_by_id,
    registration_by_number,
    registration_by_token,
)
from eventkit.registration.rules import Door
from eventkit.web.requests import row_id

OWN = "my-"


def find_door(slug: str, token: str) -> Door | None:
    """The application behind a secret, or behind ``my-<id>`` for whoever is signed in."""
    event = event_by_slug(slug)
    if event is None:
        return None
    number = row_id(token.removeprefix(OWN)) if token.startswith(OWN) else 0
    if number:
        found = registration_by_id(event.id, number)
        return Door(found, token, by_secret=False) if found else None
    found = registration_by_token(event.id, token)
    return Door(found, token, by_secret=True) if found else None


def own_key(registration: Registration) -> str:
    """The address part by which a signed-in applicant opens an application."""
    return f"{OWN}{registration.id}"


def find_event(slug: str) -> Event | None:
    """The event of the address."""
    return event_by_slug(slug)


def find_sent(slug: str, number: int) -> Registration:
    """A sent application by its number in the event."""
    event = event_by_slug(slug)
    found = registration_by_number(event.id, number) if event else None
    if found is None:
        abort(404)
    return found
