"""Tables of marks as people keep them: csv or a workbook, long or wide, read exactly.

In the long form a row is a mark: it has a column for the entry, for the juror and for the mark.
Any other table is wide: its first column names the entries and each other one is a juror. What
cannot be read is one line for a person at a terminal, with the file, the row and the column.
"""

from __future__ import annotations

import csv
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from eventkit.spreadsheets.archives import UnreadableTableError
from eventkit.spreadsheets.normalising import CellError, Raw, clean_decimal, clean_text
from eventkit.spreadsheets.reading import load

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
COUNTED = ("", "submitted")
"""States of sheets whose marks count."""
MOST_TEXT_ROWS = 5_000_000
"""More than a page accepts: the file is one's own, read on one's own machine."""

_MEANING = {heading: name for name, headings in HEADINGS.items() for heading in headings}
_NEVER_JURORS = ("entry", "nomination", "trial", "criterion", "sheet_state")
_BOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
_LONGEST_SHOWN = 60


class MarkTableError(ValueError):
    """A table that cannot be used; the text is one line with the file, the row and the column."""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark: who gave it to what, and for what."""

    entry: str
    juror: str
    mark: Fraction
    nomination: str = ""
    trial: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class MarkTable:
    """What the files hold."""

    rows: tuple[MarkRow, ...]
    gaps: int
    """Cells without a mark."""
    left_out: Mapping[str, int]
    """How many rows did not count because of the state of their sheet, by that state."""


Cells = Sequence[Raw]


class _Place(NamedTuple):
    """Where a mark stands, for people."""

    file: Path
    row: int
    column: str = ""

    def __str__(self) -> str:
        return f"{self.file}: строка {self.row}{self.column and ', '}{self.column}"


@dataclass(frozen=True, slots=True)
class _Table:
    """The heading of a file and the rows under it."""

    file: Path
    heading_row: int
    heading: tuple[str, ...]
    rows: Sequence[Cells]

    def title(self, column: int) -> str:
        """The heading of a column, empty beyond the last one."""
        return self.heading[column] if column < len(self.heading) else ""

    def column(self, column: int) -> str:
        """The name of a column, for people; its number when it has no heading."""
        title = self.title(column)
        return f"столбец {_quoted(title)}" if title else f"столбец {column + 1}"

    def place(self, row: int, column: int) -> _Place:
        """Where a cell stands."""
        return _Place(self.file, row, self.column(column))

    def wrong_heading(self, column: str, why: str) -> MarkTableError:
        """The error of a heading."""
        return MarkTableError(f"{_Place(self.file, self.heading_row, column)}: {why}")


def read_mark_tables(
    paths: Sequence[Path], *, jurors_in_rows: bool = False, ignore: Collection[str] = ()
) -> MarkTable:
    """Read files one after another.

    Args:
        paths: csv, xlsx, xls or ods; a workbook has one filled worksheet.
        jurors_in_rows: in the wide form the first column names jurors, and headings are entries.
        ignore: headings of columns that are neither; each file has them all.

    Raises:
        MarkTableError: a file that is no such table, a cell that is no number, a mark that belongs
            to nobody, or the same entry, juror, trial and criterion twice.
    """
    reader = _Reader(jurors_in_rows, ignore)
    for path in paths:
        reader.read(path)
    return MarkTable(tuple(reader.marks), reader.gaps, dict(reader.left_out))


class _Reader:
    """Reads one file after another and knows where each mark stood."""

    def __init__(self, jurors_in_rows: bool, ignore: Collection[str]) -> None:
        self.marks: list[MarkRow] = []
        self.gaps = 0
        self.left_out: Counter[str] = Counter()
        self._jurors_in_rows = jurors_in_rows
        self._ignored = {_name(title).casefold(): _name(title) for title in ignore}
        self._places: dict[tuple[str, ...], _Place] = {}
        # Cleaning takes microseconds, and a table repeats its few names and numbers; by type, for
        # True would be found as the number 1.
        self._name = lru_cache(maxsize=None, typed=True)(_name)
        self._number = lru_cache(maxsize=None, typed=True)(_number)

    def read(self, path: Path) -> None:
        """Add what a file holds."""
        try:
            table = self._table(path)
            self._refuse_unknown(table)
            places = self._meanings(table)
            if all(name in places for name in LONG):
                self._read_long(table, places)
            else:
                self._read_wide(table, places)
        except CellError as problem:
            raise MarkTableError(f"{path}: {_one_line(str(problem))}") from problem

    def _table(self, path: Path) -> _Table:
        """Take the first filled row for the heading."""
        rows = _filled_rows(path)
        first = next((i for i, row in enumerate(rows) if self._has_any(row)), None)
        if first is None:
            raise MarkTableError(f"{path}: файл пуст")
        table = _Table(path, first + 1, tuple(map(self._name, rows[first])), rows[first + 1 :])
        if not any(map(self._has_any, table.rows)):
            raise MarkTableError(f"{path}: строка {first + 1}: под заголовком нет ни одной строки")
        return table

    def _has_any(self, cells: Iterable[Raw]) -> bool:
        return any(map(self._name, cells))

    def _numbered(self, table: _Table) -> Iterator[tuple[int, Cells]]:
        """The rows that are not empty, with their numbers as a spreadsheet shows them."""
        for number, row in enumerate(table.rows, table.heading_row + 1):
            if self._has_any(row):
                yield number, row

    def _refuse_unknown(self, table: _Table) -> None:
        there = {title.casefold() for title in table.heading}
        for folded, title in self._ignored.items():
            if folded not in there:
                known = ", ".join(map(_quoted, filter(None, table.heading)))
                why = f"такого столбца нет, исключить нечего; есть: {known}"
                raise table.wrong_heading(f"столбец {_quoted(title)}", why)

    def _meanings(self, table: _Table) -> dict[str, int]:
        """Which column holds what, by the headings of the long form."""
        places: dict[str, int] = {}
        for column, title in enumerate(table.heading):
            meaning = _MEANING.get(title.casefold())
            if meaning is None or title.casefold() in self._ignored:
                continue
            if meaning in places:
                both = f"столбцы {_quoted(table.heading[places[meaning]])} и {_quoted(title)}"
                raise table.wrong_heading(both, "значат одно и то же, оставьте один")
            places[meaning] = column
        return places

    def _read_long(self, table: _Table, places: Mapping[str, int]) -> None:
        mark_column, state_column = places["mark"], places.get("sheet_state")
        names = ("entry", "juror", "nomination", "trial", "criterion")
        columns = [places.get(name) for name in names]
        width = len(table.heading)
        for number, row in self._numbered(table):
            if len(row) > width:
                self._refuse_unnamed(table, number, row, range(width, len(row)))
            state = self._name(_cell(row, state_column)).casefold()
            if state not in COUNTED:
                self.left_out[state] += 1
                continue
            mark = self._mark(table, number, row, mark_column)
            if mark is None:
                self.gaps += 1
                continue
            entry, juror, nomination, trial, criterion = [
                self._name(_cell(row, column)) for column in columns
            ]
            if not entry or not juror:
                missing = table.place(number, places["juror" if entry else "entry"])
                raise MarkTableError(f"{missing}: пусто, а оценка в строке есть")
            found = MarkRow(entry, juror, mark, nomination, trial, criterion)
            self._add(found, _Place(table.file, number))

    def _read_wide(self, table: _Table, places: Mapping[str, int]) -> None:
        width = max(len(table.heading), *map(len, table.rows))
        first = self._first_column(table, width)
        columns = self._mark_columns(table, first)
        self._refuse_no_jurors(table, columns, places)
        unnamed = [i for i in range(width) if i != first and not table.title(i)]
        for number, row in self._numbered(table):
            self._refuse_unnamed(table, number, row, unnamed)
            name = self._name(_cell(row, first))
            read = [(column, self._mark(table, number, row, column)) for column in columns]
            given = [(column, mark) for column, mark in read if mark is not None]
            if not name and given:
                place = table.place(number, first)
                raise MarkTableError(f"{place}: пусто, а оценки в строке есть")
            self.gaps += len(columns) - len(given) if name else 0
            for column, mark in given:
                title = table.heading[column]
                entry, juror = (title, name) if self._jurors_in_rows else (name, title)
                self._add(MarkRow(entry, juror, mark), table.place(number, column))

    def _first_column(self, table: _Table, width: int) -> int:
        """The first column that is not ignored; a worksheet may begin with empty ones.

        It may have no heading: the corner over the ids is often left empty.
        """
        for column in range(width):
            title = table.title(column)
            if title.casefold() in self._ignored:
                continue
            if title or self._has_any(_cell(row, column) for row in table.rows):
                return column
        raise MarkTableError(f"{table.file}: исключены все столбцы")

    def _mark_columns(self, table: _Table, first: int) -> list[int]:
        columns: dict[str, int] = {}
        for column, title in enumerate(table.heading):
            if column <= first or not title or title.casefold() in self._ignored:
                continue
            if title in columns:
                raise table.wrong_heading(table.column(column), "есть дважды")
            columns[title] = column
        if not columns:
            only = table.column(first)
            raise table.wrong_heading(only, "кроме него, нет ни одного столбца с оценками")
        return list(columns.values())

    def _refuse_no_jurors(
        self, table: _Table, columns: Collection[int], places: Mapping[str, int]
    ) -> None:
        """Refuse numbers of trials or entries that would be read as marks of a juror."""
        for meaning in _NEVER_JURORS:
            if places.get(meaning) in columns:
                missing = "; ".join("|".join(HEADINGS[n]) for n in LONG if n not in places)
                raise table.wrong_heading(
                    table.column(places[meaning]),
                    "в широкой таблице здесь были бы оценки, а для длинной нет столбца"
                    f" {missing}; лишние столбцы назовите в --ignore",
                )

    def _refuse_unnamed(
        self, table: _Table, number: int, row: Cells, columns: Iterable[int]
    ) -> None:
        for column in columns:
            if value := self._name(_cell(row, column)):
                raise MarkTableError(
                    f"{table.place(number, column)}: {_quoted(value)} стоит под пустым заголовком;"
                    " если это десятичная запятая, возьмите число в кавычки"
                )

    def _mark(self, table: _Table, number: int, row: Cells, column: int) -> Fraction | None:
        try:
            return self._number(_cell(row, column))
        except CellError as problem:
            place = table.place(number, column)
            raise MarkTableError(f"{place}: {_one_line(str(problem))}") from problem

    def _add(self, found: MarkRow, place: _Place) -> None:
        key = (found.entry, found.juror, found.trial, found.criterion)
        first = self._places.setdefault(key, place)
        if first is not place:
            named = zip(("работа", "эксперт", "испытание", "критерий"), key, strict=True)
            about = ", ".join(f"{what} {_quoted(name)}" for what, name in named if name)
            raise MarkTableError(f"{place}: вторая оценка: {about}; первая – {first}")
        self.marks.append(found)


def _filled_rows(path: Path) -> Sequence[Cells]:
    """The rows of a file's only worksheet that holds anything."""
    data = _data(path)
    try:
        sheets = load(data, path.name, most_text_rows=MOST_TEXT_ROWS)
    except UnreadableTableError as problem:
        raise MarkTableError(f"{path}: {_one_line(str(problem))}") from problem
    except csv.Error as problem:
        raise MarkTableError(f"{path}: слишком длинная ячейка, проверьте кавычки") from problem
    except (ValueError, zlib.error) as problem:
        raise MarkTableError(f"{path}: файл повреждён и не открывается") from problem
    filled = [one for one in sheets if any(cell is not None for row in one.rows for cell in row)]
    if len(filled) > 1:
        titles = ", ".join(_quoted(sheet.title) for sheet in filled)
        raise MarkTableError(f"{path}: заполнено несколько листов: {titles}; оставьте один")
    rows = filled[0].rows if filled else ()
    if not data.startswith(_BOOKS) and data.count(b'"') % 2 and rows and _is_torn(rows[-1]):
        raise MarkTableError(f"{path}: строка {len(rows)}: кавычка открыта и не закрыта")
    return rows


def _data(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise MarkTableError(f"{path}: это папка, а нужен файл")
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise MarkTableError(f"{path}: такого файла нет") from problem
    except PermissionError as problem:
        raise MarkTableError(f"{path}: нет прав на чтение файла") from problem
    except OSError as problem:
        raise MarkTableError(f"{path}: файл не читается: {problem.strerror}") from problem


def _is_torn(row: Cells) -> bool:
    """Whether a cell holds the lines that an open quote has swallowed."""
    return any(isinstance(cell, str) and "\n" in cell for cell in row)


def _cell(row: Cells, column: int | None) -> Raw:
    return row[column] if column is not None and column < len(row) else None


def _name(cell: Raw) -> str:
    """A name in one line: a heading may be broken to fit its column."""
    return " ".join(clean_text(cell).split())


def _number(cell: Raw) -> Fraction | None:
    number = clean_decimal(cell)
    return None if number is None else Fraction(number)


def _quoted(text: str) -> str:
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return f"«{_one_line(cut)}»"


def _one_line(text: str) -> str:
    """A text as a terminal can show it."""
    return "".join(sign if sign.isprintable() else "�" for sign in " ".join(text.split()))
