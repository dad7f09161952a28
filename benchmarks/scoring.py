"""Ranking and agreement for very many marks, beside one plain numpy pass over the same marks.

Each task runs in a process of its own, so that its memory is its own. As a script it runs one
task: ``python benchmarks/scoring.py TASK MARKS`` prints seconds and the growth of memory in MB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000, 1_000_000)
SHEETS = 10
"""Of each work, by jurors out of JURORS."""
JURORS = 40
MOST = 100
RUNS = 5
TASKS = {
    "numpy": "one numpy pass: the mean of each work",
    "mean": "ranking by the mean, in arrays",
    "trimmed": "ranking by the trimmed mean, in arrays",
    "general": "ranking by the mean, step by step in fractions",
    "agreement": "agreement, without the draws of jurors",
    "reading": "reading the marks from csv",
}
SLOW = {"general": 100_000}
"""Up to how many marks a task is measured."""


@dataclass(frozen=True)
class Taken:
    """What a task took: the best of some runs, and by how much memory grew."""

    seconds: float
    megabytes: float


def measure_scoring(sizes: tuple[int, ...] = SIZES) -> dict[str, dict[int, Taken]]:
    """Every task with every number of marks."""
    return {
        task: {size: _measured(task, size) for size in sizes if size <= SLOW.get(task, size)}
        for task in TASKS
    }


def _measured(task: str, size: int) -> Taken:
    command = [sys.executable, str(Path(__file__)), task, str(size)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return Taken(**json.loads(done.stdout))


def _run(task: str, size: int) -> Taken:
    act, runs = _act(task, size)
    before = _memory()
    seconds = []
    for _turn in range(runs):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return Taken(min(seconds), _memory() - before)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _act(task: str, size: int) -> tuple[Callable[[], Any], int]:
    """What is measured, its input made ready, and how often it runs."""
    import numpy as np

    chance = np.random.default_rng(7)
    works = size // SHEETS
    work_of = np.repeat(np.arange(works), SHEETS)
    marks = chance.integers(0, MOST + 1, size)
    if task == "numpy":
        return lambda: np.bincount(work_of, weights=marks) / np.bincount(work_of), RUNS
    if task in ("mean", "trimmed"):
        from eventkit.scoring.engine.bulk import bulk_ranking

        method = {"mean": "mean", "trimmed": "trimmed-mean"}[task]
        order = chance.permutation(size)  # as sheets come in, not as works are sorted
        shuffled, given = work_of[order], marks[order]
        return lambda: bulk_ranking(shuffled, given, works, method=method), RUNS
    jurors = _jurors(chance, works)
    if task == "general":
        return _general(work_of, jurors, marks), 1
    if task == "agreement":
        return _agreement(work_of, jurors, marks), 1
    return _reading(work_of, jurors, marks), 1


def _jurors(chance: Any, works: int) -> Any:
    """For each work SHEETS different jurors: a run of them from a random one on."""
    import numpy as np

    first = chance.integers(0, JURORS, works)
    return ((first[:, None] + np.arange(SHEETS)) % JURORS).ravel()


def _general(work_of: Any, jurors: Any, marks: Any) -> Callable[[], Any]:
    from eventkit.scoring.engine.counting import count, method_steps
    from eventkit.scoring.engine.ranking import ranking
    from eventkit.scoring.engine.table import Marked

    given = [
        Marked(f"{work:06}", f"{juror:02}", Fraction(mark))
        for work, juror, mark in zip(work_of.tolist(), jurors.tolist(), marks.tolist(), strict=True)
    ]
    return lambda: ranking(count(method_steps("mean"), given))


def _agreement(work_of: Any, jurors: Any, marks: Any) -> Callable[[], Any]:
    from eventkit.scoring.agreement.report import agreement

    totals: dict[str, dict[str, Fraction]] = {}
    exact = [Fraction(mark) for mark in range(MOST + 1)]
    for work, juror, mark in zip(work_of.tolist(), jurors.tolist(), marks.tolist(), strict=True):
        totals.setdefault(f"{work:06}", {})[f"{juror:02}"] = exact[mark]
    return lambda: agreement(totals, bootstrap=0)


def _reading(work_of: Any, jurors: Any, marks: Any) -> Callable[[], Any]:
    from eventkit.scoring.mark_files import read_mark_files

    folder = tempfile.mkdtemp(prefix="eventkit-bench-")
    file = Path(folder) / "marks.csv"
    with file.open("w", encoding="utf-8") as lines:
        lines.write("entry,juror,mark\n")
        for row in zip(work_of.tolist(), jurors.tolist(), marks.tolist(), strict=True):
            lines.write("{:06},{:02},{}\n".format(*row))

    def read() -> Any:
        try:
            return read_mark_files([file])
        finally:
            file.unlink()

    return read


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    taken = _run(sys.argv[1], int(sys.argv[2]))
    print(json.dumps({"seconds": taken.seconds, "megabytes": taken.megabytes}))
