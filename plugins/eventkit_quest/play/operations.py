"""Verbs at a team's door: take in what its phones tell, keep its photos, give teams their doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.files.operations import Received as File
from eventkit.files.operations import keep
from eventkit.journal.operations import event_chain, hold, record
from eventkit.lazy import dataclass
from eventkit.web.clock import now
from eventkit_quest.door_secrets import new_pin, new_secret
from eventkit_quest.models import QuestHappening, QuestTeam
from eventkit_quest.operations import receive
from eventkit_quest.play.models import QuestPhoto
from eventkit_quest.play.queries import BY_PHONE
from eventkit_quest.queries import teams_of
from eventkit_quest.running.queries import refused_by_window

ACTS = ("answer", "hint", "skip")
WIDEST = 10 * 365 * 24 * 3600 * 1000
"""Milliseconds: a clock may be ten years wrong."""


@dataclass(frozen=True)
class Told:
    """What became of a parcel: names of events that are kept or known, and why others are not.

    A reason is one word: ``kind``, ``over`` (after the finish), ``early`` or ``late`` (outside the
    team's window) or ``malformed``.
    """

    kept: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def receive_from_team(
    entry: Entry, parcel: Sequence[Mapping[str, Any]], offset: int = 0, *, actor: str = "system"
) -> Told:
    """Take in what a phone of a team tells, each name once.

    ``offset`` is how many milliseconds the server's clock is ahead of the phone's, as the phone
    has measured it; instants are put right by it and lie never in the future. A finish is not
    before what the team did by then, and nothing is taken that the team did after it.
    """
    event = entry.event
    hold(event_chain(event.id))
    finish, latest = _bounds(entry)
    ready: list[dict[str, Any]] = []
    names: list[str] = []
    refused: list[tuple[str, str]] = []
    for data in parcel:
        name = str(data.get("id"))[:100]
        at = _put_right(data.get("ts"), offset)
        if data.get("type") not in BY_PHONE:
            refused.append((name, "kind"))
        elif at is None:
            refused.append((name, "malformed"))
        elif data["type"] in ACTS and finish is not None and at > finish:
            refused.append((name, "over"))
        elif reason := refused_by_window(entry.id, data["type"], at):
            refused.append((name, reason))
        else:
            if data["type"] == "finish":
                at = finish = max(at, latest or at)
            elif data["type"] in ACTS:
                latest = max(at, latest or at)
            names.append(name)
            ready.append(_fact(entry, name, at, data))
    received = receive(event, ready, actor=actor)
    unread = {place for place, _reason in received.refused}
    refused += [(names[place], "malformed") for place in sorted(unread)]
    kept = tuple(name for place, name in enumerate(names) if place not in unread)
    return Told(kept, tuple(refused))


def _fact(entry: Entry, name: str, at: datetime, data: Mapping[str, Any]) -> dict[str, Any]:
    """An event as the game keeps it. A team cannot take another team's names."""
    told = {key: data[key] for key in ("station", "text", "level", "device") if data.get(key)}
    return told | {
        "id": f"{entry.id}/{name}",
        "team": entry.code,
        "type": data["type"],
        "ts": at.isoformat(),
    }


def _put_right(ts: Any, offset: int) -> datetime | None:
    try:
        at = datetime.fromisoformat(ts)
    except (TypeError, ValueError):
        return None
    if at.tzinfo is None or abs(offset) > WIDEST:
        return None
    try:
        return min(at + timedelta(milliseconds=offset), now())
    except OverflowError:
        return None


def _bounds(entry: Entry) -> tuple[datetime | None, datetime | None]:
    """When the team finished, and when it did something last."""
    row = QuestHappening
    query = select(row.type, row.at).where(
        row.entry_id == entry.id, row.type.in_((*ACTS, "finish"))
    )
    rows = db.session.execute(query).all()
    finish = min((at for kind, at in rows if kind == "finish"), default=None)
    return finish, max((at for kind, at in rows if kind != "finish"), default=None)


def keep_photo(entry: Entry, key: str, received: File, *, actor: str = "system") -> QuestPhoto:
    """Keep a photo of a team; one that was sent twice under a key is the same."""
    hold(event_chain(entry.event_id))
    query = select(QuestPhoto).where(QuestPhoto.entry_id == entry.id, QuestPhoto.key == key)
    known = db.session.scalars(query).first()
    if known is not None:
        return known
    photo = QuestPhoto(entry_id=entry.id, key=key, file=keep(received), created_at=now())
    db.session.add(photo)
    db.session.flush()
    record(
        event_chain(entry.event_id),
        "quest.photo",
        f"entry:{entry.id}",
        actor=actor,
        data={"photo": photo.id, "bytes": received.size},
    )
    return photo


def open_doors(event: Event, *, actor: str = "system") -> int:
    """Give a door to each team that has none, as those that registered by themselves; how many."""
    hold(event_chain(event.id))
    known = select(QuestTeam.entry_id).join(Entry, Entry.id == QuestTeam.entry_id)
    ids = set(db.session.scalars(known.where(Entry.event_id == event.id)))
    without = [entry for entry in teams_of(event) if entry.id not in ids]
    for entry in without:
        db.session.add(QuestTeam(entry_id=entry.id, route=[]))
    if without:
        db.session.flush()
        _journal_doors(event, actor, "quest.doors", len(without))
    return len(without)


def renew_door(entry: Entry, *, actor: str = "system") -> QuestTeam | None:
    """Give a team a new link and code; phones that came in by the old ones have to come again."""
    team = db.session.get(QuestTeam, entry.id)
    if team is None:
        return None
    team.secret, team.pin = new_secret(), new_pin()
    db.session.flush()
    _journal_doors(entry.event, actor, "quest.door_renewed", 1)
    return team


def _journal_doors(event: Event, actor: str, act: str, count: int) -> None:
    record(event_chain(event.id), act, f"event:{event.id}", actor=actor, data={"teams": count})
