"""Thousands of evenings with a bad network: no mark is lost, and all devices agree in the end."""

from __future__ import annotations

import copy
import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.scoring.touches import merging
from eventkit.scoring.touches.merging import Cell, Kept, Touch
from eventkit.scoring.touches.models import TouchRow
from eventkit.web.clock import now
from tests.scoring.touches.simulation import Json, play

EVERYTHING = bool(os.environ.get("EVENTKIT_TEST_ALL"))
RUNS = 20_000 if EVERYTHING else 1_000
REAL_RUNS = 60 if EVERYTHING else 3


@dataclass
class Memory:
    """The rules over dictionaries: a batch is kept whole or, when the server falls, not at all."""

    fields: Sequence[str] = ("c1", "t1")
    values: Sequence[str] = ("1", "2", "3")
    cells: dict[str, Cell] = field(default_factory=lambda: defaultdict(Cell))
    said: dict[str, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, str] = field(default_factory=dict)
    is_open: bool = True
    kept: Any = None
    falls: bool = False

    def receive(self, device: str, touches: Sequence[Json]) -> list[Json]:
        """Merge a batch; a server that is about to fall forgets it and has not answered."""
        before = copy.deepcopy((self.cells, self.said, self.known))
        results = [self._one(device, touch) for touch in touches]
        if self.falls:
            self.falls = False
            self.cells, self.said, self.known = before
            return []
        return results

    def _one(self, device: str, sent: Json) -> Json:
        name = sent["field"]
        if sent["id"] in self.known:
            return self._told(sent["id"], self.known[sent["id"]], name)
        touch = Touch(
            sent["id"], 0, name, sent["value"], sent["base"], sent["counter"], device,
            resolves=sent["resolves"] or "",
        )  # fmt: skip
        said, cell = self.said[name], self.cells[name]
        outcome = merging.outcome_of(touch, cell, said)
        if outcome in (merging.APPLIED, merging.CONFLICT) and not self.is_open:
            outcome = merging.LATE
        if outcome == merging.APPLIED:
            self.cells[name] = Cell(touch.value, cell.version + 1)
        for kept in merging.settled_by(touch, outcome, self.cells[name], said):
            kept.is_open = False
        version, is_open = self.cells[name].version, outcome in merging.OPEN
        mine = (touch.key, device, touch.counter, version, touch.value, outcome, is_open)
        said.append(Kept(*mine))
        self.known[touch.key] = outcome
        return self._told(touch.key, outcome, name)

    def _told(self, key: str, outcome: str, name: str) -> Json:
        return {"id": key, "outcome": outcome, "cell": self._cell(name)}

    def _cell(self, name: str) -> Json:
        cell = self.cells[name]
        waits = [k for k in self.said[name] if k.is_open and k.value != cell.value and self.is_open]
        conflict = {"touch": waits[0].key, "value": waits[0].value} if waits else None
        return {"value": cell.value, "version": cell.version, "conflict": conflict}

    def state(self) -> Mapping[str, Json]:
        """All cells."""
        return {name: self._cell(name) for name in self.fields}

    def restart(self) -> None:
        """The next batch falls with the server."""
        self.falls = True

    def set_open(self, is_open: bool) -> None:
        """Send or return the sheet."""
        self.is_open, self.falls = is_open, False

    def history(self) -> set[str]:
        """All that was ever kept."""
        return set(self.known)


def test_no_evening_loses_a_mark() -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(RUNS):
        run = play(Memory(), seed, steps=50 + seed % 60, devices=2 + (seed % 7 == 0))
        outcomes.update(run.answered.values())
    # The dice have been where it matters.
    assert set(outcomes) == {"applied", "same", "superseded", "conflict", "late"}
    assert min(outcomes.values()) > RUNS / 10, outcomes


class Website:
    """The same through the real doors: HTTP, merging, the database."""

    def __init__(self, client: FlaskClient, event: Any, task: Any, fields: Sequence[str]) -> None:
        self.client, self.event, self.task = client, event, task.id
        self.fields = (fields[0], f"t{fields[0][1:]}")
        self.values = ("1", "2", "3")
        self.event_id = event.id

    def receive(self, device: str, touches: Sequence[Json]) -> list[Json]:
        """POST /jury/touches."""
        sent = [touch | {"task": self.task} for touch in touches]
        answer = self.client.post("/jury/touches", json={"device": device, "touches": sent})
        assert answer.status_code == 200, answer.text
        results: list[Json] = answer.json["results"]
        return results

    def state(self) -> Mapping[str, Json]:
        """GET /jury/state."""
        (task,) = self.client.get("/jury/state").json["tasks"]
        return {name: task["cells"][name] for name in self.fields}

    def restart(self) -> None:
        """Everything that was not written is forgotten."""
        db.session.remove()
        db.engine.dispose()

    def set_open(self, is_open: bool) -> None:
        """The organizer closes the round, and opens it again."""
        self.event = db.session.merge(self.event)
        self.event.stage("judging").closed_at = None if is_open else now()
        db.session.commit()

    def history(self) -> set[str]:
        """The rows of the table."""
        return set(db.session.scalars(select(TouchRow.key)))


@pytest.mark.parametrize("seed", range(REAL_RUNS))
def test_the_real_doors_do_the_same(phone, event, task, fields, seed) -> None:
    play(Website(phone, event, task, fields), seed, steps=70, devices=2 + seed % 2)
