"""Reasons as codes with numbers: how a value came about and why a place was given.

A screen turns each code into a sentence of its language; nothing here is a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from eventkit.lazy import dataclass

Param = str | int | bool | Fraction | None | tuple[str, ...] | tuple[Fraction, ...]


@dataclass(frozen=True)
class Reason:
    """One step of an explanation, or one warning: a code and what it speaks about."""

    code: str
    params: Mapping[str, Param]

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))


def reason(code: str, **params: Param) -> Reason:
    """Short for Reason(code, params)."""
    return Reason(code, params)
