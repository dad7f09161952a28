"""What was made of a file for jurors to read: its text with structure, its pages, its safe copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.files.models import StoredFile


class ReadingCopy(Model):
    """How a file is shown. It holds for one set of hidden words, see ``hidden_key``."""

    __tablename__ = "reading_copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_file_id: Mapped[int] = mapped_column(
        ForeignKey("entry_file.id", ondelete="CASCADE"), unique=True
    )
    hidden_key: Mapped[str] = mapped_column(String(64), default="")
    """Of the words that were hidden when it was made; one of other words is never shown."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    """The copy for saving with words hidden; None while nothing is hidden."""
    is_whole: Mapped[bool] = mapped_column(default=True)
    """False when some words could not be hidden in the file: then jurors read the text alone."""
    beside: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the original says beside its text, see ``traces.strings``."""
    made_at: Mapped[datetime]
    html: Mapped[str] = mapped_column(Text, default="")
    """Last in the table, as it is long."""
    file: Mapped[StoredFile | None] = relationship()
    pictures: Mapped[list[ReadingPicture]] = relationship(
        back_populates="copy",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ReadingPicture.number",
    )


class ReadingPicture(Model):
    """A page of a PDF, or a picture of a document; ``text`` is what a page says."""

    __tablename__ = "reading_picture"
    __table_args__ = (UniqueConstraint("copy_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    copy_id: Mapped[int] = mapped_column(ForeignKey("reading_copy.id", ondelete="CASCADE"))
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    width: Mapped[int]
    height: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    copy: Mapped[ReadingCopy] = relationship(back_populates="pictures")
    file: Mapped[StoredFile] = relationship()
