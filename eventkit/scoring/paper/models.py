"""Paper sheets that are being typed in, by one person or by two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.juries.models import Assignment
from eventkit.people.accounts import Account

PAPER_STATES = ("typing", "waiting", "differs", "asks", "once", "confirmed", "kept")
"""Begun; waits for the second person; the two differ; waits for a decision, because the juror has
marked otherwise on the screen or the round is over; counts as typed once; counts as typed twice;
decided for the marks from the screen."""
ENDED = ("once", "confirmed", "kept")


class PaperSheet(Model):
    """The paper sheet of a task on its way into the count; one row for each task."""

    __tablename__ = "paper_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="typing")
    turn: Mapped[int] = mapped_column(default=1)
    """Whose typing is awaited: of the first person or of the second."""
    rounds: Mapped[int] = mapped_column(default=0)
    """How often two typings were compared and differed."""
    changed_at: Mapped[datetime]
    assignment: Mapped[Assignment] = relationship()
    typings: Mapped[list[PaperTyping]] = relationship(
        back_populates="paper", cascade="all, delete-orphan", order_by="PaperTyping.turn"
    )

    def typing(self, turn: int) -> PaperTyping | None:
        """What the first or the second person has typed."""
        return next((typing for typing in self.typings if typing.turn == turn), None)


class PaperTyping(Model):
    """What one person has read from a paper sheet."""

    __tablename__ = "paper_typing"
    __table_args__ = (UniqueConstraint("paper_id", "turn"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper_sheet.id"))
    turn: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    marks: Mapped[dict[str, Any]]
    """Criterion code → mark as text; a criterion that is not typed yet is absent."""
    comment: Mapped[str] = mapped_column(Text, default="")
    is_done: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    paper: Mapped[PaperSheet] = relationship(back_populates="typings")
    account: Mapped[Account] = relationship()
