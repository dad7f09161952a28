"""Who writes a quest."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.web.viewer import Viewer


def may_author(viewer: Viewer, event: Event) -> bool:
    """The organizer of a quest; answers are on these pages, so nobody else sees them."""
    return event.format == "quest" and viewer.has_role(event.id, "organizer")
