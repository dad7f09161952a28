"""Situations, what a trial draws from, and what was drawn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.performances.models import Performance
from eventkit.events.models import Trial


class Case(Model):
    """A situation of the bank; the bank is one for the whole site."""

    __tablename__ = "duet_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    topic: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text)
    shipped: Mapped[str] = mapped_column(String(40), default="")
    """The name of one that came with the plugin, so that it is not added twice."""
    archived_at: Mapped[datetime | None]


class CaseSetting(Model):
    """How a trial reads its situations; none before they were chosen."""

    __tablename__ = "duet_case_setting"

    trial_id: Mapped[int] = mapped_column(
        ForeignKey("trial.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(43), unique=True)
    """Part of the address of the hall's page."""
    minutes: Mapped[int]
    """Of reading, before the performance."""
    trial: Mapped[Trial] = relationship()


class Ticket(Model):
    """A situation that a trial may draw, under its number."""

    __tablename__ = "duet_case_ticket"
    __table_args__ = (UniqueConstraint("trial_id", "number"),)

    trial_id: Mapped[int] = mapped_column(
        ForeignKey("trial.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("duet_case.id"), primary_key=True)
    number: Mapped[int]
    case: Mapped[Case] = relationship()


class CaseDraw(Model):
    """A ticket drawn for a performance; a technical repeat draws another one."""

    __tablename__ = "duet_case_draw"
    __table_args__ = (
        UniqueConstraint("trial_id", "case_id"),
        UniqueConstraint("performance_id", "run"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id", ondelete="CASCADE"))
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("duet_case.id"))
    run: Mapped[int]
    """1, 2, … for one performance."""
    number: Mapped[int]
    """Of the ticket."""
    seed: Mapped[str] = mapped_column(String(32), default="")
    """From which the machine chose; empty for a ticket drawn by hand."""
    drawn_at: Mapped[datetime]
    reading_since: Mapped[datetime | None]
    case: Mapped[Case] = relationship()
    performance: Mapped[Performance] = relationship()
