"""Which numbers of a report stay hidden, so that nobody's answer can be read out of them.

Small groups are one danger; the other is subtraction: a total less its other groups, one split
against another, a wave less those who answered again. ``hidden`` sees to the first in one table,
``Ledger`` to the second over all that is shown of one value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import combinations
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)
Fact = Mapping[tuple[str, str], int]
"""A sum that is shown: (wave, respondent) → how often that answer is in it, −1 if taken off."""
Row = dict[tuple[str, int], int]
"""A fact over classes of respondents: (wave, class) → coefficient modulo PRIME."""
SMALL_GROUP = 5
PRIME = 2_147_483_647
"""Sums are kept modulo it, so that elimination is exact and numbers stay short."""
MOST_CLASSES = 2
"""So many classes of respondents together are looked at."""
GONE = "gone "
"""Names of those begin so who were in a sum that was shown, and took their answers back since."""


def hidden(sizes: Mapping[Group, int], least: int = SMALL_GROUP) -> frozenset[Group]:
    """Groups of a table that are not shown: those under ``least``, and one more beside a single.

    A single hidden group could be had by subtracting the others from the total, so the next
    smallest goes too (of equals the first). A group without anybody neither hides nor is hidden.
    """
    filled = {group: size for group, size in sizes.items() if size}
    small = {group for group, size in filled.items() if size < least}
    rest = [group for group in filled if group not in small]
    if len(small) == 1 and rest:
        small.add(min(rest, key=lambda group: filled[group]))
    return frozenset(small)


def mean_of(wave: str, respondents: Iterable[str]) -> Fact:
    """What a mean, a sum or a count over a group gives away."""
    return {(wave, respondent): 1 for respondent in respondents}


def change_of(before: str, after: str, respondents: Iterable[str]) -> Fact:
    """What a mean change over a group gives away."""
    fact: dict[tuple[str, str], int] = {}
    for respondent in respondents:
        fact |= {(before, respondent): -1, (after, respondent): 1}
    return fact


class Ledger:
    """All that reports show of one value, such as a scale, in every wave and split.

    Nothing is let in that, added to and taken from what is in already, would give a sum over
    fewer than ``least`` respondents. Respondents who are always summed together are one class; a
    forbidden sum is looked for over any two classes.
    """

    def __init__(self, least: int = SMALL_GROUP) -> None:
        """Nothing is shown yet."""
        self.least = least
        self.facts: list[Fact] = []

    def admit(self, facts: Collection[Fact]) -> bool:
        """Take the facts of a table in, all or none; whether they may be shown."""
        new = [fact for fact in facts if fact and fact not in self.facts]
        if any(_gives_away(known, new, self.least) for known in self._readings()):
            return False
        self.facts += new
        return True

    def know(self, facts: Iterable[Fact]) -> None:
        """Take in what was shown already and cannot be taken back, whatever it gives away."""
        self.facts += [fact for fact in facts if fact and fact not in self.facts]

    def _readings(self) -> list[list[Fact]]:
        """What is known to a stranger, and to whoever knows the answers of those who are gone."""
        without: list[Fact] = [
            {column: times for column, times in fact.items() if not column[1].startswith(GONE)}
            for fact in self.facts
        ]
        return [self.facts] if without == self.facts else [self.facts, without]


def _gives_away(known: list[Fact], new: list[Fact], least: int) -> bool:
    """Whether the new facts tell of fewer than ``least`` what the known ones do not tell."""
    facts = [*known, *new]
    waves = sorted({wave for fact in facts for wave, _respondent in fact})
    classes = _classes(facts)
    before, after = (_reduced(_rows(some, classes)) for some in (known, facts))
    small = [number for number, members in enumerate(classes) if len(members) < least]
    for together in range(1, MOST_CLASSES + 1):
        for chosen in combinations(small, together):
            if sum(len(classes[number]) for number in chosen) >= least:
                continue
            columns = {(wave, number) for wave in waves for number in chosen}
            told = _isolated(after, columns)
            if told and told > _isolated(before, columns):
                return True
    return False


def _classes(facts: list[Fact]) -> list[list[str]]:
    """Respondents with the same coefficients in every fact."""
    seen: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for number, fact in enumerate(facts):
        for (wave, respondent), times in fact.items():
            seen[respondent][number, wave] = times
    found: dict[frozenset[tuple[tuple[int, str], int]], list[str]] = defaultdict(list)
    for respondent, signature in seen.items():
        found[frozenset(signature.items())].append(respondent)
    return list(found.values())


def _rows(facts: list[Fact], classes: list[list[str]]) -> list[Row]:
    class_of = {members[0]: number for number, members in enumerate(classes)}
    return [
        {
            (wave, class_of[respondent]): times % PRIME
            for (wave, respondent), times in fact.items()
            if respondent in class_of
        }
        for fact in facts
    ]


def _reduced(rows: list[Row]) -> list[Row]:
    """A basis of all that can be had by adding and taking off."""
    basis: list[Row] = []
    for row in rows:
        left = _eliminate(row, basis)
        if left:
            basis.append(left)
    return basis


def _eliminate(row: Row, basis: list[Row]) -> Row:
    """The row less its parts along a basis whose every row starts with a column of its own."""
    left = dict(row)
    for other in basis:
        first = next(iter(other))
        if times := left.get(first):
            factor = times * pow(other[first], -1, PRIME) % PRIME
            for column, value in other.items():
                new = (left.get(column, 0) - factor * value) % PRIME
                if new:
                    left[column] = new
                else:
                    left.pop(column, None)
    return left


def _isolated(rows: list[Row], columns: set[tuple[str, int]]) -> int:
    """How many independent combinations of independent rows are nothing outside the columns.

    As many as rows that are no longer independent, when cut down to what is outside.
    """
    outside = [
        {column: value for column, value in row.items() if column not in columns} for row in rows
    ]
    return len(rows) - len(_reduced(outside))
