"""The smallest changes that would let every work get its sheets, each checked by solving again.

Limits of jurors who sit in the jury are raised, or new experts come. Each missing sheet needs one
more reading, so every such change is as large as the number of missing sheets; what can be small
is the number of people on whom it falls.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace

from eventkit.juries.assigning import Plan
from eventkit.juries.optimum import least_raise, solve
from eventkit.juries.problem import Problem, missing_of
from eventkit.lazy import dataclass

SECONDS = 8.0
"""How long to look for remedies, all together."""


@dataclass(frozen=True)
class Remedy:
    """A change of the jury with which no sheet is missing: one of the two is empty.

    ``limits``: new limits by juror id. ``experts``: for each new expert the ids of the works to
    read; whoever comes must have no conflict with them.
    """

    limits: Mapping[int, int] = field(default_factory=dict)
    experts: tuple[tuple[int, ...], ...] = ()


def remedies_for(problem: Problem, made: Plan, *, seconds: float = SECONDS) -> list[Remedy]:
    """The smallest change without new people, if there is one, and the smallest with new people.

    Empty where nothing is missing, or where time ran out.
    """
    if not made.missing:
        return []
    deadline = time.monotonic() + seconds
    found = [_raise_limits(problem, deadline)]
    found.append(_invite(problem, sum(made.missing.values()), deadline))
    return [remedy for remedy in found if remedy is not None]


def _raise_limits(problem: Problem, deadline: float) -> Remedy | None:
    limits = least_raise(problem, seconds=max(0.0, deadline - time.monotonic()))
    if not limits:
        return None
    wider = replace(problem, limits={**problem.limits, **limits})
    return Remedy(limits=limits) if _suffices(wider, deadline) is not None else None


def _invite(problem: Problem, missing: int, deadline: float) -> Remedy | None:
    """As few new experts as do, with the works that they would read, the sheets even among them."""
    first = max(problem.limits, default=0) + 1
    for number in range(1, max(problem.wanted.values(), default=0) + 1):
        share, rest = divmod(missing, number)
        guests = {first + n: share + (n < rest) for n in range(number)}
        wider = replace(problem, limits={**problem.limits, **guests})
        read = _suffices(wider, deadline)
        if read is not None:
            return Remedy(experts=tuple(tuple(read[guest]) for guest in guests))
    return None


def _suffices(problem: Problem, deadline: float) -> Mapping[int, list[int]] | None:
    """By juror the works of a plan that misses no sheet; None if none is found in time."""
    found = solve(problem, seconds=max(0.0, deadline - time.monotonic()))
    if found is None or missing_of(problem, found.pairs):
        return None
    read: dict[int, list[int]] = defaultdict(list)
    for entry, juror in sorted(found.pairs):
        read[juror].append(entry)
    return read
