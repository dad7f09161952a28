"""What the hall sees: who is on, who is next, the time, and the table where it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.results.screen.models import HallScreen
from eventkit.results.screen.table import TablePart, frozen_since, table_of
from eventkit.scoring.live.moves import ON
from eventkit.scoring.live.page import Day, Slot, day_of
from eventkit.scoring.live.queries import live_trials, mark_of, on_stage


@dataclass(frozen=True)
class Scene:
    """The screen as it stands.

    ``word`` says what the hall waits for where nobody is on: soon, next or over.
    """

    days: Sequence[Day]
    on: Sequence[tuple[Day, Slot]]
    following: Sequence[Slot]
    word: str
    table: Sequence[TablePart]
    names: Mapping[str, str]
    """Who stands behind the codes of the table."""
    frozen_at: datetime | None


def tag_of(screen: HallScreen, at: datetime) -> str:
    """Changes with everything that the screen may show."""
    return f"{mark_of(screen.event_id)}-{int(frozen_since(screen, at) is not None)}"


def scene_of(screen: HallScreen, at: datetime) -> Scene:
    """What the screen shows now. Before the first act of the day it names nobody."""
    event = screen.event
    days = _days(event)
    on = [(day, slot) for day in days for slot in day.slots if slot.state in ON]
    following = [slot for day in days for slot in day.waiting]
    has_begun = any(slot.last_key for day in days for slot in day.slots)
    table = table_of(event, screen, at)
    return Scene(
        days=days,
        on=on,
        following=following[:2] if has_begun else (),
        word=_word(days, has_begun),
        table=table,
        names=_names(event) if table else {},
        frozen_at=frozen_since(screen, at),
    )


def _days(event: Event) -> list[Day]:
    """The trials in which somebody is on; else the first that is not over, else the last one."""
    trials = live_trials(event)
    busy = {state.performance.trial_id for state in on_stage(event.id)}
    if busy:
        return [day_of(event, trial) for trial in trials if trial.id in busy]
    last: list[Day] = []
    for trial in trials:
        day = day_of(event, trial)
        if day.slots and not day.is_over:
            return [day]
        last = [day] if day.slots else last
    return last


def _word(days: Sequence[Day], has_begun: bool) -> str:
    if days and all(day.is_over for day in days):
        return "over"
    return "next" if has_begun else "soon"


def _names(event: Event) -> dict[str, str]:
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
        .options(
            joinedload(Entry.group), selectinload(Entry.authors).joinedload(EntryAuthor.person)
        )
    )
    return {entry.code or "": entry.entrant_name for entry in db.session.scalars(query)}
