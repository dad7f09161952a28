"""Who writes a quest."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.web.viewer import Viewer


def may_author(viewer: Viewer, event: Event) -> bool:
    """The organizer of a quest; answers are on these pages, so nobody else sees them."""
    return event.format == "quest" and viewer.has_role(event.id, "organizer")


def may_see_map(viewer: Viewer, event: Event) -> bool:
    """The map hangs in the hall: everybody, once the event is published, its staff before that."""
    return event.format == "quest" and (
        event.published_at is not None
        or viewer.has_role(event.id, "organizer", "secretary", "chair", "observer")
    )
