"""The time of a performance."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Trial


class PerformanceTime(Model):
    """How long the performance of an entry in a trial took."""

    __tablename__ = "performance_time"
    __table_args__ = (UniqueConstraint("entry_id", "trial_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"), index=True)
    seconds: Mapped[int]
    noted_by: Mapped[str] = mapped_column(String(60))
    noted_at: Mapped[datetime]
    entry: Mapped[Entry] = relationship()
    trial: Mapped[Trial] = relationship()
