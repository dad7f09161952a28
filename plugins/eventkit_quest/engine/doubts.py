"""What cannot have been so: shown to the organizer, who asks the team; nothing is punished here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from eventkit.lazy import dataclass
from eventkit_quest.engine.checking import verdict
from eventkit_quest.engine.facts import QuestEvent, order_of
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.engine.times import MINUTE, seconds_between

FASTEST_READER = 400
"""Words a minute."""
CLOCK_SLACK = timedelta(minutes=1)
AT_DESK = ("desk", "host", "paper")
"""Devices of people who may write down things long after they happened."""


@dataclass(frozen=True)
class Doubt:
    """Something impossible.

    ``what``: fast (solved in ``seconds``, though reading takes ``needed``), before_start,
    after_finish, before_opening (answered a station that was opened later) or ahead (the device's
    clock runs before the server's by ``seconds``).
    """

    what: str
    at: datetime
    station: str = ""
    seconds: Fraction = Fraction(0)
    needed: Fraction = Fraction(0)


def doubts_of(
    events: Sequence[QuestEvent],
    stations: Sequence[StationDefinition],
    received: Mapping[str, datetime],
) -> list[Doubt]:
    """The doubts about one team, at most one of a kind for a station.

    Args:
        events: of the team, each id once.
        stations: of the quest.
        received: when events came, by id.
    """
    own = sorted((e for e in events if e.device not in AT_DESK), key=order_of)
    found = [*_out_of_time(own, events), *_ahead(own, received)]
    for station in stations:
        found += _at_station(own, events, station)
    seen: dict[tuple[str, str], Doubt] = {}
    for doubt in sorted(found, key=lambda one: one.at):
        seen.setdefault((doubt.what, doubt.station), doubt)
    return list(seen.values())


def reading_seconds(station: StationDefinition) -> Fraction:
    """How long the fastest reader needs for the obstacle and the task."""
    words = len(f"{station.obstacle} {station.task}".split())
    return Fraction(words * MINUTE, FASTEST_READER)


def _out_of_time(own: Sequence[QuestEvent], events: Sequence[QuestEvent]) -> list[Doubt]:
    start = min((e.at for e in events if e.type == "start"), default=None)
    finish = min((e.at for e in events if e.type == "finish"), default=None)
    found = []
    for event in own:
        if event.type not in ("answer", "hint"):
            continue
        if start is not None and event.at < start:
            found.append(Doubt("before_start", event.at, event.station))
        if finish is not None and event.at > finish:
            found.append(Doubt("after_finish", event.at, event.station))
    return found


def _ahead(own: Sequence[QuestEvent], received: Mapping[str, datetime]) -> list[Doubt]:
    return [
        Doubt("ahead", e.at, seconds=seconds_between(received[e.id], e.at))
        for e in own
        if e.id in received and e.at > received[e.id] + CLOCK_SLACK
    ]


def _at_station(
    own: Sequence[QuestEvent], events: Sequence[QuestEvent], station: StationDefinition
) -> list[Doubt]:
    here = [event for event in own if event.station == station.code]
    answers = [event for event in here if event.type == "answer"]
    if not answers:
        return []
    opened = next((event.at for event in here if event.type in ("opened", "arrive")), None)
    found = []
    if opened is not None and answers[0].at < opened:
        found.append(Doubt("before_opening", answers[0].at, station.code))
    solved = next((e for e in answers if verdict(station, e.text) != "wrong"), None)
    since = opened or _behind(events, solved)
    if solved is not None and since is not None and since <= solved.at:
        took, needed = seconds_between(since, solved.at), reading_seconds(station)
        if took < needed:
            found.append(Doubt("fast", solved.at, station.code, took, needed))
    return found


def _behind(events: Sequence[QuestEvent], solved: QuestEvent | None) -> datetime | None:
    """When the thing before the answer happened: the earliest moment its text could be read."""
    if solved is None:
        return None
    before = [
        e.at for e in events if e.at < solved.at and (e.station != solved.station or not e.station)
    ]
    return max(before, default=None)
