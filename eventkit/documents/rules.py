"""Who may prepare, see and void official papers."""

from __future__ import annotations

from eventkit.documents.models import Award
from eventkit.events.models import Event
from eventkit.events.rules import may_manage
from eventkit.web.viewer import Viewer


def may_see_awards(viewer: Viewer, event: Event) -> bool:
    """The table of names carries everybody, those without consent too: organizer and secretary."""
    return viewer.has_role(event.id, "organizer", "secretary")


def may_award(viewer: Viewer, event: Event) -> bool:
    """Preparing, correcting, issuing and voiding is the organizer's."""
    return may_manage(viewer, event)


def may_see_award(viewer: Viewer, award: Award) -> bool:
    """The same for one paper."""
    return may_see_awards(viewer, award.event)


def may_change_award(viewer: Viewer, award: Award) -> bool:
    """The same for one paper."""
    return may_award(viewer, award.event)
