"""Every touch that has reached the server, with what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.juries.models import Juror

WAYS = ("network", "file", "code", "paper", "form")


class TouchRow(Model):
    """One touch: never changed but for how it was settled.

    The task is no foreign key: it may be taken back while the device is away, and the marks that
    were given for it are kept all the same.
    """

    __tablename__ = "touch"
    __table_args__ = (
        UniqueConstraint("assignment_id", "juror_id", "key"),
        Index("ix_touch_juror_open", "juror_id", "is_open"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int]
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    """The work of the task; None for a task that the juror never had."""
    key: Mapped[str] = mapped_column(String(64))
    field: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    base: Mapped[int]
    """The version of the cell that the device had seen."""
    version: Mapped[int]
    """The cell's version after the touch."""
    device: Mapped[str] = mapped_column(String(64))
    counter: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime | None]
    """By the device's clock."""
    received_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(12))
    """applied, same, superseded, conflict, refused or late."""
    kind: Mapped[str] = mapped_column(String(12), default="")
    """Of a late one: sent, annulled, held, closed or left."""
    message: Mapped[str] = mapped_column(Text, default="")
    """What the device was told."""
    via: Mapped[str] = mapped_column(String(10))
    """network, file, code, paper or form: how it came."""
    actor: Mapped[str] = mapped_column(String(60))
    is_open: Mapped[bool] = mapped_column(default=False)
    """Whether its value waits for the juror's choice or for the eyes of chair and organizer."""
    settled_at: Mapped[datetime | None]
    settled_how: Mapped[str] = mapped_column(String(12), default="")
    """chosen, replaced, entered or aside."""
    juror: Mapped[Juror] = relationship()
    entry: Mapped[Entry | None] = relationship()
