"""What may happen to a performance, from which state, and which it leads to."""

from __future__ import annotations

from collections.abc import Mapping

from eventkit.lazy import dataclass

STATES = ("waiting", "called", "running", "paused", "done", "absent")
ON = ("called", "running", "paused")
"""Of whoever is on the stage."""
OVER = ("done", "absent")


@dataclass(frozen=True)
class Move:
    """A verb: the states in which it makes sense, and the state after it ("": it stays)."""

    sources: tuple[str, ...]
    target: str = ""
    wants_reason: bool = False


MOVES: Mapping[str, Move] = {
    "call": Move(("waiting",), "called"),
    "start": Move(("waiting", "called"), "running"),
    "pause": Move(("running",), "paused"),
    "resume": Move(("paused",), "running"),
    "stop": Move(("running", "paused"), "done"),
    "repeat": Move(("running", "paused", "done"), "called", wants_reason=True),
    "wait": Move(("called",), "waiting"),
    "absent": Move(("waiting", "called"), "absent"),
    "back": Move(("absent",), "waiting"),
    "replaced": Move(("waiting", "called", "running", "paused", "done"), wants_reason=True),
    "correct": Move(("done",), wants_reason=True),
}
UNDO = "undo"
VERBS = (*MOVES, UNDO)
TAKES_THE_STAGE = ("call", "start")
TOGETHER = ("call", "start", "pause", "resume", "stop", "wait")
"""Where all are on at once, these act on everybody."""
