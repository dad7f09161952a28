"""Frozen values to JSON-safe ones and back, guided by their types; fractions are "p/q"."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from .explain import Param, Reason

T = TypeVar("T")
_LATER = "later"


def later(default: T) -> T:
    """A field that was added after the first release: where it says nothing it is left out.

    So a value that does not use it has the same JSON, and the same digest, as before.
    """
    return field(default=default, metadata={_LATER: True})


def later_mapping() -> Mapping[str, Any]:
    """`later` for a mapping, empty where it says nothing."""
    return cast("Mapping[str, Any]", field(default_factory=dict, metadata={_LATER: True}))


def fraction_text(value: Fraction) -> str:
    """The fraction as "p/q", with q = 1 too."""
    return f"{value.numerator}/{value.denominator}"


def to_plain(value: object) -> object:
    """Dataclasses and mappings as dict (keys sorted), tuples as list, fractions as "p/q".

    Among the parameters of a reason, whose types are free, a fraction is {"fraction": "p/q"}.
    """
    if isinstance(value, Reason):
        params = {key: _param_to_plain(value.params[key]) for key in sorted(value.params)}
        return {"code": value.code, "params": params}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value) if _says(value, f)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Fraction):
        return fraction_text(value)
    return value


def _says(value: object, one: Field[Any]) -> bool:
    if _LATER not in one.metadata:
        return True
    default = one.default if one.default_factory is MISSING else one.default_factory()
    return bool(getattr(value, one.name) != default)


def from_plain(wanted: type[T], data: object) -> T:
    """The value of that type that `to_plain` wrote."""
    reader: Reader = _reader(cast("Any", wanted))
    return cast("T", reader(data))


Reader = Callable[[Any], Any]


@cache
def _reader(wanted: Any) -> Reader:
    """What reads values of a type. A result holds thousands, so its types are looked at once."""
    origin = get_origin(wanted)
    if origin is types.UnionType:
        inner = _reader(next(t for t in get_args(wanted) if t is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        item = _reader(get_args(wanted)[0])
        return lambda data: tuple(map(item, data))
    if origin is Mapping:
        value = _reader(get_args(wanted)[1])
        return lambda data: {key: value(given) for key, given in data.items()}
    if wanted is Reason:
        return _read_reason
    if wanted is Fraction:
        return _read_fraction
    if is_dataclass(wanted):
        return _dataclass_reader(wanted)
    return lambda data: data


def _dataclass_reader(wanted: Any) -> Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(wanted).items()}
    return lambda data: wanted(**{name: readers[name](data[name]) for name in data})


def _read_reason(data: Any) -> Reason:
    params = {key: _param_from_plain(item) for key, item in data["params"].items()}
    return Reason(data["code"], params)


def _read_fraction(data: Any) -> Fraction:
    above, stroke, below = str(data).partition("/")
    return Fraction(int(above), int(below)) if stroke else Fraction(data)


def _param_to_plain(value: Param) -> object:
    if isinstance(value, Fraction):
        return {"fraction": fraction_text(value)}
    if isinstance(value, tuple):
        return [_param_to_plain(item) for item in value]
    return value


def _param_from_plain(value: object) -> Param:
    if isinstance(value, dict):
        return Fraction(value["fraction"])
    if isinstance(value, list):
        return cast("Param", tuple(_param_from_plain(item) for item in value))
    return cast("Param", value)
