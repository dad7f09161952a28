"""Running the steps of rules over marks, from the first table to one number for each work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from eventkit.lazy import dataclass

from .comparing import Elect, Place
from .explain import Reason
from .steps import Combine, Drop, Name, Notes, Penalty, Step, Weight
from .table import Marked, Penalties, Table, Work, table_of
from .values import EngineInputError

METHODS = (
    "mean",
    "sum",
    "median",
    "trimmed-mean",
    "mean-place",
    "borda",
    "copeland",
    "schulze",
)


@dataclass(frozen=True)
class Stage:
    """A step and the table it left."""

    step: Step
    table: Table


@dataclass(frozen=True)
class Count:
    """What the steps made: a value for each work, and the way there."""

    values: Mapping[Work, Fraction]
    smaller_is_better: bool
    first: Table
    stages: tuple[Stage, ...]
    kept: Mapping[str, Table]
    """By the names of steps of the kind `name`."""
    notes: tuple[Reason, ...]


def count(
    steps: Sequence[Step],
    marks: Iterable[Marked],
    *,
    smaller_is_better: bool = False,
    penalties: Penalties | None = None,
    weights: Mapping[str, Fraction] | None = None,
) -> Count:
    """Apply the steps one after another; ``weights`` are the criteria's own.

    Axes on which nothing is told apart (a single trial without a name) need no step of their own.
    Raises EngineInputError when an axis with several names is left at the end.
    """
    first = table = table_of(
        marks, smaller_is_better=smaller_is_better, penalties=penalties, weights=weights
    )
    notes: Notes = []
    stages: list[Stage] = []
    kept: dict[str, Table] = {}
    for step in steps:
        table = step.apply(table, notes)
        stages.append(Stage(step, table))
        if isinstance(step, Name):
            kept[step.name] = table
    table = _without_single_axes(table)
    values = {work: value for (work, _names), value in table.cells.items()}
    return Count(values, table.smaller_is_better, first, tuple(stages), kept, tuple(_once(notes)))


def method_steps(
    method: str,
    *,
    trim: int = 1,
    trim_min: int | None = None,
    penalties_in_places: bool = False,
) -> tuple[Step, ...]:
    """The steps that a method's name stands for.

    ``trim`` sheets are dropped at each end where there are at least ``trim_min`` (by default
    2 × trim + 3) of them. Penalties come off a trial's value, once; with ``penalties_in_places``
    off each juror's sheets before the juror's order is made, else orders do not know them.
    """
    sheet = (Weight(), Combine("criterion", "sum", whole=True))
    least = 2 * trim + 3 if trim_min is None else trim_min
    by_juror: list[Step] = [Penalty()] if penalties_in_places else []
    by_juror.append(Combine("trial", "sum", whole=True))
    trials: tuple[Step, ...] = (Penalty(), Combine("trial", "sum"))
    match method:
        case "mean" | "sum" | "median":
            return (*sheet, Combine("juror", method), *trials)
        case "trimmed-mean":
            return (*sheet, Drop("juror", trim, trim, least), Combine("juror", "mean"), *trials)
        case "mean-place":
            return (*sheet, *by_juror, Place("mean"), Combine("juror", "mean"))
        case "borda" | "copeland" | "schulze":
            return (*sheet, *by_juror, Elect(method))
    raise EngineInputError(f"no such method: {method}")


def _without_single_axes(table: Table) -> Table:
    for axis in table.axes:
        groups = table.groups(axis)
        if any(len(members) > 1 for members in groups.values()):
            raise EngineInputError(f"axis {axis} is left: a step has to combine it")
        table = table.without(axis, {rest: next(iter(m.values())) for rest, m in groups.items()})
    return table


def _once(notes: Iterable[Reason]) -> Iterable[Reason]:
    """Each note once: several steps may meet the same thing."""
    seen: list[Reason] = []
    for note in notes:
        if note not in seen:
            seen.append(note)
    return seen
