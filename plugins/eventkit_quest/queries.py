"""Selects of the quest, and what its arithmetic says about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit_quest.engine import (
    Quest,
    QuestEvent,
    QuestRules,
    StationDefinition,
    Table,
    TeamResult,
    table_of,
    team_result,
)
from eventkit_quest.engine.turns import has_turns, out_of_turn
from eventkit_quest.models import QuestGame, QuestHappening, QuestStation, QuestTeam


def rules_of(event: Event) -> QuestRules:
    """The rules of the event's game; those of no rule at all where there is no game."""
    game = db.session.get(QuestGame, event.id)
    return QuestRules.from_dict(game.document.get("rules", {}) if game else {})


def quest_of(event: Event) -> Quest:
    """The definition of the event's game, with its stations and without the bytes of pictures."""
    game = db.session.get(QuestGame, event.id)
    document = game.document if game else {}
    bare = {"format": "eventkit-quest", "version": 1} | document
    bare |= {"title": event.title, "map": {**document.get("map", {}), "picture": ""}}
    quest = Quest.from_dict(bare)
    return replace(
        quest,
        map=replace(quest.map, picture=document.get("map", {}).get("picture", "")),
        stations=definitions_of(event),
    )


def definitions_of(event: Event) -> tuple[StationDefinition, ...]:
    """What the stations of the event are, in their order."""
    return tuple(definition_of(station) for station in stations_of(event))


def definition_of(station: QuestStation) -> StationDefinition:
    """What a station is."""
    return StationDefinition.from_dict(station.definition)


def stations_of(event: Event) -> Sequence[QuestStation]:
    """The stations of the event in their order."""
    query = select(QuestStation).where(QuestStation.event_id == event.id)
    return db.session.scalars(query.order_by(QuestStation.position, QuestStation.id)).all()


def teams_of(event: Event) -> Sequence[Entry]:
    """The teams that take part, in the order in which they were named."""
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
        .options(joinedload(Entry.nomination))
        .order_by(Entry.id)
    )
    return db.session.scalars(query).all()


def standings(event: Event) -> Table:
    """The table as it stands; teams go by the codes of their entries."""
    teams = [entry.code or "" for entry in teams_of(event)]
    specs = definitions_of(event)
    return table_of(teams, specs, in_turn(event, events_of(event.id)), rules_of(event))


def result_of_team(event: Event, entry: Entry) -> TeamResult:
    """What one team has, with the log of how it came about."""
    specs = definitions_of(event)
    events = in_turn(event, events_of(event.id, entry.id))
    return team_result(entry.code or "", specs, events, rules_of(event))


def in_turn(event: Event, events: Sequence[QuestEvent]) -> Sequence[QuestEvent]:
    """The events that count: without those at stations that were closed to their team then."""
    quest = quest_of(event)
    if not has_turns(quest):
        return events
    query = select(Entry.code, QuestTeam.route).join(QuestTeam, QuestTeam.entry_id == Entry.id)
    rows = db.session.execute(query.where(Entry.event_id == event.id))
    routes = {code or "": route for code, route in rows}
    by_team: dict[str, list[QuestEvent]] = defaultdict(list)
    for happened in events:
        by_team[happened.team].append(happened)
    early = {
        (team, uid)
        for team, own in by_team.items()
        for uid in out_of_turn(quest, own, routes.get(team, ()))
    }
    return [happened for happened in events if (happened.team, happened.id) not in early]


def known_ids(event: Event, ids: Sequence[str]) -> set[str]:
    """Those of the ids that have come before."""
    query = select(QuestHappening.uid).where(
        QuestHappening.event_id == event.id, QuestHappening.uid.in_(ids)
    )
    return set(db.session.scalars(query))


def events_of(
    event_id: int, entry_id: int | None = None, *, until: datetime | None = None
) -> list[QuestEvent]:
    """What happened, in the words of the arithmetic; ``until`` leaves out what came later."""
    row = QuestHappening
    query = (
        select(
            row.uid,
            Entry.code,
            row.type,
            row.at,
            row.device,
            QuestStation.code,
            row.text,
            row.amount,
            row.number,
            row.about,
        )
        .join(Entry, Entry.id == row.entry_id)
        .outerjoin(QuestStation, QuestStation.id == row.station_id)
        .where(row.event_id == event_id)
    )
    if entry_id is not None:
        query = query.where(row.entry_id == entry_id)
    if until is not None:
        query = query.where(row.received_at <= until)
    return [_fact(*found) for found in db.session.execute(query)]


def _fact(uid: str, team: str | None, kind: str, at: datetime, *rest: Any) -> QuestEvent:
    device, station, text, amount, number, about = rest
    return QuestEvent(uid, team or "", kind, at, device, station or "", text, amount, number, about)
