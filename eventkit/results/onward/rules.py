"""Who may record what came of a work elsewhere, and who may vouch for it."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.results.rules import COUNTERS
from eventkit.web.viewer import Viewer


def may_record(viewer: Viewer, event: Event) -> bool:
    """The organizer and the secretary write down what they hear."""
    return viewer.has_role(event.id, *COUNTERS)


def may_confirm(viewer: Viewer, event: Event) -> bool:
    """The organizer vouches for it, with the paper in hand."""
    return viewer.has_role(event.id, "organizer")
