"""Who may see, hear and decide appeals."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.results.appeals.commission import bars_of
from eventkit.results.appeals.models import Appeal
from eventkit.web.viewer import Viewer


def may_hear(viewer: Viewer, event: Event) -> bool:
    """Organizer and chair read the appeals of their event."""
    return viewer.has_role(event.id, "organizer", "chair")


def may_read(viewer: Viewer, appeal: Appeal) -> bool:
    """The same, asked about one appeal."""
    return may_hear(viewer, appeal.event)


def may_settle(viewer: Viewer, appeal: Appeal) -> bool:
    """Names the commission and records its decision; never a juror of this very case."""
    if not may_hear(viewer, appeal.event):
        return False
    return viewer.person_id is None or viewer.person_id not in bars_of(appeal.entry)
