"""From a place to an awarded place, a status and the degree of a diploma."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .explain import Reason, reason
from .places import Place
from .rules import ScoringRules

LOWEST_DEGREE = 3


@dataclass(frozen=True, slots=True)
class Award:
    """What a work gets, and why. `place` None: a participant without a place."""

    place: int | None
    shown: str | None
    status: str
    degree: int | None
    reason: Reason


def reached(percent: Fraction | None, threshold: Fraction | None) -> bool:
    """Whether the percent is at least the threshold (reached exactly is reached)."""
    return threshold is None or (percent is not None and percent >= threshold)


def award(
    place: Place, percent: Fraction | None, rules: ScoringRules, *, first_awarded: bool
) -> Award:
    """The award for a place.

    Without a winner every place moves by one, and so does the limit of places that are awarded.
    """
    if place.competition == 1 and first_awarded:
        why = reason("winner", percent=percent, needed=rules.winner_min_percent)
        return Award(1, place.text(rules.place_style), "winner", 1, why)
    moved = place if first_awarded else place.moved(1)
    number = moved.number(rules.place_style)
    if not reached(percent, rules.prize_min_percent):
        why = reason("below_prize_threshold", percent=percent, needed=rules.prize_min_percent)
        return Award(None, None, "participant", None, why)
    if number > rules.prize_max_rank:
        why = reason("below_prize_places", place=number, last=rules.prize_max_rank)
        return Award(None, None, "participant", None, why)
    why = reason("prize", percent=percent, needed=rules.prize_min_percent, place=number)
    text = moved.text(rules.place_style)
    return Award(number, text, "prize", min(number, LOWEST_DEGREE), why)
