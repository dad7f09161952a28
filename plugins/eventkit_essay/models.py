"""Tables of the essay: what works an event accepts, how long each work is."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventkit.db import Model

ACCEPTED = ("both", "text", "file")


class EssaySettings(Model):
    """What one event accepts; an event without a row accepts what the defaults say."""

    __tablename__ = "essay_settings"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    min_words: Mapped[int | None]
    max_words: Mapped[int | None]
    accepts: Mapped[str] = mapped_column(String(10), default="both")
    """both, text (typed on the page) or file."""


class EssayLength(Model):
    """How many words a work had when the jury began to read."""

    __tablename__ = "essay_length"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[int]
