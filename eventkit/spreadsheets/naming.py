"""Worksheet titles that Excel accepts."""

from __future__ import annotations

import re
from collections.abc import Collection

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]|[^\x00-\uffff]")
"""The last: signs that Excel counts as two (emoji); halves of them and no signs at all."""


def worksheet_title(title: str, *, prefix: str = "", taken: Collection[str] = ()) -> str:
    """Make a title without forbidden signs, at most 31 characters, different from those taken.

    Cut between words where that costs little. Excel compares titles without case and keeps
    «History» for itself.

    Args:
        title: any text.
        prefix: a code in front, «EX1».
        taken: titles of the other worksheets.
    """
    words = " ".join(_FORBIDDEN.sub(" ", f"{prefix} {title}").split())
    words = words.strip("' ") or "Лист"
    used = {name.casefold() for name in taken} | {"history"}
    candidate = _cut(words, LONGEST)
    number = 2
    while candidate.casefold() in used:
        ending = f" ({number})"
        candidate = _cut(words, LONGEST - len(ending)) + ending
        number += 1
    return candidate


def _cut(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    piece = words[:room]
    if words[room] != " ":
        whole = piece.rpartition(" ")[0]
        piece = whole if len(whole) >= room * 2 // 3 else piece
    return piece.rstrip(" '.,–-")
