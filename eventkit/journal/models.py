"""Lines of the journal and, beside them, the texts that erasure may empty."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model


class JournalLine(Model):
    """One act. It holds ids, numbers and salted hashes of any name or free text."""

    __tablename__ = "journal_line"
    __table_args__ = (UniqueConstraint("chain", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    data: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    texts: Mapped[list[JournalText]] = relationship(order_by="JournalText.id")


class JournalText(Model):
    """A name or free text of a line. The line keeps its salted hash, so this may be emptied."""

    __tablename__ = "journal_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("journal_line.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    salt: Mapped[str] = mapped_column(String(32))
    text: Mapped[str | None] = mapped_column(Text)
