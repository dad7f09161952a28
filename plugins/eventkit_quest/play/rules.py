"""Who may do what at a team's door."""

from __future__ import annotations

from eventkit.web.viewer import Viewer
from eventkit_quest.play.doors import Door, TeamDoor

STAFF = ("organizer", "chair", "secretary", "observer")


def may_knock(viewer: Viewer, door: Door) -> bool:
    """Everybody once the game is announced; before that its staff, and a team that is in."""
    is_open = door.team is not None or door.event.published_at is not None
    return is_open or viewer.has_role(door.event.id, *STAFF)


def may_enter(viewer: Viewer, door: TeamDoor) -> bool:
    """Whoever holds the link."""
    return True
