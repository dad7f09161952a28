"""Events of a quest as phones and desks send them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit_quest.engine.rules import QuestRulesError, number

PLAIN = ("start", "finish")
AT_STATION = (
    "arrive",
    "opened",
    "answer",
    "quiz_result",
    "judge_score",
    "hint",
    "skip",
    "checked",
)
RUNNING = ("pause", "resume", "extra_time", "out", "struck")
TYPES = (*PLAIN, "penalty", *AT_STATION, *RUNNING)
ABOUT = {"checked": "answer", "struck": "event"}
WORDS = {
    "answer": "text",
    "judge_score": "comment",
    "checked": "comment",
    "penalty": "reason",
    "extra_time": "reason",
    "out": "reason",
    "struck": "reason",
}
COUNTED = {
    "quiz_result": "correct",
    "judge_score": "score",
    "penalty": "points",
    "extra_time": "minutes",
    "checked": "right",
}
LONGEST_ID = 100
LONGEST_TEXT = 4000


class EventError(ValueError):
    """An event cannot be read; the text says what is wrong with it."""


@dataclass(frozen=True)
class QuestEvent:
    """One thing that happened to a team; ``at`` is the instant by the device's clock.

    ``amount`` is what the type counts: right answers of a quiz, the mark of a host, points of a
    penalty, minutes given, 1 for a checked answer that is right. ``number`` is the level of a hint
    or the revision of a mark or check. ``about`` is the id of the answer that was checked or of
    the event that was struck out. Running adds ``pause`` and ``resume``, ``extra_time``, ``out``
    (of the competition) and ``struck``; these and ``checked`` are for hosts and organizers.
    """

    id: str
    team: str
    type: str
    at: datetime
    device: str = ""
    station: str = ""
    text: str = ""
    amount: Fraction = Fraction(0)
    number: int = 0
    about: str = ""


Key = tuple[datetime, tuple[str | int, ...], str, str, str, Fraction, int]


def order_of(event: QuestEvent) -> Key:
    """By instants; of one instant by ids, whose counters are read as numbers; then by content."""
    return (
        event.at,
        natural(event.id),
        event.type,
        event.station,
        event.text,
        event.amount,
        event.number,
    )


def natural(text: str) -> tuple[str | int, ...]:
    """A key by which «К9» stands before «К10»: letters and numbers take turns, letters first."""
    parts = re.split(r"(\d+)", text)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))


def unique_events(events: Iterable[QuestEvent]) -> list[QuestEvent]:
    """Each id once, in the order of instants; of two contents under one id the earlier stays."""
    found: dict[str, QuestEvent] = {}
    for event in sorted(events, key=order_of):
        found.setdefault(event.id, event)
    return list(found.values())


def read_event(data: Mapping[str, Any]) -> QuestEvent:
    """An event from plain data, as a phone sends it. Raises EventError with the reason."""
    kind = _text(data, "type", wanted=True)
    if kind not in TYPES:
        raise EventError(f"type: {kind!r} is not known")
    return QuestEvent(
        id=_text(data, "id", wanted=True),
        team=_text(data, "team", wanted=True),
        type=kind,
        at=_instant(data.get("ts")),
        device=_text(data, "device"),
        station=_text(data, "station", wanted=kind in AT_STATION),
        text=_words(data, WORDS, kind),
        amount=_amount(data, kind),
        number=_number(data, kind),
        about=_text(data, ABOUT[kind], wanted=kind == "struck") if kind in ABOUT else "",
    )


def _text(data: Mapping[str, Any], name: str, *, wanted: bool = False) -> str:
    value = data.get(name, "")
    if value is None:
        value = ""
    if not isinstance(value, str) or len(value) > LONGEST_ID or (wanted and not value):
        raise EventError(f"{name}: a text of 1 to {LONGEST_ID} signs is wanted")
    return value


def _words(data: Mapping[str, Any], names: Mapping[str, str], kind: str) -> str:
    value = data.get(names.get(kind, "")) or ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise EventError(f"{names[kind]}: a text of up to {LONGEST_TEXT} signs is wanted")
    return value


def _instant(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as problem:
        raise EventError(f"ts: {value!r} is no moment") from problem
    if moment.tzinfo is None:
        raise EventError(f"ts: {value} has no zone")
    return moment


def _amount(data: Mapping[str, Any], kind: str) -> Fraction:
    name = COUNTED.get(kind)
    if name is None:
        return Fraction(0)
    value = data.get(name)
    if kind == "checked":
        if not isinstance(value, bool):
            raise EventError(f"{name}: true or false is wanted")
        return Fraction(int(value))
    try:
        return number(value, name)
    except QuestRulesError as problem:
        raise EventError(str(problem)) from problem


def _number(data: Mapping[str, Any], kind: str) -> int:
    name = {"hint": "level", "judge_score": "revision", "checked": "revision"}.get(kind)
    if name is None:
        return 0
    value = data.get(name, 1)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
        raise EventError(f"{name}: a whole number from 1 is wanted")
    return value
