"""Writing down results that came from another site."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.web.clock import now
from eventkit_quest.engine import StationDefinition
from eventkit_quest.models import QuestStation
from eventkit_quest.outside.queries import Result, last_of, results_at
from eventkit_quest.outside.stations import takes_results
from eventkit_quest.queries import definition_of, teams_of
from eventkit_quest.running.noting import Word, hold_game, note

TABLE = "table"


def take_results(
    event: Event,
    station: QuestStation,
    points: Mapping[int, Fraction],
    seen: int,
    *,
    actor: str = "system",
) -> int:
    """Write down the points of teams, by the ids of their entries; gives how many changed.

    Points that a team has already are passed over, others take the place of what it had.
    ``seen`` is :func:`queries.last_of` of the page on which somebody looked at them. Refuses a
    station that takes no results, and what came meanwhile.
    """
    hold_game(event.id)
    definition = definition_of(station)
    if not takes_results(definition):
        raise RefusalError(_("На этой станции баллы из таблицы не ставят."), "station")
    if last_of(station) != seen:
        raise RefusalError(_("Пока вы смотрели, на станции появились новые баллы."), "file")
    before = results_at(station)
    changed: dict[str, str] = {}
    for entry in teams_of(event):
        had = before.get(entry.id, Result())
        wanted = points.get(entry.id)
        if wanted is not None and had.points != wanted:
            _write(entry, station, definition, wanted, had.revision + 1)
            changed[str(entry.id)] = str(wanted)
    if changed:
        data = {"station": station.code, "changed": len(changed), "points": changed}
        about = f"event:{event.id}"
        record(event_chain(event.id), "quest.outside_taken", about, actor=actor, data=data)
    db.session.flush()
    return len(changed)


def _write(
    entry: Entry,
    station: QuestStation,
    definition: StationDefinition,
    points: Fraction,
    revision: int,
) -> None:
    if definition.kind == "quiz":
        right = points / definition.per_question
        word = Word("quiz_result", now(), amount=right, station=station)
    else:
        marks = {one.code: str(points) for one in definition.criteria}
        word = Word("judge_score", now(), "", points, revision, station=station, marks=marks)
    note(entry, word, device=TABLE)
