"""Tables of the duet: which pairs an event takes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventkit.db import Model

SCHOOLS = ("any", "same", "different")


class DuetConditions(Model):
    """Limits in full years and months; None where there is none. No row: everybody may come."""

    __tablename__ = "duet_conditions"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    young_max_age: Mapped[int | None]
    young_max_experience: Mapped[int | None]
    mentor_min_experience: Mapped[int | None]
    min_months: Mapped[int | None]
    """How long the mentoring has to last already, by the registry of mentoring pairs."""
    schools: Mapped[str] = mapped_column(String(10), default="any")
    """One of SCHOOLS; a branch and its parent are one."""
