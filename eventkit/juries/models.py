"""Who judges what: jurors, conflicts of interest, assignments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination, Trial
from eventkit.people.models import Person

CONFLICT_KINDS = ("same_organization", "branch", "mentor", "mentee", "declared")


juror_nomination = Table(
    "juror_nomination",
    Model.metadata,
    Column("juror_id", ForeignKey("juror.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "nomination_id",
        ForeignKey("nomination.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)
"""What jurors are good at; a juror without rows is good at everything."""


class Juror(Model):
    """A member of an event's jury with the personal door."""

    __tablename__ = "juror"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    is_chair: Mapped[bool] = mapped_column(default=False)
    load_limit: Mapped[int | None]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the personal link; None when there is none or it was revoked."""
    invited_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
    nominations: Mapped[list[Nomination]] = relationship(
        secondary=juror_nomination, order_by=Nomination.position
    )
    """The nominations that the juror knows well; none: all of them."""


class Conflict(Model):
    """Why a juror must not judge an entry; one row for each juror and entry."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("juror_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    is_late: Mapped[bool] = mapped_column(default=False)
    """Declared after the juror had begun to score the entry."""
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    juror: Mapped[Juror] = relationship()
    entry: Mapped[Entry] = relationship()


class Assignment(Model):
    """A juror's task to judge an entry in a trial; ``reading`` is 1, 2 or, by rule, 3."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("juror_id", "entry_id", "trial_id"),
        Index("ix_assignment_entry_trial", "entry_id", "trial_id"),
        Index("ix_assignment_list", "juror_id", "list_place", "id", "progress"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), index=True)
    reading: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(20), default="active")
    """active or annulled."""
    list_place: Mapped[str | None] = mapped_column(String(40))
    """Sorts the juror's list; None for a task that is annulled or whose work takes no part."""
    progress: Mapped[str] = mapped_column(
        String(20), default="untouched", server_default="untouched"
    )
    """untouched, draft, returned, submitted or annulled: how far the juror has come."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    due_at: Mapped[datetime | None]
    """The first instant that is too late for this task where it has a term of its own."""
    created_at: Mapped[datetime]
    juror: Mapped[Juror] = relationship()
    entry: Mapped[Entry] = relationship()
    trial: Mapped[Trial] = relationship()
    replaces: Mapped[Assignment | None] = relationship(remote_side=[id])
