"""Lines that their organizer puts in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def exchange(lines: Sequence[Any], line: Any, up: bool) -> bool:
    """Exchange a line with its neighbour and number all by ``position``; False at the end."""
    order = list(lines)
    here = order.index(line)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return False
    order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order):
        each.position = position
    return True
