"""What a trial wants beforehand, and what came for it from one entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry, EntryFile
from eventkit.events.models import Trial


class TrialWish(Model):
    """What entrants hand in for a trial, and until when. Without a row nothing is wanted."""

    __tablename__ = "trial_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), unique=True)
    wants_files: Mapped[bool] = mapped_column(default=False)
    wants_video: Mapped[bool] = mapped_column(default=False)
    wants_text: Mapped[bool] = mapped_column(default=False)
    about: Mapped[str] = mapped_column(Text, default="")
    """What exactly, in the organizer's words."""
    bring: Mapped[str] = mapped_column(String(500), default="")
    """What to have at hand on the day."""
    closes_at: Mapped[datetime | None]
    """The first instant that is too late; None: as the trial's own days, else registration, say."""
    trial: Mapped[Trial] = relationship()

    @property
    def wants_something(self) -> bool:
        """Whether anything is handed in for the trial."""
        return self.wants_files or self.wants_video or self.wants_text


class Material(Model):
    """Text, links and delay of one entry for one trial; its files are rows of ``entry_file``."""

    __tablename__ = "material"
    __table_args__ = (UniqueConstraint("entry_id", "trial_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    """As it was typed, to be changed; jurors read the file that was made of it."""
    text_file_id: Mapped[int | None] = mapped_column(
        ForeignKey("entry_file.id", ondelete="SET NULL")
    )
    videos: Mapped[list[Any]] = mapped_column(default=list)
    """Addresses on video and disk services."""
    handed_at: Mapped[datetime | None]
    """When it was last changed by the entrant."""
    late_until: Mapped[datetime | None]
    """The organizer lets this entrant hand in until then."""
    late_reason: Mapped[str] = mapped_column(String(300), default="")
    entry: Mapped[Entry] = relationship()
    trial: Mapped[Trial] = relationship()
    text_file: Mapped[EntryFile | None] = relationship()
