"""Finding an application by the address of its pages."""

from __future__ import annotations

from flask import abort

from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.registration.models import Registration
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import find_partner
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


def find_own_part(slug: str, token: str) -> Door | None:
    """The same, or the application behind the link of a member who has confirmed.

    For what both of a pair do: see the own hours, hand materials in.
    """
    door = find_door(slug, token)
    if door is not None:
        return door
    partner = find_partner(slug, token)
    return door_of_second(partner, token) if partner is not None else None


def door_of_second(partner: Partner, token: str) -> Door | None:
    """The way in by a member's own link, once that one has confirmed."""
    if partner.state != "confirmed":
        return None
    return Door(partner.registration, token, by_secret=True, second_id=partner.person_id)


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
