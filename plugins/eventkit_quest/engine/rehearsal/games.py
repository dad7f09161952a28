"""Whole games of made-up teams, minute by minute; the same seed gives the same games."""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from eventkit_quest.engine.definition import Answer, Quest, StationDefinition
from eventkit_quest.engine.facts import QuestEvent
from eventkit_quest.engine.opening import open_stations
from eventkit_quest.engine.rehearsal.assumptions import Assumptions
from eventkit_quest.engine.rehearsal.team import MadeUpTeam, Visit
from eventkit_quest.engine.rehearsal.visits import Stay, stay_at
from eventkit_quest.engine.rehearsal.words import words_before
from eventkit_quest.engine.standings import Table, table_of

LONGEST = 6 * 3600
"""Seconds after which a team that cannot go on is taken off the field."""
HURRY = 0.8
"""The part of the control time after which teams go straight to the goal."""
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
STAND_IN = Answer(id="a", kind="word", accepted=("1",))
"""Answers are only ever right or wrong here, so that one word stands for a station's whole task."""


@dataclass(frozen=True, slots=True)
class Played:
    """How one team fared: its visits, and the second of its finish; None if it never came."""

    team: str
    visits: tuple[Visit, ...]
    finished: float | None


@dataclass(frozen=True, slots=True)
class Game:
    """One game: what the teams did, and the table by the quest's own rules."""

    played: tuple[Played, ...]
    table: Table


@dataclass(slots=True)
class _Field:
    """A game while it goes on."""

    quest: Quest
    supposed: Assumptions
    routes: Sequence[Sequence[str]]
    chance: random.Random
    teams: list[MadeUpTeam] = field(default_factory=list)
    hosts: dict[str, list[float]] = field(default_factory=dict)
    """When each host of a judged station is free again."""


def play_games(
    quest: Quest, supposed: Assumptions, routes: Sequence[Sequence[str]] = ()
) -> list[Game]:
    """Play all games of a rehearsal; team n goes by route n, in turn."""
    chance = random.Random(supposed.seed)  # noqa: S311 -- the games are to be repeatable
    return [_play(_Field(quest, supposed, routes, chance)) for _game in range(supposed.games)]


def _play(game: _Field) -> Game:
    supposed = game.supposed
    for number in range(supposed.teams):
        pace = game.chance.lognormvariate(0, supposed.pace)
        team = MadeUpTeam(f"{number + 1}", pace, game.chance.gauss(0, supposed.skill))
        team.route = tuple(game.routes[number % len(game.routes)]) if game.routes else ()
        team.clock = words_before(game.quest) * 60 / supposed.words_per_minute * pace
        team.tell("start", 0)
        game.teams.append(team)
    for station in game.quest.stations:
        game.hosts[station.code] = [0.0] * supposed.hosts
    # whoever is free first moves first: so queues form in the order in which teams come
    waiting = [(team.clock, number) for number, team in enumerate(game.teams)]
    heapq.heapify(waiting)
    while waiting:
        _clock, number = heapq.heappop(waiting)
        team = game.teams[number]
        if _move(game, team):
            heapq.heappush(waiting, (team.clock, number))
    played = tuple(Played(t.name, tuple(t.visits), t.finished) for t in game.teams)
    return Game(played, _table(game))


def _move(game: _Field, team: MadeUpTeam) -> bool:
    """One visit of a team; False when it has finished or can go no further."""
    station = _next(game, team)
    if station is None:
        return False
    if team.visits:
        team.clock += game.supposed.walk_seconds * team.pace
    stay = Stay(station, game.quest.rules, game.supposed, game.chance)
    visit = stay_at(stay, team, game.hosts[station.code])
    team.visits.append(visit)
    team.behind.add(station.code)
    team.points += visit.points
    goals = {s.code for s in game.quest.stations if s.is_goal}
    done = station.code in goals if goals else len(team.behind) == len(game.quest.stations)
    if done and (visit.is_solved or not goals):
        team.finished = team.clock
        team.tell("finish", team.clock)
        return False
    return team.clock < LONGEST


def _next(game: _Field, team: MadeUpTeam) -> StationDefinition | None:
    """The next station: any open one, a goal when no other is left or time presses.

    Where nothing is open the team waits for what time opens; None when nothing ever will.
    """
    stations = [s for s in game.quest.stations if s.code not in team.behind]
    moments = sorted({s.opens.after_minutes * 60.0 for s in stations} | {0.0})
    for moment in (m for m in moments if m > team.clock or m == 0):
        clock = max(team.clock, moment)
        opened = open_stations(game.quest, team.behind, clock / 60, team.points, team.route)
        found = [station for station in stations if station.code in opened]
        if found:
            team.clock = clock
            return game.chance.choice(_first(game, clock, found))
    return None


def _first(
    game: _Field, clock: float, found: Sequence[StationDefinition]
) -> Sequence[StationDefinition]:
    """Of open stations those that a team thinks of now."""
    control = game.quest.rules.control_time_minutes
    presses = control is not None and clock > float(control) * 60 * HURRY
    wanted = [station for station in found if station.is_goal is presses]
    return wanted or found


def _table(game: _Field) -> Table:
    """What the quest's own rules say of the game."""
    plain = [
        replace(s, answers=(STAND_IN,)) if s.kind == "code" else s for s in game.quest.stations
    ]
    events = [
        QuestEvent(
            id=f"{team.name}-{number}",
            team=team.name,
            type=act.type,
            at=BEGIN + timedelta(seconds=round(act.second)),
            station=act.station,
            text="1" if act.is_right else "0",
            amount=Fraction(act.amount),
            number=act.number,
        )
        for team in game.teams
        for number, act in enumerate(team.acts)
    ]
    return table_of([team.name for team in game.teams], plain, events, game.quest.rules)
