"""Russian order and case for SQLite, whose own functions know ASCII only.

Lists are ordered by stored sort keys (see people.naming), which both databases compare byte by
byte; these functions serve searches typed by people.
"""

from __future__ import annotations

from typing import Any


def fold(text: str | None) -> str | None:
    """Case-fold a text and treat ё as е, the way people type when they search."""
    return None if text is None else text.casefold().replace("ё", "е")


def register_functions(connection: Any) -> None:
    """Give a SQLite connection a lower() and an upper() that know Cyrillic."""
    connection.create_function("lower", 1, _lower, deterministic=True)
    connection.create_function("upper", 1, _upper, deterministic=True)


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


def _upper(text: Any) -> Any:
    return text.upper() if isinstance(text, str) else text
