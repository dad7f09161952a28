"""Panels with their jurors and works."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Round
from eventkit.juries.models import Juror


class JuryPanel(Model):
    """A part of the jury that judges its own works; of one round where the event has rounds."""

    __tablename__ = "jury_panel"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("judging_round.id"), index=True)
    title: Mapped[str] = mapped_column(String(100))
    room: Mapped[str] = mapped_column(String(200), default="")
    """Where it sits: «кабинет 12»; empty for one that reads at home."""
    position: Mapped[int] = mapped_column(default=0)
    event: Mapped[Event] = relationship()
    round: Mapped[Round | None] = relationship()
    seats: Mapped[list[PanelSeat]] = relationship(
        back_populates="panel", cascade="all, delete-orphan", order_by="PanelSeat.id"
    )
    works: Mapped[list[PanelWork]] = relationship(
        back_populates="panel", cascade="all, delete-orphan", order_by="PanelWork.id"
    )


class PanelSeat(Model):
    """A juror of a panel."""

    __tablename__ = "jury_panel_seat"
    __table_args__ = (UniqueConstraint("panel_id", "juror_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("jury_panel.id"), index=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    panel: Mapped[JuryPanel] = relationship(back_populates="seats")
    juror: Mapped[Juror] = relationship()


class PanelWork(Model):
    """A work of a panel; in one round it belongs to one panel at most."""

    __tablename__ = "jury_panel_work"
    __table_args__ = (UniqueConstraint("panel_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("jury_panel.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    panel: Mapped[JuryPanel] = relationship(back_populates="works")
    entry: Mapped[Entry] = relationship()
