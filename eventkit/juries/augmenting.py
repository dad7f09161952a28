"""An assignment without a solver, for when it does not finish in time.

Works get sheet after sheet, round by round, by augmenting paths (Ford and Fulkerson) over the
jurors alone: a juror who is full hands one of the works over to another. The counts of works that
can be reached at once form a polymatroid, so no plan has fewer missing sheets (Federgruen and
Groenevelt 1986); a path that ends at the least loaded juror keeps loads even. Present tasks stay
unless they stand in the way, but not always the fewest move, and expertise is not looked at.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping

from eventkit.juries.problem import Pair, Problem


def assign_by_paths(problem: Problem) -> frozenset[Pair]:
    """Who reads what; the fewest sheets are missing, conflicts and limits are kept."""
    board = _Board(problem)
    short = _fill(board, sorted(problem.wanted))
    if short:
        # Only now may works that were handed out already change hands.
        board.release_present()
        _fill(board, short)
        board.hold_present()
    board.even_out()
    return frozenset(board.pairs())


def _fill(board: _Board, entries: Iterable[int]) -> list[int]:
    """Give each entry sheet after sheet, all in turn; returns the entries that stay short."""
    waiting = deque(sorted(entries, key=lambda e: (len(board.readers[e]), e)))
    short: list[int] = []
    level = 0
    while waiting:
        due = [e for e in waiting if len(board.readers[e]) <= level]
        waiting = deque(e for e in waiting if len(board.readers[e]) > level)
        for entry in due:
            if board.lacks(entry) <= 0:
                continue
            (waiting if board.augment(entry) else short).append(entry)
        level += 1
    return sorted(short)


class _Board:
    """The state of a plan: who reads what, and which works each juror may hand to which other."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.jurors = sorted(problem.limits)
        self.readers: dict[int, set[int]] = {entry: set() for entry in problem.wanted}
        self.works: dict[int, set[int]] = {juror: set() for juror in self.jurors}
        self.movable: dict[Pair, dict[int, None]] = {
            (a, b): {} for a in self.jurors for b in self.jurors if a != b
        }
        self.others = Counter(juror for _entry, juror in problem.beside)
        self.frozen = set(problem.locked | problem.present)
        for entry, juror in sorted(problem.locked):
            self._put(entry, juror)
        for entry, juror in sorted(problem.kept()):
            if self._has_room(juror):
                self._put(entry, juror)

    def pairs(self) -> Iterable[Pair]:
        return ((e, j) for e, readers in self.readers.items() for j in readers)

    def lacks(self, entry: int) -> int:
        return max(0, self.problem.wanted[entry] - len(self.readers[entry]))

    def release_present(self) -> None:
        """Let what is not begun yet move too, and drop what is beyond the wanted number."""
        released = self.frozen - self.problem.locked
        self.frozen = set(self.problem.locked)
        for entry, juror in sorted(released):
            readers = self.readers.get(entry, set())
            if juror in readers and len(readers) > self.problem.wanted[entry]:
                self._take(entry, juror)
            elif juror in readers:
                self._note(entry, juror)

    def hold_present(self) -> None:
        """What did not have to move stays: a more even load alone is no reason."""
        self.frozen |= self.problem.present.intersection(self.pairs())
        for entry, juror in sorted(self.frozen):
            if juror in self.readers.get(entry, ()):
                self._note(entry, juror)

    def augment(self, entry: int) -> bool:
        """Give the entry one more reader, by handing other works on where jurors are full."""
        first = [j for j in self.jurors if self._may(entry, j)]
        came: dict[int, int | None] = dict.fromkeys(first)
        end = self._least_loaded(self._reach(came), room=True)
        if end is None:
            return False
        self._put(entry, self._shift(came, end))
        return True

    def even_out(self) -> None:
        """Hand works from the more to the less loaded while a difference of two can shrink."""
        improved = True
        while improved:
            improved = False
            for juror in sorted(self.jurors, key=lambda j: (-self._load(j), j)):
                came: dict[int, int | None] = {juror: None}
                end = self._least_loaded(self._reach(came), room=True)
                if end is not None and self._load(juror) - self._load(end) >= 2:
                    self._shift(came, end)
                    improved = True
                    break

    def _reach(self, came: dict[int, int | None]) -> dict[int, int | None]:
        """All jurors to whom works can be handed on, one by one; notes from whom, in ``came``."""
        queue = deque(came)
        while queue:
            juror = queue.popleft()
            for other in self.jurors:
                if other not in came and self.movable[juror, other]:
                    came[other] = juror
                    queue.append(other)
        return came

    def _least_loaded(self, jurors: Iterable[int], *, room: bool) -> int | None:
        free = [j for j in jurors if not room or self._has_room(j)]
        return min(free, key=lambda j: (self._load(j), j), default=None)

    def _shift(self, came: Mapping[int, int | None], end: int) -> int:
        """Hand one work along each step of the path to ``end``; returns the path's first juror."""
        juror = end
        while (giver := came[juror]) is not None:
            work = min(self.movable[giver, juror])
            self._take(work, giver)
            self._put(work, juror)
            juror = giver
        return juror

    def _has_room(self, juror: int) -> bool:
        limit = self.problem.limits[juror]
        return limit is None or self._load(juror) < limit

    def _load(self, juror: int) -> int:
        return len(self.works[juror]) + self.others[juror]

    def _may(self, entry: int, juror: int) -> bool:
        pair = (entry, juror)
        barred = pair in self.problem.forbidden or pair in self.problem.beside
        return juror not in self.readers[entry] and not barred

    def _put(self, entry: int, juror: int) -> None:
        if entry not in self.readers or juror not in self.works:
            return
        self.readers[entry].add(juror)
        self.works[juror].add(entry)
        self._note(entry, juror)

    def _take(self, entry: int, juror: int) -> None:
        self.readers[entry].discard(juror)
        self.works[juror].discard(entry)
        self._note(entry, juror)

    def _note(self, entry: int, changed: int) -> None:
        """Bring up to date who may hand this entry to whom, after one juror got or lost it."""
        takers = {j for j in self.jurors if self._may(entry, j)}
        for giver in self.readers[entry] | {changed}:
            gives = giver in self.readers[entry] and (entry, giver) not in self.frozen
            for other in self.jurors:
                if other == giver:
                    continue
                if gives and other in takers:
                    self.movable[giver, other][entry] = None
                else:
                    self.movable[giver, other].pop(entry, None)
