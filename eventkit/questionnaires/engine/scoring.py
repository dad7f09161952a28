"""Values of scales out of one respondent's answers, exactly, and what level a value is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import NUMBERED, Item
from eventkit.questionnaires.engine.scales import Level, Scale
from eventkit.web.plain_data import PLAIN_NUMBER

WHOLE = ("likert", "differential", "matrix")
Answers = Mapping[str, Any]
"""By item id, as ``Item`` says; what was not answered is absent or None."""
Numbers = Mapping[str, Fraction | None]
"""By the id under which scales take it; None: not answered, or impossible."""


def exact(value: Any) -> Fraction | None:
    """A number as it was answered, «3,5» too; None for anything else."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip().replace(",", ".")
    return Fraction(text) if PLAIN_NUMBER.match(text) else None


def given(item: Item, answers: Answers) -> dict[str, Any]:
    """What was answered to a numbered item, by the ids that scales know; None where nothing."""
    answer = answers.get(item.id)
    if item.kind != "matrix":
        found = {item.id: answer}
    else:
        rows = answer if isinstance(answer, Mapping) else {}
        found = {f"{item.id}.{row.id}": rows.get(row.id) for row in item.rows}
    return {one: None if value is None or value == "" else value for one, value in found.items()}


def possible(item: Item, value: Any) -> Fraction | None:
    """The number if the item offers it, else None."""
    number = exact(value)
    if number is None or not item.minimum <= number <= item.maximum:
        return None
    return None if item.kind in WHOLE and number.denominator != 1 else number


def numbers(instrument: Instrument, answers: Answers) -> dict[str, Fraction | None]:
    """Every number that scales may take."""
    return {
        one: possible(item, value)
        for item in instrument.items
        if item.kind in NUMBERED
        for one, value in given(item, answers).items()
    }


def ranges(instrument: Instrument) -> dict[str, tuple[Fraction, Fraction]]:
    """The smallest and the largest number by the id under which scales take it."""
    return {one: (item.minimum, item.maximum) for item in instrument.items for one in item.scored}


def turned(
    scale: Scale, found: Numbers, limits: Mapping[str, tuple[Fraction, Fraction]]
) -> list[Fraction | None]:
    """The numbers of a scale's items in its order, reversed ones as minimum + maximum − x."""
    row: list[Fraction | None] = []
    for item in scale.items:
        number = found.get(item)
        if number is not None and item in scale.reversed:
            number = sum(limits[item]) - number
        row.append(number)
    return row


def value_of(scale: Scale, row: Sequence[Fraction | None]) -> Fraction | None:
    """The value out of ``turned`` numbers; None where too few are answered."""
    answered = [number for number in row if number is not None]
    if len(answered) < max(1, scale.min_answered):
        return None
    mean = sum(answered, Fraction(0)) / len(answered)
    return mean if scale.score == "mean" else mean * len(scale.items)


def scale_values(instrument: Instrument, answers: Answers) -> dict[str, Fraction | None]:
    """The value of each scale; None where too few of its items are answered."""
    found, limits = numbers(instrument, answers), ranges(instrument)
    return {scale.id: value_of(scale, turned(scale, found, limits)) for scale in instrument.scales}


def level_of(scale: Scale, value: Fraction, group: str = "") -> Level | None:
    """The level of a value; None for a scale without levels, or for a group without norms.

    With norms it is the level of z in ``group``, or in the norm of everybody.
    """
    if scale.norms:
        norms = {norm.group: norm for norm in scale.norms}
        norm = norms.get(group) or norms.get("")
        if norm is None:
            return None
        value = (value - norm.mean) / norm.sd
    for level in scale.levels:
        if level.below is None or value < level.below:
            return level
    return None
