"""Proposals for the annual plan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event

STATES = ("proposed", "taken", "declined")


class PlanProposal(Model):
    """What an event proposes for a school year; one for each source that a plugin names.

    ``named`` of ``asked`` people wished it; both are None where nobody was counted. The wording
    is the organizers': it stays when the numbers are renewed.
    """

    __tablename__ = "plan_proposal"
    __table_args__ = (UniqueConstraint("event_id", "plugin", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    plugin: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(120))
    year: Mapped[int] = mapped_column(index=True)
    """The calendar year in which the school year begins."""
    title: Mapped[str] = mapped_column(String(300))
    audience: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(String(300), default="")
    """Where it comes from, e.g. the questionnaire and its wave."""
    named: Mapped[int | None]
    asked: Mapped[int | None]
    state: Mapped[str] = mapped_column(
        String(10), default="proposed", server_default=sql("'proposed'")
    )
    reason: Mapped[str] = mapped_column(Text, default="", server_default=sql("''"))
    """Why it was declined."""
    decided_by: Mapped[str] = mapped_column(String(60), default="", server_default=sql("''"))
    decided_at: Mapped[datetime | None]
    proposed_at: Mapped[datetime]
    event: Mapped[Event] = relationship()
