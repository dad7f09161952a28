"""The order of jurors' lists, kept with each task: a list costs the same at any length."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Update,
    and_,
    cast,
    event,
    inspect,
    or_,
    select,
    update,
)

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Nomination, Round, Trial
from eventkit.juries.models import Assignment


def place_tasks(*which: ColumnElement[bool]) -> None:
    """Give tasks their place in the juror's list: by nomination, then by the work's code.

    Call it after tasks were made and rounds opened or closed. A task that was annulled, whose work
    does not take part or whose round is not to be judged now has no place, nor has one that is held
    while it is not sent.
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
            ~_out_of_its_round(),
            or_(Assignment.is_held.is_(False), Assignment.progress == "submitted"),
        )
        .correlate(Assignment)
        .scalar_subquery()
    )
    return update(Assignment).where(*which).values(list_place=place)


def _out_of_its_round() -> ColumnElement[bool]:
    """Of a later round that has not begun, or not sent in a round that is over."""
    waits = and_(Round.number > 1, Round.opened_at.is_(None))
    is_late = and_(Round.closed_at.is_not(None), Assignment.progress != "submitted")
    return (
        select(Round.id)
        .join(Trial, Trial.round_id == Round.id)
        .where(Trial.id == Assignment.trial_id, or_(waits, is_late))
        .correlate(Assignment)
        .exists()
    )


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
