"""What the same acts cost without eventkit: the least that any answer in Python could take."""

from __future__ import annotations

import io
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask, render_template, render_template_string
from jinja2 import DictLoader

from benchmarks.published import SLUG_OF_RESULTS

ROWS = 50
LIST = """<!doctype html><title>{{ title }}</title><table>
{% for row in rows %}<tr><td>{{ row[0] }}</td><td>{{ row[1] }}</td><td>{{ row[2] }}</td>
<td>{{ row[3] }}</td></tr>
{% endfor %}</table>"""

RESULTS = """<!doctype html><title>{{ title }}</title><table>
{% for row in rows %}<tr><td>{{ row[0] }}</td><td>{{ row[1] }}<small>{{ row[2] }}</small></td>
<td>{{ row[3] }}<small>{{ row[4] }} %</small></td><td>{{ row[5] }}</td></tr>
{% endfor %}</table>"""


def hello(_folder: Path) -> Flask:
    """A page of two words."""
    app = Flask("hello")

    @app.get("/")
    def page() -> str:
        return "Добрый день"

    return app


def stored_list(folder: Path) -> Flask:
    """Fifty rows by a stored total, of as many works as the installation in ``folder`` has."""
    app, connections = Flask("list"), _connections(folder / "eventkit.db")
    query = (
        "SELECT code, title, running_total, nomination_id FROM entry"
        " WHERE event_id = 2 AND is_admitted = 1 ORDER BY running_total DESC LIMIT ?"
    )

    @app.get("/")
    def page() -> str:
        rows = connections().execute(query, (ROWS,)).fetchall()
        return render_template_string(LIST, rows=rows, title="Работы")

    return app


def published_rows(folder: Path) -> Flask:
    """All rows of the published results by one query, in a table with the columns of the page."""
    app, connections = Flask("results"), _connections(folder / "eventkit.db")
    app.jinja_loader = DictLoader({"results.html": RESULTS})
    query = (
        "SELECT s.place_shown, p.last_name || ' ' || p.first_name || ' ' || p.patronymic,"
        " r.organization_name, s.value, s.percent, s.status FROM standing s"
        " JOIN calculation c ON c.id = s.calculation_id JOIN event e ON e.id = c.event_id"
        " JOIN registration r ON r.entry_id = s.entry_id JOIN person p ON p.id = r.person_id"
        " WHERE e.slug = ? AND c.state = 'published' ORDER BY s.position"
    )

    @app.get("/")
    def page() -> str:
        rows = connections().execute(query, (SLUG_OF_RESULTS,)).fetchall()
        return render_template("results.html", rows=rows, title="Итоги")

    return app


def durable_insert(folder: Path) -> Flask:
    """One row that is on the disk when the answer goes out."""
    file = folder / "floor.db"
    app, connections = Flask("insert"), _connections(file)
    connections().execute("CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY, steps INTEGER)")

    @app.post("/")
    def save() -> str:
        insert(connections())
        return "{}"

    return app


def insert(connection: sqlite3.Connection) -> None:
    """Insert one row in a transaction of its own."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO mark (steps) VALUES (7)")
    connection.execute("COMMIT")


def connect(file: Path) -> sqlite3.Connection:
    """A connection with the settings of the app's own."""
    connection = sqlite3.connect(file, timeout=15, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def bare_insert(folder: Path, times: int) -> tuple[float, float]:
    """Processor and wall seconds of a durable insert without a server around it."""
    connection = connect(folder / "bare.db")
    connection.execute("CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY, steps INTEGER)")
    cpu, wall = time.process_time(), time.perf_counter()
    for _time in range(times):
        insert(connection)
    cost = (time.process_time() - cpu) / times, (time.perf_counter() - wall) / times
    connection.close()
    return cost


def write_cells(rows: Sequence[Sequence[Any]]) -> bytes:
    """The same cells by openpyxl in its write-only mode, without widths or styles."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_cells(workbook: bytes) -> list[list[Any]]:
    """The cells of a workbook's first sheet, as a floor writes them again."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook), read_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def _connections(file: Path) -> Callable[[], sqlite3.Connection]:
    """A connection for each thread, opened once."""
    local = threading.local()

    def get() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = connect(file)
        connection: sqlite3.Connection = local.connection
        return connection

    return get


FLOORS: dict[str, Callable[[Path], Flask]] = {
    "hello": hello,
    "list": stored_list,
    "insert": durable_insert,
    "results": published_rows,
}
