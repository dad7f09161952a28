"""Scales: which items make a value, and what a value means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.items import Words, words_of
from eventkit.web.plain_data import Place, written

SCORES = ("mean", "sum")
MOST_ITEMS = 300
MOST_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """A range of values: everything under ``below``, exclusive; None: all that is left above.

    ``text`` says kindly, in one line, what such a value means for whoever has it.
    """

    title: Words
    below: Fraction | None = None
    text: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Norm:
    """Mean and standard deviation of a reference group; levels are then limits of z.

    ``group`` is an option's id of the questionnaire's first grouping item, empty for everybody.
    """

    group: str
    mean: Fraction
    sd: Fraction


@dataclass(frozen=True)
class Scale:
    """A scale over numbered items; a reversed item counts as minimum + maximum − x.

    With fewer answered items than ``min_answered`` there is no value. A sum with gaps is the mean
    of the answered items times the number of all. ``levels`` are limits of the value itself, or of
    z = (value − mean) / sd where there are ``norms``.
    """

    id: str
    title: Words = field(default_factory=dict)
    items: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()
    min_answered: int = 1
    score: str = "mean"
    levels: tuple[Level, ...] = ()
    norms: tuple[Norm, ...] = ()
    about: Words = field(default_factory=dict)
    """What the scale says, kindly, for the respondent's own result."""

    def to_dict(self) -> dict[str, Any]:
        """As in the document."""
        found: dict[str, Any] = {
            "id": self.id,
            "title": dict(self.title),
            "items": list(self.items),
            "reversed": list(self.reversed),
            "min_answered": self.min_answered,
            "score": self.score,
            "levels": [_level_dict(level) for level in self.levels],
        }
        if self.norms:
            found["norms"] = [
                {"group": one.group, "mean": written(one.mean), "sd": written(one.sd)}
                for one in self.norms
            ]
        if self.about:
            found["about"] = dict(self.about)
        return found


def read_scale(place: Place, known: Mapping[str, int]) -> Scale:
    """Read a scale; ``known`` holds the ids that it may take."""
    items = place.texts("items", MOST_ITEMS, 45)
    turned = place.texts("reversed", MOST_ITEMS, 45)
    for number, one in enumerate(items):
        if one not in known:
            place.wrong(f"items[{number}]", "unknown", one)
        elif one in items[:number]:
            place.wrong(f"items[{number}]", "repeated", one)
    for number, one in enumerate(turned):
        if one not in items:
            place.wrong(f"reversed[{number}]", "unknown", one)
    if not items:
        place.wrong("items", "missing")
    least = place.maybe_whole("min_answered", 1, max(1, len(items)))
    return Scale(
        id=place.identifier("id"),
        title=words_of(place, "title", wanted=True),
        items=items,
        reversed=turned,
        min_answered=max(1, len(items)) if least is None else least,
        score=place.one_of("score", SCORES),
        levels=_levels(place),
        norms=tuple(_norm(row) for row in place.rows("norms", 50)),
        about=words_of(place, "about"),
    )


def _levels(place: Place) -> tuple[Level, ...]:
    found: list[Level] = []
    rows = place.rows("levels", MOST_LEVELS)
    for number, row in enumerate(rows):
        below = row.maybe_number("below", least=None)
        last = number == len(rows) - 1
        if below is None and not last:
            row.wrong("below", "missing")
        previous = found[-1].below if found else None
        if below is not None and previous is not None and below <= previous:
            row.wrong("below", "range", f"> {written(previous)}")
        title, text = words_of(row, "title", wanted=True), words_of(row, "text")
        found.append(Level(title, None if last else below, _on_one_line(text)))
    return tuple(found)


def _norm(place: Place) -> Norm:
    sd = place.number("sd", "1")
    if sd <= 0:
        place.wrong("sd", "range", "> 0")
    return Norm(place.text("group", 40), place.number("mean", least=None), sd)


def _on_one_line(text: Words) -> Words:
    """A workbook has a line for each level."""
    return {language: " ".join(words.split()) for language, words in text.items()}


def _level_dict(level: Level) -> dict[str, Any]:
    found: dict[str, Any] = {"title": dict(level.title)}
    if level.text:
        found["text"] = dict(level.text)
    if level.below is not None:
        found["below"] = written(level.below)
    return found
