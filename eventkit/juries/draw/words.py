"""Names and sentences of a draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.draw.models import Draw
from eventkit.registration.queries import public_authors


def staff_names(entries: Iterable[Entry]) -> dict[str, str]:
    """By code: whom the staff calls out."""
    return {entry.code or "": entry.entrant_name for entry in entries}


def public_names(event: Event, entries: Iterable[Entry]) -> dict[str, str]:
    """By code: what a pair or team calls itself, a person's name with consent; blind: nothing."""
    entries = list(entries)
    if event.is_blind:
        return {entry.code or "": "" for entry in entries}
    people = public_authors(event.id, [entry.id for entry in entries])
    return {
        entry.code or "": entry.group.title
        if entry.group is not None and entry.group.title
        else people[entry.id].name
        for entry in entries
    }


def way_words(draw: Draw) -> str:
    """How it was drawn."""
    words: Mapping[str, str] = {
        "seed": _("по числу, названному вслух"),
        "numbers": _("настоящими билетами"),
        "tickets": _("билетами на экране"),
    }
    return words[draw.kind]


def rotation_words(draw: Draw) -> str:
    """What happens to the order in the next trials."""
    if not draw.step:
        return str(_("Порядок одинаков во всех испытаниях."))
    if draw.step == 1:
        return str(_("В каждом следующем испытании первый становится последним."))
    words = _("В каждом следующем испытании первые %(number)d уходят в конец.", number=draw.step)
    return str(words)
