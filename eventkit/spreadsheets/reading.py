"""Reading tables: xlsx, xls, ods and csv into rows, and rows into records of named fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.spreadsheets import normalising, text_files
from eventkit.spreadsheets.archives import (
    MOST_COLUMNS,
    MOST_ROWS,
    UnreadableTableError,
    refuse_bombs,
    too_large,
)
from eventkit.spreadsheets.normalising import CellError, Raw

Kind = Literal["text", "integer", "decimal", "date", "datetime"]
_READERS: dict[Kind, Callable[[Raw], Any]] = {
    "text": normalising.clean_text,
    "integer": normalising.clean_integer,
    "decimal": normalising.clean_decimal,
    "date": normalising.clean_date,
    "datetime": normalising.clean_datetime,
}


@dataclass(frozen=True)
class Sheet:
    """A worksheet as it was filled: rows of raw values; row 1 of the file is rows[0]."""

    title: str
    rows: tuple[tuple[Raw, ...], ...]


@dataclass(frozen=True)
class Field:
    """What a column may be called, and what it holds."""

    name: str
    labels: tuple[str, ...]
    """Headings that mean this field, compared without case, blanks and punctuation."""
    kind: Kind = "text"
    required: bool = False


@dataclass(frozen=True)
class Record:
    """A row by the names of its fields; `row` is its number as the spreadsheet shows it."""

    row: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Trouble:
    """One thing to mend: where it stands, and what to do, in a sentence."""

    row: int
    column: str
    """Heading as in the file; empty when the whole row is meant."""
    message: str


@dataclass(frozen=True)
class Reading:
    """What was understood and what was not. A row with trouble is no record."""

    records: tuple[Record, ...]
    troubles: tuple[Trouble, ...]
    unknown_columns: tuple[str, ...]


def load(data: bytes, file_name: str, *, most_text_rows: int = MOST_ROWS) -> list[Sheet]:
    """Read a file into worksheets, in their order; a csv file has one.

    The contents decide what it is; the name only tells csv from nonsense. A text may be let have
    more rows than a workbook: it unpacks to nothing larger than itself.

    Raises:
        UnreadableTableError: it is no table, is damaged or locked, or is too large.
    """
    if data.startswith(b"PK"):
        refuse_bombs(data)
    elif not data.startswith(b"\xd0\xcf\x11\xe0"):
        return [_text_sheet(data, file_name, most_text_rows)]
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            Sheet(name, _limited(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
            for name in book.sheet_names
        ]
    except CalamineError as error:
        raise UnreadableTableError(
            _(
                "Файл «%(name)s» не открывается как таблица. Если он под паролем, снимите пароль и"
                " сохраните его снова.",
                name=file_name,
            )
        ) from error
    return sheets


def read(sheet: Sheet, fields: Sequence[Field]) -> Reading:
    """Find the heading row and read the rows under it.

    The heading row is the first of the first 20 in which the most fields are named; empty rows are
    skipped. A required field that has no column at all is one trouble, not one for each row.
    """
    heading_index, places = _heading(sheet, fields)
    heading = sheet.rows[heading_index] if sheet.rows else ()
    troubles = [
        Trouble(
            heading_index + 1,
            "",
            _("Нет столбца «%(label)s». Добавьте его или назовите так.", label=field.labels[0]),
        )
        for field in fields
        if field.required and field.name not in places
    ]
    records: list[Record] = []
    for number, row in enumerate(sheet.rows[heading_index + 1 :], heading_index + 2):
        if not any(normalising.clean_text(value) for value in row):
            continue
        values, problems = _row(row, number, fields, places, heading)
        troubles.extend(problems)
        if not problems:
            records.append(Record(number, values))
    unknown = tuple(
        label
        for index, value in enumerate(heading)
        if index not in places.values() and (label := normalising.clean_text(value))
    )
    return Reading(tuple(records), tuple(troubles), unknown)


def _row(
    row: Sequence[Raw],
    number: int,
    fields: Sequence[Field],
    places: dict[str, int],
    heading: Sequence[Raw],
) -> tuple[dict[str, Any], list[Trouble]]:
    values: dict[str, Any] = {}
    troubles: list[Trouble] = []
    for field in fields:
        index = places.get(field.name)
        raw = row[index] if index is not None and index < len(row) else None
        label = normalising.clean_text(heading[index]) if index is not None else field.labels[0]
        try:
            values[field.name] = _value(field, raw, empty_is_wrong=index is not None)
        except CellError as problem:
            sentence = _(
                "Строка %(row)s, столбец «%(column)s». %(problem)s",
                row=number,
                column=label,
                problem=str(problem),
            )
            troubles.append(Trouble(number, label, sentence))
    return values, troubles


def _value(field: Field, raw: Raw, *, empty_is_wrong: bool) -> Any:
    value = _READERS[field.kind](raw)
    if field.required and empty_is_wrong and value in (None, ""):
        raise CellError(_("Ячейка пуста, а она нужна."))
    return value


def _heading(sheet: Sheet, fields: Sequence[Field]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for index, row in enumerate(sheet.rows[:20]):
        folded = [_fold(normalising.clean_text(value)) for value in row]
        places: dict[str, int] = {}
        for field in fields:
            wanted = [_fold(label) for label in field.labels]
            found = next((folded.index(label) for label in wanted if label in folded), None)
            if found is not None and found not in places.values():
                places[field.name] = found
        if len(places) > len(best[1]):
            best = (index, places)
    return best


def _fold(label: str) -> str:
    return re.sub(r"[\W_]+", "", label.casefold().replace("ё", "е"))


def _text_sheet(data: bytes, file_name: str, most_rows: int) -> Sheet:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableTableError(
            _(
                "Файл «%(name)s» не таблица. Подойдут xlsx, xls, ods и csv.",
                name=file_name,
            )
        )
    try:
        rows = text_files.rows(text_files.decode(data))
    except csv.Error as error:
        raise UnreadableTableError(
            _("В файле «%(name)s» слишком длинная ячейка: проверьте кавычки.", name=file_name)
        ) from error
    return Sheet(file_name, _limited(rows, most_rows))


def _limited(
    rows: Sequence[Sequence[Raw]], most_rows: int = MOST_ROWS
) -> tuple[tuple[Raw, ...], ...]:
    if len(rows) > most_rows or any(len(row) > MOST_COLUMNS for row in rows):
        raise UnreadableTableError(too_large(most_rows))
    return tuple(tuple(None if value == "" else value for value in row) for row in rows)
