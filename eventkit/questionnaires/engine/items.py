"""One question of a questionnaire, with the condition under which it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.web.plain_data import Place, written

LANGUAGES = ("ru", "en")
KINDS = (
    "likert",
    "differential",
    "one",
    "several",
    "rank",
    "matrix",
    "number",
    "slider",
    "text",
    "completion",
)
"""likert: whole numbers from ``minimum`` to ``maximum`` under ``labels``; differential: the same
between two poles; matrix: the same numbers for each of ``rows``; rank: ``options`` in order;
completion: a sentence that the respondent ends."""
NUMBERED = ("likert", "differential", "matrix", "number", "slider")
CHOSEN = ("one", "several", "rank")
WRITTEN = ("text", "completion")
TESTS = ("is", "is_not", "has", "at_least", "at_most", "answered")
LONG = 2_000
MOST_OPTIONS = 50

Words = Mapping[str, str]
"""A text by language: ``{"ru": "…", "en": "…"}``; Russian stands in where English is empty."""


def words_of(place: Place, name: str, *, wanted: bool = False) -> Words:
    """A text in both languages; a plain text counts as Russian."""
    value = place.data.get(name)
    if isinstance(value, str):
        return {"ru": place.text(name, LONG, wanted=wanted)}
    inside = place.inside(name)
    found = {language: inside.text(language, LONG) for language in LANGUAGES}
    if wanted and not found["ru"]:
        inside.wrong("ru", "missing")
    return {language: text for language, text in found.items() if text}


def said(words: Words, language: str) -> str:
    """The text in a language, else in Russian."""
    return words.get(language) or words.get("ru", "")


@dataclass(frozen=True)
class Option:
    """An answer that can be chosen, or a row of a matrix."""

    id: str
    text: Words


@dataclass(frozen=True)
class Condition:
    """An item is asked if the answer to an earlier one passes the test.

    ``value`` is an option's id for "is", "is_not" and "has", a number for "at_least" and "at_most".
    """

    item: str
    test: str = "is"
    value: str = ""


@dataclass(frozen=True)
class Item:
    """A question.

    Answers are ints (likert, differential), texts of numbers (number, slider), an option's id
    (one), lists of ids (several, rank), row id → int (matrix), texts (text, completion).
    """

    id: str
    kind: str = "likert"
    text: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)
    required: bool = False
    minimum: Fraction = Fraction(1)
    maximum: Fraction = Fraction(5)
    step: Fraction = Fraction(1)
    labels: tuple[Words, ...] = ()
    """Of each point of a likert item or matrix; the two poles of a differential or a slider."""
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    at_most: int | None = None
    """How many options "several" may have; more make the answer void."""
    shuffled: bool = False
    """Whether options come in another order for each respondent."""
    when: Condition | None = None

    @property
    def points(self) -> tuple[int, ...]:
        """The numbers that a likert, differential or matrix item offers."""
        return tuple(range(int(self.minimum), int(self.maximum) + 1))

    @property
    def scored(self) -> tuple[str, ...]:
        """Under which ids scales may take it: its own, or "item.row" for each row of a matrix."""
        if self.kind == "matrix":
            return tuple(f"{self.id}.{row.id}" for row in self.rows)
        return (self.id,) if self.kind in NUMBERED else ()

    def to_dict(self) -> dict[str, Any]:
        """As in the document; what is at its default is left out."""
        found: dict[str, Any] = {"id": self.id, "kind": self.kind, "text": dict(self.text)}
        if self.note:
            found["note"] = dict(self.note)
        if self.kind in NUMBERED:
            found |= {"min": written(self.minimum), "max": written(self.maximum)}
        if self.kind in ("number", "slider"):
            found["step"] = written(self.step)
        found |= self._lists()
        if self.at_most is not None:
            found["at_most"] = self.at_most
        for name, flag in (("required", self.required), ("shuffled", self.shuffled)):
            if flag:
                found[name] = True
        if self.when is not None:
            found["when"] = {
                "item": self.when.item,
                "test": self.when.test,
                "value": self.when.value,
            }
        return found

    def _lists(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.labels:
            found["labels"] = [dict(one) for one in self.labels]
        for name, listed in (("options", self.options), ("rows", self.rows)):
            if listed:
                found[name] = [{"id": one.id, "text": dict(one.text)} for one in listed]
        return found


def read_item(place: Place) -> Item:
    """Read an item; mistakes are noted at their places."""
    kind = place.one_of("kind", KINDS)
    item = Item(
        id=place.identifier("id"),
        kind=kind,
        text=words_of(place, "text", wanted=True),
        note=words_of(place, "note"),
        required=place.flag("required"),
        minimum=place.number("min", "0" if kind in ("number", "slider") else "1", least=None),
        maximum=place.number("max", "100" if kind in ("number", "slider") else "5", least=None),
        step=place.number("step", "1"),
        labels=tuple(words_of(row, "text") for row in _labels(place)),
        options=_options(place, "options"),
        rows=_options(place, "rows"),
        at_most=place.maybe_whole("at_most", 1, MOST_OPTIONS),
        shuffled=place.flag("shuffled"),
        when=_condition(place),
    )
    _check(place, item)
    return item


def _labels(place: Place) -> Sequence[Place]:
    """Labels are texts by language, not objects with a field: each is put under "text"."""
    values = place.data.get("labels") or ()
    path = f"{place.path}.labels"
    if isinstance(values, str) or not isinstance(values, Sequence):
        place.wrong("labels", "list")
        return ()
    return [
        Place({"text": value}, f"{path}[{number}]", place.problems)
        for number, value in enumerate(values[:MOST_OPTIONS])
    ]


def _options(place: Place, name: str) -> tuple[Option, ...]:
    found: list[Option] = []
    for row in place.rows(name, MOST_OPTIONS):
        option = Option(row.identifier("id"), words_of(row, "text", wanted=True))
        if any(option.id == other.id for other in found):
            row.wrong("id", "repeated", option.id)
        found.append(option)
    return tuple(found)


def _condition(place: Place) -> Condition | None:
    if place.data.get("when") is None:
        return None
    inside = place.inside("when")
    return Condition(
        inside.identifier("item"), inside.one_of("test", TESTS), inside.text("value", 40)
    )


def _check(place: Place, item: Item) -> None:
    if item.kind in CHOSEN and len(item.options) < 2:
        place.wrong("options", "few", 2)
    if item.kind == "matrix" and not item.rows:
        place.wrong("rows", "missing")
    if item.kind in NUMBERED and item.minimum >= item.maximum:
        place.wrong("max", "range", f"> {written(item.minimum)}")
    if item.kind not in ("likert", "differential", "matrix"):
        return
    for name, value in (("min", item.minimum), ("max", item.maximum)):
        if value.denominator != 1:
            place.wrong(name, "whole", written(value))
    if item.maximum - item.minimum > 10:
        place.wrong("max", "range", f"≤ {written(item.minimum + 10)}")
    wanted = 2 if item.kind == "differential" else len(item.points)
    if item.labels and len(item.labels) != wanted:
        place.wrong("labels", "number_of", wanted)
