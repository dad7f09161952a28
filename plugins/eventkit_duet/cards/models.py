"""The card of a pair in one contest, and who agreed to show its photograph and words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.files.models import StoredFile


class DuetCard(Model):
    """What a pair tells about itself; its title, members and school stand in the group."""

    __tablename__ = "duet_card"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    motto: Mapped[str] = mapped_column(String(300), default="")
    mentoring_form: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    directions: Mapped[str] = mapped_column(Text, default="")
    products: Mapped[str] = mapped_column(Text, default="")
    results: Mapped[str] = mapped_column(Text, default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    is_ready: Mapped[bool] = mapped_column(default=False)
    """False for a draft, which nobody but the pair and the organizer sees."""
    saved_at: Mapped[datetime]
    entry: Mapped[Entry] = relationship()
    photo: Mapped[StoredFile | None] = relationship()


class CardConsent(Model):
    """A member agrees to show the card with the photograph to everybody."""

    __tablename__ = "duet_card_consent"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    given_at: Mapped[datetime]
