"""What the games of a rehearsal come to: times, queues, hints, ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from eventkit.lazy import dataclass
from eventkit_quest.engine.definition import Quest
from eventkit_quest.engine.rehearsal.games import Game
from eventkit_quest.engine.rehearsal.team import Visit

BIN_MINUTES = (1, 2, 5, 10, 15, 30, 60)
MOST_BINS = 12
PRIZES = 3


@dataclass(frozen=True)
class DurationFigures:
    """Minutes from start to finish: the median, the bounds of the middle eight tenths, a histogram.

    ``bins`` are (from minute, to minute, teams).
    """

    median: float
    low: float
    high: float
    bins: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class StationFigures:
    """What teams did at a station; shares from 0 to 1 of those who came, times in minutes.

    ``waited`` is the median wait of a game's most patient team: what the longest queue costs.
    """

    code: str
    title: str
    kind: str
    came: int
    minutes: float
    waited: float
    solved: float
    hints: float
    wrong: float
    points: float
    most: float


@dataclass(frozen=True)
class Rehearsal:
    """All figures. Shares are from 0 to 1; ``duration`` is None where no team has finished."""

    games: int
    teams: int
    duration: DurationFigures | None
    finished: float
    over_control: float
    out: float
    stations: tuple[StationFigures, ...]
    points: tuple[float, float, float]
    """Of the totals: a tenth has less, the median, a tenth has more."""
    hints: float
    """Opened by a team, on the average."""
    hint_cost: float
    """Points that they took, on the average."""
    tied: float
    """Share of games with a tie for a prize place that no rule of the quest settles."""


def figures_of(quest: Quest, games: Sequence[Game]) -> Rehearsal:
    """Sum the games up."""
    rows = [row for game in games for row in game.table.rows]
    count = max(1, len(rows))
    minutes = [
        played.finished / 60
        for game in games
        for played in game.played
        if played.finished is not None
    ]
    control = quest.rules.control_time_minutes
    late = sum(control is not None and one > control for one in minutes)
    totals = sorted(float(row.result.total) for row in rows)
    lines = [line for row in rows for line in row.result.lines if line.what == "hint"]
    return Rehearsal(
        games=len(games),
        teams=len(rows) // max(1, len(games)),
        duration=_duration(minutes),
        finished=len(minutes) / count,
        over_control=late / count,
        out=sum(row.result.out_reason == "over_limit" for row in rows) / count,
        stations=_stations(quest, games),
        points=(share(totals, 0.1), share(totals, 0.5), share(totals, 0.9)),
        hints=len(lines) / count,
        hint_cost=-float(sum(line.points for line in lines)) / count,
        tied=sum(_has_tie(game) for game in games) / max(1, len(games)),
    )


def share(ordered: Sequence[float], part: float) -> float:
    """The value below which this part of an ordered row lies; 0 of an empty one."""
    if not ordered:
        return 0.0
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _duration(minutes: Sequence[float]) -> DurationFigures | None:
    if not minutes:
        return None
    ordered = sorted(minutes)
    first, last = int(ordered[0]), int(ordered[-1])
    width = next((w for w in BIN_MINUTES if (last // w - first // w) < MOST_BINS), BIN_MINUTES[-1])
    counted = Counter(int(one) // width for one in ordered)
    bins = tuple(
        (number * width, (number + 1) * width, counted[number])
        for number in range(first // width, last // width + 1)
    )
    return DurationFigures(median(ordered), share(ordered, 0.1), share(ordered, 0.9), bins)


def _stations(quest: Quest, games: Sequence[Game]) -> tuple[StationFigures, ...]:
    visits: dict[str, list[Visit]] = {station.code: [] for station in quest.stations}
    longest: dict[str, list[float]] = {station.code: [] for station in quest.stations}
    for game in games:
        most: dict[str, float] = {}
        for visit in (visit for played in game.played for visit in played.visits):
            visits[visit.station].append(visit)
            most[visit.station] = max(most.get(visit.station, 0), visit.waited)
        for code, waited in most.items():
            longest[code].append(waited)
    return tuple(_station(quest, code, found, longest[code]) for code, found in visits.items())


def _station(
    quest: Quest, code: str, visits: Sequence[Visit], longest: Sequence[float]
) -> StationFigures:
    station = quest.station(code)
    count = max(1, len(visits))
    return StationFigures(
        code=code,
        title=station.title,
        kind=station.kind,
        came=len(visits),
        minutes=median(v.seconds for v in visits) / 60 if visits else 0.0,
        waited=median(longest) / 60 if longest else 0.0,
        solved=sum(v.is_solved for v in visits) / count,
        hints=sum(v.hints for v in visits) / count,
        wrong=sum(v.wrong for v in visits) / count,
        points=float(sum(v.points for v in visits)) / count,
        most=float(station.most),
    )


def _has_tie(game: Game) -> bool:
    """Whether two teams share one of the prize places in the end."""
    places = Counter(row.place for row in game.table.rows if row.place is not None)
    return any(count > 1 and place <= PRIZES for place, count in places.items())
