"""Writing down what people say of a team: the one way by which staff's events are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from fractions import Fraction
from secrets import token_hex
from typing import Any

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.journal.operations import event_chain, hold, record
from eventkit.lazy import dataclass
from eventkit.web.clock import now
from eventkit_quest.models import QuestHappening, QuestStation

DESK = "desk"
PAPER = "paper"
HOST = "host"


@dataclass(frozen=True)
class Word:
    """What is said: the type of the event and what it counts, as ``engine.QuestEvent`` has it."""

    type: str
    at: datetime
    text: str = ""
    amount: Fraction = Fraction(0)
    number: int = 0
    about: str = ""
    station: QuestStation | None = None
    marks: Mapping[str, str] | None = None
    uid: str = field(default_factory=lambda: f"staff-{token_hex(8)}")


def note(entry: Entry, word: Word, *, device: str = DESK) -> QuestHappening:
    """Keep an event of a team; the caller holds the event's journal and writes its line."""
    row = QuestHappening(
        event_id=entry.event_id,
        entry_id=entry.id,
        station_id=word.station.id if word.station else None,
        uid=word.uid,
        device=device,
        type=word.type,
        at=word.at,
        received_at=now(),
        text=word.text,
        amount=word.amount,
        number=word.number,
        about=word.about,
        marks=dict(word.marks) if word.marks is not None else None,
    )
    db.session.add(row)
    return row


def tell(
    entry: Entry,
    act: str,
    actor: str,
    data: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Write the journal's line about a team."""
    kept = {name: text for name, text in (texts or {}).items() if text}
    record(
        event_chain(entry.event_id),
        act,
        f"entry:{entry.id}",
        actor=actor,
        data=data,
        texts=kept,
    )


def hold_game(event_id: int) -> None:
    """Let nobody else change the game until this transaction ends: hold first, then read."""
    hold(event_chain(event_id))
