"""What if: the same sheets counted otherwise, beside the official places. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.results.outcome import run
from eventkit.scoring.engine import CalculationResult, EntryResult, ScoringRules
from eventkit.scoring.engine.facts import Facts

METHODS = ("mean_of_valid_sheets", "median_of_valid_sheets", "trimmed_mean_of_valid_sheets")
READINGS = "two_plus_third"


@dataclass(frozen=True)
class Question:
    """What is asked: without these jurors, by another method, with other weights."""

    without: frozenset[str] = frozenset()
    aggregation: str = ""
    weights: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.without or self.aggregation or self.weights)


@dataclass(frozen=True)
class Move:
    """A work beside itself: as it stands officially and as it would stand."""

    before: EntryResult
    after: EntryResult

    @property
    def steps(self) -> int:
        """How many places up (positive) or down; 0 where one of the two has none."""
        was, would = self.before.rank_competition, self.after.rank_competition
        return was - would if was is not None and would is not None else 0


@dataclass(frozen=True)
class Answer:
    """Works that would stand elsewhere, by nomination; and how many would not."""

    moves: Mapping[str, tuple[Move, ...]]
    unmoved: int
    first_places: tuple[str, ...]
    """Nominations in which another work would be first."""

    @property
    def moved(self) -> int:
        """How many works would stand elsewhere."""
        return sum(map(len, self.moves.values()))


def methods_for(rules: ScoringRules) -> tuple[str, ...]:
    """Other methods that make sense for these rules."""
    official = "" if rules.steps else rules.aggregation
    found = [method for method in METHODS if method != official]
    if rules.divergence_points is not None and rules.aggregation != READINGS:
        found.append(READINGS)
    return tuple(found)


def rules_changes(rules: ScoringRules, aggregation: str) -> dict[str, Any]:
    """The fields of the rules that another method sets."""
    if not aggregation:
        return {}
    changes: dict[str, Any] = {"aggregation": aggregation, "steps": (), "trial_methods": {}}
    if aggregation == READINGS and rules.third_policy is None:
        changes["third_policy"] = "closest_two"
    return changes


def answer(facts: Facts, official: CalculationResult, question: Question) -> Answer:
    """Count the facts as the question says and put the result beside the official one.

    Raises RefusalError when the facts contradict themselves.
    """
    rules = ScoringRules.from_dict(facts.rules)
    asked = replace(
        facts,
        sheets=tuple(s for s in facts.sheets if s.juror not in question.without),
        criteria=tuple(
            replace(c, weight=question.weights.get(c.code, c.weight)) for c in facts.criteria
        ),
    )
    return compare(official, run(asked, **rules_changes(rules, question.aggregation)))


def compare(official: CalculationResult, other: CalculationResult) -> Answer:
    """The works whose order, place or award differs, in the official order."""
    found: dict[str, list[Move]] = {}
    for before in official.entries:
        after = other.entry(before.entry)
        if _standing(before) != _standing(after):
            found.setdefault(before.nomination, []).append(Move(before, after))
    firsts = tuple(
        nomination.nomination
        for nomination in official.nominations
        if _first(official, nomination.entries) != _first(other, nomination.entries)
    )
    moves = {nomination: tuple(each) for nomination, each in found.items()}
    return Answer(moves, len(official.entries) - sum(map(len, moves.values())), firsts)


def _standing(result: EntryResult) -> tuple[object, ...]:
    return (result.rank_competition, result.place_shown, result.status, result.degree)


def _first(result: CalculationResult, entries: tuple[str, ...]) -> set[str]:
    return {code for code in entries if result.entry(code).rank_competition == 1}
