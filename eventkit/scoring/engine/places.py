"""Places from groups that are already in order: competition 1-1-3, dense 1-1-2, range 1–2."""

from __future__ import annotations

from collections.abc import Iterable

from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Place:
    """Where a group of equals stands. `competition` to `last` are the places it takes up."""

    competition: int
    dense: int
    last: int

    def number(self, style: str) -> int:
        """The numeric place of the style; of a range it is the lower bound."""
        return self.dense if style == "dense" else self.competition

    def text(self, style: str) -> str:
        """The place as it is written: "1", or "1–2" for a shared one in the style `range`."""
        if style == "range" and self.last > self.competition:
            return f"{self.competition}–{self.last}"
        return str(self.number(style))

    def moved(self, by: int) -> Place:
        """The place that many further down."""
        return Place(self.competition + by, self.dense + by, self.last + by)


def places(sizes: Iterable[int]) -> list[Place]:
    """The place of each group, given the sizes of the groups from the best to the last."""
    result: list[Place] = []
    taken = 0
    for dense, size in enumerate(sizes, start=1):
        result.append(Place(taken + 1, dense, taken + size))
        taken += size
    return result
