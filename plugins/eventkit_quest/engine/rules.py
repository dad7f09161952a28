"""What a quest costs and how it places: its rules, read from plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.web.plain_data import PLAIN_NUMBER

KINDS = ("code", "quiz", "judged")
PLACE_STYLES = ("competition", "dense", "range")
OVERTIME_COUNTS = ("started", "full")
TIE_BREAKERS = ("time_seconds_asc", "hints_asc", "wrong_asc")
SHARED = "shared_place"
BY_STATION = re.compile(r"^station:(.+):(asc|desc)$")
ZERO = Fraction(0)


class QuestRulesError(ValueError):
    """A rule says something impossible; the text names it."""


@dataclass(frozen=True)
class QuestRules:
    """Prices, times and places of a quest. Times are in minutes, None where there is no limit."""

    hint_cost: tuple[Fraction, ...] = ()
    free_wrong_answers: int = 0
    wrong_answer_cost: Fraction = ZERO
    station_floor: Fraction = ZERO
    control_time_minutes: Fraction | None = None
    overtime_count: str = "started"
    overtime_points: Fraction = Fraction(1)
    overtime_limit_minutes: Fraction | None = None
    tie_break: tuple[str, ...] = ()
    place_style: str = "competition"

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> QuestRules:
        """Read rules; keys that say nothing here (sentences for people) are passed over.

        Raises QuestRulesError for a value that no quest can have.
        """
        usual = cls()
        return cls(
            hint_cost=tuple(number(cost, "hint_cost") for cost in _row(data, "hint_cost")),
            free_wrong_answers=_count(data.get("free_wrong_answers", 0), "free_wrong_answers"),
            wrong_answer_cost=number(data.get("wrong_answer_cost", 0), "wrong_answer_cost"),
            station_floor=number(data.get("station_floor", 0), "station_floor"),
            control_time_minutes=_maybe(data, "control_time_minutes"),
            overtime_count=_one_of(data, "overtime_count", OVERTIME_COUNTS),
            overtime_points=number(
                data.get("overtime_points", usual.overtime_points), "overtime_points"
            ),
            overtime_limit_minutes=_maybe(data, "overtime_limit_minutes"),
            tie_break=tuple(_breaker(name) for name in _row(data, "tie_break")),
            place_style=_one_of(data, "place_style", PLACE_STYLES),
        )

    def to_dict(self) -> dict[str, Any]:
        """The rules as plain data that ``from_dict`` reads back."""
        return {
            "hint_cost": [str(cost) for cost in self.hint_cost],
            "free_wrong_answers": self.free_wrong_answers,
            "wrong_answer_cost": str(self.wrong_answer_cost),
            "station_floor": str(self.station_floor),
            "control_time_minutes": _plain(self.control_time_minutes),
            "overtime_count": self.overtime_count,
            "overtime_points": str(self.overtime_points),
            "overtime_limit_minutes": _plain(self.overtime_limit_minutes),
            "tie_break": list(self.tie_break),
            "place_style": self.place_style,
        }

    def hint_price(self, level: int) -> Fraction:
        """The price of a hint by its number; beyond the list each costs what the last one does."""
        if not self.hint_cost:
            return ZERO
        return self.hint_cost[min(max(level, 1), len(self.hint_cost)) - 1]


def number(value: Any, name: str) -> Fraction:
    """An exact number that is not below zero, from a number or its text."""
    if not PLAIN_NUMBER.match(text := str(value)):
        raise QuestRulesError(f"{name}: {text[:40]!r} is no number")
    exact = Fraction(text)
    if exact < 0:
        raise QuestRulesError(f"{name}: {value} is below zero")
    return exact


def _plain(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _count(value: Any, name: str) -> int:
    exact = number(value, name)
    if exact.denominator != 1:
        raise QuestRulesError(f"{name}: {value} is no whole number")
    return exact.numerator


def _maybe(data: Mapping[str, Any], name: str) -> Fraction | None:
    value = data.get(name)
    return None if value is None else number(value, name)


def _row(data: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = data.get(name, ())
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise QuestRulesError(f"{name}: a list is wanted")
    return value


def _one_of(data: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = data.get(name, known[0])
    if value not in known:
        raise QuestRulesError(f"{name}: {value!r} is none of {', '.join(known)}")
    return str(value)


def _breaker(name: Any) -> str:
    if name in (*TIE_BREAKERS, SHARED) or (isinstance(name, str) and BY_STATION.match(name)):
        return str(name)
    raise QuestRulesError(f"tie_break: {name!r} is not known")
