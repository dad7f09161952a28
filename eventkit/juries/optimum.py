"""The best assignment by linear programming: goal after goal over a network of works and jurors.

Each work sends its sheets to jurors, or to «missing»; each juror passes them on up to the limit.
Such a network's matrix is totally unimodular: with whole bounds every corner of the plans'
polyhedron is whole, so the simplex method finds whole plans and no branching is needed (Hoffman and
Kruskal 1956). After each goal the plans that are best by it are a face of the polyhedron: whatever
has a reduced cost stays where it is (complementary slackness), and the next goal looks at that
face alone, which is a network again. Only the highest load is asked with a column of its own; the
least whole bound is that least value rounded up, and it becomes the jurors' bound.

Why HiGHS through highspy and not ``scipy.optimize.milp``, which calls the same solver: both reach
the same goals (500 works, 30 jurors, 3 sheets, conflicts and expertise drawn by lot: 0, 50, 0 and,
with half of all pairs forbidden, 0, 50, 105). But a model of highspy stays warm for the next goal
and answers with reduced costs, so the network stays one; milp begins anew at each goal and takes
the goals before it as rows of their own. Three goals took milp 1.6 and 0.8 s; all goals here, the
even loads too, took 1.1 and 0.35 s on the same machine. And scipy is three times as much to
install. One thread and a fixed seed give the same answer each time.

The answer is rounded and then checked in integers by ``problem.is_allowed``.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from eventkit.juries.problem import Pair, Problem
from eventkit.lazy import dataclass

OPTIONS = {"solver": "simplex", "threads": 1, "parallel": "off", "random_seed": 0}
NEAR = 1e-6
"""Values of the solver that are closer than this are the same: all true ones are whole."""


@dataclass(frozen=True)
class Found:
    """A whole assignment, and how many goals of four the solver has proved best."""

    pairs: frozenset[Pair]
    proven: int


def solve(problem: Problem, *, seconds: float) -> Found | None:
    """The best assignment; None when not even the first goal is reached in time."""
    network = _Network(problem, time.monotonic() + seconds)
    if not network.free:
        return Found(problem.fixed(), 4)
    best, proven = None, 0
    for goal, cost in network.goals():
        if not network.reach(cost):
            break
        best, proven = network.pairs(), goal
    return Found(best, proven) if best is not None else None


def least_raise(problem: Problem, *, seconds: float) -> dict[int, int] | None:
    """New limits by juror with which no sheet is missing; None where no limits can do it.

    The raises are as small as can be together, and among such on the fewest jurors, of the lowest
    limits. None too when time runs out.
    """
    network = _Network(problem, time.monotonic() + seconds)
    if not network.free:
        return None
    above = network.widen()
    if not network.reach(network.lacking) or network.missing():
        return None
    if not network.reach(dict.fromkeys(above.values(), 1.0)):
        return None
    network.on_fewest(above)
    raised = {juror: int(network.values[column]) for juror, column in above.items()}
    base = {j: max(network.burden[j], n) for j, n in problem.limits.items() if n is not None}
    return {juror: base[juror] + number for juror, number in raised.items() if number}


class _Network:
    """The model in the solver: columns are pairs, missing sheets, kept extras, loads, the top."""

    def __init__(self, problem: Problem, deadline: float) -> None:
        self.problem, self.deadline = problem, deadline
        self.free = problem.free()
        self.kept = problem.kept()
        self.entries, self.jurors = sorted(problem.wanted), sorted(problem.limits)
        self.burden, self.room = problem.burden(), problem.room()
        self.columns: list[tuple[float, float, list[tuple[int, float]]]] = []
        if self.free:
            self._lay_out()
            self.solver = self._load()

    def goals(self) -> Iterable[tuple[int, Mapping[int, float]]]:
        """Each goal's costs by column, with how many of the four are proved once it is reached."""
        place = {pair: column for column, pair in enumerate(self.free)}
        yield 1, self.lacking
        if self.kept:
            yield 1, {place[pair]: -1.0 for pair in self.kept}
            # What stays beyond the wanted number must not make room for somebody new.
            yield 2, {c: 1.0 for pair, c in place.items() if pair not in self.kept}
        self._open_top()
        yield 2, {self.top: 1.0}
        self._close_top()
        off = {c: 1.0 for pair, c in place.items() if pair in self.problem.mismatched}
        yield 4, off
        if self.missing():
            yield 4, self.lacking_evenly
        yield 4, self._loads_by_unit()

    def _lay_out(self) -> None:
        row_of = {entry: row for row, entry in enumerate(self.entries)}
        load_of = {juror: len(row_of) + row for row, juror in enumerate(self.jurors)}
        have = Counter(entry for entry, _juror in self.problem.fixed())
        stay = Counter(entry for entry, _juror in self.kept)
        need = {e: max(0, n - have[e]) for e, n in self.problem.wanted.items()}
        for entry, juror in self.free:
            self._column(0, 1, [(row_of[entry], 1), (load_of[juror], 1)])
        self.lacking: dict[int, float] = {}
        self.lacking_evenly: dict[int, float] = {}
        for entry in self.entries:
            for n in range(need[entry]):
                column = self._column(0, 1, [(row_of[entry], 1)])
                # The first sheet of a work is worth more than its second: Σ sheets² is least.
                self.lacking[column] = 1.0
                self.lacking_evenly[column] = 2.0 * (n - self.problem.wanted[entry])
            if (extra := stay[entry] - need[entry]) > 0:
                self._column(0, extra, [(row_of[entry], -1)])
        ends = len(row_of) + len(load_of)
        self.loads = {
            juror: self._column(0, self.room[juror], [(load_of[juror], -1), (ends + place, 1)])
            for place, juror in enumerate(self.jurors)
        }
        self.top = self._column(0, math.inf, [(ends + n, -1) for n in range(len(self.jurors))])
        self.need = [float(need[entry]) for entry in self.entries]

    def _column(self, low: float, high: float, cells: list[tuple[int, float]]) -> int:
        self.columns.append((low, high, cells))
        return len(self.columns) - 1

    def _load(self) -> Any:
        import highspy
        import numpy as np

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        jurors = len(self.jurors)
        solver.silent()
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        model = highspy.HighsLp()
        model.num_col_ = len(self.columns)
        model.num_row_ = len(self.need) + 2 * jurors
        model.col_cost_ = np.zeros(model.num_col_)
        model.col_lower_ = np.array([low for low, _high, _cells in self.columns], dtype=float)
        model.col_upper_ = np.array([high for _low, high, _cells in self.columns], dtype=float)
        model.row_lower_ = np.array([*self.need, *[0.0] * jurors, *[-math.inf] * jurors])
        model.row_upper_ = np.array([*self.need, *[0.0] * jurors, *[math.inf] * jurors])
        cells = [cell for _low, _high, column in self.columns for cell in column]
        sizes = [len(column) for _low, _high, column in self.columns]
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        model.a_matrix_.index_ = np.array([row for row, _value in cells], dtype=np.int32)
        model.a_matrix_.value_ = np.array([value for _row, value in cells], dtype=float)
        solver.passModel(model)
        return solver

    def reach(self, cost: Mapping[int, float]) -> bool:
        """Find the least cost and stay on its face; False when time has run out."""
        import highspy
        import numpy as np

        solver, number = self.solver, self.solver.getNumCol()
        costs = np.zeros(number)
        for column, value in cost.items():
            costs[column] = value
        solver.changeColsCost(number, np.arange(number, dtype=np.int32), costs)
        # The solver's clock runs on from one question to the next.
        left = self.deadline - time.monotonic()
        if left <= 0:
            return False
        solver.setOptionValue("time_limit", solver.getRunTime() + left)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        solution = solver.getSolution()
        self.values = np.rint(np.array(solution.col_value))
        self.least = solver.getInfo().objective_function_value
        if self.top not in cost:
            fixed = np.flatnonzero(np.abs(np.array(solution.col_dual)) > NEAR).astype(np.int32)
            solver.changeColsBounds(len(fixed), fixed, self.values[fixed], self.values[fixed])
        return True

    def pairs(self) -> frozenset[Pair]:
        """Who reads what by the latest answer."""
        chosen = (pair for pair, value in zip(self.free, self.values, strict=False) if value > 0)
        return self.problem.fixed() | frozenset(chosen)

    def missing(self) -> int:
        """How many sheets are missing by the latest answer."""
        return int(sum(self.values[column] for column in self.lacking))

    def widen(self) -> dict[int, int]:
        """Let every juror pass the limit; returns the columns that count by how much."""
        import numpy as np

        above: dict[int, int] = {}
        for place, juror in enumerate(self.jurors):
            if self.problem.limits[juror] is not None:
                above[juror] = self.solver.getNumCol()
                row = np.array([len(self.need) + place], dtype=np.int32)
                self.solver.addCol(0.0, 0.0, float(len(self.entries)), 1, row, np.array([-1.0]))
        return above

    def on_fewest(self, above: Mapping[int, int]) -> None:
        """Of the equally small raises find those on the fewest jurors; in time, or as it was."""
        import highspy
        import numpy as np

        solver, total = self.solver, float(sum(self.values[c] for c in above.values()))
        costs = np.zeros(solver.getNumCol())
        solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        for juror, column in above.items():
            chosen, limit = solver.getNumCol(), self.problem.limits[juror] or 0
            # One juror less is worth more than any difference of limits.
            none = np.array([], dtype=np.int32)
            solver.addCol(1e4 + min(limit, 99), 0.0, 1.0, 0, none, np.array([], dtype=float))
            solver.changeColIntegrality(chosen, highspy.HighsVarType.kInteger)
            both = np.array([column, chosen], dtype=np.int32)
            solver.addRow(-math.inf, 0.0, 2, both, np.array([1.0, -total]))
        for option in ("mip_rel_gap", "mip_abs_gap"):
            solver.setOptionValue(option, 0.0)
        left = max(0.0, self.deadline - time.monotonic())
        solver.setOptionValue("time_limit", solver.getRunTime() + left)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            self.values = np.rint(np.array(solver.getSolution().col_value))

    def _open_top(self) -> None:
        """Make the top hold every load from above, with what each juror has already."""
        first = len(self.need) + len(self.jurors)
        for place, juror in enumerate(self.jurors):
            self.solver.changeRowBounds(first + place, -math.inf, -float(self.burden[juror]))

    def _close_top(self) -> None:
        """Turn the least top into a bound of each load, and let go of its rows."""
        top, first = math.ceil(self.least - NEAR), len(self.need) + len(self.jurors)
        for place, juror in enumerate(self.jurors):
            self.solver.changeRowBounds(first + place, -math.inf, math.inf)
            room = max(0, min(self.room[juror], top - self.burden[juror]))
            self.room[juror] = room
            column = self.loads[juror]
            low, high = self._bounds(column)
            self.solver.changeColBounds(column, low, min(high, float(room)))

    def _bounds(self, column: int) -> tuple[float, float]:
        answer = self.solver.getCol(column)
        return float(answer[2]), float(answer[3])

    def _loads_by_unit(self) -> dict[int, float]:
        """Split each load into single works, each dearer than the one before: Σ load² is least."""
        import numpy as np

        costs: dict[int, float] = {}
        for juror in self.jurors:
            first, room = self.solver.getNumCol(), self.room[juror]
            none = np.array([], dtype=np.int32)
            for number in range(room):
                self.solver.addCol(0.0, 0.0, 1.0, 0, none, np.array([], dtype=float))
                costs[first + number] = 2.0 * (self.burden[juror] + number) + 1.0
            units = np.array([self.loads[juror], *range(first, first + room)], dtype=np.int32)
            values = np.array([-1.0] + [1.0] * room)
            self.solver.addRow(0.0, 0.0, len(units), units, values)
        return costs
