"""An application that takes no more changes: why, and what was typed, so that nobody loses it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from eventkit.registration.pages import ornament_of, own_url
from eventkit.registration.rules import Door, in_time, judging_begun
from eventkit.registration.verdicts import last_second
from eventkit.web.clock import now
from eventkit.web.i18n import moment

_UNSHOWN = ("CSRFTokenField", "HiddenField", "SubmitField")
_FILES = ("FileField", "MultipleFileField")


def why_closed(door: Door, at: datetime) -> str:
    """Why an application that was sent can no longer be changed."""
    registration, event = door.registration, door.registration.event
    if registration.state == "withdrawn":
        return str(_("Заявка отозвана."))
    if registration.state == "refused":
        return str(_("Заявку уже рассмотрели и отклонили."))
    if not in_time(event, at):
        end = moment(last_second(event), event.timezone)
        return str(_("Приём работ закончился %(end)s.", end=end))
    if registration.state == "admitted" and judging_begun(event):
        return str(_("Жюри уже начало работу."))
    return str(_("Заявку уже рассмотрели и допустили."))


def unsaved_page(door: Door, form: Any, why: str = "") -> tuple[str, int]:
    """Say that nothing was saved and show what was typed, long texts ready to be copied."""
    event = door.registration.event
    page = render_template(
        "registration/unsaved.html",
        event=event,
        ornament=ornament_of(event),
        registration=door.registration,
        why=why or why_closed(door, now()),
        texts=[field for field in form if field.type == "TextAreaField" and field.data],
        rows=[(field.label.text, shown) for field in form if (shown := _shown(field))],
        files=[name for field in form if field.type in _FILES for name in _names(field)],
        own=own_url(door),
    )
    return page, 409


def _shown(field: Any) -> str:
    """A short answer in words: of a choice its title, of a tick that it is there."""
    if field.type in (*_UNSHOWN, *_FILES, "TextAreaField") or not field.data:
        return ""
    if field.type == "BooleanField":
        return str(_("да"))
    titles = {str(one[0]): str(one[1]) for one in getattr(field, "choices", None) or []}
    return titles.get(str(field.data), str(field.data))


def _names(field: Any) -> list[str]:
    """The names of the files that came with the form."""
    sent = field.data if isinstance(field.data, list) else [field.data]
    return [one.filename for one in sent if one and getattr(one, "filename", "")]
