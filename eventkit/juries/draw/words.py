"""Names and sentences of a draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
    """Who follows whom: nominations, and what happens to the order in the next trials."""
    return " ".join(filter(None, (_nominations_words(draw), _step_words(draw))))


def _nominations_words(draw: Draw) -> str:
    if not draw.nominations:
        return ""
    titles = ", ".join(f"«{title}»" for title, _codes in draw.nominations)
    return str(
        _("Номинации выступают одна за другой: %(titles)s. Жребий – внутри каждой.", titles=titles)
    )


def _step_words(draw: Draw) -> str:
    if draw.nominations and draw.step == 1:
        return str(_("В каждом следующем испытании первый в номинации становится в ней последним."))
    if draw.nominations and draw.step:
        words = _(
            "В каждом следующем испытании первые %(number)d в номинации уходят в её конец.",
            number=draw.step,
        )
        return str(words)
    if not draw.step:
        return str(_("Порядок одинаков во всех испытаниях."))
    if draw.step == 1:
        return str(_("В каждом следующем испытании первый становится последним."))
    words = _("В каждом следующем испытании первые %(number)d уходят в конец.", number=draw.step)
    return str(words)


def replaced_words(draw: Draw, draws: Sequence[Draw]) -> str:
    """By which draw of all these it was replaced and why, or why its tickets were given up."""
    if draw.replaced_at is None:
        return ""
    if draw.finished_at is None:
        why = draw.given_up or _("Причина не названа.")
        return str(_("От билетов отказались, пока не все были открыты. %(why)s", why=why))
    later = [d for d in draws if d.number > draw.number and d.round_id == draw.round_id]
    by = min((d for d in later if not d.given_up), key=lambda d: d.number, default=None)
    if by is None:
        return ""
    return str(
        _(
            "Заменена жеребьёвкой № %(number)d. Причина: %(reason)s",
            number=by.number,
            reason=by.reason,
        )
    )
