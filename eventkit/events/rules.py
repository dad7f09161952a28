"""Who may do what with an event."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.hooks import active_plugins
from eventkit.web.viewer import Viewer


def may_view(viewer: Viewer, event: Event) -> bool:
    """Visitors see a published event; its staff sees it while it is being set up."""
    return event.published_at is not None or may_observe(viewer, event)


def may_observe(viewer: Viewer, event: Event) -> bool:
    """Whoever has a role that works behind the scenes may look."""
    return viewer.has_role(event.id, "organizer", "chair", "secretary", "observer")


def may_manage(viewer: Viewer, event: Event) -> bool:
    """The organizer sets the event up and runs it."""
    return viewer.has_role(event.id, "organizer")


def may_create(viewer: Viewer) -> bool:
    """An administrator, or whoever organizes an event already, may create one."""
    return viewer.is_administrator or any("organizer" in names for names in viewer.roles.values())


def is_read_only(event: Event) -> bool:
    """Whether the plugin of the event's format is missing: then nothing may be changed."""
    return active_plugins().owner(event.format) is None
