"""Steps as JSON: ``{"step": "drop", "over": "juror", "highest": 1}`` and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any, cast

from .arithmetic import COMBINERS
from .codec import fraction_text
from .comparing import Elect, Place, Points
from .elections import METHODS
from .reading import Keys, RulesError
from .steps import (
    Clip,
    Combine,
    Drop,
    Group,
    Name,
    Penalty,
    Round,
    Scope,
    Step,
    Weight,
)
from .table import AXES

TIED = ("mean", "best")
MOST_DIGITS = 12


def read_steps(data: object, prefix: str = "steps") -> tuple[Step, ...]:
    """The steps of a list of objects, in their order. Raises RulesError naming the key."""
    if data is None:
        return ()
    if not isinstance(data, list | tuple):
        raise RulesError(prefix, "not_a_list", data)
    return tuple(_read(one, f"{prefix}.{number}.") for number, one in enumerate(data, start=1))


def plain_steps(steps: tuple[Step, ...]) -> list[dict[str, object]]:
    """JSON-safe objects from which `read_steps` makes equal steps."""
    return [_plain(step) for step in steps]


def _read(data: object, prefix: str) -> Step:
    keys = Keys(data, prefix)
    kind = keys.choice("step", tuple(_READERS))
    if kind is None:
        raise keys.error("step", "required")
    step = _READERS[kind](keys)
    keys.finish(comments=False)
    return step


def _round(keys: Keys) -> Step:
    digits = keys.whole("digits", least=0)
    if digits is not None and digits > MOST_DIGITS:
        raise keys.error("digits", "too_large", digits)
    return Round(2 if digits is None else digits, _scope(keys))


def _weight(keys: Keys) -> Step:
    axis = keys.choice("axis", AXES) or "criterion"
    weights = keys.numbers("weights", signed=True)
    if not weights and axis != "criterion":
        raise keys.error("weights", "required")
    return Weight(axis, weights, _scope(keys))


def _clip(keys: Keys) -> Step:
    by = keys.number("by")
    if by is None:
        raise keys.error("by", "required")
    return Clip(_over(keys), by, _scope(keys))


def _drop(keys: Keys) -> Step:
    highest, lowest = keys.whole("highest", least=0), keys.whole("lowest", least=0)
    high, low = 1 if highest is None else highest, 1 if lowest is None else lowest
    least = keys.whole("least") or 2 * max(high, low) + 1
    return Drop(_over(keys), high, low, least, _scope(keys))


def _group(keys: Keys) -> Step:
    axis = keys.choice("axis", AXES) or "criterion"
    given = keys.take("groups")
    if not isinstance(given, Mapping) or not given:
        raise keys.error("groups", "required", given)
    inner = Keys(given, keys.named("groups"))
    groups = {str(name): inner.words(str(name)) for name in given}
    by = keys.choice("by", tuple(COMBINERS)) or "sum"
    return Group(axis, groups, keys.text("rest"), by)


def _combine(keys: Keys) -> Step:
    by = keys.choice("by", tuple(COMBINERS)) or "sum"
    return Combine(_over(keys), by, keys.flag("whole"))


def _place(keys: Keys) -> Step:
    return Place(keys.choice("tied", TIED) or "mean")


def _points(keys: Keys) -> Step:
    given = keys.take("points")
    if not isinstance(given, list | tuple) or not given:
        raise keys.error("points", "required", given)
    inner = Keys({str(n): value for n, value in enumerate(given, 1)}, keys.named("points"))
    points = [inner.number(str(n)) for n in range(1, len(given) + 1)]
    return Points(tuple(p or Fraction(0) for p in points), keys.choice("tied", TIED) or "best")


def _elect(keys: Keys) -> Step:
    by = keys.choice("by", tuple(METHODS))
    if by is None:
        raise keys.error("by", "required")
    return Elect(by)


def _penalty(_keys: Keys) -> Step:
    return Penalty()


def _name(keys: Keys) -> Step:
    name = keys.text("name")
    if not name:
        raise keys.error("name", "required")
    return Name(name)


_READERS: dict[str, Callable[[Keys], Step]] = {
    "round": _round,
    "weight": _weight,
    "clip": _clip,
    "drop": _drop,
    "group": _group,
    "combine": _combine,
    "place": _place,
    "points": _points,
    "elect": _elect,
    "penalty": _penalty,
    "name": _name,
}


def _over(keys: Keys) -> str:
    return keys.choice("over", AXES) or "juror"


def _scope(keys: Keys) -> Scope:
    return Scope(_names(keys, "only"), _names(keys, "skip"))


def _names(keys: Keys, key: str) -> dict[str, tuple[str, ...]]:
    given = keys.take(key)
    if given is None:
        return {}
    inner = Keys(given, keys.named(key))
    found = {axis: inner.words(axis) for axis in AXES}
    inner.finish(comments=False)
    return {axis: names for axis, names in found.items() if names}


def _plain(step: Step) -> dict[str, object]:
    said: dict[str, object] = {"step": type(step).__name__.lower()}
    for one in fields(cast("Any", step)):
        name, value = one.name, getattr(step, one.name)
        if isinstance(value, Scope):
            said |= {"only": _json(value.only)} if value.only else {}
            said |= {"skip": _json(value.skip)} if value.skip else {}
        elif value != {}:
            said[name] = _json(value)
    return said


def _json(value: object) -> object:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else fraction_text(value)
    if isinstance(value, Mapping):
        return {name: _json(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_json(inner) for inner in value]
    return value
