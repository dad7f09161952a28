"""Tables that people keep in Excel, for plugins: one door to the reader of the core.

``load`` makes worksheets of a file's bytes (xlsx, xls, ods, csv) and raises UnreadableTableError
in words; ``read`` finds the heading and turns rows into records by Field, naming every trouble by
its row.
"""

from eventkit.spreadsheets.archives import UnreadableTableError
from eventkit.spreadsheets.reading import Field, Reading, Record, Trouble, load, read

__all__ = ["Field", "Reading", "Record", "Trouble", "UnreadableTableError", "load", "read"]
