"""A stranger's arithmetic: what can be had out of shown sums by adding and taking off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

Column = tuple[str, str]


def given_away(facts: Sequence[Mapping[Column, int]], most: int) -> set[str] | None:
    """At most so many respondents whose answers alone some combination of the facts tells."""
    columns = sorted({column for fact in facts for column in fact})
    whole = rank(facts, columns)
    for few in range(1, most + 1):
        for some in combinations(sorted({one for _wave, one in columns}), few):
            if rank(facts, [column for column in columns if column[1] not in some]) < whole:
                return set(some)
    return None


def rank(facts: Collection[Mapping[Column, int]], columns: Sequence[Column]) -> int:
    """How many of the facts are independent in these columns, by plain elimination."""
    rows = [[Fraction(fact.get(column, 0)) for column in columns] for fact in facts]
    found = 0
    for column in range(len(columns)):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(found + 1, len(rows)):
            factor = rows[r][column] / rows[found][column]
            if factor:
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[found], strict=True)]
        found += 1
    return found
