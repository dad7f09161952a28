"""What another version of the results says otherwise, work by work."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.results.models import Calculation, Standing
from eventkit.results.queries import standings


@dataclass(frozen=True)
class Change:
    """A work whose row differs between two versions; None where it had no row."""

    before: Standing | None
    after: Standing | None

    @property
    def row(self) -> Standing:
        """The newer of the two rows."""
        row = self.after or self.before
        assert row is not None
        return row

    @property
    def code(self) -> str:
        """The work's code."""
        return self.row.entry.code or ""

    @property
    def nomination(self) -> str:
        """The title of the nomination."""
        return self.row.nomination.title

    @property
    def place_before(self) -> str:
        """As it was shown, empty without a place."""
        return self.before.place_shown if self.before else ""

    @property
    def place_after(self) -> str:
        """As it is shown, empty without a place."""
        return self.after.place_shown if self.after else ""

    @property
    def value_before(self) -> Fraction | None:
        """The official value as it was."""
        return self.before.value if self.before else None

    @property
    def value_after(self) -> Fraction | None:
        """The official value now."""
        return self.after.value if self.after else None

    @property
    def moved(self) -> bool:
        """Whether the place itself differs, not the value alone."""
        return self.place_before != self.place_after


def difference(before: Calculation, after: Calculation) -> list[Change]:
    """Works that another version values or places otherwise, in the order of the newer one."""
    old = {row.entry_id: row for row in standings(before)}
    new = {row.entry_id: row for row in standings(after)}
    changes = []
    for entry_id in [*new, *(e for e in old if e not in new)]:
        was, now = old.get(entry_id), new.get(entry_id)
        if was is None or now is None or not says_the_same(was, now):
            changes.append(Change(was, now))
    return changes


def says_the_same(one: Standing, other: Standing) -> bool:
    """Whether two rows of a work tell its author the same."""
    return _official(one) == _official(other)


def _official(row: Standing) -> tuple[Any, ...]:
    return (
        row.value,
        row.place,
        row.place_shown,
        row.status,
        row.degree,
        row.is_provisional,
        row.is_grand_prix,
    )
