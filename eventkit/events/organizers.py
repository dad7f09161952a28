"""Who runs an event, by name: what others are told when an act is not theirs."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.people.queries import staff_of


def organizer_names(event: Event) -> str:
    """«Устроева Г. М.», several with commas; empty when nobody has the role."""
    accounts = [one.account for one in staff_of(event.id) if one.role == "organizer"]
    return ", ".join(a.person.short_name if a.person else a.email for a in accounts)


def decider_words(event: Event) -> str:
    """«Решает организатор: Устроева Г. М.»"""
    names = organizer_names(event)
    return str(
        _("Решает организатор: %(names)s", names=names) if names else _("Решает организатор.")
    )
