"""What is looked for in a work, and what is found: plain values that know no database."""

from __future__ import annotations

from collections.abc import Iterable

from eventkit.lazy import dataclass

KINDS = ("name", "school", "place", "email", "phone", "link", "reveal")


@dataclass(frozen=True)
class Named:
    """A person whose name would tell the author: the author, a member of the pair, a mentor."""

    last: str
    first: str = ""
    patronymic: str = ""
    gender: str = ""


@dataclass(frozen=True)
class Wanted:
    """All that would tell who wrote a work.

    ``schools`` are names as they are written anywhere: statutory, short, aliases; ``places`` may
    carry their kind («с. Зазеркалово»).
    """

    persons: tuple[Named, ...] = ()
    schools: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A place in a text, from ``start`` up to ``end``; ``matched`` says whose trace it is.

    ``is_sure``: nothing else is likely; otherwise a person has to look.
    """

    kind: str
    start: int
    end: int
    matched: str
    is_sure: bool


def settled(found: Iterable[Found]) -> list[Found]:
    """One mark for each place: the sure before the likely, the longer before the shorter."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (not one.is_sure, one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
