"""What is asked of a respondent who has answered so far, and which answers cannot be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import CHOSEN, LONG, WRITTEN, Condition, Item

Answers = Mapping[str, Any]
KINDS = ("missing", "number", "range", "step", "choice", "many", "order", "long", "text")
"""missing: a required item without an answer; number: not a number at all; range and step: one that
the item does not offer; choice: no such option; many: more options than allowed; order: not every
option has its own place; long: more than ``LONG`` signs; text: not a text."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong with an answer; ``row`` is that of a matrix, ``value`` what was answered."""

    item: str
    kind: str
    row: str = ""
    value: str = ""


def is_answered(answer: Any) -> bool:
    """Whether anything was answered."""
    if isinstance(answer, Mapping):
        return any(is_answered(one) for one in answer.values())
    return answer is not None and answer not in ("", [], ())


def asked(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    """The items whose conditions hold, in order; one that rests on an unasked item is not asked."""
    found: dict[str, Item] = {}
    for item in instrument.items:
        condition = item.when
        if condition is None or (
            condition.item in found and holds(condition, answers.get(condition.item))
        ):
            found[item.id] = item
    return tuple(found.values())


def holds(condition: Condition, answer: Any) -> bool:
    """Whether an answer passes the test; nothing answered passes none."""
    if not is_answered(answer):
        return False
    if condition.test == "answered":
        return True
    if condition.test == "has":
        return condition.value in _several(answer)
    if condition.test in ("is", "is_not"):
        return _is(answer, condition.value) == (condition.test == "is")
    found, limit = number(answer), number(condition.value)
    if found is None or limit is None:
        return False
    return found >= limit if condition.test == "at_least" else found <= limit


def kept(instrument: Instrument, answers: Answers) -> dict[str, Any]:
    """The answers to what was asked; what belongs to no asked item, or is empty, is left out."""
    return {
        item.id: answers[item.id]
        for item in asked(instrument, answers)
        if is_answered(answers.get(item.id))
    }


def problems(instrument: Instrument, answers: Answers) -> tuple[Mistake, ...]:
    """Everything that is wrong, in the order of the items; unasked items cannot be wrong."""
    found: list[Mistake] = []
    for item in asked(instrument, answers):
        answer = answers.get(item.id)
        if not is_answered(answer):
            found += [Mistake(item.id, "missing")] if item.required else []
        elif item.kind == "matrix":
            found += _matrix(item, answer)
        elif item.kind in CHOSEN:
            found += _chosen(item, answer)
        elif item.kind in WRITTEN:
            found += _written(item, answer)
        else:
            found += _number(item, answer)
    return tuple(found)


def number(value: Any) -> Fraction | None:
    """A plain number, «3,5» too; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        found = Decimal(str(value).strip().replace(",", "."))
        return Fraction(found) if found.is_finite() and abs(found.adjusted()) < 13 else None
    except (InvalidOperation, ValueError):
        return None


def _is(answer: Any, value: str) -> bool:
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return list(answer) == [value]
    found, wanted = number(answer), number(value)
    return found == wanted if found is not None and wanted is not None else str(answer) == value


def _several(answer: Any) -> list[str]:
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return [str(one) for one in answer]
    return [str(answer)]


def _number(item: Item, answer: Any, row: str = "") -> list[Mistake]:
    found = number(answer)
    kind = ""
    if found is None:
        kind = "number"
    elif not item.minimum <= found <= item.maximum:
        kind = "range"
    elif item.kind in ("number", "slider"):
        kind = "step" if item.step > 0 and (found - item.minimum) % item.step else ""
    elif found.denominator != 1:
        kind = "range"
    return [Mistake(item.id, kind, row, str(answer)[:40])] if kind else []


def _matrix(item: Item, answer: Any) -> list[Mistake]:
    if not isinstance(answer, Mapping):
        return [Mistake(item.id, "number")]
    found: list[Mistake] = []
    for row in item.rows:
        value = answer.get(row.id)
        if is_answered(value):
            found += _number(item, value, row.id)
        elif item.required:
            found.append(Mistake(item.id, "missing", row.id))
    return found


def _chosen(item: Item, answer: Any) -> list[Mistake]:
    if (item.kind == "one") != isinstance(answer, str):
        return [Mistake(item.id, "choice")]
    known, given = {option.id for option in item.options}, _several(answer)
    if any(one not in known for one in given) or len(set(given)) < len(given):
        return [Mistake(item.id, "choice")]
    if item.kind == "rank" and len(given) < len(known):
        return [Mistake(item.id, "order")]
    if item.kind == "several" and item.at_most is not None and len(given) > item.at_most:
        return [Mistake(item.id, "many", value=str(len(given)))]
    return []


def _written(item: Item, answer: Any) -> list[Mistake]:
    if not isinstance(answer, str):
        return [Mistake(item.id, "text")]
    return [Mistake(item.id, "long")] if len(answer) > LONG else []
