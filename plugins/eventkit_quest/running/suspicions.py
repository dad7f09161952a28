"""What cannot have been so, team by team."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit_quest.engine import QuestEvent, valid_events
from eventkit_quest.engine.doubts import Doubt, doubts_of
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.models import QuestHappening
from eventkit_quest.queries import events_of


def doubts_by_team(
    event: Event, stations: Sequence[StationDefinition], entry_id: int | None = None
) -> dict[str, list[Doubt]]:
    """Doubts by the codes of teams; those without any are left out. Two queries."""
    query = select(QuestHappening.uid, QuestHappening.received_at)
    query = query.where(QuestHappening.event_id == event.id)
    received = {row.uid: row.received_at for row in db.session.execute(query)}
    by_team: dict[str, list[QuestEvent]] = {}
    for one in valid_events(events_of(event.id, entry_id)):
        by_team.setdefault(one.team, []).append(one)
    found = {team: doubts_of(own, stations, received) for team, own in by_team.items()}
    return {team: doubts for team, doubts in found.items() if doubts}
