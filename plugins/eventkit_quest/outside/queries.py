"""What an outside task's results stand beside."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit_quest.models import QuestHappening, QuestStation
from eventkit_quest.outside.stations import takes_results
from eventkit_quest.queries import definition_of, stations_of

GIVEN = ("judge_score", "quiz_result")


@dataclass(frozen=True)
class Result:
    """The points that a team has from others at a station, and the number of the last mark."""

    points: Fraction | None = None
    revision: int = 0


def stations_for_results(event: Event) -> Sequence[QuestStation]:
    """The stations that take results from a table, those with a link to another site first."""
    rows = [row for row in stations_of(event) if takes_results(definition_of(row))]
    return sorted(rows, key=lambda row: not definition_of(row).link)


def results_at(station: QuestStation) -> dict[int, Result]:
    """The last word about each team at a station, by entry; what was struck out is none."""
    row = QuestHappening
    of_event = row.event_id == station.event_id
    struck = set(db.session.scalars(select(row.about).where(of_event, row.type == "struck")))
    query = select(row).where(row.station_id == station.id, row.type.in_(GIVEN))
    each = definition_of(station).per_question
    found: dict[int, Result] = {}
    for given in db.session.scalars(query.order_by(row.number, row.id)):
        had = found.get(given.entry_id)
        points: Fraction | None = given.amount * (each if given.type == "quiz_result" else 1)
        if given.uid in struck:
            points = had.points if had else None
        found[given.entry_id] = Result(points, given.number)
    return found


def last_of(station: QuestStation) -> int:
    """The last that came about a station: whoever gave points meanwhile is noticed by it."""
    query = select(func.max(QuestHappening.id)).where(
        QuestHappening.station_id == station.id, QuestHappening.type.in_(GIVEN)
    )
    return db.session.scalar(query) or 0
