"""Award documents: number, text, state, verification."""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event
from eventkit.people.models import Group, Organization, Person
from eventkit.results.models import Standing

AWARD_STATES = ("prepared", "issued", "voided")
TOGETHER = ("pair", "team")
"""Kinds of groups that get a paper of their own beside those of their members."""
WORK_KINDS = ("diploma", "certificate")
"""Kinds that a work earns; letters of thanks stand beside them."""


class Award(Model):
    """A diploma, certificate or letter of thanks for one person or group.

    A number is issued once and voided, never reused.
    """

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        Index("ix_award_event_state", "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    standing_id: Mapped[int | None] = mapped_column(ForeignKey("standing.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("participant_group.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """Whose head is thanked; empty for all other papers."""
    kind: Mapped[str] = mapped_column(String(20))
    """diploma, certificate, thanks, hours (a certificate of whoever was there)."""
    degree: Mapped[int | None]
    number: Mapped[str] = mapped_column(String(60))
    sequence: Mapped[int]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """Random, stands in the QR: nobody can guess the documents of others."""
    state: Mapped[str] = mapped_column(String(20), default="prepared")
    named_ids: Mapped[list[Any]] = mapped_column(default=list)
    """The persons whom a pair's own paper names, in the order of the pair."""
    case: Mapped[str] = mapped_column(String(10), default="nominative")
    name_nominative: Mapped[str] = mapped_column(Text)
    name_dative: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text, default="")
    post_dative: Mapped[str] = mapped_column(Text, default="")
    organization_name: Mapped[str] = mapped_column(Text, default="")
    """Post and organization as they were when the application was sent.

    On a pair's own paper each of these five has a line for each member, in the order of the pair.
    """
    is_sure: Mapped[bool] = mapped_column(default=True)
    """False where the rules guessed the dative: the table of names marks it."""
    text: Mapped[str] = mapped_column(Text, default="")
    """What the paper says after the name, as lines: role, title, reason, place in a pair."""
    is_provisional: Mapped[bool] = mapped_column(default=False)
    is_checked: Mapped[bool] = mapped_column(default=False)
    """Whether somebody has looked at the name's forms."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("award.id"))
    prepared_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(Text, default="")
    event: Mapped[Event] = relationship()
    standing: Mapped[Standing | None] = relationship()
    person: Mapped[Person | None] = relationship()
    group: Mapped[Group | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    replaces: Mapped[Award | None] = relationship(remote_side=[id])

    @property
    def is_of_pair(self) -> bool:
        """Whether the paper belongs to a pair as a whole, not to a member of it."""
        return self.person is None and self.group is not None

    @property
    def shown_name(self) -> str:
        """Who receives it, in one line: one name, or those of a pair."""
        return ", ".join(self.name_nominative.split("\n"))

    @property
    def reason(self) -> str:
        """The third line of its text: what it is for, or «в объёме 6 часов»."""
        return [*self.text.split("\n"), "", ""][2]

    @property
    def line(self) -> str:
        """Post and organization in the nominative: «учитель музыки, МАОУ СОШ с. Вымыслово»."""
        posts, schools = self.post.split("\n"), self.organization_name.split("\n")
        each = zip_longest(posts, schools, fillvalue="")
        return "; ".join(filter(None, (", ".join(filter(None, one)) for one in each)))


class NumberSequence(Model):
    """The last number given in an event; only ever grows."""

    __tablename__ = "number_sequence"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
