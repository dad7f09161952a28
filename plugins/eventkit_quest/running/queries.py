"""Selects about a running game."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.lazy import dataclass
from eventkit.people.passwords import token_hash
from eventkit_quest.models import QuestHappening, QuestStation, QuestTeam
from eventkit_quest.outside.stations import comes_from_table
from eventkit_quest.queries import definition_of, stations_of
from eventkit_quest.running.models import QuestHost, QuestRun, QuestWindow


@dataclass(frozen=True)
class OwnTeam:
    """A team of an event."""

    event: Event
    entry: Entry


def quest_by_slug(slug: str) -> Event | None:
    """The event of an address, if it is a quest."""
    event = event_by_slug(slug)
    return event if event is not None and event.format == "quest" else None


def team_by_id(slug: str, entry_id: int) -> OwnTeam | None:
    """A team that takes part in the quest of an address."""
    event = quest_by_slug(slug)
    entry = db.session.get(Entry, entry_id) if event else None
    if event is None or entry is None or entry.event_id != event.id or not entry.is_admitted:
        return None
    return OwnTeam(event, entry)


def run_of(event_id: int) -> QuestRun | None:
    """How the game stands; None before anybody has touched it."""
    return db.session.get(QuestRun, event_id, populate_existing=True)


def windows_of(event_id: int) -> dict[int, QuestWindow]:
    """The windows of teams, by entry."""
    query = select(QuestWindow).join(Entry, Entry.id == QuestWindow.entry_id)
    rows = db.session.scalars(query.where(Entry.event_id == event_id))
    return {row.entry_id: row for row in rows}


def window_of(entry_id: int) -> QuestWindow | None:
    """The window of a team, as the database has it now."""
    return db.session.get(QuestWindow, entry_id, populate_existing=True)


def refused_by_window(entry_id: int, kind: str, at: datetime) -> str:
    """Why a window does not take what a phone tells: early, late, or nothing."""
    window = db.session.get(QuestWindow, entry_id)
    if window is None:
        return ""
    if kind == "start" and window.opens_at is not None and at < window.opens_at:
        return "early"
    is_late = window.closes_at is not None and at > window.closes_at
    return "late" if is_late and kind != "finish" else ""


def without_host(event: Event) -> list[str]:
    """The titles of stations where somebody is needed and nobody has a good link.

    Where a table brings the points, nobody has to stand.
    """
    manned = {host.station_id for host in hosts_of(event.id) if host.token_hash}
    lacking = [one for one in stations_of(event) if one.id not in manned]
    definitions = [definition_of(one) for one in lacking]
    return [
        one.title or one.code for one in definitions if one.needs_host and not comes_from_table(one)
    ]


def hosts_of(event_id: int) -> Sequence[QuestHost]:
    """The hosts of an event by stations."""
    query = (
        select(QuestHost)
        .join(QuestHost.station)
        .where(QuestHost.event_id == event_id)
        .options(joinedload(QuestHost.station))
        .order_by(QuestStation.position, QuestHost.id)
    )
    return db.session.scalars(query).all()


def host_by_token(slug: str, token: str) -> QuestHost | None:
    """Whose link this is; None for an address that nobody was given or that was taken back."""
    query = (
        select(QuestHost)
        .join(QuestHost.event)
        .where(QuestHost.token_hash == token_hash(token), Event.slug == slug)
        .options(joinedload(QuestHost.station), joinedload(QuestHost.event))
    )
    return db.session.scalars(query).first()


def host_of_event(slug: str, host_id: int) -> QuestHost | None:
    """A host of the event of an address."""
    query = (
        select(QuestHost)
        .join(QuestHost.event)
        .where(QuestHost.id == host_id, Event.slug == slug)
        .options(joinedload(QuestHost.station), joinedload(QuestHost.event))
    )
    return db.session.scalars(query).first()


def happening(event_id: int, uid: str) -> QuestHappening | None:
    """What came under an id."""
    query = select(QuestHappening).where(
        QuestHappening.event_id == event_id, QuestHappening.uid == uid
    )
    return db.session.scalars(query).first()


def mark_of(event_id: int) -> int:
    """The number of the last line of the event's journal: it grows with everything that happens."""
    query = select(func.max(JournalLine.number)).where(JournalLine.chain == event_chain(event_id))
    return db.session.scalar(query) or 0


STRIKABLE = {
    "start": "started",
    "finish": "finished",
    "penalty": "penalty",
    "extra_time": "extra_time",
    "out": "out",
    "hint": "hint",
    "checked": "confirmed",
}


def strikable_of(entry_id: int) -> list[tuple[QuestHappening, str]]:
    """What may be struck out of a team's log, with the word of its kind, the newest first."""
    query = select(QuestHappening).where(QuestHappening.entry_id == entry_id)
    rows = db.session.scalars(query.order_by(QuestHappening.id.desc())).all()
    struck = {row.about for row in rows if row.type == "struck"}
    return [
        (row, STRIKABLE[row.type])
        for row in rows
        if row.type in STRIKABLE and row.uid not in struck
    ]


def doors_of(event_id: int) -> dict[int, QuestTeam]:
    """Ways and doors of teams, by entry."""
    query = select(QuestTeam).join(Entry, Entry.id == QuestTeam.entry_id)
    rows = db.session.scalars(query.where(Entry.event_id == event_id))
    return {row.entry_id: row for row in rows}
