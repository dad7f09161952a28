"""A juror's marks beside the reference: exact arithmetic, and what it says in kind words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.lazy import dataclass
from eventkit.scoring.models import Criterion
from eventkit.web.i18n import number

Values = Mapping[int, Decimal]
"""Criterion id → mark."""


@dataclass(frozen=True)
class Line:
    """One criterion: own mark, reference mark, why the reference is right."""

    criterion: Criterion
    own: Fraction
    reference: Fraction
    reason: str

    @property
    def difference(self) -> Fraction:
        """Above 0 where the juror gave more."""
        return self.own - self.reference


@dataclass(frozen=True)
class Comparison:
    """A whole sample: criterion by criterion, and totals with their weights."""

    lines: Sequence[Line]

    @property
    def own(self) -> Fraction:
        """The juror's total."""
        return _weighted(self.lines, [line.own for line in self.lines])

    @property
    def reference(self) -> Fraction:
        """The reference's total."""
        return _weighted(self.lines, [line.reference for line in self.lines])

    @property
    def difference(self) -> Fraction:
        """Of the totals; above 0 where the juror gave more."""
        return self.own - self.reference

    @property
    def same(self) -> int:
        """Criteria with the very mark of the reference."""
        return sum(not line.difference for line in self.lines)


def compare(
    criteria: Sequence[Criterion], own: Values, reference: Values, reasons: Mapping[int, str]
) -> Comparison:
    """Put the criteria that both have marked beside each other."""
    return Comparison(
        [
            Line(c, Fraction(own[c.id]), Fraction(reference[c.id]), reasons.get(c.id, ""))
            for c in criteria
            if c.id in own and c.id in reference
        ]
    )


def weighted_total(criteria: Sequence[Criterion], values: Values) -> Fraction:
    """Σ mark × weight."""
    return sum(
        (Fraction(values[c.id]) * Fraction(c.weight) for c in criteria if c.id in values),
        start=Fraction(0),
    )


def tendency(differences: Sequence[Fraction]) -> Fraction | None:
    """The mean of what a juror gave above the reference; None without a sample."""
    return sum(differences, start=Fraction(0)) / len(differences) if differences else None


def difference_words(difference: Fraction) -> str:
    """«на 1,2 балла выше образца», «ниже», «так же, как в образце»."""
    size = abs(difference)
    if number(size, 1) == number(Fraction(0), 1):
        return str(_("так же, как в образце"))
    if size.denominator == 1:
        points = ngettext("%(num)d балл", "%(num)d баллов", int(size))
    else:
        points = _("%(points)s балла", points=number(size, 1))
    if difference > 0:
        return str(_("на %(points)s выше образца", points=points))
    return str(_("на %(points)s ниже образца", points=points))


def tendency_words(differences: Sequence[Fraction]) -> str:
    """One kind sentence about all samples that a juror has sent; «» before the first one."""
    mean = tendency(differences)
    if mean is None:
        return ""
    return str(_("Ваша оценка в среднем %(words)s.", words=difference_words(mean)))


def _weighted(lines: Sequence[Line], values: Sequence[Fraction]) -> Fraction:
    pairs = zip(lines, values, strict=True)
    return sum((value * Fraction(line.criterion.weight) for line, value in pairs), Fraction(0))
