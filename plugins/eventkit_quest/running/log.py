"""The log of a team as people read it, and where the team stands by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from eventkit.lazy import dataclass
from eventkit.web.clock import now
from eventkit_quest.engine import Line, StationDefinition, TeamResult
from eventkit_quest.running.models import QuestRun, QuestWindow
from eventkit_quest.running.showing import Shown, shown
from eventkit_quest.running.states import state_of
from eventkit_quest.running.words import line_words


@dataclass(frozen=True)
class LogLine:
    """A line of the log: ``parts`` are answers that were sent, ``comment`` what people said."""

    at: datetime | None
    what: str
    parts: Sequence[Shown]
    comment: str
    points: Fraction


@dataclass(frozen=True)
class Stand:
    """Where a team stands: ``state`` is a key of ``words.STATES``.

    ``may_finish``: the game is open to it, so that a missing finish says nothing yet.
    """

    state: str
    has_started: bool
    has_finished: bool
    may_finish: bool


def stand_of(
    result: TeamResult, run: QuestRun | None, window: QuestWindow | None, *, is_counted: bool
) -> Stand:
    """Where a team stands by its log, the state of the game and its own window.

    ``is_counted``: results were published, so that nobody finishes any more.
    """
    told = {line.what for line in result.lines}
    has_started, has_finished = "started" in told, "finished" in told
    has_ended = run is not None and run.ended_at is not None
    closes = window.closes_at if window else None
    state = state_of(
        is_out=result.out_reason == "decided",
        has_started=has_started,
        has_acted=any(line.station for line in result.lines),
        has_finished=has_finished,
        is_paused=run is not None and run.paused_at is not None,
    )
    is_late = closes is not None and closes < now()
    is_over = has_finished or has_ended or is_late or is_counted
    return Stand(state, has_started, has_finished, may_finish=not is_over)


def log_of(
    result: TeamResult, stations: Sequence[StationDefinition], stand: Stand
) -> list[LogLine]:
    """Everything that happened to a team; a finish is missed only when it can come no more."""
    known = {station.code: station for station in stations}
    titles = {station.code: station.title for station in stations}
    lines = [li for li in result.lines if li.what != "unfinished" or not stand.may_finish]
    return [
        LogLine(
            at=line.at,
            what=line_words(line, titles),
            parts=_parts(line, known.get(line.station)),
            comment="" if line.is_sent else line.text,
            points=line.points,
        )
        for line in lines
    ]


def _parts(line: Line, station: StationDefinition | None) -> list[Shown]:
    return shown(station, line.text) if line.is_sent and station is not None else []
