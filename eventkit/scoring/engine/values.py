"""What a calculation is fed with: plain frozen values, exact numbers, no database.

Ids are strings; their order decides nothing official, only the order in which equal rows
are listed. Every number is a Fraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from eventkit.lazy import dataclass

from .codec import later

ONE = Fraction(1)


class EngineInputError(ValueError):
    """The facts contradict themselves, so no calculation of them can be official."""


@dataclass(frozen=True)
class CriterionSpec:
    """What a sheet is marked by: `minimum` to `maximum` in steps of `step`, times `weight`.

    `code` is its own in the whole event; `trial` names the trial whose sheets have it.
    """

    code: str
    maximum: Fraction
    step: Fraction = ONE
    weight: Fraction = ONE
    minimum: Fraction = Fraction(0)
    trial: str = later("")

    def problem(self, mark: Fraction) -> str | None:
        """Why this mark is impossible: `below_minimum`, `above_maximum`, `off_step`, or None."""
        if mark < self.minimum:
            return "below_minimum"
        if mark > self.maximum:
            return "above_maximum"
        if ((mark - self.minimum) / self.step).denominator != 1:
            return "off_step"
        return None


@dataclass(frozen=True)
class SheetValues:
    """One juror's sheet of one entry in one trial: submitted, and perhaps annulled later.

    `position` is 1 for the first reading, 2 the second, 3 the third (or further sheets).
    A mark of None, or one that is absent, is a gap: not a zero. `replaces` names the juror
    whose annulled sheet this one stands for. Drafts and returned sheets are not passed at all.
    """

    entry: str
    juror: str
    position: int
    marks: Mapping[str, Fraction | None]
    annulled: bool = False
    replaces: str | None = None
    trial: str = later("")

    def __post_init__(self) -> None:
        object.__setattr__(self, "marks", MappingProxyType(dict(self.marks)))

    def own(self, criteria: tuple[CriterionSpec, ...]) -> tuple[CriterionSpec, ...]:
        """The criteria of the sheet's trial."""
        return tuple(c for c in criteria if c.trial == self.trial)

    def gaps(self, criteria: tuple[CriterionSpec, ...]) -> tuple[str, ...]:
        """Codes of the trial's criteria that have no mark yet."""
        return tuple(c.code for c in self.own(criteria) if self.marks.get(c.code) is None)

    def total(self, criteria: tuple[CriterionSpec, ...]) -> Fraction | None:
        """Σ mark × weight, or None while there is a gap."""
        total = Fraction(0)
        for criterion in self.own(criteria):
            mark = self.marks.get(criterion.code)
            if mark is None:
                return None
            total += mark * criterion.weight
        return total


@dataclass(frozen=True)
class EntryInput:
    """A work that takes part, in the nomination in which its place is given.

    `entrants` are the persons whose work it is, for rules that let a person win once. `trials` are
    those that a work was let into which did not go on through all rounds; none named means all.
    """

    entry: str
    nomination: str
    entrants: tuple[str, ...] = later(())
    trials: tuple[str, ...] = later(())

    def own(self, criteria: Sequence[CriterionSpec]) -> tuple[CriterionSpec, ...]:
        """The criteria of the trials that the work was let into."""
        return tuple(c for c in criteria if not self.trials or c.trial in self.trials)


@dataclass(frozen=True)
class Recused:
    """«Not marked: conflict of interest»: a juror who may not mark a work. It is no gap."""

    entry: str
    juror: str


@dataclass(frozen=True)
class Timing:
    """How long the performance of a work in a trial took, in whole seconds."""

    entry: str
    trial: str
    seconds: int


@dataclass(frozen=True)
class NominationInput:
    """A nomination and the audience whose grand prix its winner may take."""

    nomination: str
    audience: str = ""


@dataclass(frozen=True)
class Ruling:
    """A recorded decision of the jury that the rules leave to people.

    `kind` is `order` (`entries` from best to worst), `shared_place` (`entries` share; none named
    means whichever works of the nomination are equal) or `no_award` (first place is not given,
    and every place moves by one). A later `number` overrides an
    earlier one about the same works.
    """

    nomination: str
    kind: str
    entries: tuple[str, ...] = ()
    number: int = 0


def exact(value: int | str | Decimal | Fraction) -> Fraction:
    """An exact number from what JSON, a form or the database gives ("4.5", "9/2", Decimal).

    Raises TypeError for a float, which is already inexact (read JSON with
    `parse_float=Decimal`), and ValueError for what is no finite number.
    """
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal | Fraction):
        raise TypeError(f"an exact number is wanted, not {type(value).__name__} {value!r}")
    if isinstance(value, str):
        value = value.strip().replace(",", ".")
    try:
        return Fraction(value)
    except (ZeroDivisionError, OverflowError) as error:
        raise ValueError(f"not a number: {value!r}") from error
