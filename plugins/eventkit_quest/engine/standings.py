"""The table of a quest: places, ties and what settled them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from eventkit.lazy import dataclass
from eventkit_quest.engine.facts import QuestEvent, natural, unique_events
from eventkit_quest.engine.rules import BY_STATION, SHARED, ZERO, QuestRules
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.engine.teams import TeamResult, team_result

Key = tuple[Fraction, ...]


@dataclass(frozen=True)
class TeamRow:
    """A team in the table; outside the competition there is no place and no text of one."""

    result: TeamResult
    place: int | None
    shown: str | None


@dataclass(frozen=True)
class Tie:
    """Teams with equal totals and the first rule after which all of them differ."""

    teams: tuple[str, ...]
    total: Fraction
    resolved_by: str


@dataclass(frozen=True)
class Table:
    """Rows from the best, those outside the competition after the ranked ones; ties; numbers."""

    rows: tuple[TeamRow, ...]
    ties: tuple[Tie, ...]
    received: int
    unique: int


def table_of(
    teams: Sequence[str],
    stations: Sequence[StationDefinition],
    events: Iterable[QuestEvent],
    rules: QuestRules,
) -> Table:
    """Count the whole quest from all events that came."""
    came = list(events)
    once = unique_events(came)
    by_team: dict[str, list[QuestEvent]] = {team: [] for team in teams}
    for event in once:
        if event.team in by_team:
            by_team[event.team].append(event)
    results = [team_result(team, stations, own, rules) for team, own in by_team.items()]
    ranked = [result for result in results if result.out_reason is None]
    outside = [result for result in results if result.out_reason is not None]
    outside.sort(key=lambda result: (-result.total, natural(result.team)))
    rows = _placed(ranked, rules) + [TeamRow(result, None, None) for result in outside]
    return Table(tuple(rows), tuple(_ties(ranked, rules)), len(came), len(once))


def _placed(ranked: Sequence[TeamResult], rules: QuestRules) -> list[TeamRow]:
    def key(result: TeamResult) -> Key:
        return (-result.total, *(_value(result, name) for name in _breakers(rules)))

    ordered = sorted(ranked, key=lambda result: (key(result), natural(result.team)))
    rows: list[TeamRow] = []
    for dense, (_key, found) in enumerate(groupby(ordered, key=key), start=1):
        group = list(found)
        first, last = len(rows) + 1, len(rows) + len(group)
        place = dense if rules.place_style == "dense" else first
        is_range = rules.place_style == "range" and last > first
        shown = f"{first}–{last}" if is_range else str(place)
        rows += [TeamRow(result, place, shown) for result in group]
    return rows


def _breakers(rules: QuestRules) -> list[str]:
    """The tie-breakers that count something; behind «shared» there is nothing more to ask."""
    names = list(rules.tie_break)
    return names[: names.index(SHARED)] if SHARED in names else names


def _value(result: TeamResult, name: str) -> Fraction:
    """What a tie-breaker compares: the smaller is better."""
    if name == "time_seconds_asc":
        return result.seconds or ZERO
    if name == "hints_asc":
        return Fraction(result.hints)
    if name == "wrong_asc":
        return Fraction(result.wrong)
    asked = BY_STATION.match(name)
    station = result.stations.get(asked[1]) if asked else None
    points = station.points if station else ZERO
    return -points if asked and asked[2] == "desc" else points


def _ties(ranked: Sequence[TeamResult], rules: QuestRules) -> list[Tie]:
    totals: dict[Fraction, list[TeamResult]] = {}
    for result in ranked:
        totals.setdefault(result.total, []).append(result)
    return [
        Tie(
            tuple(sorted((r.team for r in group), key=natural)),
            total,
            _settled_by(group, rules),
        )
        for total, group in sorted(totals.items(), reverse=True)
        if len(group) > 1
    ]


def _settled_by(group: Sequence[TeamResult], rules: QuestRules) -> str:
    names = _breakers(rules)
    for count, name in enumerate(names, start=1):
        keys = {tuple(_value(result, n) for n in names[:count]) for result in group}
        if len(keys) == len(group):
            return name
    return SHARED
