"""What places lead to beside an award: one win for each person, going on to the next stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from .awards import reached
from .explain import reason
from .outcome import EntryResult
from .rules import ScoringRules
from .standings import Ranked


def second_wins(ranked: Sequence[Ranked], entrants: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Winning works of persons who win elsewhere with a higher percent.

    `entrants` are the persons of each work. Of equal percents the win in the nomination that comes
    first by its id is kept.
    """
    wins = [entry for one in ranked for entry in one.entries if entry.status == "winner"]
    winners: set[str] = set()
    again: set[str] = set()
    for entry in sorted(wins, key=_best_first):
        persons = set(entrants[entry.entry])
        if persons & winners:
            again.add(entry.entry)
        else:
            winners |= persons
    return frozenset(again)


def promoted(ranked: Ranked, rules: ScoringRules) -> Ranked:
    """The nomination with those marked who go on to the next stage; equal works go together."""
    if rules.promoted_places is None and rules.promoted_min_percent is None:
        return ranked
    entries = tuple(_told(entry) if _goes_on(entry, rules) else entry for entry in ranked.entries)
    return replace(ranked, entries=entries)


def _best_first(entry: EntryResult) -> tuple[Fraction, str, str]:
    return (-(entry.percent or Fraction(0)), entry.nomination, entry.entry)


def _goes_on(entry: EntryResult, rules: ScoringRules) -> bool:
    place, last = entry.rank_competition, rules.promoted_places
    if place is None or entry.stopped_after or (last is not None and place > last):
        return False
    return reached(entry.percent, rules.promoted_min_percent)


def _told(entry: EntryResult) -> EntryResult:
    return replace(entry, promoted=True, reasons=(*entry.reasons, reason("promoted")))
