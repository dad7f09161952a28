"""Steps that compare works with each other: places, points by place, elections."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from eventkit.lazy import dataclass

from .arithmetic import mean
from .elections import METHODS, Ballot, places_of
from .explain import reason
from .steps import Notes
from .table import Key, Table, Work
from .values import EngineInputError


@dataclass(frozen=True)
class Place:
    """Replace each number by its place among the works of the nomination, the best 1.

    Equal numbers share the mean of their places (``tied`` mean) or take the best of them (best).
    """

    tied: str = "mean"

    def apply(self, table: Table, notes: Notes) -> Table:
        """Places, of which the smaller is the better."""
        placed: dict[Key, Fraction] = {}
        for (_nomination, names), ballot in _ballots(table).items():
            for work, place in places_of(ballot).items():
                equal = sum(ballot[other] == ballot[work] for other in ballot)
                best = place - Fraction(equal - 1, 2)
                placed[work, names] = best if self.tied == "best" else place
        return replace(table, cells=placed, smaller_is_better=True)


@dataclass(frozen=True)
class Points:
    """Give points by place: the first of the list to the best work, none beyond its end.

    Equal works get the points of the best of their places (``tied`` best) or the mean of all the
    places that they take up (mean).
    """

    points: tuple[Fraction, ...]
    tied: str = "best"

    def apply(self, table: Table, notes: Notes) -> Table:
        """Points, of which the bigger is the better."""
        given: dict[Key, Fraction] = {}
        for (_nomination, names), ballot in _ballots(table).items():
            for work in ballot:
                above = sum(ballot[other] > ballot[work] for other in ballot)
                equal = sum(ballot[other] == ballot[work] for other in ballot)
                taken = [self._of(place) for place in range(above, above + equal)]
                given[work, names] = taken[0] if self.tied == "best" else mean(taken)
        return replace(table, cells=given, smaller_is_better=False)

    def _of(self, place: int) -> Fraction:
        return self.points[place] if place < len(self.points) else Fraction(0)


@dataclass(frozen=True)
class Elect:
    """One order of the orders of all jurors: borda, copeland or schulze."""

    by: str

    def apply(self, table: Table, notes: Notes) -> Table:
        """Values without the axis of jurors. Raises EngineInputError while other axes are left."""
        if table.axes != ("juror",):
            raise EngineInputError("an election needs one number of each juror for each work")
        by_nomination: dict[str, list[Ballot]] = {}
        for (nomination, _names), ballot in _ballots(table).items():
            by_nomination.setdefault(nomination, []).append(ballot)
        values: dict[Key, Fraction] = {}
        for nomination, ballots in by_nomination.items():
            if len({len(ballot) for ballot in ballots}) > 1:
                notes.append(reason("partial_ballots", nomination=nomination, by=self.by))
            values |= {(work, ()): value for work, value in METHODS[self.by](ballots).items()}
        return replace(table, axes=(), cells=values, smaller_is_better=False)


def _ballots(table: Table) -> dict[tuple[str, tuple[str, ...]], dict[Work, Fraction]]:
    """Numbers of the works of a nomination that compare, the bigger the better."""
    sign = -1 if table.smaller_is_better else 1
    found: dict[tuple[str, tuple[str, ...]], dict[Work, Fraction]] = {}
    for (work, names), value in table.cells.items():
        found.setdefault((work[0], names), {})[work] = sign * value
    return found
