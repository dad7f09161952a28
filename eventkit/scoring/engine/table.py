"""Marks as a table with named axes, the material that the steps of rules work on.

A cell stands for a work and one name on each axis that is left: at first trial, criterion and
juror. A step that combines an axis removes it; at the end only the works remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction

from eventkit.lazy import dataclass

from .values import EngineInputError

AXES = ("trial", "criterion", "juror")
Work = tuple[str, str]
"""The nomination and the entry: an entry's id need only be its own within a nomination."""
Penalties = Mapping[tuple[Work, str], Fraction]
"""Points taken off a work in a trial: for overtime, say."""
Key = tuple[Work, tuple[str, ...]]
"""A work and its names on the axes, in their order."""


@dataclass(frozen=True)
class Marked:
    """One mark, as a file or a sheet gives it."""

    entry: str
    juror: str
    mark: Fraction
    nomination: str = ""
    trial: str = ""
    criterion: str = ""

    @property
    def work(self) -> Work:
        """Whose mark it is."""
        return (self.nomination, self.entry)


@dataclass(frozen=True)
class Table:
    """Exact numbers by work and axes; ``smaller_is_better`` says how they compare."""

    axes: tuple[str, ...]
    cells: Mapping[Key, Fraction]
    smaller_is_better: bool = False
    penalties: Penalties = field(default_factory=dict)
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    """The criteria's own weights, for the step that multiplies by them."""

    def with_cells(self, cells: Mapping[Key, Fraction]) -> Table:
        """The same axes with other numbers."""
        return replace(self, cells=cells)

    def names(self, key: Key) -> dict[str, str]:
        """A cell's name on each axis."""
        return dict(zip(self.axes, key[1], strict=True))

    def groups(self, over: str) -> dict[Key, dict[str, Fraction]]:
        """Cells that differ on one axis only: what is left of their key → name → number."""
        place = self.place(over)
        found: dict[Key, dict[str, Fraction]] = {}
        for (work, names), value in self.cells.items():
            rest = (work, names[:place] + names[place + 1 :])
            found.setdefault(rest, {})[names[place]] = value
        return found

    def without(self, over: str, cells: Mapping[Key, Fraction]) -> Table:
        """The table after an axis was combined."""
        axes = tuple(axis for axis in self.axes if axis != over)
        return replace(self, axes=axes, cells=cells)

    def place(self, axis: str) -> int:
        """Where the axis stands in the keys. Raises EngineInputError when it is combined away."""
        if axis not in self.axes:
            raise EngineInputError(f"axis {axis} is not there any more")
        return self.axes.index(axis)

    def rejoined(self, over: str, groups: Mapping[Key, Mapping[str, Fraction]]) -> Table:
        """What `groups` took apart, put together again."""
        place = self.place(over)
        return self.with_cells(dict(_cells(place, groups)))


def _cells(
    place: int, groups: Mapping[Key, Mapping[str, Fraction]]
) -> Iterator[tuple[Key, Fraction]]:
    for (work, names), members in groups.items():
        for name, value in members.items():
            yield (work, (*names[:place], name, *names[place:])), value


def table_of(
    marks: Iterable[Marked],
    *,
    smaller_is_better: bool = False,
    penalties: Penalties | None = None,
    weights: Mapping[str, Fraction] | None = None,
) -> Table:
    """All marks as a table, in one fixed order whatever order they come in.

    Raises EngineInputError for two marks of one work, juror, trial and criterion.
    """
    cells: dict[Key, Fraction] = {}
    for one in marks:
        key = (one.work, (one.trial, one.criterion, one.juror))
        if key in cells:
            raise EngineInputError(f"mark given twice: {one.entry}, {one.juror}")
        cells[key] = one.mark
    ordered = dict(sorted(cells.items()))
    return Table(AXES, ordered, smaller_is_better, penalties or {}, weights or {})
