"""Workbooks that open well in Excel and LibreOffice and print on A4."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, Literal
from xml.sax.saxutils import escape

from eventkit.lazy import dataclass
from eventkit.spreadsheets.naming import worksheet_title
from eventkit.spreadsheets.normalising import EXCEL_EPOCH

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""

Kind = Literal["text", "integer", "decimal", "date", "datetime"]
Value = str | int | Decimal | Fraction | date | datetime | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""

_LONGEST_TEXT = 32767
_LONGEST_HEADER = 200
_PAPER_A4 = 9
_LINE = 15
"""Height of a line of text, in points."""
_END = b"</sheetData>"
_KEEP = ' xml:space="preserve"'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that XML cannot hold."""
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "integer": "0",
    "date": "dd.mm.yyyy",
    "datetime": "dd.mm.yyyy hh:mm",
}


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, what it holds."""

    label: str
    width: float = 16
    kind: Kind = "text"
    digits: int = 2
    """Places after the comma of a decimal column."""


@dataclass(frozen=True)
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

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title or None
    book.properties.creator = "eventkit"
    rows: list[str] = []
    taken: list[str] = []
    for table in tables:
        name = worksheet_title(table.title, prefix=table.prefix, taken=taken)
        taken.append(name)
        rows.append(_write(book.create_sheet(name), table, zone))
    if not taken:
        raise ValueError("a workbook needs a table")
    stream = io.BytesIO()
    book.save(stream)
    return _with_rows(stream, rows)


def _write(sheet: Any, table: Table, zone: tzinfo) -> str:
    """Set a worksheet up with its head; the rows under it as XML."""
    _set_up(sheet, table)
    # bold letters are wider, and long words leave holes at the ends of lines
    lines = max(_lines(column.label, column.width * 0.8) for column in table.columns)
    if lines > 1:
        sheet.row_dimensions[1].height = _LINE * lines
    for number, column in enumerate(table.columns, 1):
        _head(sheet.cell(1, number), column)
    rows = list(_rows(sheet, table, zone))
    last = sheet.cell(1, len(table.columns)).column_letter
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    return "".join(rows)


def _rows(sheet: Any, table: Table, zone: tzinfo) -> Iterator[str]:
    writers = [
        _ColumnWriter(sheet, number, column, zone) for number, column in enumerate(table.columns, 1)
    ]
    widths = [column.width for column in table.columns]
    for height, row in enumerate(table.rows, 2):
        if len(row) != len(writers):
            raise ValueError(f"{table.title}: {len(row)} values for {len(writers)} columns")
        lines = max(map(_lines, row, widths))
        # LibreOffice does not grow rows by itself: wrapped text would lie over the next row
        tall = f' ht="{_LINE * lines}" customHeight="1"' if lines > 1 else ""
        cells = "".join([w.cell(value, height) for w, value in zip(writers, row, strict=True)])
        yield f'<row r="{height}"{tall}>{cells}</row>'


def _with_rows(book: io.BytesIO, rows: Sequence[str]) -> bytes:
    """The saved book with the rows of its worksheets put under their heads."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(book) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        parts = {f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(rows, 1)}
        for name in source.namelist():
            content = source.read(name)
            if name in parts:
                # a reader may stop where the dimension ends, and it knows of the head only
                content = re.sub(rb"<dimension [^>]*/>", b"", content, count=1)
                content = content.replace(_END, parts[name].encode() + _END, 1)
            target.writestr(name, content)
    return stream.getvalue()


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
    """Writes a column's cells as XML; openpyxl's cell objects would take twice the time."""

    def __init__(self, sheet: Any, number: int, column: Column, zone: tzinfo) -> None:
        from openpyxl.styles import Alignment

        self._column = column
        self._zone = zone
        self._letter = sheet.cell(1, number).column_letter
        wrapped = Alignment(wrap_text=True, vertical="top")
        self._text = _style(sheet, _FORMATS["text"], wrapped)
        # the mark that Excel sets for '= : it stays text when a person edits the cell
        self._marked = _style(sheet, _FORMATS["text"], wrapped, quoted=True)
        number_format = _FORMATS.get(column.kind) or (
            "0." + "0" * column.digits if column.digits else "0"
        )
        # the indent keeps a number from touching the text of the next column
        right = Alignment(horizontal="right", indent=1, vertical="top")
        self._number = _style(sheet, number_format, right)

    def cell(self, value: Value, row: int) -> str:
        """The cell that holds a value; nothing for nothing."""
        if value is None or value == "":
            return ""
        place = f'<c r="{self._letter}{row}" s="'
        if isinstance(value, str):
            text = _clean(value)
            style = self._marked if text.startswith(DANGEROUS) else self._text
            content = escape(text, {"\r": "&#13;"})
            return f'{place}{style}" t="inlineStr"><is><t{_KEEP}>{content}</t></is></c>'
        return f'{place}{self._number}"><v>{_number(self._column, value, self._zone)}</v></c>'


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
    # a sheet on the table says what it is; «&» begins a code there
    said = " · ".join(filter(None, (sheet.parent.properties.title, table.title)))
    sheet.oddHeader.left.text = _clean(said).replace("&", "&&")[:_LONGEST_HEADER]
    sheet.oddFooter.right.text = "&P / &N"


def _head(cell: Any, column: Column) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.value = _clean(column.label)
    # openpyxl takes «=…» for a formula and «#N/A» for an error
    cell.data_type = "s"
    cell.font = Font(name="Calibri", size=11, bold=True)
    is_text = column.kind == "text"
    cell.alignment = Alignment(
        wrap_text=True,
        vertical="bottom",
        horizontal="left" if is_text else "right",
        indent=0 if is_text else 1,
    )
    cell.border = Border(bottom=Side(style="medium"))


def _style(sheet: Any, number_format: str, alignment: Any, *, quoted: bool = False) -> int:
    """The book's number for a style, by which cells name it."""
    from openpyxl.cell import Cell

    cell = Cell(sheet, 1, 1)
    cell.number_format = number_format
    cell.alignment = alignment
    cell.quotePrefix = quoted
    number: int = cell.style_id
    return number


def _number(column: Column, value: Any, zone: tzinfo) -> str:
    """A value as the number that a spreadsheet keeps; days count from the end of 1899."""
    if column.kind == "datetime" and isinstance(value, datetime):
        moment = value.astimezone(zone) if value.tzinfo else value
        return _days(moment.replace(tzinfo=None, microsecond=0))
    if column.kind == "date" and isinstance(value, date) and not isinstance(value, datetime):
        return _days(datetime.combine(value, time()))
    if column.kind == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    exact = isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)
    if column.kind == "decimal" and exact:
        return f"{_rounded(Fraction(value), column.digits):f}"
    raise ValueError(f"column {column.label!r} of kind {column.kind} cannot hold {value!r}")


def _days(moment: datetime) -> str:
    start = datetime.combine(EXCEL_EPOCH, time())
    return str((moment - start) / timedelta(days=1))


def _rounded(value: Fraction, digits: int) -> Decimal:
    """Round half away from zero (ROUND_HALF_UP is that) without a float in between."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as context:
        context.prec = max(28, len(str(whole)) + digits)
        context.rounding = ROUND_HALF_UP
        return Decimal(whole if value >= 0 else -whole).scaleb(-digits)


def _clean(text: str) -> str:
    clean = _FORBIDDEN.sub("", text)
    return clean if len(clean) <= _LONGEST_TEXT else clean[: _LONGEST_TEXT - 1] + "…"
