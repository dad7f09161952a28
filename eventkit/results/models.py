"""Calculation versions, their standings, and the jury's recorded decisions."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination
from eventkit.scoring.models import RulesVersion

DECISION_KINDS = ("order", "shared_place", "special_prize", "no_award", "late_recusal")


class Calculation(Model):
    """An immutable version of the results: rules, hash of the inputs, result."""

    __tablename__ = "calculation"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    number: Mapped[int]
    rules_version_id: Mapped[int] = mapped_column(ForeignKey("rules_version.id"))
    inputs_hash: Mapped[str] = mapped_column(String(64))
    inputs: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """All facts and rules it was made from, so that the version can be checked and compared."""
    result: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """The whole result as the engine gave it."""
    state: Mapped[str] = mapped_column(String(20), default="draft")
    """draft, locked, published, superseded."""
    reason: Mapped[str] = mapped_column(Text, default="")
    journal_head: Mapped[str] = mapped_column(String(64), default="")
    protocol_number: Mapped[str] = mapped_column(String(40), default="")
    created_by: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    """When somebody said that the protocol bears its signatures."""
    published_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship()
    rules_version: Mapped[RulesVersion] = relationship()
    standings: Mapped[list[Standing]] = relationship(
        back_populates="calculation", order_by="Standing.position"
    )


class Standing(Model):
    """A row of a calculation: the official value, place and status of an entry."""

    __tablename__ = "standing"
    __table_args__ = (
        UniqueConstraint("calculation_id", "entry_id"),
        Index("ix_standing_calculation_position", "calculation_id", "position"),
        Index("ix_standing_calculation_degree", "calculation_id", "degree", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calculation_id: Mapped[int] = mapped_column(ForeignKey("calculation.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    position: Mapped[int]
    """Order of the rows of the whole calculation: by nomination, then as ranked."""
    value: Mapped[Fraction | None]
    percent: Mapped[Fraction | None]
    sort_value: Mapped[int | None] = mapped_column(BigInteger)
    """Value in millionths, for sorting lists only."""
    place: Mapped[int | None]
    """The awarded place, None without one."""
    place_shown: Mapped[str] = mapped_column(String(20), default="")
    status: Mapped[str] = mapped_column(String(20))
    """winner, prize or participant."""
    degree: Mapped[int | None]
    """Of the diploma: 1, 2, 3; None for a certificate."""
    is_provisional: Mapped[bool] = mapped_column(default=False)
    is_grand_prix: Mapped[bool] = mapped_column(default=False)
    details: Mapped[dict[str, Any]]
    """Sheets, criterion means and reasons, as the engine explains them."""
    calculation: Mapped[Calculation] = relationship(back_populates="standings")
    entry: Mapped[Entry] = relationship()
    nomination: Mapped[Nomination] = relationship()


class Decision(Model):
    """A recorded act of the jury that the arithmetic cannot make."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    entry_codes: Mapped[list[Any]] = mapped_column(default=list)
    """Codes of the entries concerned, in the decided order; empty means: the tied group."""
    text: Mapped[str] = mapped_column(Text)
    protocol_number: Mapped[str] = mapped_column(String(40), default="")
    decided_on: Mapped[date]
    actor: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    nomination: Mapped[Nomination | None] = relationship()
