"""Jurors with phones that save without end, and what the server has acknowledged to them."""

from __future__ import annotations

import http.client
import json
import threading
import uuid
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from tests.serving.process import Client

Cell = tuple[int, int]
"""Assignment and criterion."""
HIGHEST = 10


@dataclass
class Acknowledged:
    """What the server has said it kept, and what was on its way when it died."""

    kept: dict[str, Any] = field(default_factory=dict)
    """Touch → its result."""
    last: dict[Cell, int] = field(default_factory=dict)
    sent: dict[Cell, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    enough: threading.Event = field(default_factory=threading.Event)
    wanted: int = 0

    def note(self, cell: Cell, value: int, key: str, result: dict[str, Any]) -> None:
        """The answer for a cell has come."""
        with self.lock:
            self.kept[key] = result
            self.last[cell] = value
            if len(self.kept) >= self.wanted:
                self.enough.set()


@dataclass
class Phone:
    """One juror's phone: what it has seen and what waits outlives the server."""

    door: str
    cells: list[Cell]
    device: str = field(default_factory=lambda: uuid.uuid4().hex)
    counter: int = 0
    seen: dict[Cell, int] = field(default_factory=dict)
    waiting: list[tuple[Cell, dict[str, Any]]] = field(default_factory=list)

    def save_without_end(self, port: int, start: threading.Barrier, told: Acknowledged) -> None:
        """A new mark in the next cell, until the line is dead; what was not answered waits."""
        with Client(port) as client:
            client.get(self.door)
            assert client.post(self.door).status == 302
            client.get(f"/jury/sheets/{self.cells[0][0]}")
            start.wait(60)
            for cell in cycle(self.cells):
                if not self.waiting:
                    self.touch(cell)
                if not self._send(client, told):
                    return

    def touch(self, cell: Cell) -> None:
        """A mark that was not there before: eleven values over fewer cells."""
        self.counter += 1
        touch = {"id": str(uuid.uuid4()), "task": cell[0], "field": f"c{cell[1]}"}
        touch |= {"value": str(self.counter % (HIGHEST + 1)), "base": self.seen.get(cell, 0)}
        touch |= {"counter": self.counter, "made_at": None}
        self.waiting.append((cell, touch))

    def _send(self, client: Client, told: Acknowledged) -> bool:
        for cell, touch in self.waiting:
            told.sent[cell] = int(touch["value"])
        body = {"device": self.device, "touches": [touch for _cell, touch in self.waiting]}
        try:
            answer = client.post_json("/jury/touches", body)
        except (OSError, http.client.HTTPException):
            return False
        if answer.status != 200:
            told.refused.append(f"{answer.status} {answer.text[:200]}")
            return False
        results = {result["id"]: result for result in json.loads(answer.text)["results"]}
        for cell, touch in self.waiting:
            result = results[touch["id"]]
            if result["outcome"] not in ("applied", "same"):
                told.refused.append(str(result))
            self.seen[cell] = result["cell"]["version"]
            told.note(cell, int(touch["value"]), touch["id"], result)
        self.waiting.clear()
        return True
