"""Verbs of the essay."""

from __future__ import annotations

from eventkit.db import db
from eventkit.events.models import Event
from eventkit_essay.models import EssayLength, EssaySettings
from eventkit_essay.queries import admitted_works, words_of


def save_settings(
    event: Event, *, min_words: int | None, max_words: int | None, accepts: str
) -> EssaySettings:
    """Say what works an event accepts."""
    settings = db.session.get(EssaySettings, event.id)
    if settings is None:
        settings = EssaySettings(event_id=event.id)
        db.session.add(settings)
    settings.min_words, settings.max_words = min_words, max_words
    settings.accepts = accepts
    db.session.flush()
    return settings


def keep_lengths(event: Event) -> int:
    """Count the words of all admitted works and keep the numbers; gives how many were counted."""
    counted = 0
    for entry in admitted_works(event):
        words = words_of(entry)
        if words is not None:
            db.session.merge(EssayLength(entry_id=entry.id, words=words))
            counted += 1
    db.session.flush()
    return counted
