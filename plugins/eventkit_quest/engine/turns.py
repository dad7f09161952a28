"""What came out of turn: acts of a team at stations that were not open to it yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from eventkit_quest.engine.definition import Quest
from eventkit_quest.engine.facts import QuestEvent, unique_events
from eventkit_quest.engine.opening import open_stations
from eventkit_quest.engine.rules import ZERO
from eventkit_quest.engine.station_definition import Opening
from eventkit_quest.engine.stations import StationResult, station_result

ALWAYS = Opening()
ACTS = ("answer", "hint", "skip", "opened")


def has_turns(quest: Quest) -> bool:
    """Whether any station is ever closed."""
    return quest.way == "routes" or any(s.opens != ALWAYS for s in quest.stations)


def behind(results: Iterable[StationResult]) -> set[str]:
    """The codes of stations that a team has behind it: what waits for a person is behind too.

    Nobody has to stand still because a host looks at a photo later.
    """
    return {r.station for r in results if r.is_solved or r.is_waiting or r.skipped}


def out_of_turn(
    quest: Quest, events: Sequence[QuestEvent], route: Sequence[str] = ()
) -> frozenset[str]:
    """The ids of events of one team that count for nothing, since their station was closed.

    Marks and checks of hosts always count: whoever stands there sees the team.
    """
    if not has_turns(quest):
        return frozenset()
    known = {station.code: station for station in quest.stations}
    kept: dict[str, list[QuestEvent]] = defaultdict(list)
    results: dict[str, StationResult] = {}
    early: set[str] = set()
    ordered = unique_events(events)
    start = next((e.at for e in ordered if e.type == "start"), None)
    for event in ordered:
        station = known.get(event.station)
        if station is None:
            continue
        if event.type in ACTS:
            minutes = -1.0 if start is None else (event.at - start).total_seconds() / 60
            points = sum((r.points for r in results.values()), Fraction(ZERO))
            done = behind(results.values())
            if station.code not in open_stations(quest, done, minutes, points, route):
                early.add(event.id)
                continue
        kept[station.code].append(event)
        results[station.code] = station_result(station, kept[station.code], quest.rules)
    return frozenset(early)
