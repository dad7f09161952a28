"""Selects of the essay."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.queries import count_words, reading_text
from eventkit.events.models import Event
from eventkit_essay.models import EssayLength, EssaySettings

USUAL_MAXIMUM = 1500


def settings_of(event: Event) -> EssaySettings:
    """What the event accepts; the defaults are not stored before somebody saves them."""
    found = db.session.get(EssaySettings, event.id)
    return found or EssaySettings(
        event_id=event.id, min_words=None, max_words=USUAL_MAXIMUM, accepts="both"
    )


def words_of(entry: Entry) -> int | None:
    """Words of a work, typed and in files; None when a file could not be read."""
    if any(file.reading_text is None for file in entry.files):
        return None
    return count_words(reading_text(entry))


def admitted_works(event: Event) -> Sequence[Entry]:
    """The works that the jury reads, by code, with nominations and texts."""
    query = (
        select(Entry)
        .where(Entry.event_id == event.id, Entry.is_admitted)
        .order_by(Entry.code, Entry.id)
        .options(joinedload(Entry.nomination), selectinload(Entry.files))
    )
    return db.session.scalars(query).all()


def stored_lengths(event: Event) -> dict[int, int]:
    """Words by entry id, as they were counted when the jury began."""
    query = (
        select(EssayLength.entry_id, EssayLength.words)
        .join(Entry, Entry.id == EssayLength.entry_id)
        .where(Entry.event_id == event.id)
    )
    return {row.entry_id: row.words for row in db.session.execute(query)}
