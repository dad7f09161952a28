"""Tables of accounts: how a person signs in and what the account may do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.people.models import Person

EVENT_ROLES = ("organizer", "chair", "juror", "secretary", "observer")


class Account(Model):
    """An e-mail address with a password or sign-in links."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    locale: Mapped[str] = mapped_column(String(5), default="")
    session_key: Mapped[str] = mapped_column(String(32))
    """Stands in each session; a new one signs the account out everywhere."""
    created_at: Mapped[datetime]
    person: Mapped[Person | None] = relationship()
    event_roles: Mapped[list[EventRole]] = relationship(back_populates="account")


class EventRole(Model):
    """A role of an account in one event."""

    __tablename__ = "event_role"
    __table_args__ = (UniqueConstraint("event_id", "account_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    account: Mapped[Account] = relationship(back_populates="event_roles")


class SignInLink(Model):
    """A link sent by e-mail: its token hashed, good once and for a short while."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()
