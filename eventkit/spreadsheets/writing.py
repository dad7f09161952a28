"""Workbooks that open well in Excel and LibreOffice and print on A4."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, Literal

from eventkit.spreadsheets.naming import worksheet_title

Kind = Literal["text", "integer", "decimal", "date", "datetime"]
Value = str | int | Decimal | Fraction | date | datetime | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""

_LONGEST_TEXT = 32767
_PAPER_A4 = 9
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "integer": "0",
    "date": "dd.mm.yyyy",
    "datetime": "dd.mm.yyyy hh:mm",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, what it holds."""

    label: str
    width: float = 16
    kind: Kind = "text"
    digits: int = 2
    """Places after the comma of a decimal column."""


@dataclass(frozen=True, slots=True)
class Table:
    """One worksheet. Rows may come from a generator: they are written as they come."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    prefix: str = ""
    """A code in front of the worksheet's title."""
    landscape: bool = True


def workbook(tables: Iterable[Table], *, title: str = "", zone: tzinfo = UTC) -> bytes:
    """Write tables as an xlsx file: bold heads that stay in sight, filters, print set-up.

    A decimal is written as the number that pages show: rounded half away from zero to the column's
    digits, so that no program can round it otherwise. Text stays text even where it looks like a
    formula or a number.

    Args:
        tables: at least one; titles are made safe and different from each other.
        title: title of the document.
        zone: time zone for moments with a zone, since Excel knows none; name it in the heading.

    Raises:
        ValueError: there is no table, a row has another number of values than there are columns,
            or a value does not fit the kind of its column.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title = title or None
    book.properties.creator = "eventkit"
    try:
        _fill(book, tables, zone)
    except BaseException:
        # saving is the library's own way to close and remove its temporary files
        if book.worksheets:
            book.save(io.BytesIO())
        raise
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(book: Any, tables: Iterable[Table], zone: tzinfo) -> None:
    taken: list[str] = []
    for table in tables:
        name = worksheet_title(table.title, prefix=table.prefix, taken=taken)
        taken.append(name)
        _write(book.create_sheet(name), table, zone)
    if not taken:
        raise ValueError("a workbook needs a table")


def _write(sheet: Any, table: Table, zone: tzinfo) -> None:
    from openpyxl.utils import get_column_letter

    _set_up(sheet, table)
    # bold letters are wider, and long words leave holes at the ends of lines
    lines = max(_lines(column.label, column.width * 0.8) for column in table.columns)
    if lines > 1:
        sheet.row_dimensions[1].height = 15 * lines
    sheet.append([_head(sheet, column) for column in table.columns])
    writers = [_ColumnWriter(sheet, column, zone) for column in table.columns]
    widths = [column.width for column in table.columns]
    height = 1
    for row in table.rows:
        if len(row) != len(writers):
            raise ValueError(f"{table.title}: {len(row)} values for {len(writers)} columns")
        height += 1
        lines = max(map(_lines, row, widths))
        if lines > 1:
            # LibreOffice does not grow rows by itself: wrapped text would lie over the next row
            sheet.row_dimensions[height].height = 15 * lines
        sheet.append([writer.cell(value) for writer, value in zip(writers, row, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(writers))}{height}"


def _lines(value: Value, width: float) -> int:
    """How many lines a cell will take, by the width of its column in characters."""
    if not isinstance(value, str) or (len(value) <= width and "\n" not in value):
        return 1
    # the fonts that stand in for Calibri are wider, so a line holds a little less
    room = max(1, int(width * 0.92))
    return min(20, sum(_wrapped(part, room) for part in value.split("\n")))


def _wrapped(text: str, room: int) -> int:
    """Lines of a text broken after blanks and hyphens; a longer word breaks where it must."""
    lines, used = 1, 0
    for word in re.findall(r"[^\s-]*-|[^\s-]+|\s+", text):
        size = len(word)
        if used and not word.isspace() and used + size > room:
            lines, used = lines + 1, 0
        used += size
        if size > room:
            lines, used = lines + (size - 1) // room, (size - 1) % room + 1
    return lines


class _ColumnWriter:
    """Three styled cells used again for each row: a row is written as soon as it is appended."""

    def __init__(self, sheet: Any, column: Column, zone: tzinfo) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        self._column = column
        self._zone = zone
        self._number = WriteOnlyCell(sheet)
        self._number.number_format = _FORMATS.get(column.kind) or (
            "0." + "0" * column.digits if column.digits else "0"
        )
        # the indent keeps a number from touching the text of the next column
        self._number.alignment = Alignment(horizontal="right", indent=1, vertical="top")
        self._text = WriteOnlyCell(sheet)
        self._marked = WriteOnlyCell(sheet)
        for cell in (self._text, self._marked):
            cell.number_format = _FORMATS["text"]
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        # the mark that Excel sets for '= : it stays text when a person edits the cell
        self._marked.quotePrefix = True

    def cell(self, value: Value) -> Any:
        """The cell that holds a value, until the next call; None for nothing."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            text = _clean(value)
            return _as_text(self._marked if text.startswith(DANGEROUS) else self._text, text)
        self._number.value = _number_or_date(self._column, value, self._zone)
        return self._number


def _set_up(sheet: Any, table: Table) -> None:
    """Everything that has to stand before the first row, and the print set-up."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.page_setup.paperSize = _PAPER_A4
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddFooter.right.text = "&P / &N"


def _head(sheet: Any, column: Column) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    cell = _as_text(WriteOnlyCell(sheet), _clean(column.label))
    cell.font = Font(name="Calibri", size=11, bold=True)
    is_text = column.kind == "text"
    cell.alignment = Alignment(
        wrap_text=True,
        vertical="bottom",
        horizontal="left" if is_text else "right",
        indent=0 if is_text else 1,
    )
    cell.border = Border(bottom=Side(style="medium"))
    return cell


def _number_or_date(column: Column, value: Any, zone: tzinfo) -> int | Decimal | date | datetime:
    if column.kind == "datetime" and isinstance(value, datetime):
        moment = value.astimezone(zone) if value.tzinfo else value
        return moment.replace(tzinfo=None, microsecond=0)
    if column.kind == "date" and isinstance(value, date) and not isinstance(value, datetime):
        return value
    if column.kind == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return value
    exact = isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)
    if column.kind == "decimal" and exact:
        return _rounded(Fraction(value), column.digits)
    raise ValueError(f"column {column.label!r} of kind {column.kind} cannot hold {value!r}")


def _rounded(value: Fraction, digits: int) -> Decimal:
    """Round half away from zero (ROUND_HALF_UP is that) without a float in between."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as context:
        context.prec = max(28, len(str(whole)) + digits)
        context.rounding = ROUND_HALF_UP
        return Decimal(whole if value >= 0 else -whole).scaleb(-digits)


def _clean(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return clean if len(clean) <= _LONGEST_TEXT else clean[: _LONGEST_TEXT - 1] + "…"


def _as_text(cell: Any, text: str) -> Any:
    cell.value = text
    # openpyxl takes «=…» for a formula and «#N/A» for an error
    cell.data_type = "s"
    return cell
