"""A sheet as its page shows it: a cell for each criterion, ready for the macros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from eventkit.lazy import dataclass
from eventkit.scoring.marks import marks_of, shown, text_of
from eventkit.scoring.models import Criterion, Level, Mark, Sheet
from eventkit.scoring.setup_queries import plain

MOST_BUTTONS = 20


@dataclass(frozen=True)
class Cell:
    """One criterion of a sheet: what the macro ``criterion`` takes, and its comment."""

    criterion: Criterion
    name: str
    number: int
    value: str
    shown: str
    version: int
    comment: str
    step: str
    maximum: int | str
    levels: list[dict[str, Any]] = field(default_factory=list)
    low_text: str = ""
    high_text: str = ""
    hint: str = ""
    error: str = ""
    weight: str = ""
    """Empty for the usual one: then the total is the plain sum."""


def cells(
    criteria: Sequence[Criterion],
    sheet: Sheet | None,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Cell]:
    """The cells of a sheet; what was typed and refused stays, with its error."""
    marks = marks_of(sheet) if sheet else {}
    return [
        _cell(criterion, index, marks.get(criterion.id), typed or {}, errors or {})
        for index, criterion in enumerate(criteria, start=1)
    ]


def field_name(criterion: Criterion) -> str:
    """The name of the criterion's field: «c12»; its comment is «t12»."""
    return f"c{criterion.id}"


def _cell(
    criterion: Criterion,
    index: int,
    mark: Mark | None,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> Cell:
    name = field_name(criterion)
    steps = mark.steps if mark else None
    value = typed.get(name, text_of(criterion, steps))
    whole = criterion.maximum == int(criterion.maximum)
    buttons = whole and criterion.maximum <= MOST_BUTTONS and plain(criterion.step) in ("1", "0.5")
    levels = bands(criterion) if buttons else []
    low, high = ("", "") if levels or not buttons else ends(criterion.levels, criterion.maximum)
    told = levels or low or high
    words = [] if told else [_in_words(level) for level in criterion.levels]
    return Cell(
        criterion=criterion,
        name=name,
        number=index,
        value=value,
        shown=shown(steps * criterion.step) if steps is not None else "",
        version=mark.version if mark else 0,
        comment=mark.comment if mark else "",
        step=plain(criterion.step) if whole else _free_step(criterion.step),
        maximum=int(criterion.maximum) if whole else plain(criterion.maximum),
        levels=levels,
        low_text=low,
        high_text=high,
        hint=" ".join(filter(None, (criterion.description, *words))),
        error=errors.get(name, ""),
        weight="" if Fraction(criterion.weight) == 1 else plain(criterion.weight),
    )


def bands(criterion: Criterion) -> list[dict[str, Any]]:
    """Levels as bands of whole marks, if together they hold each mark once; else none."""
    found: list[dict[str, Any]] = [
        {"text": level.text, "low": ceil(level.lowest), "high": floor(level.highest)}
        for level in criterion.levels
    ]
    covered = [mark for band in found for mark in range(band["low"], band["high"] + 1)]
    return found if covered == list(range(int(criterion.maximum) + 1)) else []


def ends(levels: Sequence[Level], maximum: Decimal) -> tuple[str, str]:
    """What stands under the two ends of a row: the words of the lowest and of the highest mark."""
    low = next((level.text for level in levels if level.highest == 0), "")
    high = next((level.text for level in levels if level.lowest == maximum), "")
    return (low, high) if len(levels) == bool(low) + bool(high) else ("", "")


def _in_words(level: Level) -> str:
    low, high = shown(level.lowest), shown(level.highest)
    return f"{low}: {level.text}." if low == high else f"{low}–{high}: {level.text}."


def _free_step(step: Decimal) -> str:
    # The macro draws buttons for these two; here the field must take any number.
    text = plain(step)
    return "any" if text in ("1", "0.5") else text


def has_weights(criteria: Sequence[Criterion]) -> bool:
    """Whether the total is not the plain sum of the marks, which the page adds up by itself."""
    return any(Fraction(criterion.weight) != 1 for criterion in criteria)
