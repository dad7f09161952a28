"""Persons, organizations, groups, mentoring pairs; accounts stand in accounts.py."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.people import naming


class Organization(Model):
    """A school, kindergarten or department. A branch has a parent organization."""

    __tablename__ = "organization"

    id: Mapped[int] = mapped_column(primary_key=True)
    statutory_name: Mapped[str] = mapped_column(String(400))
    short_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40), default="school")
    place: Mapped[str] = mapped_column(String(120), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    head_name: Mapped[str] = mapped_column(String(200), default="")
    search_key: Mapped[str] = mapped_column(String(900), default="")
    sort_key: Mapped[str] = mapped_column(String(300), default="", index=True)
    is_confirmed: Mapped[bool] = mapped_column(default=True)
    """False for one that a participant typed because the directory lacked it."""
    parent: Mapped[Organization | None] = relationship(remote_side=[id])
    aliases: Mapped[list[OrganizationAlias]] = relationship(
        back_populates="organization", cascade="all, delete-orphan"
    )

    @property
    def root_id(self) -> int:
        """The organization itself, or the parent of a branch: equal for all of one school."""
        return self.parent_id or self.id


class OrganizationAlias(Model):
    """Another name by which people call an organization."""

    __tablename__ = "organization_alias"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organization: Mapped[Organization] = relationship(back_populates="aliases")


class Person(Model):
    """A teacher, mentor, juror: whoever takes part."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    last_name: Mapped[str] = mapped_column(String(100))
    first_name: Mapped[str] = mapped_column(String(100))
    patronymic: Mapped[str] = mapped_column(String(100), default="")
    gender: Mapped[str] = mapped_column(String(1), default="")
    """"f", "m" or empty when nobody has said."""
    birth_date: Mapped[date | None]
    teaching_since: Mapped[date | None]
    position: Mapped[str] = mapped_column(String(200), default="")
    category: Mapped[str] = mapped_column(String(60), default="")
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    dative_name: Mapped[str] = mapped_column(String(300), default="")
    """Corrected by hand; empty means: decline by the rules."""
    search_key: Mapped[str] = mapped_column(String(330), default="")
    sort_key: Mapped[str] = mapped_column(String(330), default="", index=True)
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    organization: Mapped[Organization | None] = relationship()

    @property
    def full_name(self) -> str:
        """«Звонкова Алина Руслановна»."""
        return naming.full_name(self.last_name, self.first_name, self.patronymic)

    @property
    def short_name(self) -> str:
        """«Звонкова А. Р.»."""
        return naming.short_name(self.last_name, self.first_name, self.patronymic)


class Group(Model):
    """A pair or a team that enters as one."""

    __tablename__ = "participant_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200), default="")
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    mentoring_pair_id: Mapped[int | None] = mapped_column(ForeignKey("mentoring_pair.id"))
    order_number: Mapped[str] = mapped_column(String(60), default="", server_default=text("''"))
    order_date: Mapped[date | None]
    """The school's order that made the one the other's mentor, as the pair says."""
    created_at: Mapped[datetime]
    members: Mapped[list[GroupMember]] = relationship(
        back_populates="group", cascade="all, delete-orphan", order_by="GroupMember.position"
    )
    organization: Mapped[Organization | None] = relationship()


class GroupMember(Model):
    """A person's place in a group, with the role there (mentor, young teacher, captain)."""

    __tablename__ = "participant_group_member"
    __table_args__ = (UniqueConstraint("group_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("participant_group.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(40), default="member")
    position: Mapped[int] = mapped_column(default=0)
    left_at: Mapped[datetime | None]
    group: Mapped[Group] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class MentoringPair(Model):
    """Who mentors whom, now or before: the source of conflicts of interest."""

    __tablename__ = "mentoring_pair"

    id: Mapped[int] = mapped_column(primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mentee_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    order_text: Mapped[str] = mapped_column(String(200), default="")
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id])
    mentee: Mapped[Person] = relationship(foreign_keys=[mentee_id])
