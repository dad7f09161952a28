"""The second person of an application, from the invitation to the confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.people.models import Organization, Person
from eventkit.registration.models import Registration

PARTNER_STATES = ("invited", "confirmed", "declined", "left", "replaced")
SEATS = ("first", "second")


class Partner(Model):
    """Whoever is asked into a pair by a link; one who is in it no longer stays as a row.

    The first seat is the applicant's own: somebody is asked for it only to take the place of the
    one who applied, whose former place is then a row too.
    """

    __tablename__ = "registration_partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    seat: Mapped[str] = mapped_column(String(10), default="second", server_default=text("'second'"))
    """One of SEATS."""
    role: Mapped[str] = mapped_column(String(20))
    """mentor or young."""
    name: Mapped[str] = mapped_column(String(300), default="")
    """As the applicant calls the invited one; the confirmed one writes the own name."""
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the secret in the letter."""
    state: Mapped[str] = mapped_column(String(20), default="invited")
    """One of PARTNER_STATES."""
    may_be_late: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The organizer lets this one confirm after the deadline."""
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What was typed, by step."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    organization_name: Mapped[str] = mapped_column(String(400), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    """As they were when the partner confirmed."""
    age: Mapped[int | None]
    experience: Mapped[int | None]
    """Full years on the reference date."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why one declined, left or was replaced."""
    invited_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    registration: Mapped[Registration] = relationship()
    person: Mapped[Person | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
