"""The time of a team: from start to finish without pauses and without what was given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction

from eventkit_quest.engine.facts import QuestEvent, order_of
from eventkit_quest.engine.rules import ZERO

MINUTE = 60
MICROSECONDS = 1_000_000


def played_seconds(events: Iterable[QuestEvent], start: datetime, end: datetime) -> Fraction:
    """Exact seconds between two instants less the pauses between them and the time given.

    ``events`` are those of one team, each id once. A pause that nobody has ended lasts until
    ``end``; a second pause within the first adds nothing. Given time never makes less than none.
    Without pauses and given time it is the bare difference, even a negative one of wrong clocks.
    """
    ordered = sorted(events, key=order_of)
    whole = seconds_between(start, end)
    given = sum((e.amount for e in ordered if e.type == "extra_time"), ZERO) * MINUTE
    stopped = _paused(ordered, start, end)
    return max(ZERO, whole - stopped - given) if stopped or given else whole


def is_paused(events: Iterable[QuestEvent]) -> bool:
    """Whether the last word about pauses was a pause."""
    said = [e.type for e in sorted(events, key=order_of) if e.type in ("pause", "resume")]
    return said[-1:] == ["pause"]


def seconds_between(start: datetime, end: datetime) -> Fraction:
    """The exact difference of two instants."""
    return Fraction((end - start) // timedelta(microseconds=1), MICROSECONDS)


def _paused(ordered: Iterable[QuestEvent], start: datetime, end: datetime) -> Fraction:
    """What the pauses take of the time between two instants."""
    total, since = ZERO, None
    for event in ordered:
        if event.type == "pause" and since is None:
            since = event.at
        elif event.type == "resume" and since is not None:
            total += _common(since, event.at, start, end)
            since = None
    return total if since is None else total + _common(since, end, start, end)


def _common(since: datetime, until: datetime, start: datetime, end: datetime) -> Fraction:
    return max(ZERO, seconds_between(max(since, start), min(until, end)))
