"""Who may run a game, and when."""

from __future__ import annotations

from eventkit.events.models import Event
from eventkit.results.queries import published_calculation
from eventkit.web.viewer import Viewer
from eventkit_quest.running.models import QuestHost
from eventkit_quest.running.queries import OwnTeam


def may_run(viewer: Viewer, event: Event) -> bool:
    """The organizer and the secretary run the game, on paper too."""
    return viewer.has_role(event.id, "organizer", "secretary")


def may_run_team(viewer: Viewer, own: OwnTeam) -> bool:
    """The same, asked about one team."""
    return may_run(viewer, own.event)


def may_organize(viewer: Viewer, event: Event) -> bool:
    """Links of hosts are made and taken back by the organizer."""
    return viewer.has_role(event.id, "organizer")


def may_dismiss(viewer: Viewer, host: QuestHost) -> bool:
    """The same, asked about one host."""
    return may_organize(viewer, host.event)


def may_watch(viewer: Viewer, event: Event) -> bool:
    """The hall is open to everybody once the event is announced; before that, to its staff."""
    return event.published_at is not None or viewer.has_role(
        event.id, "organizer", "chair", "secretary", "observer"
    )


def has_results(event: Event) -> bool:
    """Whether results were published: then a team may read its log."""
    return published_calculation(event) is not None
