"""Who comes to a game: a team by its code or link, remembered in the session of its phone."""

from __future__ import annotations

import hmac
from typing import Any

from flask import session
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.lazy import dataclass
from eventkit_quest.models import QuestTeam

SESSION = "quest_door"
FORMAT = "quest"


@dataclass(frozen=True)
class Door:
    """A game, and the team that has come in on this phone, if one has."""

    event: Event
    team: QuestTeam | None = None
    entry: Entry | None = None


@dataclass(frozen=True)
class TeamDoor:
    """A team that has come in, or whose link was opened."""

    event: Event
    team: QuestTeam
    entry: Entry


def find_game(slug: str) -> Door | None:
    """The game of an address, with the team of this phone."""
    event = event_by_slug(slug)
    if event is None or event.format != FORMAT:
        return None
    known: Any = session.get(SESSION)
    if not isinstance(known, list) or len(known) != 2:
        return Door(event)
    found = _team(event, QuestTeam.entry_id == known[0])
    if found is None or not hmac.compare_digest(found.team.secret, str(known[1])):
        return Door(event)
    return Door(event, found.team, found.entry)


def find_by_secret(slug: str, secret: str) -> TeamDoor | None:
    """The team whose link this is."""
    event = event_by_slug(slug)
    return _team(event, QuestTeam.secret == secret) if event and event.format == FORMAT else None


def find_by_pin(event: Event, typed: str) -> TeamDoor | None:
    """The team whose code was typed; blanks and dashes between the digits do not matter."""
    pin = "".join(sign for sign in typed[:40] if sign.isdecimal() and sign.isascii())
    return _team(event, QuestTeam.pin == pin) if pin else None


def come_in(door: TeamDoor) -> None:
    """Remember the team in the session; a new link of the team ends it."""
    session[SESSION] = [door.entry.id, door.team.secret]
    session.permanent = True


def leave() -> None:
    """Forget the team of this phone."""
    session.pop(SESSION, None)


def _team(event: Event, condition: Any) -> TeamDoor | None:
    query = (
        select(QuestTeam, Entry)
        .join(Entry, Entry.id == QuestTeam.entry_id)
        .where(condition, Entry.event_id == event.id, Entry.is_admitted, Entry.code.is_not(None))
    )
    row = db.session.execute(query).first()
    return TeamDoor(event, row[0], row[1]) if row else None
