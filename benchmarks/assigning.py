"""Giving works to jurors: the best plan for a contest, and the plan after a juror has left."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from eventkit.juries.assigning import Plan, plan
from eventkit.juries.problem import Problem

WORKS, JURORS, SHEETS = 500, 30, 3
CONFLICTS = 900
"""Pairs of work and juror that must not be: six of a hundred."""
OUTSIDE = 4_500
"""Pairs outside the juror's expertise: three of ten."""
LIMIT = 55
RUNS = 3


@dataclass(frozen=True)
class Planned:
    """How long a plan took in seconds, and what it reached."""

    seconds: float
    missing: int
    moved: int
    highest: int
    mismatched: int
    proven: bool


def measure_assigning() -> dict[str, Planned]:
    """A first plan, and the one after a juror with begun sheets has left."""
    first = problem()
    made = plan(first)
    return {
        f"{WORKS} works, {JURORS} jurors, {SHEETS} sheets each": _measured(lambda: plan(first)),
        "the same after a juror left in the middle": _measured(
            lambda: plan(without_a_juror(first, made))
        ),
    }


def problem() -> Problem:
    """A contest drawn by lot, always the same one."""
    chance = random.Random(7)
    pairs = [(work, juror) for work in range(WORKS) for juror in range(JURORS)]
    return Problem(
        wanted=dict.fromkeys(range(WORKS), SHEETS),
        limits=dict.fromkeys(range(JURORS), LIMIT),
        forbidden=frozenset(chance.sample(pairs, CONFLICTS)),
        mismatched=frozenset(chance.sample(pairs, OUTSIDE)),
    )


def without_a_juror(first: Problem, made: Plan) -> Problem:
    """The first juror is gone; of the others' sheets every third one is begun."""
    left = {juror: limit for juror, limit in first.limits.items() if juror}
    staying = sorted(pair for pair in made.pairs if pair[1] in left)
    locked = frozenset(staying[::3])
    return replace(first, limits=left, locked=locked, present=frozenset(staying) - locked)


def _measured(act: Callable[[], Plan]) -> Planned:
    seconds = []
    for _turn in range(RUNS):
        begun = time.perf_counter()
        made = act()
        seconds.append(time.perf_counter() - begun)
    return Planned(min(seconds), *made.goals, proven=made.proven == 4)
