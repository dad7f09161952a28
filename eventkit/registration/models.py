"""Applications and the consents given with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.entries.models import Entry
from eventkit.events.models import Event, Nomination
from eventkit.people.models import Group, Organization, Person

STATES = ("draft", "submitted", "admitted", "refused", "withdrawn", "waitlisted")
LIVE = ("submitted", "admitted", "waitlisted")
"""Of an application that takes part or may yet."""


class Registration(Model):
    """An application of a person or a group to a nomination of an event."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        # Wide enough that the counts on start page and cockpit read no rows.
        Index("ix_registration_event_state", "event_id", "state", "person_id"),
        Index("ix_registration_event_school", "event_id", "organization_id", "state", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int | None]
    """Given when it is submitted."""
    state: Mapped[str] = mapped_column(String(20), default="draft")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The applicant, or the contact person of a group."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("participant_group.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the secret by which the applicant comes back without an account."""
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What has been typed, by step; stays for changes until the deadline."""
    sent: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What was sent: the steps as they were checked, for whoever asks later."""
    email: Mapped[str] = mapped_column(String(254), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    """Position and organization as they were when the application was sent."""
    organization_name: Mapped[str] = mapped_column(String(400), default="")
    age: Mapped[int | None]
    experience: Mapped[int | None]
    """Full years on the reference date, as they were checked."""
    reason_code: Mapped[str | None] = mapped_column(String(40))
    reason_text: Mapped[str] = mapped_column(Text, default="")
    """Why it was refused or withdrawn, as the participant sees it."""
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    event: Mapped[Event] = relationship()
    person: Mapped[Person | None] = relationship()
    group: Mapped[Group | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    nomination: Mapped[Nomination | None] = relationship()
    entry: Mapped[Entry | None] = relationship()
    consents: Mapped[list[Consent]] = relationship(
        back_populates="registration", order_by="Consent.id"
    )

    @property
    def came_by_form(self) -> bool:
        """Whether it was typed step by step; one that was brought in has no steps to return to."""
        return "you" in self.sent


class ConsentText(Model):
    """A version of the text that people agree to: processing, or publication."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class Consent(Model):
    """A person's agreement to one version; a withdrawal ends it and keeps the row."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_text.id"))
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    registration: Mapped[Registration | None] = relationship(back_populates="consents")
    person: Mapped[Person] = relationship()
    text: Mapped[ConsentText] = relationship()
