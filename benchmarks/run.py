"""What eventkit costs, how that grows, and what the least would be: `python3 dev.py bench`.

Fills installations of several sizes in a temporary folder, serves each as in production, plays
people's acts against them and prints Markdown tables; ``--write`` puts them into
docs/performance.md. The main figure is the processor time that the server spends on an act, which
says the same on a busy machine; waiting times and rates are those of this machine at this hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.acts import Acts  # noqa: E402 -- the folder is found from here on
from benchmarks.assigning import measure_assigning  # noqa: E402
from benchmarks.clients import Act, Client, Step  # noqa: E402
from benchmarks.filling import Filled, fill  # noqa: E402
from benchmarks.floors import bare_insert, read_cells, write_cells  # noqa: E402
from benchmarks.measuring import Cost, Kind, measure_app, measure_floor  # noqa: E402
from benchmarks.quest import hall_table, measure_hall  # noqa: E402
from benchmarks.report import RESULTS_FLOOR, Export, Measured, report, write  # noqa: E402
from benchmarks.scoring import measure_scoring  # noqa: E402
from benchmarks.starting import install, measure_start  # noqa: E402
from benchmarks.worker import running, used  # noqa: E402
from eventkit.app import create_app  # noqa: E402

SIZES = (200, 2_000, 10_000)
CLIENTS = 16
PAGE = ROOT / "docs" / "performance.md"
KINDS = {
    "start_page": Kind("front page", 40, 160),
    "list_by_score": Kind("organizer's list of works by score, 50 rows", 40, 160),
    "list_of_juror": Kind("juror's list of works", 20, 64),
    "next_work": Kind("juror's next work: text and sheet", 40, 160),
    "results": Kind("published results, 200 works", 20, 64),
    "results_room": Kind("results room, one nomination of 200 works", 20, 64),
    "results_jury": Kind("results room, the jury in figures of one nomination", 10, 0),
    "save_mark": Kind("saving a mark", 100, 480, is_page=False),
    "register": Kind("applying with a file (7 requests)", 5, 32, is_page=False),
}
FLOORS = {
    "hello": ("plain Flask, a hello", Act((Step("/"),)), Kind("", 200, 1600)),
    "list": (
        "plain Flask, a list of 50 from a stored total",
        Act((Step("/"),)),
        Kind("", 100, 800),
    ),
    "results": (
        RESULTS_FLOOR,
        Act((Step("/"),)),
        Kind("", 100, 800),
    ),
    "insert": (
        "plain Flask, one durable insert",
        Act((Step("/", "POST", b"x=1"),)),
        Kind("", 100, 800),
    ),
}


def run(folder: Path, sizes: Sequence[int], kinds: Mapping[str, Kind], rounds: int) -> Measured:
    """Fill, serve and measure everything."""
    filled = {}
    for size in sizes:
        begun = time.perf_counter()
        filled[size] = fill(folder / str(size), size)
        _say(f"{size:,} works filled in {time.perf_counter() - begun:.0f} s")
    largest = filled[max(sizes)]
    floors: dict[str, Cost] = {}
    for name, (words, act, kind) in FLOORS.items():
        kind = _scaled(kind, kinds)
        floors[words] = measure_floor(name, largest.folder, act, kind, rounds, CLIENTS)
        _say(f"floor measured: {words}")
    program = install(folder / "installed")
    starts = {size: measure_start(program, filled[size].folder, rounds) for size in sizes}
    _say("starts measured")
    acts = {size: Acts(create_app(instance=one.folder), one) for size, one in filled.items()}
    makers = {size: {name: getattr(acts[size], name) for name in kinds} for size in sizes}
    folders = {size: filled[size].folder for size in sizes}
    costs = measure_app(makers, folders, kinds, rounds, CLIENTS, say=_say)
    exports = {size: measure_export(filled[size], acts[size], rounds) for size in sizes}
    bare = bare_insert(folder, 200)
    scoring = measure_scoring()
    assigning = measure_assigning()
    hall = hall_table(*measure_hall(folder / "quest"))
    _say("a quest's hall measured")
    return Measured(CLIENTS, kinds, costs, floors, bare, exports, starts, scoring, assigning, hall)


def measure_export(filled: Filled, acts: Acts, rounds: int) -> Export:
    """The export and openpyxl's writing of its cells, in turn."""
    exported: list[float] = []
    floor: list[float] = []
    with running("eventkit", filled.folder) as worker:
        client = Client(worker.port, 1)
        cells = read_cells(client.fetch(acts.export(0)))
        write_cells(cells)
        for _round in range(max(2, rounds)):
            before = worker.cpu()
            client.play(acts.export(0))
            exported.append(worker.cpu() - before)
            before = used()
            write_cells(cells)
            floor.append(used() - before)
    return Export(sum(map(len, cells)), median(exported), median(floor))


def _scaled(kind: Kind, kinds: Mapping[str, Kind]) -> Kind:
    """Fewer acts on the floors too when the run is a small one."""
    name = next(iter(kinds))
    share = kinds[name].alone / KINDS[name].alone
    return Kind(kind.words, max(2, int(kind.alone * share)), int(kind.together * share))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 0 when done."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each act (5)")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS), metavar="ACT")
    options = parser.parse_args(arguments)
    kinds = {name: KINDS[name] for name in options.only}
    with tempfile.TemporaryDirectory(prefix="eventkit-bench-") as folder:
        text = report(run(Path(folder), options.sizes, kinds, options.rounds))
    print(text)
    if options.write:
        write(PAGE, text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
