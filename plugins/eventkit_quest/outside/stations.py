"""Which stations take results from a table, and how many points one may bring."""

from __future__ import annotations

from fractions import Fraction

from eventkit_quest.engine import StationDefinition


def takes_results(station: StationDefinition) -> bool:
    """Whether one number says all: a host's station of at most one criterion, a quiz of others."""
    if station.kind == "judged":
        return len(station.criteria) <= 1 and station.most > 0
    is_counted = station.maximum > 0 and station.per_question > 0
    return station.kind == "quiz" and not station.answers and is_counted


def comes_from_table(station: StationDefinition) -> bool:
    """Whether the task is done on another site and its points are brought in a table."""
    return bool(station.link) and takes_results(station)


def most_of(station: StationDefinition) -> Fraction:
    """The most points that a table may bring."""
    return station.most if station.kind == "judged" else station.maximum


def step_of(station: StationDefinition) -> Fraction:
    """What points are multiples of; 0 where any will do."""
    if station.kind == "quiz":
        return station.per_question
    return station.criteria[0].step if station.criteria else Fraction(0)
