"""What the hall sees, worked out once for all its screens and remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from math import cos, radians, sin
from threading import Lock

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit_quest.engine.station_definition import StationDefinition
from eventkit_quest.running.live import LiveView, TeamLive
from eventkit_quest.running.models import QuestRun

FRESH = timedelta(seconds=2)
"""For so long a state is shown to everybody who asks, whatever has come meanwhile."""
KEPT = 32
AROUND = 8
"""Tokens in one circle around a station."""
FIRST_ANGLE = -30


@dataclass(frozen=True)
class Kept:
    """The rendered state under its tag."""

    tag: str
    text: str
    made_at: datetime


@dataclass(frozen=True)
class Token:
    """A team on the map, and the curve of its way here (empty where it has come from nowhere)."""

    team: TeamLive
    x: float
    y: float
    path: str


_kept: dict[tuple[object, ...], Kept] = {}
_working: dict[tuple[object, ...], Lock] = {}
_lock = Lock()


def remembered(
    event: Event, run: QuestRun | None, language: str, at: datetime, make: Callable[[], str]
) -> Kept:
    """The state of the board; made anew at most once in FRESH, by one thread at a time.

    What the organizer presses (freeze, reveal, what is shown) is never waited for. The tag follows
    from the text alone, so that several servers agree.
    """
    said = (run.board, run.frozen_at, run.paused_at, run.ended_at) if run else ()
    key = (str(db.engine.url), event.id, language, said)
    with _lock:
        known = _kept.get(key)
        work = _working.setdefault(key, Lock())
    if known is not None and at - known.made_at < FRESH:
        return known
    if known is not None and not work.acquire(blocking=False):
        return known  # somebody is at it; what stood a moment ago will do
    if known is None:
        work.acquire()
    try:
        with _lock:
            fresh = _kept.get(key)
        if fresh is not None and fresh is not known:
            return fresh
        text = make()
        made = Kept(hashlib.sha256(text.encode()).hexdigest()[:20], text, at)
        with _lock:
            _kept[key] = made
            while len(_kept) > KEPT:
                oldest = next(iter(_kept))
                _kept.pop(oldest)
                _working.pop(oldest, None)
        return made
    finally:
        work.release()


def tokens_of(view: LiveView, width: int, height: int, radius: float) -> Sequence[Token]:
    """Where the teams stand on a map of this size: around their stations, none upon another."""
    spots = {s.code: (s.x * width, s.y * height) for s in view.stations}
    taken: dict[str, int] = {}
    tokens = []
    for team in view.teams:
        if team.here not in spots or team.state in ("waiting", "finished"):
            continue
        place = taken.get(team.here, 0)
        taken[team.here] = place + 1
        x, y = _beside(spots[team.here], place, radius)
        tokens.append(Token(team, x, y, _way(spots, team, (x, y))))
    return tokens


def spots_of(
    stations: Sequence[StationDefinition], width: int, height: int
) -> Sequence[tuple[StationDefinition, float, float]]:
    """The stations with their places on a map of this size."""
    return [(one, round(one.x * width, 1), round(one.y * height, 1)) for one in stations]


def _beside(spot: tuple[float, float], place: int, radius: float) -> tuple[float, float]:
    circle, step = divmod(place, AROUND)
    angle = radians(FIRST_ANGLE + step * 360 / AROUND + circle * 22)
    far = radius * (2 + circle * 1.6)
    return round(spot[0] + far * cos(angle), 1), round(spot[1] + far * sin(angle), 1)


def _way(spots: Mapping[str, tuple[float, float]], team: TeamLive, end: tuple[float, float]) -> str:
    """A bow from the station before, each team's a little different, so that ways do not hide."""
    if team.before not in spots or team.before == team.here:
        return ""
    (x1, y1), (x2, y2) = spots[team.before], end
    bend = 0.12 + 0.06 * (team.number % 3)
    side = 1 if team.number % 2 else -1
    cx = (x1 + x2) / 2 - (y2 - y1) * bend * side
    cy = (y1 + y2) / 2 + (x2 - x1) * bend * side
    return f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"
