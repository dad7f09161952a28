"""What was filed, who heard it, what was answered and which calculation came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.people.models import Person
from eventkit.results.models import Calculation
from eventkit.scoring.models import Criterion

APPEAL_KINDS = ("mark", "time", "procedure")
OUTCOMES = ("accepted", "partly", "rejected")


class Appeal(Model):
    """An appeal of a work's author; numbers run through the event."""

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        Index("ix_appeal_event_state", "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    calculation_id: Mapped[int] = mapped_column(ForeignKey("calculation.id"), index=True)
    """The published version that the author saw."""
    kind: Mapped[str] = mapped_column(String(20))
    """mark (a slip of the pen against the paper sheet), time (a stopwatch) or procedure."""
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"), index=True)
    ground: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default="filed")
    """filed, withdrawn, or an outcome: accepted, partly, rejected."""
    filed_by: Mapped[str] = mapped_column(String(60))
    filed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    """What the author reads; names no juror."""
    protocol_number: Mapped[str] = mapped_column(String(40), default="")
    considered_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None]
    corrections: Mapped[list[Any]] = mapped_column(default=list)
    """What became of the sheets: their ids with criterion, mark before and after, or annulled;
    of times the trial's code with seconds before and after."""
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("calculation.id"), index=True)
    event: Mapped[Event] = relationship()
    entry: Mapped[Entry] = relationship()
    criterion: Mapped[Criterion | None] = relationship()
    calculation: Mapped[Calculation] = relationship(foreign_keys=[calculation_id])
    outcome: Mapped[Calculation | None] = relationship(foreign_keys=[outcome_id])
    """The calculation that the correction of the sheets made."""
    members: Mapped[list[AppealMember]] = relationship(
        back_populates="appeal", cascade="all, delete-orphan", order_by="AppealMember.id"
    )

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.state == "filed"


class AppealMember(Model):
    """A member of the commission that hears an appeal."""

    __tablename__ = "appeal_member"
    __table_args__ = (UniqueConstraint("appeal_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    appeal: Mapped[Appeal] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()
