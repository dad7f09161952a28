"""Criteria, rules, sheets and marks."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Trial
from eventkit.juries.models import Assignment

SHEET_STATES = ("draft", "submitted", "returned", "annulled")


class Criterion(Model):
    """What is judged, with its largest mark, step and weight."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("trial_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    maximum: Mapped[Decimal]
    step: Mapped[Decimal] = mapped_column(default=Decimal(1))
    weight: Mapped[Decimal] = mapped_column(default=Decimal(1))
    position: Mapped[int] = mapped_column(default=0)
    trial: Mapped[Trial] = relationship()
    levels: Mapped[list[Level]] = relationship(
        back_populates="criterion", cascade="all, delete-orphan", order_by="Level.position"
    )


class Level(Model):
    """What a range of marks means in words."""

    __tablename__ = "criterion_level"

    id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    lowest: Mapped[Decimal]
    highest: Mapped[Decimal]
    text: Mapped[str] = mapped_column(String(400))
    position: Mapped[int] = mapped_column(default=0)
    criterion: Mapped[Criterion] = relationship(back_populates="levels")


class RulesVersion(Model):
    """The scoring rules of an event as data; frozen when judging opens."""

    __tablename__ = "rules_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    number: Mapped[int]
    data: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]


class Sheet(Model):
    """A juror's score sheet for one assignment."""

    __tablename__ = "sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="draft", index=True)
    source: Mapped[str] = mapped_column(String(10), default="screen")
    """screen, paper or import."""
    version: Mapped[int] = mapped_column(default=0)
    total: Mapped[Fraction | None]
    """Σ mark × weight; None while a criterion has no mark."""
    comment_for_author: Mapped[str] = mapped_column(Text, default="")
    private_note: Mapped[str] = mapped_column(Text, default="")
    annulled_reason: Mapped[str] = mapped_column(Text, default="")
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    """What the chair asks to mend; the juror sees it."""
    author_version: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    note_version: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    assignment: Mapped[Assignment] = relationship()
    marks: Mapped[list[Mark]] = relationship(back_populates="sheet", cascade="all, delete-orphan")


class Mark(Model):
    """A mark as a count of the criterion's steps: exact whatever the step is."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("sheet_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    steps: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=0)
    """Counts the changes, so that a phone that comes back does not undo another device's mark."""
    comment: Mapped[str] = mapped_column(Text, default="")
    comment_version: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    sheet: Mapped[Sheet] = relationship(back_populates="marks")
    criterion: Mapped[Criterion] = relationship()


class SheetVersion(Model):
    """What a sheet said each time its state changed; never rewritten."""

    __tablename__ = "sheet_version"
    __table_args__ = (UniqueConstraint("sheet_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    marks: Mapped[dict[str, Any]]
    """Criterion code → mark as text, or null."""
    total: Mapped[Fraction | None]
    reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    """Why the sheet came to say this: returned, annulled, corrected by an appeal."""
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
