"""How a team's game stands: what its phones, and pages about it, show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.lazy import dataclass
from eventkit.web.clock import now
from eventkit_quest.engine import (
    Quest,
    QuestEvent,
    StationDefinition,
    StationResult,
    TeamResult,
    played_seconds,
    team_result,
    valid_events,
)
from eventkit_quest.models import QuestHappening, QuestStation, QuestTeam
from eventkit_quest.play.models import QuestPhoto
from eventkit_quest.queries import events_of, in_turn, quest_of
from eventkit_quest.running.queries import run_of

BY_PHONE = ("start", "opened", "answer", "hint", "skip", "finish")
"""What a team's phone may tell; marks, checks and times are for hosts and organizers."""
STANDING = ("waits", "solved", "quiz")
"""Lines of a station's count that hold an answer of the team which is not refused."""


@dataclass(frozen=True)
class StationView:
    """A station as a team has it. ``state``: open, waits (for a person), solved, done (a quiz).

    ``sent`` is the answer that stands (it waits, is right or was counted), "" for none; ``hints``
    are the numbers of those opened; ``locked_until`` ends a lock-out, ``until`` the time for
    answers.
    """

    code: str
    state: str
    sent: str
    points: Fraction
    base: Fraction
    wrong: int
    hints: tuple[int, ...]
    skipped: bool
    marked: bool
    opened_at: datetime | None
    locked_until: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class TeamView:
    """A team's game: what it has, and each of its stations in the quest's order.

    ``seconds`` have gone by ``until`` (its finish, a pause, or now), without pauses and given time.
    """

    entry: Entry
    quest: Quest
    route: tuple[str, ...]
    result: TeamResult
    started_at: datetime | None
    finished_at: datetime | None
    paused_at: datetime | None
    seconds: Fraction | None
    until: datetime
    stations: tuple[StationView, ...]


def team_view(entry: Entry, quest: Quest | None = None) -> TeamView:
    """How the game of a team stands now."""
    quest = quest or quest_of(entry.event)
    team = db.session.get(QuestTeam, entry.id)
    route = tuple(team.route) if team else ()
    events = valid_events(in_turn(entry.event, events_of(entry.event_id, entry.id)))
    start, finish = _first(events, "start"), _first(events, "finish")
    run = run_of(entry.event_id)
    paused = run.paused_at if run and finish is None else None
    until = finish or paused or now()
    result = team_result(entry.code or "", quest.stations, events, quest.rules)
    return TeamView(
        entry=entry,
        quest=quest,
        route=route,
        result=result,
        started_at=start,
        finished_at=finish,
        paused_at=paused,
        seconds=played_seconds(events, start, until) if start else None,
        until=until,
        stations=tuple(
            _station(station, result.stations[station.code], events) for station in quest.stations
        ),
    )


def phones_of(entry: Entry) -> int:
    """How many phones of a team have told something; those of hosts are not its own."""
    query = select(func.count(func.distinct(QuestHappening.device))).where(
        QuestHappening.entry_id == entry.id,
        QuestHappening.device != "",
        QuestHappening.type.in_(BY_PHONE),
    )
    return db.session.scalar(query) or 0


def marks_of(entry: Entry) -> dict[str, dict[str, str]]:
    """The marks by criteria that a team has, by the codes of stations; one query."""
    row, said = QuestHappening, aliased(QuestHappening)
    struck = select(said.about).where(said.entry_id == entry.id, said.type == "struck")
    query = (
        select(QuestStation.code, row.marks)
        .join(QuestStation, QuestStation.id == row.station_id)
        .where(row.entry_id == entry.id, row.type == "judge_score", row.uid.not_in(struck))
        .order_by(row.number, row.id)
    )
    return {code: marks or {} for code, marks in db.session.execute(query)}


def photo_of(entry_id: int, text: str) -> QuestPhoto | None:
    """The photo that an answer of a team names."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        return None
    photo = db.session.get(QuestPhoto, int(text))
    return photo if photo is not None and photo.entry_id == entry_id else None


def _first(events: Sequence[QuestEvent], kind: str) -> datetime | None:
    return min((event.at for event in events if event.type == kind), default=None)


def _station(
    station: StationDefinition, result: StationResult, events: Sequence[QuestEvent]
) -> StationView:
    own = [event for event in events if event.station == station.code]
    opened = min((e.at for e in own if e.type in ("opened", "arrive")), default=None)
    minutes, lock = station.limits.minutes, station.limits.lock_out_seconds
    wrong = [line.at for line in result.lines if line.what in ("wrong_free", "wrong_paid")]
    last = max((at for at in wrong if at is not None), default=None)
    return StationView(
        code=station.code,
        state=_state(station, result),
        sent=next((li.text for li in reversed(result.lines) if li.what in STANDING), ""),
        points=result.points,
        base=result.base,
        wrong=result.wrong,
        hints=tuple(sorted({e.number for e in own if e.type == "hint"})),
        skipped=result.skipped,
        marked=station.kind == "judged" and result.is_solved,
        opened_at=opened,
        locked_until=last + timedelta(seconds=lock) if last and lock else None,
        until=opened + timedelta(minutes=minutes) if opened and minutes else None,
    )


def _state(station: StationDefinition, result: StationResult) -> str:
    if result.is_solved and station.kind != "judged":
        return "done" if station.kind == "quiz" else "solved"
    return "waits" if result.is_waiting else "open"
