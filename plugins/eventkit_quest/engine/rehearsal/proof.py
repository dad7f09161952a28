"""A proof that a quest's goal can be reached from every state that a team can come into.

A state is what a team has solved, with how many points each, and what it can solve no more: the
lost stations, whose attempts are used up or whose time is over. More stations behind a team and
more points never close anything. Hence two things follow for every set of losses, if every other
station that opens is solved for its fewest points, again and again, until nothing more opens:

- Where that reaches the goal, no state with these losses is stuck: any team has at least this.
- Where it does not, the team that did just this stands still. Those of the losses that never
  opened to it changed nothing for it, so that the rest of them alone is enough; it could lose
  them, and its state can really be come into.

So the smallest sets of losses that end badly are all found without walking the states, whose
number no quest of thirty stations would bound.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import inf

from eventkit.lazy import dataclass
from eventkit_quest.engine.definition import Quest, StationDefinition
from eventkit_quest.engine.opening import open_stations
from eventkit_quest.engine.rehearsal.worth import at_least, best_of, worst_of
from eventkit_quest.engine.rules import ZERO, QuestRules

EFFORT = 40_000
"""Sets of losses × stations that are looked at; beyond it the proof says that it is not whole."""


@dataclass(frozen=True)
class Stuck:
    """States from which the goal cannot be reached any more.

    ``lost`` are the fewest stations whose loss leads there (none: too few points do, or the goal
    never opens), ``closed`` those that then stay closed; ``by_points`` says that a team with more
    points would have come through.
    """

    lost: tuple[str, ...]
    closed: tuple[str, ...]
    by_points: bool
    route: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proof:
    """What was found: where teams get stuck, and whether everything was looked at."""

    stuck: tuple[Stuck, ...]
    is_whole: bool

    @property
    def holds(self) -> bool:
        """Whether the goal can be reached from every state."""
        return self.is_whole and not self.stuck


def prove(quest: Quest, *, may_skip: bool, routes: Collection[Sequence[str]] = ((),)) -> Proof:
    """Look at every state of a quest, for each of the routes.

    Args:
        quest: the definition.
        may_skip: whether skipping a station puts it behind the team, which lets what waits for
            it open. A goal must be solved in any case.
        routes: orders of stations that teams are given.
    """
    found: list[Stuck] = []
    is_whole = True
    for route in {tuple(route): None for route in routes or ((),)}:
        losses, all_sets = _losses(quest)
        own: list[Stuck] = []
        for lost in losses:
            if not any(lost.issuperset(known.lost) for known in own):
                own += _look(quest, lost, may_skip, route)
        found += own
        is_whole = is_whole and all_sets
    return Proof(tuple(found), is_whole)


def _look(
    quest: Quest, lost: frozenset[str], may_skip: bool, route: tuple[str, ...]
) -> Iterator[Stuck]:
    """Whether a team with these losses and the fewest points stands still."""
    solved, opened = _future(quest, lost, worst_of, may_skip, route)
    if _is_reached(quest, solved, opened) or not lost <= opened:
        return
    order = [station.code for station in quest.stations]
    yield Stuck(
        lost=tuple(code for code in order if code in lost),
        closed=tuple(code for code in order if code not in opened),
        by_points=_is_reached(quest, *_future(quest, lost, best_of, may_skip, route)),
        route=route,
    )


def _is_reached(quest: Quest, solved: Collection[str], opened: Collection[str]) -> bool:
    """Whether the end is there: a goal solved; without a goal, every station seen."""
    goals = [station.code for station in quest.stations if station.is_goal]
    if goals:
        return any(code in solved for code in goals)
    return all(station.code in opened for station in quest.stations)


def losable(quest: Quest) -> tuple[str, ...]:
    """Stations that a team may come to be unable to solve: attempts or their time run out."""
    return tuple(
        station.code
        for station in quest.stations
        if (station.kind == "code" and station.limits.attempts is not None)
        or (station.kind != "judged" and station.limits.minutes is not None)
    )


def _losses(quest: Quest) -> tuple[Iterator[frozenset[str]], bool]:
    """Sets of lost stations from the smallest, and whether these are all sets."""
    codes = losable(quest)
    sizes, count, left = 0, 1, EFFORT // max(1, len(quest.stations))
    while sizes <= len(codes) and count <= left:
        left -= count
        count = count * (len(codes) - sizes) // (sizes + 1)
        sizes += 1
    sets = (frozenset(some) for size in range(sizes) for some in combinations(codes, size))
    return sets, sizes > len(codes)


def _future(
    quest: Quest,
    lost: frozenset[str],
    worth: Callable[[StationDefinition, QuestRules], Fraction],
    may_skip: bool,
    route: tuple[str, ...],
) -> tuple[set[str], set[str]]:
    """Solve all that opens, again and again: what is solved and what is open in the end."""
    gains = {s.code: worth(s, quest.rules) - quest.rules.station_floor for s in quest.stations}
    points = at_least(quest)
    solved: set[str] = set()
    behind: set[str] = set()
    while True:
        opened = open_stations(quest, behind, inf, points, route)
        fresh = opened - lost - solved
        passed = opened if may_skip else solved | fresh
        if not fresh and passed <= behind:
            return solved, opened
        points += sum((gains[code] for code in fresh), ZERO)
        solved |= fresh
        behind |= passed
