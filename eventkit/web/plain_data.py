"""Reading plain data out of a file of strangers: every mistake is named with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Any, NamedTuple

from eventkit.lazy import dataclass

IDENTIFIER = re.compile(r"^[A-Za-z0-9_-]{1,20}$")
# «0.5», or «1/3» as rules are kept; no exponents, whose size nothing would bound
PLAIN_NUMBER = re.compile(r"^-?\d{1,12}(?:\.\d{1,12}|/[1-9]\d{0,12})?$", re.ASCII)
NOTHING: Mapping[str, Any] = {}


class Problem(NamedTuple):
    """What is wrong and where: ``path`` as «stations[2].answers[0].right», ``message`` in English.

    ``kind`` names the mistake for whoever words it in another language, ``value`` is what was
    found or wanted there.
    """

    path: str
    kind: str
    value: str = ""

    @property
    def message(self) -> str:
        """The mistake as a sentence."""
        return SENTENCES[self.kind].format(value=self.value)


SENTENCES = {
    "format": "this is a file of another kind",
    "version": "version {value} is not known here",
    "object": "an object is wanted",
    "list": "a list is wanted",
    "text": "a text is wanted",
    "missing": "this must be filled in",
    "long": "this is longer than {value} signs",
    "many": "there are more than {value} of them",
    "identifier": "a name of Latin letters and digits is wanted, not {value}",
    "number": "{value} is no number",
    "range": "a number {value} is wanted",
    "whole": "{value} is no whole number",
    "flag": "true or false is wanted",
    "choice": "one of {value} is wanted",
    "repeated": "{value} stands here twice",
    "unknown": "there is no {value}",
    "no_right": "nothing here says which answer is right",
    "rules": "{value}",
    "picture": "{value} is no picture that can be shown",
    "few": "at least {value} are wanted",
    "number_of": "{value} of them are wanted",
    "not_shown": "{value} stands on no page",
    "own": "this cannot depend on itself",
}


class DefinitionError(ValueError):
    """A document cannot be read; ``problems`` holds every mistake with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the mistakes; the text is all of them."""
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.path}: {p.message}" for p in self.problems))


@dataclass(frozen=True)
class Place:
    """A place in the data with the list of mistakes that is shared by all places of a document."""

    data: Mapping[str, Any]
    path: str = ""
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, kind: str, value: object = "") -> None:
        """Note a mistake."""
        where = f"{self.path}.{name}" if self.path and name else self.path or name
        self.problems.append(Problem(where, kind, str(value)[:200]))

    def inside(self, name: str) -> Place:
        """An object below; an empty one where it is absent or of another sort."""
        value = self.data.get(name)
        if value is not None and not isinstance(value, Mapping):
            self.wrong(name, "object")
            value = None
        path = f"{self.path}.{name}" if self.path else name
        return Place(value or NOTHING, path, self.problems)

    def rows(self, name: str, most: int) -> list[Place]:
        """The objects of a list."""
        values = self._list(name, most)
        path = f"{self.path}.{name}" if self.path else name
        places = []
        for number, value in enumerate(values):
            place = Place(NOTHING, f"{path}[{number}]", self.problems)
            if isinstance(value, Mapping):
                places.append(Place(value, place.path, self.problems))
            else:
                place.wrong("", "object")
        return places

    def texts(self, name: str, most: int, longest: int) -> tuple[str, ...]:
        """A list of texts."""
        found = []
        for number, value in enumerate(self._list(name, most)):
            if not isinstance(value, str):
                self.wrong(f"{name}[{number}]", "text")
            elif len(value) > longest:
                self.wrong(f"{name}[{number}]", "long", longest)
            else:
                found.append(value)
        return tuple(found)

    def pairs(self, name: str, most: int) -> tuple[tuple[str, str], ...]:
        """A list of pairs of texts."""
        found = []
        for number, value in enumerate(self._list(name, most)):
            if (
                isinstance(value, Sequence)
                and len(value) == 2
                and all(isinstance(part, str) for part in value)
            ):
                found.append((value[0], value[1]))
            else:
                self.wrong(f"{name}[{number}]", "list")
        return tuple(found)

    def _list(self, name: str, most: int) -> Sequence[Any]:
        value = self.data.get(name)
        if value is None:
            return ()
        if isinstance(value, str) or not isinstance(value, Sequence):
            self.wrong(name, "list")
            return ()
        if len(value) > most:
            self.wrong(name, "many", most)
        return value[:most]

    def text(self, name: str, longest: int, *, wanted: bool = False) -> str:
        """A text; blank at the ends is cut off."""
        value = self.data.get(name)
        if value is None:
            value = ""
        if not isinstance(value, str):
            self.wrong(name, "text")
            return ""
        if len(value) > longest:
            self.wrong(name, "long", longest)
        if wanted and not value.strip():
            self.wrong(name, "missing")
        return value.strip()[:longest]

    def identifier(self, name: str) -> str:
        """A short name of Latin letters and digits."""
        value = self.text(name, 200, wanted=True)
        if value and not IDENTIFIER.match(value):
            self.wrong(name, "identifier", value)
        return value

    def one_of(self, name: str, known: Sequence[str]) -> str:
        """One of the known words; the first where nothing is said."""
        value = self.data.get(name, known[0])
        if not isinstance(value, str) or value not in known:
            self.wrong(name, "choice", ", ".join(known))
            return known[0]
        return value

    def flag(self, name: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, "flag")
        return value is True

    def number(self, name: str, default: str = "0", *, least: int | None = 0) -> Fraction:
        """An exact number, at least ``least``."""
        found = self.maybe_number(name, least=least)
        return Fraction(default) if found is None else found

    def maybe_number(self, name: str, *, least: int | None = 0) -> Fraction | None:
        """An exact number, or None where nothing is said."""
        value = self.data.get(name)
        if value is None or value == "":
            return None
        text = str(value)
        if isinstance(value, bool) or not PLAIN_NUMBER.match(text):
            self.wrong(name, "number", text)
            return None
        exact = Fraction(text)
        if least is not None and exact < least:
            self.wrong(name, "range", f"≥ {least}")
            return None
        return exact

    def maybe_whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number within limits, or None where nothing is said."""
        exact = self.maybe_number(name, least=None)
        if exact is None:
            return None
        if exact.denominator != 1:
            self.wrong(name, "whole", exact)
            return None
        if not least <= exact <= most:
            self.wrong(name, "range", f"{least}–{most}")
            return None
        return exact.numerator

    def share(self, name: str) -> float:
        """A share of a length, from 0 to 1; the middle where nothing is said."""
        value = self.data.get(name, 0.5)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(name, "number", value)
            return 0.5
        if not 0 <= value <= 1:
            self.wrong(name, "range", "0–1")
            return 0.5
        return float(value)


def written(value: Fraction) -> str:
    """A number as people write it: «0.5»; «1/3» where no decimal says it exactly."""
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 5 if rest % 5 == 0 else rest // 2
        places += 1
    if rest != 1:
        return str(value)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
