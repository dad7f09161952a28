"""Where hidden words stand in a file, whose blanks and breaks differ from those of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eventkit.lazy import dataclass

HIDDEN = "[скрыто]"
"""What stands in the place of hidden words, in every copy."""
CONTEXT = 16
_DROPPED = re.compile("[\\s\u00a0\u2009\u202f\u2060\u00ad\u200b\ufffe\x02‐‑-]")


@dataclass(frozen=True)
class Hidden:
    """Words to be hidden with what stands around them, all without blanks and hyphens."""

    words: str
    before: str = ""
    after: str = ""


def hidden_at(text: str, start: int, end: int) -> Hidden:
    """A place of a text as it can be found again in the file."""
    return Hidden(
        packed(text[start:end])[0],
        packed(text[max(0, start - 4 * CONTEXT) : start])[0][-CONTEXT:],
        packed(text[end : end + 4 * CONTEXT])[0][:CONTEXT],
    )


def packed(text: str) -> tuple[str, list[int]]:
    """The text without blanks and hyphens, and where each sign stood."""
    signs, places = [], []
    for place, sign in enumerate(text):
        if not _DROPPED.match(sign):
            signs.append(sign)
            places.append(place)
    return "".join(signs), places


def places_in(text: str, hidden: Iterable[Hidden]) -> tuple[list[tuple[int, int]], list[Hidden]]:
    """Places of a file's text that are to be hidden, joined; and what was not found there.

    Where what stands around is not found, as in tables, every place of the words is hidden:
    rather too much than too little.
    """
    flat, where = packed(text)
    spans, lost = [], []
    for one in hidden:
        found = _found(flat, one)
        spans += [(where[start], where[end - 1] + 1) for start, end in found]
        if not found:
            lost.append(one)
    return _joined(spans), lost


def covered(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with a sign in the place of each span; spans are in order and apart."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], HIDDEN]
        at = end
    return "".join([*pieces, text[at:]])


def _found(flat: str, one: Hidden) -> list[tuple[int, int]]:
    if not one.words:
        return []
    for before, after in ((one.before, one.after), (one.before, ""), ("", one.after), ("", "")):
        whole = before + one.words + after
        found = [match.start() + len(before) for match in re.finditer(re.escape(whole), flat)]
        if found:
            return [(start, start + len(one.words)) for start in found]
    return []


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    done: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return done
