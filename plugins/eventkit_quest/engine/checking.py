"""Whether what a team sent is right, for each kind of answer.

An answer is sent as one text: what was typed (word, qr, number, text); the id of an option
(choice); ids sorted and joined by «,» (choices) or in their sequence (order); «o1=p1,o2=p2»
(match); the number of a file (photo). A station with several answers sends a JSON object of such
texts by the answers' ids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from eventkit_quest.engine.answers import is_right
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.engine.tasks import Answer

Verdict = Literal["right", "wrong", "waits"]

TYPED_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
SIGNS = str.maketrans({"−": "-", "–": "-", ",": "."})
UNIT_BEGINS, UNIT_GOES_ON = "%°₽€$", "%°²³./·"
LONGEST_UNIT = 30


def check(station: StationDefinition, text: str) -> Mapping[str, Verdict]:
    """What each answer of the station is, by its id; one that was not sent is wrong."""
    said = sent(station, text)
    return {answer.id: check_answer(answer, said.get(answer.id, "")) for answer in station.answers}


def verdict(station: StationDefinition, text: str) -> Verdict:
    """What the answers are together: wrong if any is, then waiting if any is.

    A station without answers accepts none.
    """
    found = set(check(station, text).values())
    if not found or "wrong" in found:
        return "wrong"
    return "waits" if "waits" in found else "right"


def sent(station: StationDefinition, text: str) -> dict[str, str]:
    """The texts of a sent answer by the ids of the station's answers."""
    if len(station.answers) == 1:
        return {station.answers[0].id: text}
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {str(name): value for name, value in data.items() if isinstance(value, str)}


def check_answer(answer: Answer, text: str) -> Verdict:
    """What one answer is. An empty one is wrong, whoever would look at it."""
    if not text.strip():
        return "wrong"
    if answer.waits:
        return "waits"
    return "right" if _is_right(answer, text.strip()) else "wrong"


def _is_right(answer: Answer, text: str) -> bool:
    if answer.kind in ("word", "qr"):
        return is_right(text, answer.accepted)
    if answer.kind == "number":
        return _is_near(answer, text)
    if answer.kind == "choice":
        return (text,) == answer.right
    chosen = [part.strip() for part in text.split(",")]
    if answer.kind == "choices":
        return len(chosen) == len(set(chosen)) and set(chosen) == set(answer.right)
    if answer.kind == "order":
        return tuple(chosen) == answer.right
    return sorted(chosen) == sorted(f"{left}={right}" for left, right in answer.pairs)


def _is_near(answer: Answer, text: str) -> bool:
    plain = "".join(text.split()).translate(SIGNS)
    found = TYPED_NUMBER.match(plain)
    if answer.value is None or found is None or not _is_unit(plain[found.end() :]):
        return False
    return abs(Fraction(found[0]) - answer.value) <= answer.tolerance


def _is_unit(text: str) -> bool:
    """Whether what follows a number may stand there: «минут», «мин.», «км/ч», «%», a full stop.

    Which unit it is, is not compared. The script of a phone reads numbers by the same steps.
    """
    if text in ("", "."):
        return True
    return (
        len(text) <= LONGEST_UNIT
        and (text[0].isalpha() or text[0] in UNIT_BEGINS)
        and all(sign.isalpha() or sign in UNIT_GOES_ON for sign in text[1:])
    )
