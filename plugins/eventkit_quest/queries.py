"""Selects of the quest, and what its arithmetic says about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit_quest.engine import (
    QuestEvent,
    QuestRules,
    Station,
    Table,
    TeamResult,
    table_of,
    team_result,
)
from eventkit_quest.models import QuestGame, QuestHappening, QuestStation


def rules_of(event: Event) -> QuestRules:
    """The rules of the event's game; those of no rule at all where none were chosen."""
    game = db.session.get(QuestGame, event.id)
    return QuestRules.from_dict(game.rules if game else {})


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
    specs = [spec(station) for station in stations_of(event)]
    return table_of(teams, specs, events_of(event.id), rules_of(event))


def result_of_team(event: Event, entry: Entry) -> TeamResult:
    """What one team has, with the log of how it came about."""
    specs = [spec(station) for station in stations_of(event)]
    return team_result(entry.code or "", specs, events_of(event.id, entry.id), rules_of(event))


def spec(station: QuestStation) -> Station:
    """A station in the words of the arithmetic."""
    return Station(
        code=station.code,
        kind=station.kind,
        maximum=Fraction(station.maximum),
        accepted=tuple(station.accepted),
        per_question=Fraction(station.per_question),
    )


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
    return QuestEvent(
        uid, team or "", kind, at, device, station or "", text, amount, number, about
    )
