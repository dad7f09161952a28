"""Frozen dataclasses whose methods are compiled when the first object of them is made.

`dataclasses.dataclass` compiles six methods for each class, which takes half a millisecond. The
site has more than four hundred classes of values and makes objects of some thirty of them before
its first answer: a quarter of a start went into methods that nobody called.

Everything else is as the standard library has it. The fields are known at once, so that
`dataclasses.fields`, `replace` and `asdict` work, and type checkers see its own decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

__all__ = ["dataclass"]
Class = TypeVar("Class", bound=type)
COMPILED = ("__repr__", "__eq__", "__hash__", "__lt__", "__le__", "__gt__", "__ge__", "__init__")
"""The methods that wait; ``__init__`` is the last, for with it the class is complete."""
_completing = Lock()


def _lazy_dataclass(
    *, frozen: bool, eq: bool = True, order: bool = False
) -> Callable[[Class], Class]:
    """Make a class a frozen dataclass; without ``frozen=True`` it raises `TypeError`."""
    if not frozen:
        raise TypeError("only a frozen dataclass can wait; take the one of dataclasses")

    def prepare(cls: Any) -> Any:
        dataclasses.dataclass(init=False, repr=False, eq=False)(cls)

        def first_init(self: Any, *values: Any, **named: Any) -> None:
            with _completing:
                if cls.__init__ is first_init:
                    _complete(cls, eq=eq, order=order)
            cls.__init__(self, *values, **named)

        cls.__init__ = first_init
        cls.__setattr__ = _refuse_to_change
        cls.__delattr__ = _refuse_to_change
        return cls

    return prepare


def _complete(cls: Any, *, eq: bool, order: bool) -> None:
    """Give a class the methods that the standard library compiles for one with its fields."""
    compiled = dataclasses.make_dataclass(
        cls.__name__,
        [(field.name, field.type, field) for field in dataclasses.fields(cls)],
        namespace={"__post_init__": cls.__post_init__} if hasattr(cls, "__post_init__") else {},
        frozen=True,
        eq=eq,
        order=order,
    )
    for name in COMPILED:
        is_own = name in vars(cls) and name != "__init__"
        if name in vars(compiled) and not is_own:
            setattr(cls, name, vars(compiled)[name])


def _refuse_to_change(self: object, name: str, *value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _lazy_dataclass
