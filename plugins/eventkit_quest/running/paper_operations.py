"""Typing in a route sheet: what it says and the game does not know yet becomes events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.lazy import dataclass
from eventkit.web.clock import now
from eventkit_quest.engine import QuestEvent, TeamResult, valid_events
from eventkit_quest.models import QuestHappening, QuestStation
from eventkit_quest.queries import definition_of, events_of, result_of_team, stations_of
from eventkit_quest.running.given import given_at
from eventkit_quest.running.host_operations import Said, confirm, count_quiz, give_marks
from eventkit_quest.running.noting import PAPER, Word, hold_game, note, tell

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class PaperStation:
    """A line of a route sheet; ``right`` is None and ``marks`` is empty where nothing is said."""

    is_done: bool = False
    right: int | None = None
    marks: Mapping[str, Fraction] = field(default_factory=dict)
    hints: int = 0


@dataclass(frozen=True)
class PaperSheet:
    """A route sheet: the moments of start and finish, and a line for each station by its code."""

    start: datetime | None = None
    finish: datetime | None = None
    stations: Mapping[str, PaperStation] = field(default_factory=dict)


def came_so_far(entry: Entry) -> int:
    """How much has come about a team: whoever typed meanwhile is noticed by it."""
    query = select(func.count(QuestHappening.id)).where(QuestHappening.entry_id == entry.id)
    return db.session.scalar(query) or 0


def paper_of(event: Event, entry: Entry) -> PaperSheet:
    """What the sheet of a team would say of what is known."""
    result = result_of_team(event, entry)
    events = valid_events(events_of(event.id, entry.id))
    lines = {}
    for station in stations_of(event):
        given = given_at(station).get(entry.id)
        own, kind = result.stations[station.code], definition_of(station).kind
        typed = given.typed if given else {}
        marks = {
            name.removeprefix("mark-"): Fraction(value)
            for name, value in typed.items()
            if name.startswith("mark-")
        }
        right = int(typed["right"]) if kind == "quiz" and "right" in typed else None
        lines[station.code] = PaperStation(own.is_solved, right, marks, own.hints)
    return PaperSheet(_at(events, "start"), _at(events, "finish"), lines)


def type_in(
    event: Event, entry: Entry, sheet: PaperSheet, seen: int, *, actor: str = "system"
) -> None:
    """Write down what a paper says; only what differs from what is known becomes an event.

    ``seen`` is :func:`came_so_far` of the page. Raises RefusalError, at ``finish`` or at a field
    ``mark-<station>-<criterion>``.
    """
    hold_game(event.id)
    if came_so_far(entry) != seen:
        raise RefusalError(_("Пока вы вводили, о команде пришло новое. Проверьте и сохраните."))
    if sheet.start and sheet.finish and sheet.finish <= sheet.start:
        raise RefusalError(_("Финиш раньше старта. Проверьте время."), "finish")
    known = paper_of(event, entry)
    result = result_of_team(event, entry)
    events = valid_events(events_of(event.id, entry.id))
    for kind, typed in (("start", sheet.start), ("finish", sheet.finish)):
        _moment(entry, kind, typed, events)
    for station in stations_of(event):
        line = sheet.stations.get(station.code, PaperStation())
        _station(entry, station, line, known.stations[station.code], result, events, actor)
    tell(entry, "quest.typed", actor, {"source": PAPER})


def _at(events: Sequence[QuestEvent], kind: str) -> datetime | None:
    return min((event.at for event in events if event.type == kind), default=None)


def _moment(entry: Entry, kind: str, typed: datetime | None, events: Sequence[QuestEvent]) -> None:
    """Set the start or the finish; papers know whole minutes."""
    before = _at(events, kind)
    if typed is None or (before is not None and abs(typed - before) < MINUTE):
        return
    for event in events:
        if event.type == kind:
            _strike(entry, event.id)
    note(entry, Word(kind, typed), device=PAPER)


def _station(
    entry: Entry,
    station: QuestStation,
    line: PaperStation,
    known: PaperStation,
    result: TeamResult,
    events: Sequence[QuestEvent],
    actor: str,
) -> None:
    definition = definition_of(station)
    said = Said(actor, PAPER)
    if definition.kind == "quiz":
        if line.right is not None and line.right != known.right:
            count_quiz(entry, station, line.right, said)
    elif definition.kind == "judged" and definition.criteria:
        if line.marks and line.marks != known.marks:
            try:
                give_marks(entry, station, line.marks, said)
            except RefusalError as refusal:
                where = refusal.field.removeprefix("mark-")
                raise RefusalError(refusal.message, f"mark-{station.code}-{where}") from refusal
    elif line.is_done and not known.is_done:
        confirm(entry, station, said)
    elif known.is_done and not line.is_done:
        for event in events:
            if event.station == station.code and event.type in ("checked", "judge_score"):
                _strike(entry, event.id)
    _hints(entry, station, line.hints, events)


def _hints(entry: Entry, station: QuestStation, wanted: int, events: Sequence[QuestEvent]) -> None:
    taken = [e for e in events if e.type == "hint" and e.station == station.code]
    for level in range(len(taken) + 1, wanted + 1):
        note(entry, Word("hint", now(), number=level, station=station), device=PAPER)
    for event in sorted(taken, key=lambda e: e.number)[wanted:]:
        _strike(entry, event.id)


def _strike(entry: Entry, uid: str) -> None:
    note(entry, Word("struck", now(), about=uid), device=PAPER)
