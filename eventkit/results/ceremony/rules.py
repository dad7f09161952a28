"""Who prepares a ceremony and leads it."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.results.rules import COUNTERS, may_see_names
from eventkit.web.viewer import Viewer


def may_lead(viewer: Viewer, event: Event) -> bool:
    """The organizer and the secretary see who is called next, and call."""
    return viewer.has_role(event.id, *COUNTERS) and may_see_names(viewer, event)
