"""Looking into a workbook before it is unpacked: how large it is and how far its cells reach."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from flask_babel import gettext as _

MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes a workbook may have when unpacked."""


class UnreadableTableError(ValueError):
    """A file that is no table, or too large a one; the text is for the person who sent it."""


def refuse_bombs(data: bytes) -> None:
    """Refuse an archive that is damaged, too large, or reaches too far.

    The reader makes a full rectangle of what a worksheet holds, so one cell in the last corner of
    a sheet would take all the memory there is.

    Raises:
        UnreadableTableError: with what to do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_large(archive)
            for one in archive.infolist():
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", one.filename):
                    _refuse_far_cells(archive.read(one))
                elif one.filename == "content.xml":
                    _refuse_repeated_cells(archive.read(one))
    except UnreadableTableError:
        raise
    # What the library raises for a damaged archive depends on the byte that is wrong.
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableTableError(
            _("Файл повреждён или под паролем: он не открывается. Сохраните его снова.")
        ) from error


def _refuse_large(archive: zipfile.ZipFile) -> None:
    if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
        raise UnreadableTableError(too_large())


def _refuse_far_cells(xml: bytes) -> None:
    for column, row in re.findall(rb'<c\b[^>]*?\br="([A-Z]{1,4})(\d{1,9})"', xml):
        number = 0
        for letter in column:
            number = number * 26 + letter - 64
        if int(row) > MOST_ROWS or number > MOST_COLUMNS:
            raise UnreadableTableError(too_large())


def _refuse_repeated_cells(xml: bytes) -> None:
    for repeats in re.findall(
        rb'number-columns-repeated="(\d+)"[^>]*office:value-type|'
        rb'office:value-type[^>]*number-columns-repeated="(\d+)"',
        xml,
    ):
        if int(repeats[0] or repeats[1]) > MOST_COLUMNS:
            raise UnreadableTableError(too_large())
    rows = rb'number-rows-repeated="(\d+)"[^>]*>(?:(?!</table:table-row).)*?office:value-type'
    for repeats in re.findall(rows, xml, re.DOTALL):
        if int(repeats) > MOST_ROWS:
            raise UnreadableTableError(too_large())


def too_large(most_rows: int = MOST_ROWS) -> str:
    """Say how large a table may be."""
    return str(
        _(
            "Таблица слишком большая: больше %(rows)s строк или %(columns)s столбцов.",
            rows=most_rows,
            columns=MOST_COLUMNS,
        )
    )
