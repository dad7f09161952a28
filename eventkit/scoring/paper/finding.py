"""From what was typed, scanned or photographed to the sheet of an event."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.scoring.paper.numbers import NumberError, read_number, shown_number
from eventkit.scoring.queries import loaded_task

MARK = "/paper/"
"""Stands in the address that a sheet's code holds, and in no other code of the site."""


def find_sheet(slug: str, number: str) -> Assignment | None:
    """The task of a number in an address; None for a mistyped one and another event's."""
    try:
        task = loaded_task(read_number(number))
    except NumberError:
        return None
    return task if task is not None and task.juror.event.slug == slug else None


def sheet_by_number(event: Event, typed: str) -> Assignment:
    """The same for what was typed into the field. Raises NumberError in words."""
    id_ = read_number(typed)
    task = loaded_task(id_)
    if task is None or task.juror.event_id != event.id:
        number = shown_number(id_)
        raise NumberError(
            _(
                "Листа № %(number)s в этом мероприятии нет: он из другого, или назначение сняли.",
                number=number,
            ),
            "number",
        )
    return task


def number_among(texts: Sequence[str]) -> str:
    """The number of the one sheet whose code stands among others. Raises NumberError in words."""
    ours = [text for text in texts if MARK in text]
    if not ours:
        raise NumberError(_("Это QR-код не с оценочного листа."), "photo")
    if len(ours) > 1:
        raise NumberError(_("На снимке несколько листов. Снимите один."), "photo")
    return ours[0]
