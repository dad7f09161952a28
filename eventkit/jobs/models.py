"""Work done later. The row is the truth; the queue is only a hint that may be lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventkit.db import Model


class Job(Model):
    """One piece of work: waiting, running, done or failed. Kinds must be safe to repeat."""

    __tablename__ = "core_job"
    __table_args__ = (Index("ix_core_job_due", "state", "run_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime]
    heartbeat_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
