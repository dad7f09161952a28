"""One site with everything in it, and whoever looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from eventkit.db import db
from eventkit.testing.fixtures import SERVER, drop_database, new_database

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
CHANGES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Store:
    """A database that can be put back as it was."""

    url: str
    kept: str = ""

    def keep(self) -> None:
        """Remember how it stands; nobody may be connected."""
        if SERVER:
            self.kept = new_database(template=make_url(self.url).database)
            return
        file = Path(make_url(self.url).database or "")
        self.kept = f"{file}.kept"
        shutil.copy(file, self.kept)

    def put_back(self) -> None:
        """Make it as it was remembered; nobody may be connected."""
        file = make_url(self.url).database or ""
        if SERVER:
            drop_database(self.url)
            made = new_database(template=make_url(self.kept).database, name=file)
            assert made == self.url
            return
        for ending in ("-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
        shutil.copy(self.kept, file)


@dataclass
class World:
    """The site, whom it knows by their cookies, and what stands in the addresses of each event."""

    app: Flask
    store: Store
    cookies: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Place (the state of an event) → argument of an address → its value there."""
    sent: list[str] = field(default_factory=list)

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
            self.store.put_back()
        self.sent.clear()

    def note(self, statement: str) -> None:
        """Hear of a statement."""
        if statement.lstrip().upper().startswith(CHANGES):
            self.sent.append(statement)
