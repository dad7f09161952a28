"""One site with everything in it, and whoever looks at it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from eventkit.db import db
from eventkit.testing.fixtures import SERVER

STRANGER = "stranger"
ACCOUNTS = {
    "participant": "pervoklashkina@romashkino.example",
    "chair": "predsedatel@romashkino.example",
    "secretary": "sekretar@romashkino.example",
    "observer": "nachalnik@romashkino.example",
    "organizer": "metodist@romashkino.example",
    "administrator": "admin@romashkino.example",
}
OTHER = "other"
"""The organizer of another event."""
JUROR = "juror"
"""Came by a personal link."""
EVERYBODY = (STRANGER, JUROR, OTHER, *ACCOUNTS)
PLACES = ("setup", "open", "judging", "published", "archived")
CHANGE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


class Copy:
    """The database as it was: a file beside SQLite's, a second schema in PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.file = Path(make_url(url).database or "")
        self.kept = Path(f"{self.file}.kept")

    def keep(self) -> None:
        """Remember how it stands; nobody may be connected."""
        if not SERVER:
            shutil.copy(self.file, self.kept)
            return
        with self._on_server() as connection:
            connection.execute(text("CREATE SCHEMA kept"))
            for name in inspect(connection).get_table_names(schema="public"):
                connection.execute(text(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"'))

    def put_back(self, tables: set[str]) -> None:
        """Make it as it was remembered; nobody may be connected. ``tables`` are the changed ones.

        A new database for each act would take PostgreSQL half a second.
        """
        if not SERVER:
            for ending in ("-wal", "-shm"):
                Path(f"{self.file}{ending}").unlink(missing_ok=True)
            shutil.copy(self.kept, self.file)
            return
        with self._on_server() as connection:
            connection.execute(text("SET session_replication_role = replica"))  # keys wait
            for name in sorted(tables):
                connection.execute(text(f'DELETE FROM public."{name}"'))
                connection.execute(text(f'INSERT INTO public."{name}" TABLE kept."{name}"'))

    @contextmanager
    def _on_server(self) -> Iterator[Connection]:
        engine = create_engine(self.url)
        with engine.begin() as connection:
            yield connection
        engine.dispose()


@dataclass
class World:
    """The site, whom it knows by their cookies, and what stands in the addresses of each event."""

    app: Flask
    copy: Copy
    cookies: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Place (the state of an event) → argument of an address → its value there."""
    sent: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    def ask(self, who: str, method: str, address: str, **options: Any) -> TestResponse:
        """A request of somebody who has just signed in."""
        client = self.app.test_client()
        if who in self.cookies:
            client.set_cookie("eventkit", self.cookies[who])
        return client.open(address, method=method, **options)

    def get(self, who: str, address: str, **options: Any) -> TestResponse:
        """A page."""
        return self.ask(who, "GET", address, **options)

    def post(self, who: str, address: str, **options: Any) -> TestResponse:
        """An act; what it changes is put back by :meth:`put_back`."""
        return self.ask(who, "POST", address, **options)

    @contextmanager
    def watched(self) -> Iterator[list[str]]:
        """Collect the statements of the block that change something."""
        self.sent.clear()
        yield self.sent

    def put_back(self) -> None:
        """Undo whatever was changed."""
        with self.app.app_context():
            db.engine.dispose()
            self.copy.put_back(self.changed)
        self.sent.clear()
        self.changed.clear()

    def note(self, statement: str) -> None:
        """Hear of a statement."""
        found = CHANGE.match(statement)
        if found:
            self.sent.append(statement)
            self.changed.add(found[1])
