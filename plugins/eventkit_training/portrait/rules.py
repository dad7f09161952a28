"""Who may see a portrait."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.web.viewer import Viewer
from eventkit_training.portrait.queries import is_published
from eventkit_training.rules import may_plan, may_read


def may_look(viewer: Viewer, event: Event) -> bool:
    """The organizer always; whoever reads the event once the portrait is published."""
    return may_plan(viewer, event) or (may_read(viewer, event) and is_published(event))
