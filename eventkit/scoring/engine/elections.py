"""Orders made of the orders of single jurors: Borda, Copeland, Schulze, mean place.

A ballot is one juror's numbers for the works that the juror marked, the bigger the better. Works
that a juror did not mark are not compared by that juror.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from .table import Work

Ballot = Mapping[Work, Fraction]
Values = dict[Work, Fraction]


def borda(ballots: Sequence[Ballot]) -> Values:
    """Σ over jurors of works below + half of the tied (de Borda 1781).

    Where jurors marked different numbers of works, each juror's points are divided by the most
    that the juror could give, m − 1; a juror of one work says nothing and gives nothing.
    """
    sizes = {len(ballot) for ballot in ballots}
    values = _zeros(ballots)
    for ballot in ballots:
        most = len(ballot) - 1 if len(sizes) > 1 else 1
        for work, points in _points(ballot).items():
            values[work] += points / most if most else 0
    return values


def copeland(ballots: Sequence[Ballot]) -> Values:
    """Wins − losses in all pairs, each decided by the majority of jurors (Copeland 1951)."""
    support = _support(ballots)
    values = _zeros(ballots)
    for one, other in combinations(values, 2):
        difference = support[one, other] - support[other, one]
        if difference:
            better, worse = (one, other) if difference > 0 else (other, one)
            values[better] += 1
            values[worse] -= 1
    return values


def schulze(ballots: Sequence[Ballot]) -> Values:
    """How many works a work beats by strongest paths of winning votes (Schulze 2011)."""
    strength = _strongest_paths(ballots)
    values = _zeros(ballots)
    for one, other in combinations(values, 2):
        difference = strength[one, other] - strength[other, one]
        if difference:
            values[one if difference > 0 else other] += 1
    return values


METHODS: dict[str, Callable[[Sequence[Ballot]], Values]] = {
    "borda": borda,
    "copeland": copeland,
    "schulze": schulze,
}


def places_of(ballot: Ballot) -> Values:
    """Places within one ballot, the best 1; equal works share the mean of their places."""
    most = len(ballot)
    return {work: most - points for work, points in _points(ballot).items()}


def _points(ballot: Ballot) -> Values:
    """Works below plus half of the tied, for each work."""
    below = 0
    points: Values = {}
    for equal in _levels(ballot):
        share = below + Fraction(len(equal) - 1, 2)
        points.update(dict.fromkeys(equal, share))
        below += len(equal)
    return points


def _levels(ballot: Ballot) -> Iterable[list[Work]]:
    """Groups of equal works, from the lowest."""
    by_value: dict[Fraction, list[Work]] = {}
    for work, value in ballot.items():
        by_value.setdefault(value, []).append(work)
    return (by_value[value] for value in sorted(by_value))


def _zeros(ballots: Sequence[Ballot]) -> Values:
    works = sorted({work for ballot in ballots for work in ballot})
    return dict.fromkeys(works, Fraction(0))


def _support(ballots: Sequence[Ballot]) -> dict[tuple[Work, Work], int]:
    """For each ordered pair how many jurors put the first above the second."""
    works = list(_zeros(ballots))
    support = {(one, other): 0 for one in works for other in works if one != other}
    for ballot in ballots:
        for one, other in combinations(ballot, 2):
            if ballot[one] != ballot[other]:
                pair = (one, other) if ballot[one] > ballot[other] else (other, one)
                support[pair] += 1
    return support


def _strongest_paths(ballots: Sequence[Ballot]) -> dict[tuple[Work, Work], int]:
    """Floyd–Warshall on the votes of the winners of each pair."""
    support = _support(ballots)
    works = list(_zeros(ballots))
    strength = {
        (one, other): votes if votes > support[other, one] else 0
        for (one, other), votes in support.items()
    }
    for between in works:
        for one in works:
            if one == between:
                continue
            reach = strength[one, between]
            for other in works:
                if other not in (one, between):
                    through = min(reach, strength[between, other])
                    strength[one, other] = max(strength[one, other], through)
    return strength
