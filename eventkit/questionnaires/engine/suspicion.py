"""Answers that should be looked at before they are believed; none is ever dropped for it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import NUMBERED
from eventkit.questionnaires.engine.scoring import WHOLE, Answers, given, possible

KINDS = ("gap", "impossible", "too_many", "straight", "fast")
"""gap: a numbered item without an answer; impossible: a number that the item does not offer;
too_many: more marks than allowed; straight: the same number everywhere; fast: too fast to have
been read."""
TELLING = ("impossible", "too_many", "straight", "fast")
"""Those that make an answer suspicious: a gap does not."""
STRAIGHT_FROM = 6
"""Fewer equal answers in a row may well be meant."""
SECONDS_PER_ITEM = 2
"""Faster than this nobody reads and chooses."""


@dataclass(frozen=True)
class Finding:
    """What was noticed; ``item`` is empty where the whole answer is meant."""

    kind: str
    item: str = ""
    value: Any = None


def findings(
    instrument: Instrument, answers: Answers, seconds: int | None = None
) -> tuple[Finding, ...]:
    """Everything noticed, in the order of the items; then what the whole looks like."""
    found = [*_of_items(instrument, answers)]
    if _is_straight(instrument, answers):
        found.append(Finding("straight"))
    asked = sum(item.id in answers for item in instrument.items)
    if seconds is not None and asked and seconds < asked * SECONDS_PER_ITEM:
        found.append(Finding("fast", value=seconds))
    return tuple(found)


def _of_items(instrument: Instrument, answers: Answers) -> Iterator[Finding]:
    for item in instrument.items:
        if item.kind in NUMBERED and (item.when is None or answers.get(item.id) is not None):
            for one, value in given(item, answers).items():
                if value is None:
                    yield Finding("gap", one)
                elif possible(item, value) is None:
                    yield Finding("impossible", one, value)
        marked = answers.get(item.id)
        several = set(map(str, marked)) if isinstance(marked, list | tuple) else set()
        if item.at_most is not None and len(several) > item.at_most:
            yield Finding("too_many", item.id)


def _is_straight(instrument: Instrument, answers: Answers) -> bool:
    """Whether all items of one range have one number, and there are enough of them."""
    by_range: dict[tuple[Fraction, Fraction], list[Fraction]] = {}
    for item in instrument.items:
        if item.kind in WHOLE:
            known = (possible(item, value) for value in given(item, answers).values())
            values = [value for value in known if value is not None]
            by_range.setdefault((item.minimum, item.maximum), []).extend(values)
    lines = [values for values in by_range.values() if len(values) >= STRAIGHT_FROM]
    return bool(lines) and all(len(set(values)) == 1 for values in lines)
