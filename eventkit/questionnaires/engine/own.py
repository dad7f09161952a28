"""What the scales say of one respondent: values in their range, and the levels of them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.scales import Level, Scale
from eventkit.questionnaires.engine.scoring import level_of, ranges, scale_values


@dataclass(frozen=True)
class Mark:
    """The own value of a scale; None where too few of its items are answered.

    ``low`` and ``high`` are the least and the largest value that the scale can have.
    """

    scale: Scale
    value: Fraction | None
    low: Fraction
    high: Fraction
    level: Level | None

    @property
    def share(self) -> Fraction:
        """Where the value lies in its range, from 0 to 1; 0 where there is none."""
        if self.value is None or self.high <= self.low:
            return Fraction(0)
        return min(max((self.value - self.low) / (self.high - self.low), Fraction(0)), Fraction(1))


def shows_own(instrument: Instrument) -> bool:
    """Whether respondents see their own result: its author wants it, and a scale has levels."""
    return instrument.own_result and any(scale.levels for scale in instrument.scales)


def marks_of(instrument: Instrument, answers: Mapping[str, Any]) -> tuple[Mark, ...]:
    """The values of one respondent by scale, in the order of the scales.

    Norms are those of the group that was answered to the first grouping item.
    """
    values, limits = scale_values(instrument, answers), ranges(instrument)
    group = str(answers.get(instrument.groups[0]) or "") if instrument.groups else ""
    found = []
    for scale in instrument.scales:
        value = values[scale.id]
        low, high = (
            sum((limits[item][end] for item in scale.items), Fraction(0)) for end in (0, 1)
        )
        count = len(scale.items) if scale.score == "mean" else 1
        level = None if value is None else level_of(scale, value, group)
        found.append(Mark(scale, value, low / count, high / count, level))
    return tuple(found)
