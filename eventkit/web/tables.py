"""Tables that people keep in Excel, for plugins: one door to the reader of the core.

``load`` makes worksheets of a file's bytes (xlsx, xls, ods, csv) and raises UnreadableTableError
in words; ``read`` finds the heading and turns rows into records by Field, naming every trouble by
its row. ``workbook`` writes a Table of Columns as xlsx, to be answered as XLSX.
"""

from eventkit.spreadsheets.archives import UnreadableTableError
from eventkit.spreadsheets.reading import Field, Reading, Record, Sheet, Trouble, load, read
from eventkit.spreadsheets.writing import XLSX, Column, Table, workbook

__all__ = [
    "XLSX",
    "Column",
    "Field",
    "Reading",
    "Record",
    "Sheet",
    "Table",
    "Trouble",
    "UnreadableTableError",
    "load",
    "read",
    "workbook",
]
