"""The tables of docs/performance.md."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.assigning import Planned
from benchmarks.measuring import Cost, Kind
from benchmarks.scoring import SIZES as MARKS
from benchmarks.scoring import TASKS, Taken
from benchmarks.starting import Start

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LARGEST_GROWTH = 1.2
RESULTS_FLOOR = "plain Flask, published results by one query, 200 rows"
Aim = tuple[str, str, bool]
"""What is aimed at, what was measured, whether it is met."""
PASS = 0.010
"""Seconds that a plain pass of numpy over a million marks is taken for."""


@dataclass(frozen=True)
class Export:
    """Processor seconds of an export and of openpyxl's own writing of its cells."""

    cells: int
    export: float
    floor: float


@dataclass(frozen=True)
class Measured:
    """Everything that one run has found."""

    clients: int
    kinds: Mapping[str, Kind]
    costs: Mapping[str, Mapping[int, Cost]]
    floors: Mapping[str, Cost]
    bare_insert: tuple[float, float]
    exports: Mapping[int, Export]
    starts: Mapping[int, Start]
    scoring: Mapping[str, Mapping[int, Taken]]
    assigning: Mapping[str, Planned]
    hall: str
    """The table of a quest's hall."""


def report(found: Measured) -> str:
    """All tables as Markdown."""
    sizes = sorted(next(iter(found.costs.values())))
    return "\n\n".join(
        [
            machine(),
            "### Processor time of an act\n\n" + _cpu(found, sizes),
            f"### Time to wait, and acts per second ({sizes[-1]:,} works)\n\n" + _rates(found),
            "### Export against openpyxl\n\n" + _exports(found, sizes),
            "### From the start to the first answer\n\n" + _starts(found, sizes),
            "### Counting marks\n\n" + _scoring(found.scoring),
            "### Giving works to jurors\n\n" + _assigning(found.assigning),
            "### A hall with a quest: 100 teams, 60 boards\n\n" + found.hall,
            "### Aims\n\n" + _aims(found, sizes),
        ]
    )


def machine() -> str:
    """What it was measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("Flask", "SQLAlchemy", "waitress"))
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}."
    )


def _cpu(found: Measured, sizes: Sequence[int]) -> str:
    head = ["act", *(f"{size:,} works" for size in sizes), "growth", "answer, KB"]
    rows = []
    for name, by_size in found.costs.items():
        words = found.kinds[name].words
        costs = [_ms(by_size[size].seconds) for size in sizes]
        size = f"{by_size[sizes[-1]].size / 1024:.1f}"
        rows.append([words, *costs, _growth(by_size, sizes), size])
    for words, cost in found.floors.items():
        blank = [""] * (len(sizes) - 1)
        rows.append([f"floor: {words}", *blank, _ms(cost.seconds), "", f"{cost.size / 1024:.1f}"])
    bare = [""] * (len(sizes) - 1) + [_ms(found.bare_insert[0]), "", ""]
    rows.append(["floor: the same insert without a server", *bare])
    return table(head, rows)


def _rates(found: Measured) -> str:
    head = ["act", "median", "95 %", "1 client, per s", f"{found.clients} clients, per s"]
    rows = []
    for name, by_size in found.costs.items():
        rows.append([found.kinds[name].words, *_rate(by_size[max(by_size)])])
    for words, cost in found.floors.items():
        rows.append([f"floor: {words}", *_rate(cost)])
    return table(head, rows)


def _rate(cost: Cost) -> list[str]:
    middle, slow = cost.latency
    many = cost.rate_at_once
    return [_ms(middle), _ms(slow), f"{cost.rate:.0f}", f"{many:.0f}" if many else "–"]


def _exports(found: Measured, sizes: Sequence[int]) -> str:
    rows = []
    for size in sizes:
        one = found.exports[size]
        ratio = f"{one.export / one.floor:.2f}"
        rows.append([f"{size:,}", f"{one.cells:,}", _ms(one.export), _ms(one.floor), ratio])
    return table(["works", "cells", "export", "openpyxl alone", "ratio"], rows)


def _starts(found: Measured, sizes: Sequence[int]) -> str:
    rows = [
        [f"{size:,}", f"{found.starts[size].alive:.2f} s", f"{found.starts[size].page:.2f} s"]
        for size in sizes
        if size in found.starts
    ]
    return table(["works", "/healthz", "front page"], rows)


def _aims(found: Measured, sizes: Sequence[int]) -> str:
    large = sizes[-1]
    export = found.exports[large].export / found.exports[large].floor
    start = max(one.page for one in found.starts.values())
    rows = [
        *_growth_aim(found, sizes),
        *_aim_of_act(found, "list_by_score", "a list of 50 takes under 8 ms", 0.008, large),
        *_results_aims(found, large),
        *_aim_of_act(found, "save_mark", "saving a mark takes under 5 ms", 0.005, large),
        ("export within 1.3 of openpyxl's own writing", f"{export:.2f}", export <= 1.3),
        ("first answer within a second of the start", f"{start:.2f} s", start < 1),
        *_scoring_aims(found.scoring),
        *_assigning_aims(found.assigning),
    ]
    return table(
        ["aim", "measured", ""], [[a, m, "met" if met else "**missed**"] for a, m, met in rows]
    )


def _growth_aim(found: Measured, sizes: Sequence[int]) -> list[Aim]:
    """Of the pages that were measured; none may have been asked for."""
    small, large = sizes[0], sizes[-1]
    growth = {
        name: by_size[large].seconds / by_size[small].seconds
        for name, by_size in found.costs.items()
        if found.kinds[name].is_page
    }
    if not growth:
        return []
    worst = max(growth, key=growth.__getitem__)
    words = f"at most {_percent(growth[worst])} ({found.kinds[worst].words})"
    aim = f"each page grows by less than a fifth from {small:,} to {large:,} works"
    return [(aim, words, growth[worst] < LARGEST_GROWTH)]


def _aim_of_act(found: Measured, act: str, aim: str, most: float, size: int) -> list[Aim]:
    if act not in found.costs:
        return []
    seconds = found.costs[act][size].seconds
    return [(aim, _ms(seconds), seconds < most)]


def _results_aims(found: Measured, size: int) -> list[Aim]:
    """Pages of stored results beside a plain page with as many rows or more."""
    floor = found.floors[RESULTS_FLOOR].seconds
    aims: list[Aim] = []
    for act in ("results", "results_room"):
        if act in found.costs:
            ratio = found.costs[act][size].seconds / floor
            words = found.kinds[act].words
            aims.append((f"{words}: within 3 plain pages of one query", f"{ratio:.1f}", ratio <= 3))
    return aims


def _scoring(found: Mapping[str, Mapping[int, Taken]]) -> str:
    """Seconds, and by how many megabytes the process grew, for each number of marks."""
    rows = [
        [TASKS[task], *(_taken(by_size.get(size)) for size in MARKS)]
        for task, by_size in found.items()
    ]
    return table(["task", *(f"{size:,} marks" for size in MARKS)], rows)


def _taken(one: Taken | None) -> str:
    return "–" if one is None else f"{_ms(one.seconds)}, {one.megabytes:.0f} MB"


def _scoring_aims(found: Mapping[str, Mapping[int, Taken]]) -> list[Aim]:
    largest = MARKS[-1]
    passes = max(found[task][largest].seconds for task in ("mean", "trimmed"))
    ratio = passes / PASS
    aim = f"{largest:,} marks are ranked exactly within 20 passes of 10 ms"
    return [(aim, f"{ratio:.1f} passes", ratio <= 20)]


def _assigning(found: Mapping[str, Planned]) -> str:
    """How long each plan took, and how good it is."""
    rows = [
        [
            task,
            _ms(one.seconds),
            *map(str, (one.missing, one.moved, one.highest, one.mismatched)),
            "yes" if one.proven else "no",
        ]
        for task, one in found.items()
    ]
    head = "plan", "time", "sheets missing", "tasks moved", "highest load", "outside expertise"
    return table([*head, "proved best"], rows)


def _assigning_aims(found: Mapping[str, Planned]) -> list[Aim]:
    slowest = max(one.seconds for one in found.values())
    aim = "works are given to jurors at the proved optimum within 5 s"
    return [(aim, f"{slowest:.2f} s", slowest < 5 and all(one.proven for one in found.values()))]


def _growth(by_size: Mapping[int, Cost], sizes: Sequence[int]) -> str:
    return _percent(by_size[sizes[-1]].seconds / by_size[sizes[0]].seconds)


def _percent(ratio: float) -> str:
    return f"{(ratio - 1) * 100:+.0f} %".replace("-", "−")


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:,.0f} ms" if milliseconds >= 100 else f"{milliseconds:.2f} ms"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are numbers."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def write(page: Path, text: str) -> None:
    """Put the tables between the marks of a page."""
    before, _mark, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _old, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{page.name} lacks the line {BEGIN} or {END}")
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
