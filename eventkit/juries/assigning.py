"""Who reads which work: the best assignment there is, found by a solver, checked in integers.

The goals, each only among the plans that are best by all goals before it:

1. fewest missing sheets;
2. fewest tasks taken from whoever has them (and no task given beyond what is wanted);
3. the highest load as low as it can be, within each juror's own limit;
4. fewest works outside their readers' expertise;

then, among equals, works that lack sheets lack them evenly, and loads are even. Conflicts and other
forbidden pairs never occur, begun sheets never move. At the end pieces of the jury that have no
work in common are joined by swaps that keep goals 1 to 3, so that strictness can be compared.

Nothing here knows a database. The pieces of the arithmetic: ``optimum`` (the solver), ``joining``
(the swaps), ``augmenting`` (the older way, for when the solver does not finish).
"""

from __future__ import annotations

from collections.abc import Mapping

from eventkit.juries.augmenting import assign_by_paths
from eventkit.juries.joining import Piece, join, pieces_of
from eventkit.juries.optimum import solve
from eventkit.juries.problem import (
    Goals,
    Pair,
    Problem,
    goals_of,
    is_allowed,
    loads_of,
    missing_of,
)
from eventkit.lazy import dataclass

__all__ = ["Goals", "Pair", "Piece", "Plan", "Problem", "plan"]

SECONDS = 20.0
"""How long the solver may think, all goals together."""


@dataclass(frozen=True)
class Plan:
    """Who reads what, how it differs from the present, and what could not be reached.

    ``missing`` sheets by entry; ``loads`` by juror, with the readings beside; ``goals`` of this
    plan and ``goals_before_joining``, which the swaps may worsen in expertise alone; ``pieces`` of
    the jury, one where all are comparable; ``proven`` counts the goals, from the first, that the
    solver has proved best: 4 where it had time enough.
    """

    pairs: frozenset[Pair]
    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]
    missing: Mapping[int, int]
    loads: Mapping[int, int]
    goals: Goals
    goals_before_joining: Goals
    pieces: tuple[Piece, ...]
    proven: int


def plan(problem: Problem, *, seconds: float = SECONDS) -> Plan:
    """Solve the problem; equal input gives an equal plan, whatever the order it came in."""
    found = solve(problem, seconds=seconds)
    if found is None or not is_allowed(problem, found.pairs):
        pairs, proven = assign_by_paths(problem), 0
    else:
        pairs, proven = found.pairs, found.proven
    best = goals_of(problem, pairs)
    joined = join(problem, pairs, best.highest)
    before = problem.present | problem.locked
    return Plan(
        pairs=joined,
        added=tuple(sorted(joined - before)),
        removed=tuple(sorted(before - joined)),
        missing=missing_of(problem, joined),
        loads=loads_of(problem, joined),
        goals=goals_of(problem, joined),
        goals_before_joining=best,
        pieces=pieces_of(joined | problem.beside),
        proven=proven,
    )
