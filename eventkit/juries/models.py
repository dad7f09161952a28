"""Who judges what: jurors, conflicts of interest, assignments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination, Trial
from eventkit.people.models import Person

DERIVED_KINDS = (
    "author",
    "same_organization",
    "branch",
    "mentor",
    "mentee",
    "pair",
    "coauthor",
)
"""What follows from the directory, in the order in which one is named where several hold."""
CONFLICT_KINDS = (*DERIVED_KINDS, "declared", "challenged")
"""Declared by the juror; raised by somebody else and accepted."""
RAISERS = ("juror", "organizer", "participant")
GROUNDS = ("colleague", "relative", "recognised", "other")
CHALLENGE_STATES = ("waiting", "accepted", "refused", "withdrawn")


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


trial_juror = Table(
    "trial_juror",
    Model.metadata,
    Column("trial_id", ForeignKey("trial.id", ondelete="CASCADE"), primary_key=True),
    Column("juror_id", ForeignKey("juror.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""A trial's own jury; a trial without rows is judged by the whole jury."""


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
    link_opened_at: Mapped[datetime | None]
    """When the present personal link was opened first; a new link has not been opened yet."""
    last_seen_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_key: Mapped[str | None] = mapped_column(String(16))
    """What sessions of the link remembered when the juror left: what their device still holds may
    come in by it, to be kept."""
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


class Challenge(Model):
    """A request that a juror should not judge a work, and what came of it.

    The juror's own (самоотвод) or somebody else's (отвод). An accepted one makes a conflict; one
    that waits, was refused or taken back bars nobody for good.
    """

    __tablename__ = "challenge"

    id: Mapped[int] = mapped_column(primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    raised_by: Mapped[str] = mapped_column(String(20))
    """One of RAISERS."""
    ground: Mapped[str] = mapped_column(String(20), default="")
    """One of GROUNDS, or empty where only words were given."""
    reason: Mapped[str] = mapped_column(Text, default="")
    moment: Mapped[str] = mapped_column(String(10))
    """before, while or after: how far the juror had come with the work."""
    state: Mapped[str] = mapped_column(String(12), default="waiting", index=True)
    """One of CHALLENGE_STATES."""
    answer: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[str] = mapped_column(String(60))
    """Who entered it, as the journal names people."""
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    effect: Mapped[list[Any]] = mapped_column(default=list)
    """The tasks as they were before it was accepted, so that it can be undone."""
    juror: Mapped[Juror] = relationship()
    entry: Mapped[Entry] = relationship()


class Assignment(Model):
    """A juror's task to judge an entry in a trial; ``reading`` is 1, 2 or, by rule, 3."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("juror_id", "entry_id", "trial_id"),
        Index("ix_assignment_entry_trial", "entry_id", "trial_id"),
        Index("ix_assignment_list", "juror_id", "list_place", "id", "progress"),
        # An id that was taken back is never another task's: a phone that was away may name it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), index=True)
    reading: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(20), default="active")
    """active or annulled."""
    is_held: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Takes no marks until a challenge of its juror is decided."""
    list_place: Mapped[str | None] = mapped_column(String(40))
    """Sorts the juror's list; None for a task that is annulled or whose work takes no part.

    A held one has none either, unless its sheet was sent."""
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
