"""Routes by which teams do not meet: everybody the same ring, each from a place of its own."""

from __future__ import annotations

from collections.abc import Sequence

from eventkit_quest.engine.station_definition import StationDefinition


def rotated(stations: Sequence[StationDefinition], teams: int) -> list[tuple[str, ...]]:
    """A route for each team.

    Stations that wait for nothing make a ring; team after team begins further along it, so that
    at no step two teams stand at one station while there are no more teams than stations. Those
    that open after others, and the goal, come at the end in their order.
    """
    ring = [one.code for one in stations if not one.opens.after and not one.is_goal]
    tail = [one.code for one in stations if one.code not in ring]
    if not ring:
        return [tuple(tail)] * teams
    size = len(ring)
    starts = [place * size // teams if teams <= size else place % size for place in range(teams)]
    return [(*ring[start:], *ring[:start], *tail) for start in starts]


def meetings(routes: Sequence[Sequence[str]], shared: Sequence[str] = ()) -> list[tuple[int, str]]:
    """Steps, from 1, at which several teams stand at one station; ``shared`` may be visited so."""
    found = []
    for step in range(max((len(route) for route in routes), default=0)):
        here = [route[step] for route in routes if step < len(route)]
        crowded = {code for code in here if here.count(code) > 1 and code not in shared}
        found += [(step + 1, code) for code in sorted(crowded)]
    return found
