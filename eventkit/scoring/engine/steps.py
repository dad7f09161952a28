"""The named steps of which rules of counting are made; each turns a table into the next one.

Steps that change numbers may be limited to a scope; the other numbers pass as they are. Notes say
what a step met that a person should know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Protocol

from eventkit.lazy import dataclass

from .arithmetic import COMBINERS, mean, rounded
from .explain import Reason, reason
from .table import Key, Table
from .values import EngineInputError

Notes = list[Reason]


@dataclass(frozen=True)
class Scope:
    """Which numbers a step concerns: by axis those names only, or all but those."""

    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds(self, table: Table, key: Key) -> bool:
        """Whether the number under a key is concerned."""
        names = key[1]
        return all(
            names[table.place(axis)] in some for axis, some in self.only.items()
        ) and not any(names[table.place(axis)] in some for axis, some in self.skip.items())


class Step(Protocol):
    """One step: a table in, a table out, notes added."""

    def apply(self, table: Table, notes: Notes) -> Table:
        """The next table."""


@dataclass(frozen=True)
class Round:
    """Round each number to digits after the point, half away from zero."""

    digits: int
    scope: Scope = field(default_factory=Scope)

    def apply(self, table: Table, notes: Notes) -> Table:
        """The rounded table."""
        return _each(table, self.scope, lambda _key, value: rounded(value, self.digits))


@dataclass(frozen=True)
class Weight:
    """Multiply by the weight of a name on an axis; a name without one stays as it is.

    Without weights of its own the step takes those that the criteria have.
    """

    axis: str = "criterion"
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    scope: Scope = field(default_factory=Scope)

    def apply(self, table: Table, notes: Notes) -> Table:
        """The weighted table."""
        place = table.place(self.axis)
        met = {names[place] for _work, names in table.cells}
        for name in sorted(set(self.weights) - met):
            notes.append(reason("weight_of_unknown", axis=self.axis, name=name))

        weights = self.weights or table.weights

        def weighted(key: Key, value: Fraction) -> Fraction:
            return value * weights.get(key[1][place], 1)

        return _each(table, self.scope, weighted)


@dataclass(frozen=True)
class Clip:
    """Pull each number to the mean of its group ± ``by``."""

    over: str
    by: Fraction
    scope: Scope = field(default_factory=Scope)

    def apply(self, table: Table, notes: Notes) -> Table:
        """The table with no number farther from its mean."""

        def clipped(members: Mapping[str, Fraction]) -> dict[str, Fraction]:
            middle = mean(list(members.values()))
            low, high = middle - self.by, middle + self.by
            return {name: min(max(value, low), high) for name, value in members.items()}

        return _by_group(table, self.over, self.scope, clipped)


@dataclass(frozen=True)
class Drop:
    """Leave out the highest and lowest of a group that has at least ``least`` numbers."""

    over: str
    highest: int = 1
    lowest: int = 1
    least: int = 3
    scope: Scope = field(default_factory=Scope)

    def apply(self, table: Table, notes: Notes) -> Table:
        """The table without the dropped numbers."""
        too_few: set[int] = set()

        def kept(members: Mapping[str, Fraction]) -> dict[str, Fraction]:
            if len(members) < max(self.least, self.highest + self.lowest + 1):
                too_few.add(len(members))
                return dict(members)
            ordered = sorted(members, key=lambda name: (members[name], name))
            left = ordered[self.lowest : len(ordered) - self.highest]
            return {name: members[name] for name in sorted(left)}

        dropped = _by_group(table, self.over, self.scope, kept)
        for count in sorted(too_few):
            notes.append(reason("too_few_to_drop", numbers=count, needed=self.least))
        return dropped


@dataclass(frozen=True)
class Group:
    """Put names of an axis together under new names: several criteria into one part."""

    axis: str
    groups: Mapping[str, tuple[str, ...]]
    rest: str = ""
    """The group of every name that no group has; empty: there must be none."""
    by: str = "sum"

    def apply(self, table: Table, notes: Notes) -> Table:
        """The table with the groups on that axis. Raises EngineInputError for a name in none."""
        owner = {name: group for group, names in self.groups.items() for name in names}
        groups: dict[Key, dict[str, Fraction]] = {}
        for rest, members in table.groups(self.axis).items():
            parts: dict[str, list[Fraction]] = {}
            for name in sorted(members):
                group = owner.get(name, self.rest)
                if not group:
                    raise EngineInputError(f"{self.axis} {name} is in no group")
                parts.setdefault(group, []).append(members[name])
            groups[rest] = {part: COMBINERS[self.by](values) for part, values in parts.items()}
        return table.rejoined(self.axis, groups)


@dataclass(frozen=True)
class Combine:
    """Make one number of all on an axis; the axis is gone then.

    ``by`` is sum, mean, median, highest or lowest. With ``whole`` a group counts only if it has
    every name that its like have: a sheet without a gap, a juror with every trial judged.
    """

    over: str
    by: str = "sum"
    whole: bool = False

    def apply(self, table: Table, notes: Notes) -> Table:
        """The table without the axis."""
        combined: dict[Key, Fraction] = {}
        wanted = _wanted(table, self.over) if self.whole else {}
        for rest, members in table.groups(self.over).items():
            missing = wanted.get(_likes(table, self.over, rest), set()) - set(members)
            if missing:
                (_nomination, entry), names = rest
                notes.append(
                    reason(
                        "incomplete", over=self.over, entry=entry, of=names,
                        missing=tuple(sorted(missing)),
                    )
                )  # fmt: skip
                continue
            combined[rest] = COMBINERS[self.by](list(members.values()))
        return table.without(self.over, combined)


@dataclass(frozen=True)
class Penalty:
    """Take the penalties of a trial off each number of it."""

    def apply(self, table: Table, notes: Notes) -> Table:
        """The table after penalties."""
        place = table.place("trial")

        def less(key: Key, value: Fraction) -> Fraction:
            return value - table.penalties.get((key[0], key[1][place]), 0)

        return _each(table, Scope(), less)


@dataclass(frozen=True)
class Name:
    """Keep the numbers of this moment under a name, for ties and explanations."""

    name: str

    def apply(self, table: Table, notes: Notes) -> Table:
        """The table itself."""
        return table


def _each(table: Table, scope: Scope, change: Callable[[Key, Fraction], Fraction]) -> Table:
    return table.with_cells(
        {
            key: change(key, value) if scope.holds(table, key) else value
            for key, value in table.cells.items()
        }
    )


def _by_group(
    table: Table,
    over: str,
    scope: Scope,
    change: Callable[[Mapping[str, Fraction]], dict[str, Fraction]],
) -> Table:
    inside = {key: v for key, v in table.cells.items() if scope.holds(table, key)}
    outside = {key: v for key, v in table.cells.items() if key not in inside}
    changed = {
        rest: change(members) for rest, members in table.with_cells(inside).groups(over).items()
    }
    return table.with_cells({**outside, **table.rejoined(over, changed).cells})


def _likes(table: Table, over: str, rest: Key) -> tuple[str, ...]:
    """Which groups have to be alike: the sheets of a trial, the trials of one juror."""
    (nomination, _entry), names = rest
    left = [axis for axis in table.axes if axis != over]
    alike = "juror" if over == "trial" else "trial"
    return (nomination, *(n for axis, n in zip(left, names, strict=True) if axis == alike))


def _wanted(table: Table, over: str) -> dict[tuple[str, ...], set[str]]:
    wanted: dict[tuple[str, ...], set[str]] = {}
    for rest, members in table.groups(over).items():
        wanted.setdefault(_likes(table, over, rest), set()).update(members)
    return wanted
