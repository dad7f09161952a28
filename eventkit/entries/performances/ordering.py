"""Orders of performance, as anybody can work them out again. Pure: no database, no web."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def fingerprint(seed: str, code: str) -> str:
    """SHA-256 of «seed:code» in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def by_seed(codes: Sequence[str], seed: str) -> list[str]:
    """The codes in the order of their fingerprints: whoever knows the seed gets the same order."""
    return sorted(codes, key=lambda code: (fingerprint(seed, code), code))


def rotated(order: Sequence[T], step: int, times: int) -> list[T]:
    """The order of a later trial: each time the first ``step`` go to the end."""
    if not order:
        return []
    first = step * times % len(order)
    return [*order[first:], *order[:first]]


def in_parts(order: Sequence[str], parts: Sequence[Sequence[str]]) -> list[list[str]]:
    """The order cut into parts that are on one after another, each in the order that was drawn.

    Who is in no part comes last; without parts everybody is in one.
    """
    known = {code for part in parts for code in part}
    cut = [[code for code in order if code in part] for part in parts]
    return [part for part in (*cut, [code for code in order if code not in known]) if part]


def rotated_parts(parts: Sequence[Sequence[T]], step: int, times: int) -> list[T]:
    """The order of a later trial in which each part is rotated within itself."""
    return [one for part in parts for one in rotated(part, step, times)]


def seal(tickets: Sequence[int], salt: str) -> str:
    """What vouches for closed tickets before they are opened: SHA-256 of «salt:3-1-2»."""
    text = f"{salt}:{'-'.join(map(str, tickets))}"
    return hashlib.sha256(text.encode()).hexdigest()
