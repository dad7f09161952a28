"""Changes of a sent application: they wait in its draft until they are sent or dropped."""

from __future__ import annotations

from typing import Any

from eventkit.db import db
from eventkit.registration.drafts import steps_of, typed_in
from eventkit.registration.models import Registration


def sent_steps(registration: Registration) -> dict[str, Any]:
    """What of the draft counts as sent; the work stands in its own tables."""
    kept = (step for step in steps_of(registration.event) if step not in ("work", "check"))
    return {step: dict(typed_in(registration, step)) for step in kept}


def has_changes(registration: Registration) -> bool:
    """Whether a sent application was changed and the changes are not sent yet."""
    if registration.state == "draft" or not registration.came_by_form:
        return False
    typed_work = bool(typed_in(registration, "work"))  # empty once the work itself is saved
    return typed_work or sent_steps(registration) != registration.sent


def drop_changes(registration: Registration) -> None:
    """Forget what was typed since the application was sent.

    A draft changes nothing official: no line in the journal.
    """
    if registration.state == "draft" or not registration.came_by_form:
        return
    kept = {name: typed for name, typed in registration.draft.items() if name != "saved_at"}
    done = [step for step in steps_of(registration.event) if step != "check"]
    registration.draft = {**kept, **registration.sent, "work": {}, "done": done}
    db.session.flush()
