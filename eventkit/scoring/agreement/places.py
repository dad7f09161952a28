"""From probabilities of places to intervals, and which works these leave undistinguished."""

from __future__ import annotations

from collections.abc import Mapping

SHARE = 0.9
"""Of the draws that an interval holds; what is left lies half below it and half above."""
ROUNDING = 1e-9

Span = tuple[int, int]


def place_span(places: Mapping[str, float], share: float = SHARE) -> Span | None:
    """The best and worst place of the middle `share` of the draws; None without any draw."""
    tail = (1 - share) / 2
    low = high = None
    seen = 0.0
    for place in sorted(map(int, places)):
        seen += places[str(place)]
        if low is None and seen > tail + ROUNDING:
            low = place
        if seen >= 1 - tail - ROUNDING:
            high = place
            break
    return None if low is None or high is None else (low, high)


def undistinguished(spans: Mapping[str, Span]) -> list[tuple[str, ...]]:
    """Largest groups of works whose intervals all meet, in the order of the places they meet at.

    Intervals that meet in pairs share a place, so a group is those who may hold one place; a work
    can be in several. Works keep the order of `spans`.
    """
    groups: list[tuple[str, ...]] = []
    last: set[str] = set()
    for place in sorted({high for _low, high in spans.values()}):
        # A group is largest just before one of its intervals ends.
        here = tuple(code for code, (low, high) in spans.items() if low <= place <= high)
        if len(here) > 1 and not last.issuperset(here):
            groups.append(here)
            last = set(here)
    return groups
