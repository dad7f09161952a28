"""What the reports of an event's questionnaires show, decided once for all of them together.

Waves are taken in the order in which they were closed, so that a report of today shows whatever a
report of yesterday did: two reports of different days are nothing but one report and its part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from eventkit.questionnaires.engine.hiding import (
    SMALL_GROUP,
    Fact,
    Ledger,
    change_of,
    hidden,
    mean_of,
)
from eventkit.questionnaires.engine.live import walls

PEOPLE = ""
"""The variable that everybody has who answered: what is counted in people, and what is written."""
Respondents = frozenset[str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A closed wave. Respondents are known by names that no two people of the event share.

    ``steps`` says who was on the wall before, and since which step: that is known whatever else is
    shown; ``has_lost`` whether others were there who took their answers back. ``values`` says who
    has a value of each variable, ``compared`` which of them are scales, ``splits`` who is in which
    group, ``pairs`` who belongs to which pair. Where the organizer sees each person's answers
    anyway (``named``) nothing can be given away, and only small groups are hidden, for those who
    read the report over the organizer's shoulder.
    """

    questionnaire: str
    wave: str
    values: Mapping[str, Respondents]
    compared: frozenset[str] = frozenset()
    splits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    has_lost: bool = False
    pairs: Mapping[str, str] = field(default_factory=dict)
    pair_scale: str = ""
    named: bool = False
    least: int = SMALL_GROUP


@dataclass(slots=True)
class Showing:
    """What is shown: everything that is not here is hidden."""

    totals: set[tuple[str, str]] = field(default_factory=set)
    """(wave, variable)"""
    groups: dict[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)
    """(wave, variable, split) → its groups that are shown"""
    changes: set[tuple[str, str, str]] = field(default_factory=set)
    """(wave before, wave after, variable)"""
    pairs: set[tuple[str, str]] = field(default_factory=set)
    """(wave, wave) whose two sides are compared"""
    facts: list[tuple[tuple[str, str], Fact]] = field(default_factory=list)
    """All sums that are shown, each with the variable that it is of."""


def decide(taken: Iterable[Taken], positions: Mapping[str, int]) -> Showing:
    """Decide for waves in the order of their closing; ``positions`` orders waves within a
    questionnaire and matches them across questionnaires."""
    decisions = _Decisions(positions)
    for wave in taken:
        decisions.take(wave)
    return decisions.showing


class _Decisions:
    """The ledgers of all variables while waves come in."""

    def __init__(self, positions: Mapping[str, int]) -> None:
        self.positions = positions
        self.showing = Showing()
        self.before: list[Taken] = []
        self.ledgers: dict[tuple[str, str], Ledger] = {}

    def take(self, wave: Taken) -> None:
        """What was on the wall, then the change, the wave's own total, groups and pairs.

        What is decided first is hidden last: where one person did not answer again, the change is
        worth more than the mean of the second wave.
        """
        for variable, people in wave.values.items():
            if not wave.named:
                self._ledger(wave, variable)[1].know(_walls(wave, people))
        for variable, people in wave.values.items():
            for other in self._linked(wave, variable):
                self._change(wave, other, variable)
            if self._admit(wave, variable, [mean_of(wave.wave, people)]):
                self.showing.totals.add((wave.wave, variable))
        for split, group_of in wave.splits.items():
            for variable in (PEOPLE, *sorted(wave.compared)):
                self._split(wave, variable, split, group_of)
        for other in self.before:
            self._pairs(other, wave)
        self.before.append(wave)

    def _linked(self, wave: Taken, variable: str) -> list[Taken]:
        """Waves of the questionnaire that a change is counted with: the first that is closed."""
        if variable not in wave.compared:
            return []
        own = [one for one in self.before if one.questionnaire == wave.questionnaire]
        first = min(own, key=lambda one: self.positions[one.wave], default=None)
        return [first] if first is not None and variable in first.compared else []

    def _change(self, wave: Taken, other: Taken, variable: str) -> None:
        earlier, later = sorted((wave, other), key=lambda one: self.positions[one.wave])
        both = earlier.values[variable] & later.values[variable]
        fact = change_of(earlier.wave, later.wave, both)
        if both and self._admit(wave, variable, [fact]):
            self.showing.changes.add((earlier.wave, later.wave, variable))

    def _split(self, wave: Taken, variable: str, split: str, group_of: Mapping[str, str]) -> None:
        people = wave.values.get(variable, frozenset())
        everybody = wave.values.get(PEOPLE, frozenset())
        kept_back = hidden(_sizes(everybody, group_of), wave.least)
        if not wave.named:
            kept_back |= hidden(_sizes(people, group_of), wave.least)
        shown = frozenset(group_of.values()) - kept_back
        facts = [
            mean_of(wave.wave, (one for one in people if group_of.get(one) == group))
            for group in sorted(shown)
        ]
        if shown and self._admit(wave, variable, facts):
            self.showing.groups[wave.wave, variable, split] = shown

    def _pairs(self, other: Taken, wave: Taken) -> None:
        """Two questionnaires that both name a scale for it, at the same position.

        Of a side under names the organizer knows each answer: the gap tells of the other side.
        """
        if wave.questionnaire == other.questionnaire or not (wave.pair_scale and other.pair_scale):
            return
        if self.positions[wave.wave] != self.positions[other.wave]:
            return
        first, second = _side(other), _side(wave)
        both = first.keys() & second.keys()
        unknown = other if wave.named else wave
        fact: dict[tuple[str, str], int] = {}
        for one, side, times in ((other, first, 1), (wave, second, -1)):
            if not one.named:
                fact |= {(one.wave, side[pair]): times for pair in both}
        if (both or unknown.named) and self._admit(unknown, unknown.pair_scale, [fact]):
            self.showing.pairs.add((other.wave, wave.wave))

    def _admit(self, wave: Taken, variable: str, facts: list[Fact]) -> bool:
        key, ledger = self._ledger(wave, variable)
        admitted = wave.named or ledger.admit(facts)
        if admitted:
            self.showing.facts += [(key, fact) for fact in facts]
        return admitted

    def _ledger(self, wave: Taken, variable: str) -> tuple[tuple[str, str], Ledger]:
        """Scales that are compared within pairs share a ledger over all questionnaires."""
        shared = variable and variable == wave.pair_scale
        key = ("", "") if shared else (wave.questionnaire, variable)
        ledger = self.ledgers.setdefault(key, Ledger(wave.least))
        ledger.least = max(ledger.least, wave.least)
        return key, ledger


def _walls(wave: Taken, people: Respondents) -> Iterable[Fact]:
    return walls(wave.wave, wave.steps, people, wave.least, has_lost=wave.has_lost)


def _sizes(people: Iterable[str], group_of: Mapping[str, str]) -> dict[str, int]:
    sizes = dict.fromkeys(group_of.values(), 0)
    for one in people:
        if one in group_of:
            sizes[group_of[one]] += 1
    return sizes


def _side(wave: Taken) -> dict[str, str]:
    """Who of a wave stands for each pair; a pair that two name is not compared."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for one, pair in wave.pairs.items():
        if one in wave.values.get(wave.pair_scale, ()):
            twice |= {pair} & found.keys()
            found[pair] = one
    return {pair: one for pair, one in found.items() if pair not in twice}
