"""One stay of a made-up team at a station: reading, thinking, answers, hints, a host's mark."""

from __future__ import annotations

import random
from fractions import Fraction

from eventkit.lazy import dataclass
from eventkit_quest.engine.definition import StationDefinition
from eventkit_quest.engine.rehearsal import assumptions as supposing
from eventkit_quest.engine.rehearsal.assumptions import Assumptions, chance
from eventkit_quest.engine.rehearsal.team import MadeUpTeam, Visit
from eventkit_quest.engine.rehearsal.words import count, words_at
from eventkit_quest.engine.rules import ZERO, QuestRules

OUTSIDE_KIND = "number"
"""As what an outside task without answers of its own is supposed to be."""


@dataclass(frozen=True)
class Stay:
    """Where a team comes to, and the dice."""

    station: StationDefinition
    rules: QuestRules
    supposed: Assumptions
    dice: random.Random

    def reading(self, words: int, team: MadeUpTeam) -> float:
        """Seconds of reading."""
        return words * 60 / self.supposed.words_per_minute * team.pace

    def thinking(self, team: MadeUpTeam) -> float:
        """Seconds of thought over the whole task."""
        kinds = [answer.kind for answer in self.station.answers] or [OUTSIDE_KIND]
        usual = sum(supposing.THINKING[kind] for kind in kinds)
        return usual * team.pace * self.dice.lognormvariate(0, 0.35)


def stay_at(stay: Stay, team: MadeUpTeam, hosts: list[float]) -> Visit:
    """Play the stay: the team's clock goes on, its events are noted."""
    came = team.clock
    team.tell("opened", came, stay.station.code)
    team.clock += stay.reading(words_at(stay.station), team)
    if stay.station.kind == "judged":
        return _before_host(stay, team, hosts, came)
    if stay.station.kind == "quiz":
        return _quiz(stay, team, came)
    return _code(stay, team, came)


def _before_host(stay: Stay, team: MadeUpTeam, hosts: list[float], came: float) -> Visit:
    """Wait for the host who is free first, perform, get a mark."""
    free = min(range(len(hosts)), key=hosts.__getitem__)
    begun = max(team.clock, hosts[free])
    waited = begun - team.clock
    team.clock = begun + supposing.HOST_SECONDS * stay.dice.lognormvariate(0, 0.3)
    hosts[free] = team.clock
    share = supposing.MARK + 0.1 * team.skill + stay.dice.gauss(0, 0.1)
    step = min((c.step for c in stay.station.criteria), default=Fraction(1))
    steps = round(float(stay.station.most / step) * min(1.0, max(0.0, share)))
    mark = min(stay.station.most, steps * step)
    team.tell("judge_score", team.clock, stay.station.code, amount=mark, number=1)
    return _visit(stay, team, came, waited=waited, is_solved=True, base=mark)


def _quiz(stay: Stay, team: MadeUpTeam, came: float) -> Visit:
    """All questions thought over, sent once."""
    hints = _hints(stay, team, 0, supposing.HINT_AT_ONCE)
    team.clock += stay.thinking(team)
    kinds = [answer.kind for answer in stay.station.answers]
    if not kinds and stay.station.per_question:
        kinds = [OUTSIDE_KIND] * int(stay.station.maximum / stay.station.per_question)
    right = sum(stay.dice.random() < chance(kind, team.skill, hints, 0) for kind in kinds)
    team.tell("quiz_result", team.clock, stay.station.code, amount=Fraction(right))
    base = right * stay.station.per_question
    return _visit(stay, team, came, is_solved=True, base=base, hints=hints)


def _code(stay: Stay, team: MadeUpTeam, came: float) -> Visit:
    """Answers until one is right, the attempts or the time run out, or patience does."""
    station = stay.station
    kinds = [answer.kind for answer in station.answers] or [OUTSIDE_KIND]
    hints = _hints(stay, team, 0, supposing.HINT_AT_ONCE)
    wrong = 0
    most = station.limits.attempts or (1000 if station.is_goal else supposing.PATIENCE)
    until = came + station.limits.minutes * 60 if station.limits.minutes else None
    while wrong < most:
        team.clock += stay.thinking(team) / (2 if wrong else 1)
        if until is not None and team.clock > until:
            break
        odds = 1.0
        for kind in kinds:
            odds *= chance(kind, team.skill, hints, wrong)
        if stay.dice.random() < odds:
            waits = any(answer.waits for answer in station.answers)
            later = supposing.CHECK_SECONDS if waits and station.is_goal else 0
            team.clock += later
            team.tell("answer", team.clock, station.code, is_right=True)
            base = station.maximum + (station.bonus if not (hints or wrong) else ZERO)
            return _visit(stay, team, came, is_solved=True, base=base, hints=hints, wrong=wrong)
        wrong += 1
        team.tell("answer", team.clock, station.code)
        team.clock += station.limits.lock_out_seconds
        hints = _hints(stay, team, hints, supposing.HINT_AFTER_WRONG)
    team.tell("skip", team.clock, station.code)
    return _visit(stay, team, came, is_solved=False, base=ZERO, hints=hints, wrong=wrong)


def _hints(stay: Stay, team: MadeUpTeam, taken: int, odds: float) -> int:
    """How many hints are open after the team has thought about taking one."""
    if taken >= len(stay.station.hints) or stay.dice.random() >= odds:
        return taken
    team.tell("hint", team.clock, stay.station.code, number=taken + 1)
    team.clock += stay.reading(count(stay.station.hints[taken].text), team)
    return taken + 1


def _visit(
    stay: Stay,
    team: MadeUpTeam,
    came: float,
    *,
    is_solved: bool,
    base: Fraction,
    waited: float = 0,
    hints: int = 0,
    wrong: int = 0,
) -> Visit:
    """What is left of the base: the arithmetic of the table, at hand for what opens by points."""
    station, rules = stay.station, stay.rules
    is_charged = is_solved or station.charge == "at_once"
    cost = sum((station.hint_price(n + 1, rules) for n in range(hints)), ZERO)
    paid = max(0, wrong - rules.free_wrong_answers) * rules.wrong_answer_cost
    points = max(rules.station_floor, base - paid - (cost if is_charged else ZERO))
    return Visit(station.code, team.clock - came, waited, is_solved, hints, wrong, points)
