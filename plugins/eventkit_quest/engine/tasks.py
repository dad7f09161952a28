"""What a station asks and what it accepts: answers of nine kinds, hints, criteria of a host."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.web.plain_data import Place, written

ANSWER_KINDS = (
    "word",
    "number",
    "choice",
    "choices",
    "order",
    "match",
    "qr",
    "text",
    "photo",
)
# What a person looks at; everything else is checked at once.
WAITING = ("text", "photo")
WITH_OPTIONS = ("choice", "choices", "order", "match")
MOST_OPTIONS = 50
MOST_ACCEPTED = 100
SHORT = 300
LONG = 10_000


@dataclass(frozen=True)
class Option:
    """Something to choose, to put in order or to join with a partner."""

    id: str
    text: str

    def to_dict(self) -> dict[str, str]:
        """Plain data."""
        return {"id": self.id, "text": self.text}


@dataclass(frozen=True)
class Answer:
    """One answer of a task.

    ``accepted`` are the words of a word or the text behind a QR; ``value`` ± ``tolerance`` a
    number; ``right`` the option of a choice, the set of choices, or the sequence of an order;
    ``pairs`` join options with partners. A text and a photo wait for a person.
    """

    id: str
    kind: str = "word"
    label: str = ""
    accepted: tuple[str, ...] = ()
    value: Fraction | None = None
    tolerance: Fraction = Fraction(0)
    options: tuple[Option, ...] = ()
    right: tuple[str, ...] = ()
    partners: tuple[Option, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person has to look at it."""
        return self.kind in WAITING

    def to_dict(self) -> dict[str, Any]:
        """Plain data; what does not concern the kind is left out."""
        data: dict[str, Any] = {"id": self.id, "kind": self.kind, "label": self.label}
        if self.kind in ("word", "qr"):
            data["accepted"] = list(self.accepted)
        if self.kind == "number":
            data["value"] = None if self.value is None else written(self.value)
            data["tolerance"] = written(self.tolerance)
        if self.kind in WITH_OPTIONS:
            data["options"] = [option.to_dict() for option in self.options]
        if self.kind in ("choice", "choices", "order"):
            data["right"] = list(self.right)
        if self.kind == "match":
            data["partners"] = [option.to_dict() for option in self.partners]
            data["pairs"] = [list(pair) for pair in self.pairs]
        return data


@dataclass(frozen=True)
class Hint:
    """A hint; without a price of its own it costs what the rules say of its number."""

    text: str
    price: Fraction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"text": self.text, "price": None if self.price is None else written(self.price)}


@dataclass(frozen=True)
class StationCriterion:
    """What a host marks at a judged station, from 0 to ``maximum`` by ``step``."""

    code: str
    title: str
    maximum: Fraction
    step: Fraction = Fraction(1)

    def to_dict(self) -> dict[str, str]:
        """Plain data."""
        return {
            "code": self.code,
            "title": self.title,
            "maximum": written(self.maximum),
            "step": written(self.step),
        }


def read_answer(place: Place) -> Answer:
    """An answer from plain data; mistakes are noted at the place."""
    answer = Answer(
        id=place.identifier("id"),
        kind=place.one_of("kind", ANSWER_KINDS),
        label=place.text("label", SHORT),
        accepted=tuple(
            text for text in place.texts("accepted", MOST_ACCEPTED, SHORT) if text.strip()
        ),
        value=place.maybe_number("value", least=None),
        tolerance=place.number("tolerance"),
        options=_options(place, "options"),
        right=place.texts("right", MOST_OPTIONS, SHORT),
        partners=_options(place, "partners"),
        pairs=place.pairs("pairs", MOST_OPTIONS),
    )
    _look(answer, place)
    return answer


def read_hint(place: Place) -> Hint:
    """A hint from plain data."""
    return Hint(text=place.text("text", LONG, wanted=True), price=place.maybe_number("price"))


def read_criterion(place: Place) -> StationCriterion:
    """A criterion of a host from plain data."""
    criterion = StationCriterion(
        code=place.text("code", 20, wanted=True),
        title=place.text("title", SHORT, wanted=True),
        maximum=place.number("maximum"),
        step=place.number("step", "1"),
    )
    if criterion.step == 0:
        place.wrong("step", "range", "> 0")
    return criterion


def _options(place: Place, name: str) -> tuple[Option, ...]:
    options: list[Option] = []
    for row in place.rows(name, MOST_OPTIONS):
        option = Option(id=row.identifier("id"), text=row.text("text", SHORT, wanted=True))
        if option.id in {known.id for known in options}:
            row.wrong("id", "repeated", option.id)
        options.append(option)
    return tuple(options)


def _look(answer: Answer, place: Place) -> None:
    """What the parts of an answer say of each other."""
    known = {option.id for option in answer.options}
    for number, chosen in enumerate(answer.right):
        if chosen not in known:
            place.wrong(f"right[{number}]", "unknown", chosen)
    partners = {option.id for option in answer.partners}
    for number, (left, right) in enumerate(answer.pairs):
        for end, ends in ((left, known), (right, partners)):
            if end not in ends:
                place.wrong(f"pairs[{number}]", "unknown", end)
    if name := _without_right(answer, known):
        place.wrong(name, "no_right")


def _without_right(answer: Answer, known: set[str]) -> str:
    """The part that should say which answer is right and does not."""
    said = {
        "number": ("value", answer.value is not None),
        "choice": ("right", len(answer.right) == 1),
        "choices": ("right", bool(answer.right)),
        "order": ("right", bool(known) and sorted(answer.right) == sorted(known)),
        "match": ("pairs", bool(known) and sorted(p[0] for p in answer.pairs) == sorted(known)),
    }
    name, is_said = said.get(answer.kind, ("", True))
    return "" if is_said else name
