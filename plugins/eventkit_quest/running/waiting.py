"""Answers that a person has to look at: which wait, and what was said of the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit_quest.engine.checking import sent, verdict
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.models import QuestHappening, QuestStation
from eventkit_quest.queries import definition_of, stations_of
from eventkit_quest.running.showing import Shown, shown_answer


@dataclass(frozen=True)
class Waiting:
    """An answer for a person; ``right`` is None while nobody has said anything."""

    uid: str
    entry: Entry
    station: QuestStation
    title: str
    at: datetime
    shown: Sequence[Shown]
    right: bool | None
    comment: str


def waiting_of(event: Event, station_id: int | None = None) -> list[Waiting]:
    """The answers for a person, those that wait first, then the newest; few queries."""
    stations = {row.id: row for row in stations_of(event)}
    definitions = {id_: definition_of(row) for id_, row in stations.items()}
    asked = [
        id_
        for id_, one in definitions.items()
        if any(answer.waits for answer in one.answers) and station_id in (None, id_)
    ]
    if not asked:
        return []
    query = (
        select(QuestHappening)
        .where(
            QuestHappening.event_id == event.id,
            QuestHappening.station_id.in_(asked),
            QuestHappening.type.in_(("answer", "checked")),
        )
        .order_by(QuestHappening.at, QuestHappening.id)
    )
    rows = db.session.scalars(query).all()
    said = {row.about: row for row in sorted(rows, key=lambda r: r.number) if row.type == "checked"}
    entries = _entries(event)
    found = [
        _waiting(row, entries[row.entry_id], stations, definitions, said.get(row.uid))
        for row in rows
        if row.type == "answer"
        and row.entry_id in entries
        and verdict(definitions[row.station_id or 0], row.text) == "waits"
    ]
    return sorted(found, key=lambda one: (one.right is not None, one.at))


def _entries(event: Event) -> dict[int, Entry]:
    query = select(Entry).where(Entry.event_id == event.id, Entry.is_admitted)
    return {entry.id: entry for entry in db.session.scalars(query)}


def _waiting(
    row: QuestHappening,
    entry: Entry,
    stations: dict[int, QuestStation],
    definitions: dict[int, StationDefinition],
    said: QuestHappening | None,
) -> Waiting:
    station = definitions[row.station_id or 0]
    texts = sent(station, row.text)
    answers = [answer for answer in station.answers if texts.get(answer.id, "").strip()]
    return Waiting(
        uid=row.uid,
        entry=entry,
        station=stations[row.station_id or 0],
        title=station.title,
        at=row.at,
        shown=[shown_answer(answer, texts[answer.id]) for answer in answers],
        right=None if said is None else bool(said.amount),
        comment=said.text if said else "",
    )
