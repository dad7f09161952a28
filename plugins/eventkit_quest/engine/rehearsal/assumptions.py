"""What the rehearsal supposes of teams: how long tasks take and how often they succeed.

The figures are guesses about adults who play in a group, not measurements; they are for seeing
which station is long, crowded or hard beside the others, and the page says so.
"""

from __future__ import annotations

from math import exp, log

from eventkit.lazy import dataclass

THINKING = {
    "word": 60,
    "number": 60,
    "choice": 20,
    "choices": 45,
    "order": 55,
    "match": 60,
    "qr": 45,
    "text": 80,
    "photo": 60,
}
"""Seconds of thought before the first answer, by its kind; the half for each next attempt."""

CHANCE = {
    "word": 0.6,
    "number": 0.6,
    "choice": 0.7,
    "choices": 0.55,
    "order": 0.65,
    "match": 0.6,
    "qr": 0.95,
    "text": 0.85,
    "photo": 0.9,
}
"""How probably a usual team's first answer is right."""

HOST_SECONDS = 120
"""With a host at a judged station, his mark included."""
CHECK_SECONDS = 90
"""Until somebody has looked at a text or a photo; the team goes on meanwhile."""
MARK = 0.75
"""The share of a host's maximum that a usual team gets."""
HINT_HELP = 0.9
ATTEMPT_HELP = 0.4
"""What a hint and a failed attempt add to the logarithm of the odds."""
HINT_AT_ONCE = 0.1
HINT_AFTER_WRONG = 0.6
"""How probably a team takes a hint before its first answer, and after a wrong one."""
PATIENCE = 6
"""Answers after which a team leaves a station; at a goal it never leaves."""


@dataclass(frozen=True)
class Assumptions:
    """One rehearsal's settings.

    ``hosts`` work at each judged station; ``walk_seconds`` lie between two stations; ``pace`` and
    ``skill`` say how much teams differ.
    """

    teams: int = 6
    games: int = 60
    hosts: int = 1
    words_per_minute: int = 120
    walk_seconds: int = 15
    pace: float = 0.2
    skill: float = 0.6
    seed: int = 1


def chance(kind: str, skill: float, hints: int, attempts: int) -> float:
    """How probably an answer of this kind is right now."""
    usual = CHANCE[kind]
    odds = log(usual / (1 - usual)) + skill + hints * HINT_HELP + attempts * ATTEMPT_HELP
    return 1 / (1 + exp(-odds))
