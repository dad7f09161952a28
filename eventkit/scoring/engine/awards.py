"""From a place to an awarded place, a status and the degree of a diploma."""

from __future__ import annotations

from fractions import Fraction

from eventkit.lazy import dataclass

from .explain import Reason, reason
from .places import Place
from .rules import ScoringRules

LOWEST_DEGREE = 3


@dataclass(frozen=True)
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
    moved = place if first_awarded else place.moved(1)
    number, text = moved.number(rules.place_style), moved.text(rules.place_style)
    status, degree = rules.award_places.status(number), min(number, LOWEST_DEGREE)
    # Whether the best reached the winner's threshold was asked before anything moved.
    if status == "winner" and (number == 1 or reached(percent, rules.winner_min_percent)):
        which = {} if number == 1 else {"place": number}
        why = reason("winner", percent=percent, needed=rules.winner_min_percent, **which)
        return Award(number, text, "winner", degree, why)
    if not reached(percent, rules.prize_min_percent):
        why = reason("below_prize_threshold", percent=percent, needed=rules.prize_min_percent)
        return Award(None, None, "participant", None, why)
    if status == "participant":
        why = reason("below_prize_places", place=number, last=rules.award_places.last)
        return Award(None, None, "participant", None, why)
    why = reason("prize", percent=percent, needed=rules.prize_min_percent, place=number)
    return Award(number, text, "prize", degree, why)
