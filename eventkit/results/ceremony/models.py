"""The plan of a ceremony, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event, Nomination
from eventkit.results.models import Calculation, Decision

ITEM_KINDS = ("nomination", "prize", "grand_prix", "words")


class Ceremony(Model):
    """One for an event: the calculation that it opens and the lines that are open already."""

    __tablename__ = "ceremony"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    calculation_id: Mapped[int] = mapped_column(ForeignKey("calculation.id"))
    key: Mapped[str] = mapped_column(String(43), unique=True)
    """Part of the screen's address: kept as it is, because the page shows it again and again."""
    shows_values: Mapped[bool] = mapped_column(default=False)
    with_rest: Mapped[bool] = mapped_column(default=True)
    """Those without a place are named together, before the places."""
    from_place: Mapped[int | None]
    """Places after this one are named together too; None opens each."""
    steps: Mapped[list[Any]] = mapped_column(default=list)
    """The lines in their order as Step.to_dict writes them, fixed by the start; no names."""
    opened: Mapped[int] = mapped_column(default=0)
    """So many lines are open."""
    turn: Mapped[int] = mapped_column(default=0)
    """Counts what was done on the stage: whoever acts names the turn that they saw."""
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship()
    calculation: Mapped[Calculation] = relationship()


class CeremonyItem(Model):
    """A part of the plan: a nomination with its places, a special prize, words of the host."""

    __tablename__ = "ceremony_item"
    __table_args__ = (Index("ix_ceremony_item_event_id_position", "event_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("ceremony.event_id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    """One of ITEM_KINDS."""
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    """Of words: what the screen shows."""
    text: Mapped[str] = mapped_column(Text, default="")
    """What the host says besides; the hall does not see it."""
    presenter: Mapped[str] = mapped_column(String(200), default="")
    """Who hands over, as the script names them."""
    nomination: Mapped[Nomination | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
