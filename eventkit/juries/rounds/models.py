"""Recorded decisions about who goes on to a round."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Round


class Promotion(Model):
    """Who was let into a round, by which rule; a later decision replaces it and keeps the row."""

    __tablename__ = "promotion"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("judging_round.id"), index=True)
    by: Mapped[str] = mapped_column(String(10))
    """One of PROMOTES_BY, as it was when the decision was made."""
    bound: Mapped[Decimal]
    reason: Mapped[str] = mapped_column(Text, default="")
    """What the chair decided about a tie at the line, or why the decision was changed."""
    actor: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    """When participants were told; nobody of them sees it before."""
    round: Mapped[Round] = relationship()
    rows: Mapped[list[PromotionRow]] = relationship(
        back_populates="promotion", cascade="all, delete-orphan", order_by="PromotionRow.id"
    )


class PromotionRow(Model):
    """A work that was judged in the rounds before: how it stood, and whether it goes on."""

    __tablename__ = "promotion_row"
    __table_args__ = (UniqueConstraint("promotion_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    promotion_id: Mapped[int] = mapped_column(ForeignKey("promotion.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    goes_on: Mapped[bool]
    place: Mapped[str] = mapped_column(String(20), default="")
    """As it is written; empty for a work without a sheet."""
    value: Mapped[Fraction | None]
    percent: Mapped[Fraction | None]
    promotion: Mapped[Promotion] = relationship(back_populates="rows")
    entry: Mapped[Entry] = relationship()
