"""What is asked of an assignment of works to jurors, and how good an answer is.

Everything is counted in integers. Nothing here knows a database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from typing import NamedTuple

from eventkit.lazy import dataclass

Pair = tuple[int, int]
"""(entry id, juror id)."""


@dataclass(frozen=True)
class Problem:
    """What is to be planned, by ids.

    ``wanted`` sheets for each entry; ``limits`` of each juror, None where there is none;
    ``forbidden`` pairs must not be (conflicts, other panels); ``locked`` pairs are begun and stay
    whatever happens; ``present`` pairs stay where nothing speaks against them; ``beside`` are
    readings outside the plan: they count as load, and nobody reads a work twice; ``mismatched``
    pairs are outside the juror's expertise.
    """

    wanted: Mapping[int, int]
    limits: Mapping[int, int | None]
    forbidden: frozenset[Pair] = frozenset()
    locked: frozenset[Pair] = frozenset()
    present: frozenset[Pair] = frozenset()
    beside: frozenset[Pair] = frozenset()
    mismatched: frozenset[Pair] = frozenset()

    def fixed(self) -> frozenset[Pair]:
        """The locked pairs of works and jurors that take part."""
        return frozenset(p for p in self.locked if p[0] in self.wanted and p[1] in self.limits)

    def kept(self) -> frozenset[Pair]:
        """The present pairs that may stay."""
        barred = self.forbidden | self.beside | self.locked
        known = (p for p in self.present if p[0] in self.wanted and p[1] in self.limits)
        return frozenset(p for p in known if p not in barred)

    def free(self) -> list[Pair]:
        """All pairs that may be chosen, in order."""
        barred = self.forbidden | self.beside | self.locked
        jurors = sorted(self.limits)
        return [(e, j) for e in sorted(self.wanted) for j in jurors if (e, j) not in barred]

    def burden(self) -> Counter[int]:
        """How many works each juror has whatever the plan."""
        return Counter(juror for _entry, juror in self.fixed() | self.beside)

    def room(self) -> dict[int, int]:
        """How many works each juror may take by the plan, 0 where the limit is passed already."""
        burden = self.burden()
        return {
            juror: len(self.wanted) if limit is None else max(0, limit - burden[juror])
            for juror, limit in sorted(self.limits.items())
        }


class Goals(NamedTuple):
    """How good a plan is, the first goal first; less is better."""

    missing: int
    moved: int
    highest: int
    mismatched: int


def missing_of(problem: Problem, pairs: Set[Pair]) -> dict[int, int]:
    """By entry, how many wanted sheets it lacks; entries that lack none are left out."""
    counts = Counter(entry for entry, _juror in pairs)
    lacks = {entry: wanted - counts[entry] for entry, wanted in sorted(problem.wanted.items())}
    return {entry: number for entry, number in lacks.items() if number > 0}


def loads_of(problem: Problem, pairs: Set[Pair]) -> dict[int, int]:
    """By juror, how many works he or she has, with those beside the plan."""
    counts = Counter(juror for _entry, juror in pairs | problem.beside)
    return {juror: counts[juror] for juror in sorted(problem.limits)}


def goals_of(problem: Problem, pairs: Set[Pair]) -> Goals:
    """The four goals of an assignment, counted."""
    return Goals(
        missing=sum(missing_of(problem, pairs).values()),
        moved=len((problem.present | problem.locked) - pairs),
        highest=max(loads_of(problem, pairs).values(), default=0),
        mismatched=len(problem.mismatched & pairs),
    )


def is_allowed(problem: Problem, pairs: Set[Pair]) -> bool:
    """Whether an assignment keeps every rule: an exact check of what a solver says."""
    fixed, kept = problem.fixed(), problem.kept()
    new = pairs - fixed
    if not fixed <= pairs or not new <= set(problem.free()):
        return False
    room, taken = problem.room(), Counter(juror for _entry, juror in new)
    if any(taken[juror] > room[juror] for juror in room):
        return False
    counts, added = Counter(e for e, _j in pairs), Counter(e for e, _j in new - kept)
    return all(counts[e] <= problem.wanted[e] for e, number in added.items() if number)
