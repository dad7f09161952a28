"""Who may see what of an event's own desk."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.web.viewer import Viewer

NAMES = ("organizer", "secretary", "observer")


def may_read_journal(viewer: Viewer, event: Event) -> bool:
    """The journal names authors: a chair, who judges blind, does not read it."""
    return viewer.has_role(event.id, *NAMES)


def may_export(viewer: Viewer, event: Event) -> bool:
    """The workbook holds names, dates of birth and marks: the organizer and the secretary."""
    return viewer.has_role(event.id, "organizer", "secretary")
