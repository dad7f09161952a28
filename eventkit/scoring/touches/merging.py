"""How one touch meets one cell: plain rules over values, without a database.

A cell counts its changes. A touch says which count its device had seen (``base``) and stands in
the order of its device (``counter``); clocks of devices order nothing. What follows from what it
changes is applied; what another device has changed unseen is a conflict, and the juror chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

APPLIED, SAME, SUPERSEDED, CONFLICT = "applied", "same", "superseded", "conflict"
REFUSED, LATE = "refused", "late"
TOLD = (APPLIED, SAME, CONFLICT, LATE)
"""Outcomes after which a device's earlier words about the cell are history."""
OPEN = (CONFLICT, LATE)
"""Outcomes that leave something to be chosen or looked at."""


@dataclass(frozen=True)
class Touch:
    """One change as its device made it. ``key`` is its id, given by the device."""

    key: str
    task: int
    field: str
    """c<id> (mark), t<id> (comment on the criterion), author, note or submit."""
    value: str
    base: int
    counter: int
    device: str
    made_at: str = ""
    """As the device's clock said; kept, never trusted."""
    resolves: str = ""
    """The key of the touch that this one settles: the juror has seen both values."""


@dataclass(frozen=True)
class Cell:
    """What a cell says, and how often it has been changed."""

    value: str = ""
    version: int = 0


@dataclass
class Kept:
    """A touch of the same cell as history has it; ``version`` is the cell's after it."""

    key: str
    device: str
    counter: int
    version: int
    value: str
    outcome: str
    is_open: bool = False
    """Whether its value waits to be chosen or looked at."""
    made_at: datetime | None = None


def outcome_of(touch: Touch, cell: Cell, history: Sequence[Kept]) -> str:
    """What becomes of a touch that the cell has not seen: applied, same, superseded or conflict.

    Choosing the value that stands is a change too: another device may be choosing otherwise.
    """
    own = [kept for kept in history if kept.device == touch.device and kept.outcome in TOLD]
    if any(_comes_later(kept, touch) for kept in own):
        return SUPERSEDED
    chooses = any(kept.is_open and kept.key == touch.resolves for kept in history)
    if touch.value == cell.value and not (chooses and touch.base == cell.version):
        return SAME
    if touch.base == cell.version or _only_own_since(touch, cell, own):
        return APPLIED
    return CONFLICT


def _comes_later(kept: Kept, touch: Touch) -> bool:
    """Whether the device said something after this touch that has arrived before it.

    A touch that has seen the other's outcome follows it whatever the counters say: a copied
    browser profile counts anew.
    """
    if kept.counter <= touch.counter:
        return False
    seen = touch.base > kept.version or (touch.base == kept.version and kept.outcome == APPLIED)
    return not seen


def _only_own_since(touch: Touch, cell: Cell, own: Sequence[Kept]) -> bool:
    """Whether the device itself made each change after the one it had seen: answers got lost.

    A change that no touch made (a form, paper) leaves a gap among the versions.
    """
    if touch.base > cell.version:
        return False
    made = {k.version for k in own if k.outcome == APPLIED and k.counter < touch.counter}
    return made.issuperset(range(touch.base + 1, cell.version + 1))


def settled_by(touch: Touch, outcome: str, cell: Cell, history: Iterable[Kept]) -> list[Kept]:
    """The open touches of the cell that need no choice any more after this one.

    ``cell`` is as it stands now. A device's later word replaces its earlier one; a value that the
    cell says now is no contradiction; and what the juror has chosen between is closed.
    """
    if outcome not in TOLD:
        return []
    chosen = touch.resolves if outcome in (APPLIED, SAME) else ""
    return [
        kept
        for kept in history
        if kept.is_open
        and (
            (kept.device == touch.device and kept.counter < touch.counter)
            or kept.key == chosen
            or (outcome in (APPLIED, SAME) and kept.value == cell.value)
        )
    ]
