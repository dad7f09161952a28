"""Which stations a team may enter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from eventkit_quest.engine.definition import Quest
from eventkit_quest.engine.station_definition import Opening


def open_stations(
    quest: Quest,
    solved: Collection[str],
    minutes: float,
    points: Fraction,
    route: Sequence[str] = (),
) -> set[str]:
    """The codes of stations that are open to a team, those behind it included.

    Args:
        quest: the definition.
        solved: codes of the stations behind the team: solved, marked or skipped.
        minutes: since the team's start, without pauses.
        points: what it has now.
        route: its order of stations. Where the quest goes by routes, of the stations on it only
            the next one is open, and those that it does not name open by their own conditions.
    """
    met = {
        station.code
        for station in quest.stations
        if station.code in solved or is_met(station.opens, solved, minutes, points)
    }
    if quest.way != "routes" or not route:
        return met
    ahead = [code for code in route if code not in solved]
    return met - set(ahead[1:])


def is_met(opening: Opening, solved: Collection[str], minutes: float, points: Fraction) -> bool:
    """Whether all the conditions of a station hold."""
    behind = sum(code in solved for code in opening.after)
    wanted = len(opening.after) if opening.needed is None else opening.needed
    return (
        behind >= wanted
        and minutes >= opening.after_minutes
        and (opening.at_score is None or points >= opening.at_score)
    )
