"""A draw: how the order came about, kept for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.performances.ordering import in_parts, rotated_parts
from eventkit.events.models import Event, Round

DRAW_KINDS = ("seed", "numbers", "tickets")
"""From a seed that was named aloud, from real tickets typed in, from tickets on the screen."""


class Draw(Model):
    """One draw of an event or of one round; a later one replaces it and does not overwrite it."""

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("judging_round.id"))
    number: Mapped[int]
    """1, 2, … in the event."""
    kind: Mapped[str] = mapped_column(String(10))
    """One of DRAW_KINDS."""
    seed: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    """Where the seed came from, or who drew the tickets."""
    present: Mapped[str] = mapped_column(Text, default="")
    """Who was there."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was drawn again."""
    step: Mapped[int] = mapped_column(default=1)
    """How many go to the end in each next trial."""
    given_up: Mapped[str] = mapped_column(Text, default="")
    """Why closed tickets were given up, where they were."""
    codes: Mapped[list[Any]]
    """The codes of those who took part, as they were listed before the draw."""
    nominations: Mapped[list[Any]] = mapped_column(default=list)
    """Pairs of a nomination's title and its codes, in the order in which nominations are on, where
    lots are drawn within them; empty: everybody among everybody."""
    order: Mapped[list[Any]] = mapped_column(default=list)
    """The codes as they were drawn, for the first trial; of tickets as far as they are opened."""
    tickets: Mapped[list[Any]] = mapped_column(default=list)
    """The numbers on closed tickets, in the order in which they will be opened."""
    salt: Mapped[str] = mapped_column(String(32), default="")
    sealed: Mapped[str] = mapped_column(String(64), default="")
    """What was shown before the first ticket was opened."""
    opened: Mapped[list[Any]] = mapped_column(default=list)
    """The codes that have come out for a ticket, one after another."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    finished_at: Mapped[datetime | None]
    """None while tickets are closed."""
    replaced_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship()
    round: Mapped[Round | None] = relationship()

    @property
    def taken(self) -> dict[str, int]:
        """The number of each one that has come out for a ticket."""
        return dict(zip(self.opened, self.tickets, strict=False))

    @property
    def parts(self) -> list[list[str]]:
        """The order in parts that are on one after another; one part without nominations."""
        return in_parts(self.order, [codes for _title, codes in self.nominations])

    def order_of(self, times: int) -> list[str]:
        """The codes in the trial that comes so many trials after the first."""
        return rotated_parts(self.parts, self.step, times)
