"""Telling plugins when an event moved from one phase to another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.phases import phase
from eventkit.hooks import active_plugins
from eventkit.web.clock import now


@contextmanager
def moving(event: Event) -> Iterator[None]:
    """Do something that may move the event; afterwards its plugins hear before and after."""
    before = phase(event, now())
    yield
    db.session.flush()
    after = phase(event, now())
    if after != before:
        active_plugins().ask_others("eventkit_stage_changed", event, before=before, after=after)
