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

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

Pair = tuple[int, int]
"""(entry id, juror id)."""
SECONDS = 20.0
"""How long the solver may think, all goals together."""


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


@dataclass(frozen=True, order=True)
class Goals:
    """How good a plan is, the first goal first; less is better."""

    missing: int
    moved: int
    highest: int
    mismatched: int


@dataclass(frozen=True)
class Piece:
    """Jurors who can be compared with each other, through works that they read in common."""

    jurors: tuple[int, ...]
    entries: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """Who reads what, how it differs from the present, and what could not be reached.

    ``missing`` sheets by entry; ``loads`` by juror, with the readings beside; ``goals`` of this
    plan and ``goals_before_joining``, which the swaps may worsen in expertise alone; ``pieces`` of
    the jury, one where all are comparable; ``proven`` counts the goals, from the first, that the
    solver has proved best: 4 where it had time enough.
    """

    pairs: frozenset[Pair]
    added: tuple[Pair, ...] = ()
    removed: tuple[Pair, ...] = ()
    missing: Mapping[int, int] = field(default_factory=dict)
    loads: Mapping[int, int] = field(default_factory=dict)
    goals: Goals = Goals(0, 0, 0, 0)
    goals_before_joining: Goals = Goals(0, 0, 0, 0)
    pieces: tuple[Piece, ...] = ()
    proven: int = 4


def plan(problem: Problem, *, seconds: float = SECONDS) -> Plan:
    """Solve the problem; equal input gives an equal plan, whatever the order it came in."""
    # They know this module's words, so they are fetched where they are used.
    from eventkit.juries.augmenting import assign_by_paths
    from eventkit.juries.joining import join, pieces_of
    from eventkit.juries.optimum import solve

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
