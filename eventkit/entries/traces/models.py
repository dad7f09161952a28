"""Traces that were found, and what the secretary has decided about each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventkit.db import Model

OPEN, HIDDEN, KEPT, CLEANED = "open", "hidden", "kept", "cleaned"


class Trace(Model):
    """A place of a work that may tell its author.

    ``part`` is title, text, file (the text of a file) or beside (a file's properties and the like,
    which no juror gets: their ``state`` is cleaned). Places are counted in signs of the part.
    """

    __tablename__ = "entry_trace"
    __table_args__ = (Index("ix_entry_trace_entry_state", "entry_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    entry_file_id: Mapped[int | None] = mapped_column(
        ForeignKey("entry_file.id", ondelete="CASCADE"), index=True
    )
    part: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(20), default="")
    """Where beside the text: properties, header, comment, revision and so on."""
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(10))
    matched: Mapped[str] = mapped_column(String(400), default="")
    is_sure: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    decided_at: Mapped[datetime | None]


class TraceSearch(Model):
    """When a work was looked through last, and what it said then."""

    __tablename__ = "trace_search"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64))
    searched_at: Mapped[datetime]
