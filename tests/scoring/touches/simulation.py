"""A juror's devices, a bad network and a server, played by dice; and what must hold in the end.

Each edit remembers which edits of its cell its device had shown to the juror: its past. Nothing
else says what is right. A device is as the protocol wants it: a queue, a counter, and as ``base``
the version that was on the screen.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Json = dict[str, Any]
FINAL = ("applied", "same", "superseded", "conflict", "late")


class Server(Protocol):
    """What the devices talk to."""

    fields: Sequence[str]
    values: Sequence[str]

    def receive(self, device: str, touches: Sequence[Json]) -> list[Json]:
        """Results of a batch that is kept."""

    def state(self) -> Mapping[str, Json]:
        """The cells: value, version, conflict."""

    def restart(self) -> None:
        """Begin anew with what is kept."""

    def set_open(self, is_open: bool) -> None:
        """Let the sheet take marks, or not."""

    def history(self) -> set[str]:
        """The ids of all touches that were ever kept."""


@dataclass
class Edit:
    """One touch with its past: the edits of the cell that the juror had seen."""

    touch: Json
    past: frozenset[str]


@dataclass
class Device:
    """A browser with its queue and what it shows."""

    name: str
    counter: int = 0
    queue: list[Json] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    shown: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    conflicts: dict[str, Json | None] = field(default_factory=dict)
    knows: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def waiting(self, name: str) -> list[Json]:
        """What of a cell has not been answered."""
        return [touch for touch in self.queue if touch["field"] == name]


@dataclass
class Play:
    """One run: the devices, what is under way, and what each version of a cell came from."""

    server: Server
    dice: random.Random
    devices: list[Device]
    edits: dict[str, Edit] = field(default_factory=dict)
    under_way: list[tuple[str, Device, Any]] = field(default_factory=list)
    makers: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    answered: dict[str, str] = field(default_factory=dict)

    def edit(self, device: Device, name: str, value: str, resolves: str | None = None) -> None:
        """The juror touches a cell."""
        device.counter += self.dice.choice((1, 1, 3))
        waiting = device.waiting(name)
        touch = {
            "id": f"{device.name}-{device.counter}",
            "task": 0,
            "field": name,
            "value": value,
            "base": waiting[0]["base"] if waiting else device.seen[name],
            "counter": device.counter,
            "made_at": self.dice.choice(("1970-01-01", "2099-12-31T23:59:59Z", "", "завтра")),
            "resolves": resolves,
        }
        past = frozenset(device.knows[name] | ({resolves} if resolves else set()))
        self.edits[touch["id"]] = Edit(touch, past)
        device.knows[name].add(touch["id"])
        device.queue.append(touch)

    def choose(self, device: Device) -> None:
        """The juror chooses between the two values that are shown."""
        for name, conflict in device.conflicts.items():
            if conflict and not device.waiting(name):
                value = self.dice.choice((device.shown[name], conflict["value"]))
                self.edit(device, name, value, conflict["touch"])
                return

    def send(self, device: Device) -> None:
        """Some of the queue sets out; it stays there until it is answered."""
        some = [touch for touch in device.queue if self.dice.random() < 0.7]
        if some:
            self.under_way.append(("batch", device, some))

    def pull(self, device: Device) -> None:
        """The device asks how the cells stand; the answer sets out."""
        self.under_way.append(("state", device, self.server.state()))

    def move(self) -> None:
        """Something that is under way arrives, in any order, perhaps again later."""
        if not self.under_way:
            return
        at = self.dice.randrange(len(self.under_way))
        kind, device, what = self.under_way[at]
        if self.dice.random() < 0.8:
            del self.under_way[at]
        if kind == "batch":
            results = self.server.receive(device.name, what)
            self.note(results)
            self.under_way.append(("results", device, results))
        elif kind == "results":
            self.hear(device, results=what)
        else:
            for name, cell in what.items():
                self.show(device, name, cell)

    def hear(self, device: Device, results: Sequence[Json]) -> None:
        """Answers come: what is answered leaves the queue."""
        done = {result["id"] for result in results}
        device.queue = [touch for touch in device.queue if touch["id"] not in done]
        for result in results:
            self.show(device, self.edits[result["id"]].touch["field"], result["cell"])

    def show(self, device: Device, name: str, cell: Json) -> None:
        """Show how a cell stands, unless an own value waits or something newer is there."""
        if device.waiting(name) or cell["version"] < device.seen[name]:
            return
        for version in range(cell["version"] + 1):
            device.knows[name] |= self.makers[name, version]
        device.seen[name], device.shown[name] = cell["version"], cell["value"]
        device.conflicts[name] = cell["conflict"]

    def note(self, results: Sequence[Json]) -> None:
        """What is kept: which edit made which version, and that it had seen what it replaced."""
        for result in results:
            key, outcome = result["id"], result["outcome"]
            assert outcome in FINAL, result
            first = key not in self.answered
            assert first or self.answered[key] == outcome
            self.answered[key] = outcome
            if not first or outcome not in ("applied", "same"):
                continue
            name, version = self.edits[key].touch["field"], result["cell"]["version"]
            if outcome == "applied":
                before = self.makers[name, version - 1]
                known = self.edits[key].past
                assert version == 1 or before & known, f"{key} replaced what it had not seen"
            # What waits with the value that the cell says now has been said.
            self.makers[name, version] |= {
                other
                for other, told in self.answered.items()
                if told in ("conflict", "late")
                and self.edits[other].touch["field"] == name
                and self.edits[other].touch["value"] == self.edits[key].touch["value"]
            }
            self.makers[name, version].add(key)

    def step(self) -> None:
        """Something happens."""
        device, roll = self.dice.choice(self.devices), self.dice.random()
        if roll < 0.3:
            self.edit(
                device,
                self.dice.choice(self.server.fields),
                self.dice.choice(self.server.values),
            )
        elif roll < 0.45:
            self.send(device)
        elif roll < 0.55:
            self.pull(device)
        elif roll < 0.85:
            self.move()
        elif roll < 0.9 and self.under_way:
            self.under_way.pop(self.dice.randrange(len(self.under_way)))
        elif roll < 0.93:
            self.choose(device)
        elif roll < 0.95:
            self.server.restart()
        elif roll < 0.97:
            self.server.set_open(self.dice.random() < 0.5)

    def settle(self) -> None:
        """The network is back: everything arrives, and what differs is chosen."""
        self.server.set_open(True)
        for _round in range(60):
            for device in self.devices:
                while device.queue:
                    results = self.server.receive(device.name, device.queue)
                    self.note(results)
                    self.hear(device, results)
                for name, cell in self.server.state().items():
                    self.show(device, name, cell)
                self.choose(device)
            if not any(device.queue for device in self.devices):
                break
        for device in self.devices:
            for name, cell in self.server.state().items():
                self.show(device, name, cell)

    def check(self) -> None:
        """Nothing is lost, all say the same, and the last word of each cell is the juror's."""
        assert self.server.history() == set(self.edits), "every touch is in the history"
        state = self.server.state()
        for name in self.server.fields:
            cell = state[name]
            assert cell["conflict"] is None
            for device in self.devices:
                assert (device.shown[name], device.seen[name]) == (cell["value"], cell["version"])
            ours = {k: e for k, e in self.edits.items() if e.touch["field"] == name}
            replaced = set().union(*(edit.past for edit in ours.values()))
            for (field_name, _version), makers in self.makers.items():
                # Who said the same at the same time said one thing: seen once is seen.
                if field_name == name and makers & replaced:
                    replaced |= makers
            lost = [
                key
                for key, edit in ours.items()
                if edit.touch["value"] != cell["value"] and key not in replaced
            ]
            assert not lost, f"{name} says {cell['value']!r}, and nobody was asked about {lost}"
            self.check_last(name, cell, ours)

    def check_last(self, name: str, cell: Json, ours: Mapping[str, Edit]) -> None:
        """What a cell says was not taken back by somebody who had seen it."""
        winners = self.makers[name, cell["version"]]
        seen = set().union(*(ours[key].past for key in winners))
        after = {
            winner: [
                key
                for key, edit in ours.items()
                if winner in edit.past and edit.touch["value"] != cell["value"] and key not in seen
            ]
            for winner in winners
        }
        assert not winners or not all(after.values()), f"{name}: {after} came after"


def play(server: Server, seed: int, steps: int, devices: int = 2) -> Play:
    """One run from its seed: chaos, then quiet, then the check."""
    dice = random.Random(seed)
    run = Play(server, dice, [Device(f"d{number}") for number in range(devices)])
    for _step in range(steps):
        run.step()
    run.settle()
    run.check()
    return run
