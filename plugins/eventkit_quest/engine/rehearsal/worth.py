"""What a solved station may be worth to a team: the worst and the best."""

from __future__ import annotations

from fractions import Fraction

from eventkit_quest.engine.definition import Quest, StationDefinition
from eventkit_quest.engine.rules import ZERO, QuestRules


def best_of(station: StationDefinition, rules: QuestRules) -> Fraction:
    """The most points that a solved station can bring."""
    return max(rules.station_floor, station.most)


def worst_of(station: StationDefinition, rules: QuestRules) -> Fraction:
    """The fewest points with which a station can be solved: every hint, every slip paid."""
    floor = rules.station_floor
    least = ZERO
    if station.kind == "code":
        attempts = station.limits.attempts
        if rules.wrong_answer_cost and attempts is None:
            return floor
        slips = max(0, (attempts or 1) - 1 - rules.free_wrong_answers)
        least = station.maximum - slips * rules.wrong_answer_cost
    return max(floor, least - hints_of(station, rules))


def hints_of(station: StationDefinition, rules: QuestRules) -> Fraction:
    """What all hints of a station cost together."""
    levels = range(1, len(station.hints) + 1)
    return sum((station.hint_price(level, rules) for level in levels), ZERO)


def at_least(quest: Quest) -> Fraction:
    """The points of a team that has done nothing: each station's floor counts from the start."""
    return quest.rules.station_floor * len(quest.stations)
