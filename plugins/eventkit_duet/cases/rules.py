"""Who sees situations before they are drawn."""

from __future__ import annotations

from typing import Any

from eventkit.events.models import Event
from eventkit.web.viewer import Viewer


def may_keep_bank(viewer: Viewer, subject: Any = None) -> bool:
    """Organizers and secretaries of any event; whoever only judges or looks does not see it."""
    return viewer.keeps_directory


def may_draw(viewer: Viewer, event: Event) -> bool:
    """The organizer and the secretary choose situations and draw them."""
    return viewer.has_role(event.id, "organizer", "secretary")
