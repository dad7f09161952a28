"""The order of jurors' lists, kept with each task: a list costs the same at any length."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Update,
    cast,
    event,
    inspect,
    or_,
    select,
    update,
)

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Nomination
from eventkit.juries.models import Assignment


def place_tasks(*which: ColumnElement[bool]) -> None:
    """Give tasks their place in the juror's list: by nomination, then by the work's code.

    Call it after tasks were made. A task that was annulled, or whose work does not take part, has
    no place, nor has one that is held while it is not sent.
    """
    db.session.execute(_placing(*which), execution_options={"synchronize_session": False})


def _placing(*which: ColumnElement[bool]) -> Update:
    # Numbers of one length, so that they sort as text; no database function is common to both.
    position = cast(1_000_000 + Nomination.position, String)
    number = cast(1_000_000_000 + Nomination.id, String)
    place = (
        select(position + "." + number + "." + Entry.code)
        .join(Nomination, Entry.nomination_id == Nomination.id)
        .where(
            Entry.id == Assignment.entry_id,
            Entry.is_admitted,
            Assignment.state == "active",
            or_(Assignment.is_held.is_(False), Assignment.progress == "submitted"),
        )
        .correlate(Assignment)
        .scalar_subquery()
    )
    return update(Assignment).where(*which).values(list_place=place)


@event.listens_for(Entry, "after_update")
def _follow_the_work(_mapper: Any, connection: Connection, entry: Entry) -> None:
    """Works are admitted and set aside by rooms that know of no jury."""
    state = inspect(entry)
    if any(state.attrs[name].history.has_changes() for name in ("is_admitted", "nomination_id")):
        connection.execute(_placing(Assignment.entry_id == entry.id))


@event.listens_for(Nomination, "after_update")
def _follow_the_nomination(_mapper: Any, connection: Connection, nomination: Nomination) -> None:
    if inspect(nomination).attrs.position.history.has_changes():
        works = select(Entry.id).where(Entry.nomination_id == nomination.id)
        connection.execute(_placing(Assignment.entry_id.in_(works)))
