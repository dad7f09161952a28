"""Works counted by rules of steps: their values, and each step as it met them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from eventkit.lazy import dataclass

from .aggregate import Aggregated
from .comparing import Elect, Place, Points
from .counting import Count, count
from .explain import Reason, reason
from .overtime import Overtimes
from .ranking import ranking
from .rules import ScoringRules
from .step_reading import plain_steps
from .steps import Drop, Weight
from .table import Key, Marked, Penalties, Table, Work
from .trials import Use
from .values import CriterionSpec, EntryInput, SheetValues

COMPARING = (Place, Points, Elect)
"""Steps after which a number depends on the other works: nobody can say how much is the most."""


@dataclass(frozen=True)
class Stepped:
    """Each work's value, the use of its sheets, how values compare, and what was met."""

    values: Mapping[str, Aggregated]
    uses: Mapping[str, Mapping[Use, str]]
    smaller_is_better: bool
    notes: tuple[Reason, ...]


def by_steps(
    rules: ScoringRules,
    criteria: Sequence[CriterionSpec],
    entries: Sequence[EntryInput],
    sheets: Mapping[str, Sequence[SheetValues]],
    times: Mapping[str, Overtimes],
) -> Stepped:
    """Run the steps over the valid sheets of all works (entry → sheets, overlong performances)."""
    marks = marks_of(entries, sheets)
    penalties = penalties_of(entries, times)
    counted = _count(rules, criteria, marks, penalties)
    numbers = ranking(counted, tie_break=rules.computed_tie_breakers())
    most = _most(rules, criteria, marks)
    values: dict[str, Aggregated] = {}
    uses: dict[str, Mapping[Use, str]] = {}
    told = _told(counted)
    for entry in entries:
        work = (entry.nomination, entry.entry)
        uses[entry.entry] = dict(_dropped(counted, work))
        if work not in counted.values:
            values[entry.entry] = Aggregated(None, (reason("no_valid_sheets"),))
            continue
        values[entry.entry] = Aggregated(
            counted.values[work],
            (*_too_long(times.get(entry.entry, {})), *told[work]),
            most=most.get(work),
            breakers={name: by[work] for name, by in numbers.numbers.items() if work in by},
        )
    return Stepped(values, uses, counted.smaller_is_better, numbers.notes)


def marks_of(
    entries: Sequence[EntryInput], sheets: Mapping[str, Sequence[SheetValues]]
) -> list[Marked]:
    """The marks of the sheets that count, as steps take them."""
    return [mark for entry in entries for mark in _marks(entry, sheets[entry.entry])]


def penalties_of(entries: Sequence[EntryInput], times: Mapping[str, Overtimes]) -> Penalties:
    """The points that performances cost, as steps take them."""
    return {
        ((given.nomination, given.entry), trial): over.points
        for given in entries
        for trial, over in times.get(given.entry, {}).items()
    }


def compares_works(rules: ScoringRules) -> bool:
    """Whether a work's number depends on the other works, so that there is no percent of it."""
    return any(isinstance(step, COMPARING) for step in rules.steps)


def _count(
    rules: ScoringRules,
    criteria: Sequence[CriterionSpec],
    marks: Sequence[Marked],
    penalties: Penalties,
) -> Count:
    return count(
        rules.steps,
        marks,
        smaller_is_better=rules.smaller_is_better,
        penalties=penalties,
        weights={c.code: c.weight for c in criteria},
    )


def _marks(given: EntryInput, sheets: Sequence[SheetValues]) -> Iterator[Marked]:
    for sheet in sheets:
        for code, mark in sheet.marks.items():
            if mark is not None and not sheet.annulled:
                yield Marked(given.entry, sheet.juror, mark, given.nomination, sheet.trial, code)


def _most(
    rules: ScoringRules, criteria: Sequence[CriterionSpec], marks: Sequence[Marked]
) -> Mapping[Work, Fraction]:
    """What the steps make of the best marks that the same sheets could have."""
    if compares_works(rules) or rules.smaller_is_better:
        return {}
    against = {
        name
        for step in rules.steps
        if isinstance(step, Weight)
        for name, weight in step.weights.items()
        if weight < 0
    }
    best = {c.code: c.minimum if c.code in against else c.maximum for c in criteria}
    ideal = [
        Marked(m.entry, m.juror, best.get(m.criterion, m.mark), m.nomination, m.trial, m.criterion)
        for m in marks
    ]
    return _count(rules, criteria, ideal, {}).values


def _told(counted: Count) -> dict[Work, tuple[Reason, ...]]:
    """For each work the numbers that each step left, where it changed them."""
    before = _cells(counted.first)
    told = {
        work: [_numbers("marks_taken", 0, "", counted.first, before[work])]
        for work in counted.values
    }
    said = [json.dumps(plain) for plain in plain_steps(tuple(s.step for s in counted.stages))]
    for number, stage in enumerate(counted.stages, start=1):
        after = _cells(stage.table)
        for work, cells in after.items():
            if work in told and cells != before.get(work):
                told[work].append(_numbers("step", number, said[number - 1], stage.table, cells))
        before = after
    return {work: tuple(reasons) for work, reasons in told.items()}


def _too_long(own: Overtimes) -> list[Reason]:
    """Which performances were too long, before the steps that take points for it."""
    return [
        reason("overtime", trial=trial, seconds=over.seconds, limit=over.limit, points=over.points)
        for trial, over in own.items()
    ]


def _numbers(
    code: str, number: int, step: str, table: Table, cells: Mapping[Key, Fraction]
) -> Reason:
    """A step as JSON with the numbers of one work that it left; names of axes joined by «|»."""
    return reason(
        code, number=number, step=step, axes=table.axes,
        names=tuple("|".join(key[1]) for key in cells), values=tuple(cells.values()),
    )  # fmt: skip


def _cells(table: Table) -> dict[Work, dict[Key, Fraction]]:
    found: dict[Work, dict[Key, Fraction]] = {}
    for key in sorted(table.cells):
        found.setdefault(key[0], {})[key] = table.cells[key]
    return found


def _dropped(counted: Count, work: Work) -> Iterator[tuple[Use, str]]:
    """The sheets that a step left out whole: the lowest and the highest ones."""
    before = counted.first
    for stage in counted.stages:
        if isinstance(stage.step, Drop) and before.axes == ("trial", "juror"):
            gone = [k for k in before.cells if k[0] == work and k not in stage.table.cells]
            for trial in sorted({key[1][0] for key in gone}):
                lost = [key for key in gone if key[1][0] == trial]
                lost.sort(key=lambda key: (before.cells[key], key[1]))
                for place, key in enumerate(lost):
                    low = place < stage.step.lowest
                    yield (trial, key[1][1]), "dropped_low" if low else "dropped_high"
        before = stage.table
