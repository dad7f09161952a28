"""Selects about the screen of a hall."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.juries.models import Assignment
from eventkit.results.facts import entries_of
from eventkit.results.screen.models import HallScreen
from eventkit.scoring.engine import SheetValues, Timing
from eventkit.scoring.models import Sheet, SheetVersion


def screen_of(event_id: int) -> HallScreen | None:
    """What the screen of the event may show."""
    return db.session.get(HallScreen, event_id)


def screen_by_key(slug: str, key: str) -> HallScreen | None:
    """The screen at an address; None for an address that nobody was given."""
    event = event_by_slug(slug)
    found = screen_of(event.id) if event else None
    return found if found and hmac.compare_digest(found.key.encode(), key.encode()) else None


def sheets_at(event: Event, instant: datetime, *, with_trial: bool) -> list[SheetValues]:
    """The sheets that counted at an instant, as they were then, in the words of the arithmetic."""
    last = (
        select(SheetVersion.sheet_id, func.max(SheetVersion.version).label("version"))
        .where(SheetVersion.at <= instant)
        .group_by(SheetVersion.sheet_id)
        .subquery()
    )
    query = (
        select(SheetVersion, Assignment)
        .join(
            last,
            (SheetVersion.sheet_id == last.c.sheet_id) & (SheetVersion.version == last.c.version),
        )
        .join(Sheet, SheetVersion.sheet_id == Sheet.id)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Entry.event_id == event.id, Entry.is_admitted, SheetVersion.state == "submitted")
        .options(
            joinedload(Assignment.entry),
            joinedload(Assignment.trial),
            joinedload(Assignment.replaces),
        )
        .order_by(SheetVersion.sheet_id)
    )
    return [_values(row[0], row[1], with_trial) for row in db.session.execute(query)]


def _values(version: SheetVersion, task: Assignment, with_trial: bool) -> SheetValues:
    return SheetValues(
        entry=task.entry.code or "",
        juror=str(task.juror_id),
        position=task.reading,
        marks={code: None if m is None else Fraction(m) for code, m in version.marks.items()},
        annulled=False,
        replaces=str(task.replaces.juror_id) if task.replaces else None,
        trial=task.trial.code if with_trial else "",
    )


def times_at(
    event: Event, times: Sequence[Timing], instant: datetime, *, with_trial: bool
) -> list[Timing]:
    """The times of performances as they were at an instant: the journal knows what stood before."""
    found = {(one.entry, one.trial): one.seconds for one in times}
    query = select(JournalLine.subject, JournalLine.data).where(
        JournalLine.chain == event_chain(event.id),
        JournalLine.act == "time.noted",
        JournalLine.at > instant,
    )
    later = db.session.execute(query.order_by(JournalLine.number.desc())).all()
    ids = {f"entry:{entry.id}": entry.code or "" for entry in entries_of(event)} if later else {}
    for subject, data in later:
        key = (ids.get(subject, ""), data["trial"] if with_trial else "")
        found[key] = data["before"]
    return [
        Timing(code, trial, seconds)
        for (code, trial), seconds in found.items()
        if code and seconds is not None
    ]


def unsent_trials(event: Event) -> set[int]:
    """The trials in which some sheet is still to come."""
    query = (
        select(Assignment.trial_id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(
            Entry.event_id == event.id,
            Entry.is_admitted,
            Assignment.state == "active",
            Assignment.progress != "submitted",
        )
        .distinct()
    )
    return set(db.session.scalars(query))


def judged_trials(event: Event) -> set[int]:
    """The trials in which some sheet was sent."""
    query = (
        select(Assignment.trial_id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Entry.event_id == event.id, Assignment.progress == "submitted")
        .distinct()
    )
    return set(db.session.scalars(query))
