"""A station as its author writes it: where it stands, what it asks, when it opens."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.web.plain_data import DefinitionError, Place, written
from eventkit_quest.engine.rules import KINDS, ZERO, QuestRules, QuestRulesError
from eventkit_quest.engine.tasks import (
    LONG,
    Answer,
    Hint,
    StationCriterion,
    read_answer,
    read_criterion,
    read_hint,
)

CHARGES = ("at_once", "if_solved")
MOST_STATIONS = 100
MOST_ANSWERS = 20
MOST_HINTS = 10
MOST_CRITERIA = 20
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Opening:
    """When a station opens: all that is said must hold.

    ``needed`` of the stations in ``after`` are behind the team (None: all of them),
    ``after_minutes`` have passed since its start, it has ``at_score`` points (None: no matter).
    """

    after: tuple[str, ...] = ()
    needed: int | None = None
    after_minutes: int = 0
    at_score: Fraction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "after": list(self.after),
            "needed": self.needed,
            "after_minutes": self.after_minutes,
            "at_score": None if self.at_score is None else written(self.at_score),
        }


@dataclass(frozen=True)
class Limits:
    """What bounds the answers of a station; None and 0 bound nothing.

    ``attempts`` answers count; within ``lock_out_seconds`` after a wrong answer none does, nor
    later than ``minutes`` after the station was opened.
    """

    attempts: int | None = None
    lock_out_seconds: int = 0
    minutes: int | None = None


@dataclass(frozen=True)
class StationDefinition:
    """A station: ``code`` (answers, all right), ``quiz`` (answers counted) or ``judged`` (marks).

    ``maximum`` is the points of a solved code and the highest mark of a host, ``per_question``
    what each right answer of a quiz gives. ``bonus`` goes to whoever solves a code or all of a
    quiz at the first attempt and without hints. ``x`` and ``y`` are shares of the map's width
    and height. A quiz without answers is one whose result somebody else sends.
    """

    code: str
    title: str = ""
    kind: str = "code"
    maximum: Fraction = ZERO
    per_question: Fraction = Fraction(1)
    x: float = 0.5
    y: float = 0.5
    obstacle: str = ""
    task: str = ""
    link: str = ""
    answers: tuple[Answer, ...] = ()
    criteria: tuple[StationCriterion, ...] = ()
    hints: tuple[Hint, ...] = ()
    charge: str = "at_once"
    limits: Limits = Limits()
    bonus: Fraction = ZERO
    opens: Opening = Opening()
    is_goal: bool = False

    def __post_init__(self) -> None:
        """Refuse a kind that nobody can count."""
        if self.kind not in KINDS:
            raise QuestRulesError(f"station {self.code}: unknown kind {self.kind!r}")

    @property
    def needs_host(self) -> bool:
        """Whether somebody gives marks here, counts or looks at answers."""
        waits = any(answer.kind in ("text", "photo") for answer in self.answers)
        return self.kind == "judged" or waits or (self.kind == "quiz" and not self.answers)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> StationDefinition:
        """Read a station by itself. Raises DefinitionError with every mistake."""
        place = Place(data)
        station = read_station(place)
        if place.problems:
            raise DefinitionError(place.problems)
        return station

    def hint_price(self, level: int, rules: QuestRules) -> Fraction:
        """The price of a hint by its number, from 1."""
        own = self.hints[level - 1].price if 0 < level <= len(self.hints) else None
        return rules.hint_price(level) if own is None else own

    @property
    def most(self) -> Fraction:
        """The most points that a team can have here."""
        if self.kind == "quiz":
            return max(self.maximum, len(self.answers) * self.per_question) + self.bonus
        if self.kind == "judged":
            return self.maximum or sum((c.maximum for c in self.criteria), ZERO)
        return self.maximum + self.bonus

    def to_dict(self) -> dict[str, Any]:
        """Plain data that ``from_dict`` reads back."""
        return {
            "code": self.code,
            "title": self.title,
            "x": self.x,
            "y": self.y,
            "kind": self.kind,
            "obstacle": self.obstacle,
            "task": self.task,
            "link": self.link,
            "answers": [answer.to_dict() for answer in self.answers],
            "criteria": [criterion.to_dict() for criterion in self.criteria],
            "maximum": written(self.maximum),
            "per_question": written(self.per_question),
            "hints": [hint.to_dict() for hint in self.hints],
            "charge": self.charge,
            "attempts": self.limits.attempts,
            "lock_out_seconds": self.limits.lock_out_seconds,
            "minutes": self.limits.minutes,
            "bonus": written(self.bonus),
            "opens": self.opens.to_dict(),
            "is_goal": self.is_goal,
        }


def read_station(place: Place) -> StationDefinition:
    """A station from plain data; mistakes are noted at the place."""
    answers = tuple(read_answer(row) for row in place.rows("answers", MOST_ANSWERS))
    _once(place, "answers", [answer.id for answer in answers])
    criteria = tuple(read_criterion(row) for row in place.rows("criteria", MOST_CRITERIA))
    _once(place, "criteria", [criterion.code for criterion in criteria])
    return StationDefinition(
        code=place.text("code", 100, wanted=True),
        title=place.text("title", 200, wanted=True),
        kind=place.one_of("kind", KINDS),
        maximum=place.number("maximum"),
        per_question=place.number("per_question", "1"),
        x=place.share("x"),
        y=place.share("y"),
        obstacle=place.text("obstacle", LONG),
        task=place.text("task", LONG),
        link=_link(place),
        answers=answers,
        criteria=criteria,
        hints=tuple(read_hint(row) for row in place.rows("hints", MOST_HINTS)),
        charge=place.one_of("charge", CHARGES),
        limits=Limits(
            attempts=place.maybe_whole("attempts", 1, 1000),
            lock_out_seconds=place.maybe_whole("lock_out_seconds", 0, 3600) or 0,
            minutes=place.maybe_whole("minutes", 1, DAY_MINUTES),
        ),
        bonus=place.number("bonus"),
        opens=_opening(place.inside("opens")),
        is_goal=place.flag("is_goal"),
    )


def _once(place: Place, name: str, ids: list[str]) -> None:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            place.wrong(f"{name}[{number}]", "repeated", one)


def _link(place: Place) -> str:
    link = place.text("link", 500)
    if link and not link.startswith(("http://", "https://")):
        place.wrong("link", "choice", "http://…, https://…")
    return link


def _opening(place: Place) -> Opening:
    after = place.texts("after", MOST_STATIONS, 100)
    return Opening(
        after=after,
        needed=place.maybe_whole("needed", 1, max(len(after), 1)),
        after_minutes=place.maybe_whole("after_minutes", 0, DAY_MINUTES) or 0,
        at_score=place.maybe_number("at_score"),
    )
