"""Totals of sheets as whole numbers in arrays: the table that every statistic here reads."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm
from typing import TYPE_CHECKING, Any

from eventkit.lazy import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Exact = NDArray[Any]

Marks = Mapping[str, Mapping[str, Fraction]]
"""Work → juror → total of the sheet; a sheet that is not there is absent."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Sheets in the order of works and, within a work, of jurors, both by id.

    `entries` and `jurors` are the ids, each with at least one sheet. `work_of` and `juror_of` hold
    for each sheet the number of its work and juror, `whole` its total in steps of 1/`denominator`.
    Sums and differences of `whole` are exact: it is int64 or, where that could overflow, an array
    of Python's own whole numbers.
    """

    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    work_of: Whole
    juror_of: Whole
    whole: Exact
    denominator: int

    @property
    def marks(self) -> int:
        """How many sheets there are."""
        return len(self.whole)

    @property
    def missing(self) -> int:
        """How many sheets a complete table would have besides."""
        return len(self.entries) * len(self.jurors) - self.marks

    @cached_property
    def sheets_of_work(self) -> Whole:
        """How many sheets each work has."""
        return _counts(self.work_of, len(self.entries))

    @cached_property
    def sheets_of_juror(self) -> Whole:
        """How many sheets each juror has."""
        return _counts(self.juror_of, len(self.jurors))

    @cached_property
    def sum_of_work(self) -> Exact:
        """The sum of each work's totals, in steps."""
        return self.added(self.whole, self.work_of, len(self.entries))

    @cached_property
    def sum_of_juror(self) -> Exact:
        """The sum of each juror's totals, in steps."""
        return self.added(self.whole, self.juror_of, len(self.jurors))

    @cached_property
    def excess(self) -> Exact:
        """For each sheet of a work with n sheets: n · total - sum of the work, in steps.

        Divided by n it is the distance from the work's mean, by n - 1 that from the others' mean.
        """
        sheets = self.sheets_of_work[self.work_of]
        excess: Exact = self.whole * sheets - self.sum_of_work[self.work_of]
        return excess

    def added(self, steps: Exact, groups: Whole, size: int) -> Exact:
        """Exact sums of `steps` by group, for groups 0 … size - 1."""
        import numpy as np

        sums = np.zeros(size, dtype=self.whole.dtype)
        np.add.at(sums, groups, steps)
        return sums

    def points(self, steps: Exact, parts: Whole | int = 1) -> Floats:
        """Steps, each divided by its number of `parts`, in points."""
        import numpy as np

        # Divisors of the same kind as the steps: Python's own numbers divide without overflow.
        divisors = np.asarray(parts).astype(self.whole.dtype) * self.denominator
        points: Floats = (steps / divisors).astype(np.float64)
        return points


def read_totals(totals: Marks) -> Totals:
    """The table of all works that have a sheet; the order of the mappings does not matter."""
    import numpy as np

    entries = tuple(sorted(entry for entry, row in totals.items() if row))
    rows = [totals[entry] for entry in entries]
    jurors = tuple(sorted(set().union(*rows)))
    number = {juror: index for index, juror in enumerate(jurors)}
    work_of = np.repeat(np.arange(len(entries)), [len(row) for row in rows])
    juror_of = np.array([number[juror] for juror in chain.from_iterable(rows)], dtype=np.int64)
    marks = list(chain.from_iterable(row.values() for row in rows))
    denominator = lcm(*{mark.denominator for mark in marks})
    steps = [mark.numerator * (denominator // mark.denominator) for mark in marks]
    whole: Exact = np.array(steps, dtype=_kind(steps, denominator, len(jurors)))
    order = np.lexsort((juror_of, work_of))
    return Totals(
        entries, jurors, work_of[order], juror_of[order], whole[order], denominator
    )  # fmt: skip


def _kind(steps: list[int], denominator: int, jurors: int) -> type:
    """The kind of array in which no sum of this package can overflow.

    The largest are sums over all sheets of `excess`, and a juror's sheets times a total.
    """
    import numpy as np

    largest = max(map(abs, steps), default=0)
    fits = 2 * (jurors + 1) * (len(steps) + 1) * max(largest, denominator) < 2**62
    return np.int64 if fits else object


def _counts(groups: Whole, size: int) -> Whole:
    import numpy as np

    return np.bincount(groups, minlength=size).astype(np.int64)
