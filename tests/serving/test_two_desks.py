"""Several at the desk press at the same instant: one press acts, the others are told whose."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.performances.queries import performances_of
from eventkit.journal.queries import verify
from eventkit.people.passwords import hash_password
from eventkit.scoring.live.models import LiveAct
from eventkit.testing.factories import create_account, create_person
from eventkit.testing.fixtures import SERVER, drop_database, new_database
from eventkit.testing.stages import staged_duet
from tests.serving.process import Client, Served, installation

pytestmark = [pytest.mark.database, pytest.mark.all]
DESKS = 5


@pytest.fixture
def database() -> Iterator[str]:
    """A database of the server that tests are given; none means SQLite."""
    url = new_database() if SERVER else ""
    yield url
    if url:
        drop_database(url)


def test_one_of_five_presses_acts(tmp_path: Path, database: str) -> None:
    with installation(tmp_path, database) as app, app.test_request_context():
        duet = staged_duet(pairs=2, jurors=1)
        number = performances_of(duet.trials[0])[0].id
        address = f"/manage/{duet.event.slug}/live"
        for desk in range(DESKS):
            create_account(
                create_person(last_name=f"Пультова{desk}"),
                roles={duet.event.id: "secretary"},
                email=f"desk{desk}@example.org",
                password_hash=hash_password("тихая река"),
            )
    server = Served(tmp_path, database=database)
    ready, told = threading.Barrier(DESKS), []

    def press(desk: int) -> None:
        with Client(server.port) as client:
            client.get("/login")
            fields = {"email": f"desk{desk}@example.org", "password": "тихая река"}
            assert client.post("/login", fields).status == 302
            assert client.get(address).status == 200
            ready.wait(60)
            sent = {"key": f"desk-{desk}", "verb": "start", "seen": ""}
            told.append(client.post(f"{address}/{number}", sent).status)

    desks = [threading.Thread(target=press, args=(desk,)) for desk in range(DESKS)]
    for one in desks:
        one.start()
    for one in desks:
        one.join(120)
    server.stop()
    assert told == [302] * DESKS
    with installation(tmp_path, database):
        acts = db.session.scalars(select(LiveAct)).all()
        assert sorted(act.outcome for act in acts) == ["applied"] + ["refused"] * (DESKS - 1)
        assert all("уже нажато «Начать»" in act.message for act in acts if act.message)
        assert verify() == []
