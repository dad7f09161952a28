"""Portfolio lines of a person, automatic or entered by hand, and share links."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event
from eventkit.people.models import Group, Person


class PortfolioItem(Model):
    """One line. An automatic one is keyed by plugin, source and person and refreshed.

    ``is_hidden`` and ``note`` belong to the owner and survive every refresh.
    """

    __tablename__ = "portfolio_item"
    __table_args__ = (UniqueConstraint("plugin", "source", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    plugin: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    detail: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(String(100), default="")
    result: Mapped[str] = mapped_column(String(100), default="")
    place: Mapped[int | None]
    level: Mapped[str] = mapped_column(String(60), default="")
    on: Mapped[date | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    document_number: Mapped[str] = mapped_column(String(60), default="")
    document_code: Mapped[str] = mapped_column(String(40), default="")
    is_current: Mapped[bool] = mapped_column(default=True)
    """False when the source no longer gives it (a correction): kept, not shown."""
    is_hidden: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    refreshed_at: Mapped[datetime]
    person: Mapped[Person] = relationship()
    event: Mapped[Event | None] = relationship()


class PortfolioShare(Model):
    """A link by which anybody may see the open part of a portfolio until it is revoked."""

    __tablename__ = "portfolio_share"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()


class PairShare(Model):
    """The same for the portfolio of a pair; either present member makes and revokes it."""

    __tablename__ = "portfolio_pair_share"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("participant_group.id"), index=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    group: Mapped[Group] = relationship()
