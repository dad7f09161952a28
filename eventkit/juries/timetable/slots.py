"""Times of performances one after another, and what clashes. Pure: no database, no web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from itertools import combinations

from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Layout:
    """How a trial goes: its first start, minutes from start to start, breaks, all at once."""

    starts_at: datetime
    minutes: int
    break_after: int | None = None
    break_minutes: int = 0
    together: bool = False
    break_at: datetime | None = None
    """Nobody is on from here for ``break_at_minutes``; who would not end before comes after."""
    break_at_minutes: int = 0


def starts(layout: Layout, number: int) -> list[datetime]:
    """The starts of so many performances in one room."""
    if layout.together:
        return [layout.starts_at] * number
    found, at = [], layout.starts_at
    for place in range(number):
        if layout.break_after and place and place % layout.break_after == 0:
            at += timedelta(minutes=layout.break_minutes)
        at = _after_break(layout, at)
        found.append(at)
        at += timedelta(minutes=layout.minutes)
    return found


def _after_break(layout: Layout, at: datetime) -> datetime:
    """This start, or the end of the break at an hour if the performance would run into it."""
    if layout.break_at is None:
        return at
    again = layout.break_at + timedelta(minutes=layout.break_at_minutes)
    runs_into = at < again and at + timedelta(minutes=layout.minutes) > layout.break_at
    return again if runs_into else at


@dataclass(frozen=True)
class Slot:
    """A performance in time, with everybody who has to be there."""

    performance: int
    trial: int
    name: str
    room: str
    starts_at: datetime
    minutes: int
    together: bool = False
    people: Mapping[int, str] = field(default_factory=dict)
    """Those who perform: names by ids."""
    jurors: Mapping[int, str] = field(default_factory=dict)
    """Those who judge it: names by ids."""

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Clash:
    """Two performances at the same time that need the same thing."""

    kind: str
    """room, person or juror."""
    what: str
    """The room, or the names."""
    first: Slot
    second: Slot


def clashes(slots: Sequence[Slot]) -> list[Clash]:
    """Everything that is needed in two places at once, by time."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.performance))
    return [
        clash
        for first, second in combinations(ordered, 2)
        if second.starts_at < first.ends_at and not _one_table(first, second)
        for clash in _between(first, second)
    ]


def _one_table(first: Slot, second: Slot) -> bool:
    """Whether both sit at the same round table."""
    same = first.trial == second.trial and first.room == second.room
    return same and first.together and second.together


def _between(first: Slot, second: Slot) -> Iterator[Clash]:
    if first.room == second.room and first.room:
        yield Clash("room", first.room, first, second)
    for kind, mine, theirs in (
        ("person", first.people, second.people),
        ("juror", first.jurors, second.jurors),
    ):
        shared = sorted(mine[one] for one in mine.keys() & theirs.keys())
        if shared:
            yield Clash(kind, ", ".join(shared), first, second)
