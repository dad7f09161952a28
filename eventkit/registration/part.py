"""What was answered to the questions of the format's own form, in words."""

from __future__ import annotations

from typing import Any

from eventkit.registration.drafts import own_form, typed_in
from eventkit.registration.forms import from_draft
from eventkit.registration.models import Registration


def part_rows(registration: Registration, *, sent: bool = False) -> list[tuple[str, str]]:
    """What was answered to the format's own questions: labels and words, without empty answers."""
    form_class = own_form(registration.event)
    typed = registration.sent.get("part") if sent else typed_in(registration, "part")
    if form_class is None or not typed:
        return []
    form = form_class(formdata=from_draft(typed), meta={"csrf": False})
    rows = [(str(field.label.text), _answer(field)) for field in form]
    return [(label, words) for label, words in rows if words]


def _answer(field: Any) -> str:
    if getattr(field, "choices", None):
        return next((str(c.label.text) for c in field if str(c.data) == str(field.data)), "")
    return "" if field.data in (None, False) else str(field.data)
