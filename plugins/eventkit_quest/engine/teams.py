"""The whole way of one team: its stations, its time, what was taken off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from eventkit.lazy import dataclass
from eventkit_quest.engine.facts import QuestEvent, unique_events
from eventkit_quest.engine.rules import ZERO, QuestRules
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.engine.stations import LONG_AGO, Line, StationResult, station_result
from eventkit_quest.engine.times import MINUTE, played_seconds

_MARKS = {
    "start": "started",
    "finish": "finished",
    "pause": "paused",
    "resume": "resumed",
    "extra_time": "extra_time",
    "out": "out",
    "struck": "struck",
}


@dataclass(frozen=True)
class TeamResult:
    """What a team has. ``seconds`` is exact, less pauses and given time, and None without a finish.

    ``out_reason`` is None, ``decided`` (by the organizer), ``over_limit`` or ``unfinished``: then
    the team stands outside the competition, keeps its points and loses none for time.
    """

    team: str
    stations: Mapping[str, StationResult]
    subtotal: Fraction
    penalty: Fraction
    seconds: Fraction | None
    overtime_minutes: int
    overtime_penalty: Fraction
    out_reason: str | None
    total: Fraction
    lines: tuple[Line, ...]

    @property
    def hints(self) -> int:
        """Hints opened at all stations, solved or not."""
        return sum(s.hints for s in self.stations.values())

    @property
    def wrong(self) -> int:
        """Wrong answers before the right ones."""
        return sum(s.wrong for s in self.stations.values())


def team_result(
    team: str,
    stations: Sequence[StationDefinition],
    events: Sequence[QuestEvent],
    rules: QuestRules,
) -> TeamResult:
    """Count one team from its events, in any order and with repetitions."""
    own = valid_events(event for event in unique_events(events) if event.team == team)
    results = {
        station.code: station_result(station, [e for e in own if e.station == station.code], rules)
        for station in stations
    }
    start, finish = _first(own, "start"), _first(own, "finish")
    seconds = played_seconds(own, start.at, finish.at) if start and finish else None
    over = _over(seconds, rules)
    out_reason = _out_reason(seconds, over, rules)
    if any(event.type == "out" for event in own):
        out_reason = "decided"
    late = ZERO if out_reason else _overtime_penalty(over, rules)
    penalties = [
        Line("penalty", e.at, points=-e.amount, text=e.text) for e in own if e.type == "penalty"
    ]
    penalty = sum((-line.points for line in penalties), ZERO)
    subtotal = sum((result.points for result in results.values()), ZERO)
    lines = [line for result in results.values() for line in result.lines] + penalties
    told = [e for e in own if e.type in _MARKS and e.type not in ("start", "finish")]
    told += [e for e in (start, finish) if e is not None]
    lines += [Line(_MARKS[e.type], e.at, text=e.text, number=int(e.amount)) for e in told]
    lines.sort(key=lambda line: (line.at or LONG_AGO, line.what, line.station))
    return TeamResult(
        team=team,
        stations=results,
        subtotal=subtotal,
        penalty=penalty,
        seconds=seconds,
        overtime_minutes=_started_minutes(over),
        overtime_penalty=late,
        out_reason=out_reason,
        total=subtotal - penalty - late,
        lines=(*lines, *_closing(over, late, out_reason)),
    )


def valid_events(events: Iterable[QuestEvent]) -> list[QuestEvent]:
    """All but what was struck out; the strokes stay, so that the log shows them."""
    came = list(events)
    struck = {event.about for event in came if event.type == "struck"}
    return [event for event in came if event.id not in struck]


def _first(events: Sequence[QuestEvent], kind: str) -> QuestEvent | None:
    return next((event for event in events if event.type == kind), None)


def _over(seconds: Fraction | None, rules: QuestRules) -> Fraction:
    """Seconds beyond the control time."""
    if seconds is None or rules.control_time_minutes is None:
        return ZERO
    return max(ZERO, seconds - rules.control_time_minutes * MINUTE)


def _out_reason(seconds: Fraction | None, over: Fraction, rules: QuestRules) -> str | None:
    if seconds is None:
        return "unfinished"
    limit = rules.overtime_limit_minutes
    return "over_limit" if limit is not None and over > limit * MINUTE else None


def _started_minutes(over: Fraction) -> int:
    return -int(-over // MINUTE)


def _overtime_penalty(over: Fraction, rules: QuestRules) -> Fraction:
    started = rules.overtime_count == "started"
    minutes = _started_minutes(over) if started else int(over // MINUTE)
    return minutes * rules.overtime_points


def _closing(over: Fraction, late: Fraction, out_reason: str | None) -> list[Line]:
    if out_reason:
        return [Line(out_reason, number=_started_minutes(over))]
    return [Line("overtime", points=-late, number=_started_minutes(over))] if over else []
