"""How a performance stands on the day, and everything that was pressed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.performances.models import Performance
from eventkit.scoring.live.clock import Clock


class LiveState(Model):
    """How a performance stands now; none for one to which nothing has happened yet."""

    __tablename__ = "live_state"

    performance_id: Mapped[int] = mapped_column(
        ForeignKey("performance.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """One of moves.STATES."""
    run: Mapped[int] = mapped_column(default=1)
    """Counts the attempts: a technical repeat begins another one."""
    banked_ms: Mapped[int] = mapped_column(default=0)
    running_since: Mapped[datetime | None]
    last_key: Mapped[str] = mapped_column(String(64), default="")
    """Of the act that led here: whoever acts names the one that they saw."""
    changed_at: Mapped[datetime]
    """When its button was pressed."""
    performance: Mapped[Performance] = relationship()

    @property
    def clock(self) -> Clock:
        """The stopwatch of the present attempt."""
        return Clock(self.banked_ms, self.running_since)

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self.banked_ms, self.running_since = clock.banked_ms, clock.running_since


class LiveAct(Model):
    """One press of a button at the desk, with what became of it; never changed but when undone."""

    __tablename__ = "live_act"
    __table_args__ = (UniqueConstraint("performance_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    performance_id: Mapped[int] = mapped_column(ForeignKey("performance.id", ondelete="CASCADE"))
    """Whoever leaves the order takes the acts along; the journal keeps what happened."""
    key: Mapped[str] = mapped_column(String(64))
    """Made by the device: the same press sent twice acts once."""
    verb: Mapped[str] = mapped_column(String(10))
    """One of moves.VERBS."""
    seen: Mapped[str] = mapped_column(String(64))
    """The key of the act after which it was pressed."""
    outcome: Mapped[str] = mapped_column(String(10))
    """applied or refused."""
    message: Mapped[str] = mapped_column(Text, default="")
    """What the device was told."""
    reason: Mapped[str] = mapped_column(Text, default="")
    age_ms: Mapped[int | None]
    """How long before its arrival it was pressed, by the device's stopwatch."""
    own_ms: Mapped[int | None]
    """What the device's stopwatch showed."""
    server_ms: Mapped[int | None]
    """What the server's showed."""
    before: Mapped[dict[str, Any]]
    """The state before it, so that it can be undone."""
    effect: Mapped[dict[str, Any]]
    """What else it did: the time noted, the tasks taken back."""
    pressed_at: Mapped[datetime]
    received_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("live_act.id"))
    performance: Mapped[Performance] = relationship()
