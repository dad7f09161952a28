"""The additive model mark = work + juror by exact least squares, Σ juror = 0.

Eliminating the works from the normal equations leaves one equation for each juror j:
Σ over works i of j: (b_j − mean of b over the jurors of i) = Σ (y_ij − mean of y over i).
Jurors without sheets stand outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .aggregate import Reading
from .arithmetic import mean
from .outcome import AdviceResult, EntryResult

Works = Mapping[str, Sequence[Reading]]


def advise(
    jurors: Sequence[str], works: Works, nominations: Mapping[str, Sequence[EntryResult]]
) -> AdviceResult:
    """Juror effects, adjusted means of works and the order they would give."""
    pieces = _pieces(works)
    linked = len(pieces) <= 1
    effects: dict[str, Fraction] = {}
    if linked and pieces:
        effects = _effects(pieces[0], works)
    adjusted = {
        entry: mean([r.total - effects[r.juror] for r in readings]) if linked and readings else None
        for entry, readings in works.items()
    }
    order = {
        name: tuple(_ordered(entries, adjusted)) if linked else ()
        for name, entries in nominations.items()
    }
    return AdviceResult(
        linked=linked,
        pieces=pieces,
        effects={juror: effects.get(juror) for juror in jurors},
        adjusted=adjusted,
        order=order,
        changed_first=tuple(
            name for name in sorted(order) if linked and _first_differs(nominations[name], adjusted)
        ),
    )


def _pieces(works: Works) -> tuple[tuple[str, ...], ...]:
    """Jurors that works link to each other, in groups."""
    leader: dict[str, str] = {}

    def find(juror: str) -> str:
        while leader[juror] != juror:
            leader[juror] = leader[leader[juror]]
            juror = leader[juror]
        return juror

    for readings in works.values():
        for reading in readings:
            leader.setdefault(reading.juror, reading.juror)
            leader[find(reading.juror)] = find(readings[0].juror)
    groups: dict[str, list[str]] = {}
    for juror in sorted(leader):
        groups.setdefault(find(juror), []).append(juror)
    return tuple(sorted(tuple(group) for group in groups.values()))


def _effects(jurors: Sequence[str], works: Works) -> dict[str, Fraction]:
    index = {juror: number for number, juror in enumerate(jurors)}
    size = len(jurors)
    rows = [[Fraction(0)] * (size + 1) for _ in jurors]
    for readings in works.values():
        if not readings:
            continue
        share = Fraction(1, len(readings))
        middle = mean([r.total for r in readings])
        seats = [index[r.juror] for r in readings]
        for reading, seat in zip(readings, seats, strict=True):
            row = rows[seat]
            row[seat] += 1
            row[size] += reading.total - middle
            for other in seats:
                row[other] -= share
    rows[-1] = [Fraction(1)] * size + [Fraction(0)]  # one equation is the sum of the others
    return dict(zip(jurors, _solved(rows), strict=True))


def _solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """The solution of a regular system (Gauss–Jordan, exact). Changes `rows`."""
    for column in range(len(rows)):
        pivot = next(i for i in range(column, len(rows)) if rows[i][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [number / head for number in rows[column]]
        for i, row in enumerate(rows):
            if i != column and (factor := row[column]):
                rows[i] = [a - factor * b for a, b in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]


def _ordered(entries: Sequence[EntryResult], adjusted: Mapping[str, Fraction | None]) -> list[str]:
    """Works by adjusted mean, the highest first; those without one are left out."""
    known = [(value, e.entry) for e in entries if (value := adjusted[e.entry]) is not None]
    return [entry for _, entry in sorted(known, key=lambda pair: (-pair[0], pair[1]))]


def _first_differs(entries: Sequence[EntryResult], adjusted: Mapping[str, Fraction | None]) -> bool:
    official = {e.entry for e in entries if e.rank_competition == 1}
    values = {e.entry: value for e in entries if (value := adjusted[e.entry]) is not None}
    best = max(values.values(), default=None)
    return official != {entry for entry, value in values.items() if value == best}
