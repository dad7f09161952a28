"""Pieces of a jury that share no work, and swaps that join them.

Jurors can be compared in strictness only through works that they read in common. Two jurors of two
pieces swap one work each: loads and sheets stay as they are. The pieces become one unless both
tasks were the only tie between the two sides of their pieces (bridges of the graph of works and
jurors). Where no swap helps, one task may move to a juror who stays within the limit and the
highest load. Tasks that are given out already stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from eventkit.juries.problem import Pair, Problem, loads_of
from eventkit.lazy import dataclass

Node = tuple[str, int]


@dataclass(frozen=True)
class Piece:
    """Jurors who can be compared with each other, through works that they read in common."""

    jurors: tuple[int, ...]
    entries: tuple[int, ...]


@dataclass(frozen=True, order=True)
class Change:
    """One way to join two pieces: the fewest new mismatches first, a swap before a move."""

    mismatches: int
    is_move: bool
    taken: tuple[Pair, ...]
    given: tuple[Pair, ...]


def pieces_of(pairs: Set[Pair]) -> tuple[Piece, ...]:
    """The pieces, the largest first."""
    graph = _graph(pairs)
    seen: set[Node] = set()
    pieces = []
    for start in sorted(graph):
        if start in seen:
            continue
        nodes, queue = {start}, [start]
        while queue:
            fresh = graph[queue.pop()] - nodes
            nodes |= fresh
            queue.extend(fresh)
        seen |= nodes
        pieces.append(Piece(tuple(_ids(nodes, "juror")), tuple(_ids(nodes, "work"))))
    return tuple(sorted(pieces, key=lambda p: (-len(p.jurors), -len(p.entries), p.jurors)))


def join(problem: Problem, pairs: frozenset[Pair], highest: int) -> frozenset[Pair]:
    """The assignment with as many pieces joined as such changes can join.

    Keeps the numbers of missing sheets and of moved tasks, and the highest load.
    """
    while True:
        pieces = pieces_of(pairs | problem.beside)
        change = min(_changes(problem, pairs, pieces, highest), default=None)
        if len(pieces) < 2 or change is None:
            return pairs
        pairs = pairs.difference(change.taken).union(change.given)


def _changes(
    problem: Problem, pairs: frozenset[Pair], pieces: tuple[Piece, ...], highest: int
) -> Iterator[Change]:
    piece_of = {juror: n for n, piece in enumerate(pieces) for juror in piece.jurors}
    bridges = bridges_of(pairs | problem.beside)
    works: dict[int, list[int]] = defaultdict(list)
    for entry, juror in sorted(pairs - problem.fixed() - problem.kept()):
        works[juror].append(entry)
    loads, room = loads_of(problem, pairs), problem.room()
    burden = problem.burden()
    jurors = [j for j in sorted(problem.limits) if j in piece_of]
    for one in jurors:
        for other in jurors:
            if piece_of[one] == piece_of[other]:
                continue
            give = _cheapest(problem, works[one], one, other, bridges)
            take = _cheapest(problem, works[other], other, one, bridges)
            if one < other:
                yield from _swaps(one, other, give, take)
            fits = loads[other] - burden[other] < room[other] and loads[other] < highest
            if fits and False in give:
                cost, entry = give[False]
                yield Change(cost, True, ((entry, one),), ((entry, other),))


def _cheapest(
    problem: Problem, works: Iterable[int], giver: int, taker: int, bridges: Set[Pair]
) -> dict[bool, tuple[int, int]]:
    """Of the works that ``taker`` may have: (new mismatches, work), by whether it is a bridge."""
    best: dict[bool, tuple[int, int]] = {}
    for entry in works:
        pair = (entry, taker)
        if any(pair in barred for barred in (problem.forbidden, problem.beside, problem.locked)):
            continue
        cost = (pair in problem.mismatched) - ((entry, giver) in problem.mismatched)
        is_bridge = (entry, giver) in bridges
        best[is_bridge] = min(best.get(is_bridge, (cost, entry)), (cost, entry))
    return best


def _swaps(
    one: int,
    other: int,
    give: Mapping[bool, tuple[int, int]],
    take: Mapping[bool, tuple[int, int]],
) -> Iterator[Change]:
    for is_bridge, (cost, entry) in give.items():
        for is_other_bridge, (price, work) in take.items():
            if not (is_bridge and is_other_bridge):
                taken, given = ((entry, one), (work, other)), ((entry, other), (work, one))
                yield Change(cost + price, False, taken, given)


def bridges_of(pairs: Set[Pair]) -> set[Pair]:
    """The pairs without which their piece falls apart (Tarjan 1974), without recursion."""
    graph = {node: sorted(others) for node, others in sorted(_graph(pairs).items())}
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    found: set[Pair] = set()
    for start in sorted(graph):
        if start in order:
            continue
        order[start] = low[start] = len(order)
        stack: list[tuple[Node, Node | None, Iterator[Node]]] = [(start, None, iter(graph[start]))]
        while stack:
            node, parent, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                if parent is not None:
                    low[parent] = min(low[parent], low[node])
                    if low[node] > order[parent]:
                        found.add(_pair(node, parent))
            elif following not in order:
                order[following] = low[following] = len(order)
                stack.append((following, node, iter(graph[following])))
            elif following != parent:
                low[node] = min(low[node], order[following])
    return found


def _graph(pairs: Iterable[Pair]) -> dict[Node, set[Node]]:
    graph: dict[Node, set[Node]] = defaultdict(set)
    for entry, juror in pairs:
        graph["work", entry].add(("juror", juror))
        graph["juror", juror].add(("work", entry))
    return graph


def _pair(one: Node, other: Node) -> Pair:
    return (one[1], other[1]) if one[0] == "work" else (other[1], one[1])


def _ids(nodes: Iterable[Node], kind: str) -> list[int]:
    return sorted(number for sort, number in nodes if sort == kind)
