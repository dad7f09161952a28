"""Marks from tables that people keep: csv or xlsx, in the long form or in the wide one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path

from eventkit.scoring.engine.table import Marked
from eventkit.spreadsheets.archives import UnreadableTableError
from eventkit.spreadsheets.normalising import CellError, Raw, clean_decimal, clean_text
from eventkit.spreadsheets.reading import Sheet, load

HEADINGS = {
    "entry": ("entry", "work", "работа", "шифр"),
    "juror": ("juror", "judge", "rater", "эксперт", "жюри"),
    "mark": ("mark", "score", "балл"),
    "nomination": ("nomination", "номинация"),
    "trial": ("trial", "испытание"),
    "criterion": ("criterion", "критерий"),
    "sheet_state": ("sheet_state", "состояние"),
}
"""What a column of the long form may be called, compared without case."""
LONG = ("entry", "juror", "mark")
MOST_ROWS = 5_000_000
"""Of a text: the file is one's own, on one's own machine."""
COUNTED = ("", "submitted")
"""States of sheets that count."""


class MarkFileError(ValueError):
    """A table that cannot be used: one line with the file, the row and the column."""


@dataclass(slots=True)
class MarkFiles:
    """What the files hold: the marks that count, and how many do not, by the state of the sheet."""

    marks: list[Marked] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands, for people."""

    file: Path
    row: int
    column: str = ""

    def __str__(self) -> str:
        column = f", столбец «{self.column}»" if self.column else ""
        return f"{self.file}: строка {self.row}{column}"


Cells = Sequence[Raw]
Rows = list[tuple[int, Cells]]
Found = Iterator[tuple[_Place, Marked, str]]


def read_mark_files(
    files: Sequence[Path], *, jurors_in_rows: bool = False, ignore: Collection[str] = ()
) -> MarkFiles:
    """Read the files one after another.

    A table with columns for entry, juror and mark is long; any other is wide: the first column
    names the entries and each other one is a juror (with ``jurors_in_rows`` the other way round).
    ``ignore`` names columns that are neither. An empty cell is a gap.

    Raises MarkFileError for what cannot be read, for a cell that is no number, for a row without
    its names, and for the same mark given twice.
    """
    found = MarkFiles()
    seen: dict[tuple[str, ...], _Place] = {}
    for file in files:
        for place, mark, state in _marks_of(file, jurors_in_rows, ignore):
            key = (mark.nomination, mark.entry, mark.juror, mark.trial, mark.criterion)
            if key in seen:
                raise MarkFileError(
                    f"{place}: оценка уже была ({seen[key]}): {mark.entry}, {mark.juror}"
                )
            seen[key] = place
            if state in COUNTED:
                found.marks.append(mark)
            else:
                found.left_out[state] += 1
    return found


def _marks_of(file: Path, jurors_in_rows: bool, ignore: Collection[str]) -> Found:
    try:
        heading, rows = _table(file)
        _refuse_unknown(file, heading, ignore)
        places = _long_columns(file, heading, ignore)
        if all(name in places for name in LONG):
            yield from _long(file, heading, places, rows)
        else:
            yield from _wide(file, heading, rows, jurors_in_rows, ignore)
    except CellError as problem:  # of a name; that of a mark says where it stands
        raise MarkFileError(f"{file}: {problem}") from problem


def _table(file: Path) -> tuple[list[str], Rows]:
    """The heading and the rows under it with their numbers; empty rows are left out."""
    try:
        sheets = load(file.read_bytes(), file.name, most_text_rows=MOST_ROWS)
    except OSError as problem:
        raise MarkFileError(f"{file}: {problem.strerror}") from problem
    except UnreadableTableError as problem:
        raise MarkFileError(f"{file}: {problem}") from problem
    filled = {sheet.title: rows for sheet in sheets if (rows := _filled(sheet))}
    if len(filled) > 1:
        titles = ", ".join(filled)
        raise MarkFileError(f"{file}: листов с данными несколько, оставьте один: {titles}")
    rows = next(iter(filled.values()), [])
    if len(rows) < 2:
        raise MarkFileError(f"{file}: в таблице нет оценок")
    return [clean_text(cell) for cell in rows[0][1]], rows[1:]


def _filled(sheet: Sheet) -> Rows:
    return [
        (number, row)
        for number, row in enumerate(sheet.rows, start=1)
        if any(cell not in ("", None) for cell in row)
    ]


def _refuse_unknown(file: Path, heading: Sequence[str], ignore: Collection[str]) -> None:
    known = {name.casefold() for name in heading}
    for name in ignore:
        if name.casefold() not in known:
            there = ", ".join(filter(None, heading))
            raise MarkFileError(f"{file}: столбца «{name}» нет; есть: {there}")


def _long_columns(file: Path, heading: Sequence[str], ignore: Collection[str]) -> dict[str, int]:
    """Which column holds what, by the names of the long form."""
    skipped = {name.casefold() for name in ignore}
    places: dict[str, int] = {}
    for column, title in enumerate(heading):
        name = next((n for n, known in HEADINGS.items() if title.casefold() in known), None)
        if name is None or title.casefold() in skipped:
            continue
        if name in places:
            raise MarkFileError(
                f"{file}: столбцы «{heading[places[name]]}» и «{title}» значат одно и то же"
            )
        places[name] = column
    return places


def _long(file: Path, heading: Sequence[str], places: Mapping[str, int], rows: Rows) -> Found:
    title = heading[places["mark"]]
    optional = [places.get(name) for name in ("nomination", "trial", "criterion", "sheet_state")]
    for number, row in rows:
        mark = _mark(row, places["mark"], partial(_Place, file, number, title))
        if mark is None:
            continue
        entry, juror = _text(row, places["entry"]), _text(row, places["juror"])
        if not entry or not juror:
            missing = heading[places["juror" if entry else "entry"]]
            raise MarkFileError(f"{_Place(file, number, missing)}: пусто, а оценка есть")
        nomination, trial, criterion, state = (_text(row, place) for place in optional)
        yield (
            _Place(file, number),
            Marked(entry, juror, mark, nomination, trial, criterion),
            state.casefold(),
        )


def _wide(
    file: Path,
    heading: Sequence[str],
    rows: Rows,
    jurors_in_rows: bool,
    ignore: Collection[str],
) -> Found:
    skipped = {name.casefold() for name in ignore}
    columns = [i for i, title in enumerate(heading) if title.casefold() not in skipped]
    # The corner over the ids is often left empty; a column of nothing may stand before it.
    columns = [i for i in columns if heading[i] or any(_text(row, i) for _number, row in rows)]
    if len(columns) < 2:
        raise MarkFileError(f"{file}: кроме первого столбца нет ни одного с оценками")
    first, others = columns[0], columns[1:]
    for column in others:
        if not heading[column]:
            raise MarkFileError(f"{file}: столбец {column + 1} без заголовка, а оценки в нём есть")
    for title, count in Counter(heading[i] for i in others).items():
        if count > 1:
            raise MarkFileError(f"{file}: столбец «{title}» есть дважды")
    for number, row in rows:
        name = _text(row, first)
        for column in others:
            title = heading[column]
            mark = _mark(row, column, partial(_Place, file, number, title))
            if mark is None:
                continue
            if not name:
                place = _Place(file, number, heading[first])
                raise MarkFileError(f"{place}: пусто, а оценки есть")
            entry, juror = (title, name) if jurors_in_rows else (name, title)
            yield _Place(file, number, title), Marked(entry, juror, mark), ""


def _text(row: Cells, column: int | None) -> str:
    if column is None or column >= len(row):
        return ""
    cell = row[column]
    return cell.strip() if isinstance(cell, str) and cell.isalnum() else clean_text(cell)


def _mark(row: Cells, column: int, place: Callable[[], _Place]) -> Fraction | None:
    cell = row[column] if column < len(row) else None
    if cell is None or cell == "":
        return None
    try:
        return _number(cell) if isinstance(cell, str | int | float) else _exact(cell)
    except CellError as problem:
        raise MarkFileError(f"{place()}: {problem}") from problem


def _exact(cell: Raw) -> Fraction | None:
    number = clean_decimal(cell)
    return None if number is None else Fraction(number)


# A table of marks holds few different numbers; by type, for True would be found as 1.
_number = lru_cache(maxsize=4096, typed=True)(_exact)
