"""How a game stands: who is where, the table by now, what has just happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit_quest.engine import (
    Line,
    QuestEvent,
    TeamResult,
    TeamRow,
    is_paused,
    played_seconds,
    table_of,
    unique_events,
    valid_events,
)
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.queries import definitions_of, events_of, in_turn, rules_of
from eventkit_quest.running.states import state_of

SHAPES = 6
NEWS = ("solved", "confirmed", "quiz", "mark", "hint", "finished")
LAST_NEWS = 3
AT_STATION = ("arrive", "opened", "answer", "hint", "judge_score", "quiz_result", "checked")


@dataclass(frozen=True)
class TeamLive:
    """A team as it stands.

    ``progress`` has for each station of the quest done, skipped, now or open; ``here`` and
    ``before`` are codes of the stations of its last two steps, empty where there are none;
    ``state`` is a key of ``words.STATES``.
    """

    entry_id: int
    code: str
    title: str
    letters: str
    number: int
    result: TeamResult
    shown: str | None
    state: str
    progress: tuple[str, ...]
    here: str
    before: str
    seconds: Fraction | None
    last_at: datetime | None

    @property
    def shape(self) -> int:
        """Which of the six shapes and colours is its own."""
        return self.number % SHAPES

    @property
    def has_ring(self) -> bool:
        """From the seventh team the shapes repeat with a ring."""
        return self.number >= SHAPES

    @property
    def is_over_limit(self) -> bool:
        """Whether so much of the time is over that no place is given any more."""
        return self.result.out_reason == "over_limit"

    @property
    def done(self) -> int:
        """How many stations are behind it."""
        return sum(one == "done" for one in self.progress)


@dataclass(frozen=True)
class News:
    """Something that has just happened."""

    at: datetime
    team: TeamLive
    line: Line


@dataclass(frozen=True)
class LiveView:
    """The whole game at the instant ``at``: teams in the order of the table."""

    at: datetime
    stations: Sequence[StationDefinition]
    teams: Sequence[TeamLive]
    news: Sequence[News]
    seconds: Fraction | None
    """How long the game goes on, without pauses; None before its first start."""

    @property
    def titles(self) -> Mapping[str, str]:
        """Titles of stations by their codes."""
        return {station.code: station.title for station in self.stations}


def live_view(event: Event, at: datetime, *, until: datetime | None = None) -> LiveView:
    """The game as it stands; as many queries whatever the number of teams.

    Args:
        event: the quest.
        at: now: teams on their way are placed as if they finished at this instant.
        until: what came later is left out.
    """
    stations = definitions_of(event)
    entries = _teams(event)
    came = in_turn(event, valid_events(unique_events(events_of(event.id, until=until))))
    by_team: dict[str, list[QuestEvent]] = {entry.code or "": [] for entry in entries}
    for one in came:
        by_team.setdefault(one.team, []).append(one)
    as_if = [end for team, own in by_team.items() if (end := _as_if_finished(team, own, at))]
    table = table_of([e.code or "" for e in entries], stations, [*came, *as_if], rules_of(event))
    numbered = {entry.code or "": (number, entry) for number, entry in enumerate(entries)}
    teams = [
        _team(row, *numbered[row.result.team], by_team[row.result.team], stations, at)
        for row in table.rows
    ]
    return LiveView(at, stations, teams, _news(teams), _game_seconds(by_team, at))


def _teams(event: Event) -> Sequence[Entry]:
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
        .options(
            joinedload(Entry.group), selectinload(Entry.authors).joinedload(EntryAuthor.person)
        )
        .order_by(Entry.id)
    )
    return db.session.scalars(query).unique().all()


def _as_if_finished(team: str, own: Sequence[QuestEvent], at: datetime) -> QuestEvent | None:
    """A finish at this instant for a team on its way."""
    start = _at(own, "start")
    if start is None or start > at or _at(own, "finish") is not None:
        return None
    return QuestEvent(id=f"now-{team}", team=team, type="finish", at=at) if team else None


def _at(own: Sequence[QuestEvent], kind: str) -> datetime | None:
    return min((event.at for event in own if event.type == kind), default=None)


def _team(
    row: TeamRow,
    number: int,
    entry: Entry,
    own: Sequence[QuestEvent],
    stations: Sequence[StationDefinition],
    at: datetime,
) -> TeamLive:
    start, finish = _at(own, "start"), _at(own, "finish")
    steps = _steps(own)
    here = steps[-1] if steps and finish is None else ""
    return TeamLive(
        entry_id=entry.id,
        code=row.result.team,
        title=entry.entrant_name or entry.title,
        letters=letters_of(entry.entrant_name or entry.title),
        number=number,
        result=row.result,
        shown=row.shown,
        state=state_of(
            is_out=row.result.out_reason == "decided",
            has_started=start is not None and start <= at,
            has_acted=bool(steps),
            has_finished=finish is not None,
            is_paused=is_paused(own),
        ),
        progress=tuple(_progress(row.result, station.code, here) for station in stations),
        here=here,
        before=steps[-2] if here and len(steps) > 1 else "",
        seconds=played_seconds(own, start, finish or at) if start and start <= at else None,
        last_at=max((event.at for event in own if event.type in AT_STATION), default=None),
    )


def _steps(own: Sequence[QuestEvent]) -> list[str]:
    """Codes of stations in the order in which the team was there, each stay once."""
    steps: list[str] = []
    for event in own:
        if event.type in AT_STATION and event.station and steps[-1:] != [event.station]:
            steps.append(event.station)
    return steps


def _progress(result: TeamResult, code: str, here: str) -> str:
    station = result.stations[code]
    if station.is_solved:
        return "done"
    if station.skipped:
        return "skipped"
    return "now" if code == here else "open"


def _news(teams: Sequence[TeamLive]) -> list[News]:
    found = [
        News(line.at, team, line)
        for team in teams
        for line in team.result.lines
        if line.what in NEWS
        and line.at is not None
        and not (line.what == "finished" and team.state != "finished")
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:LAST_NEWS]


def _game_seconds(by_team: Mapping[str, Sequence[QuestEvent]], at: datetime) -> Fraction | None:
    begun = [(start, own) for own in by_team.values() if (start := _at(own, "start"))]
    if not begun:
        return None
    first, own = min(begun, key=lambda pair: pair[0])
    pauses = [event for event in own if event.type in ("pause", "resume")]
    return max(Fraction(0), played_seconds(pauses, first, at))


def letters_of(title: str) -> str:
    """Two letters that stand for a team: initials of two words, else how its word begins."""
    words = [word for word in title.replace("-", " ").split() if word[0].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    return title[:2].upper() if title.isupper() else title[:2].capitalize()
