"""What the proof says of an event's quest as it is written now."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit.events.models import Event
from eventkit_quest.engine import Quest
from eventkit_quest.engine.rehearsal import prove
from eventkit_quest.rehearsing.queries import routes_of
from eventkit_quest.rehearsing.words import Verdict, verdict_of


def routes_in(event: Event, quest: Quest) -> Sequence[tuple[str, ...]]:
    """The routes that count; none where teams go as they like."""
    return routes_of(event) if quest.way == "routes" else []


def proved(event: Event, quest: Quest) -> Verdict | None:
    """Whether the goal can be reached; None without stations."""
    if not quest.stations:
        return None
    routes = routes_in(event, quest)
    plain, skipping = (prove(quest, may_skip=skip, routes=routes) for skip in (False, True))
    return verdict_of(quest, plain, skipping)
