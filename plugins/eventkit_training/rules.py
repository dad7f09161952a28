"""Who may make a programme and read it."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.web.viewer import Viewer


def may_plan(viewer: Viewer, event: Event) -> bool:
    """The organizer makes the programme."""
    return viewer.has_role(event.id, "organizer")


def may_watch(viewer: Viewer, event: Event) -> bool:
    """The office sees who comes to which session."""
    return viewer.has_role(event.id, "organizer", "secretary")


def may_read(viewer: Viewer, event: Event) -> bool:
    """Everybody, once the event is published; whoever works on it before."""
    staff = ("organizer", "chair", "secretary", "observer")
    return event.published_at is not None or viewer.has_role(event.id, *staff)
