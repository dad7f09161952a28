"""What was handed in, by whom in which role."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event, Nomination
from eventkit.files.models import StoredFile
from eventkit.people.models import Group, Person

MILLION = 1_000_000


class Entry(Model):
    """A work or performance; ``code`` is its name in blind reading."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        Index("ix_entry_event_total", "event_id", "is_admitted", "running_total"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("participant_group.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(20))
    """Given when the application is admitted."""
    title: Mapped[str] = mapped_column(String(300), default="")
    is_admitted: Mapped[bool] = mapped_column(default=False)
    """Whether it goes to the jury; a refused or withdrawn one stays but is not judged."""
    running_total: Mapped[int | None] = mapped_column(BigInteger)
    """Mean of the submitted sheets in millionths, for sorting lists only, never for places."""
    created_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text, default="")
    """Last in the table: SQLite walks over a long text to reach the columns behind it."""
    event: Mapped[Event] = relationship()
    nomination: Mapped[Nomination] = relationship()
    group: Mapped[Group | None] = relationship()
    authors: Mapped[list[EntryAuthor]] = relationship(
        back_populates="entry", cascade="all, delete-orphan", order_by="EntryAuthor.id"
    )
    files: Mapped[list[EntryFile]] = relationship(
        back_populates="entry", cascade="all, delete-orphan", order_by="EntryFile.id"
    )

    @property
    def own_files(self) -> list[EntryFile]:
        """Files of the entry itself, without the materials of its trials."""
        return [file for file in self.files if file.trial_id is None]

    @property
    def entrant_name(self) -> str:
        """Who enters: the title of the group, else the full names of the authors."""
        if self.group is not None and self.group.title:
            return self.group.title
        return ", ".join(author.person.full_name for author in self.authors)


def running_mean(running_total: int | None) -> Fraction | None:
    """What the sent sheets of a work say so far, to the millionth."""
    return None if running_total is None else Fraction(running_total, MILLION)


class EntryAuthor(Model):
    """A person of an entry: author, mentor, young teacher, member."""

    __tablename__ = "entry_author"
    __table_args__ = (UniqueConstraint("entry_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(40), default="author")
    entry: Mapped[Entry] = relationship(back_populates="authors")
    person: Mapped[Person] = relationship()


class EntryFile(Model):
    """A file of an entry. ``reading_text`` is its text for reading in the app, without names."""

    __tablename__ = "entry_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    trial_id: Mapped[int | None] = mapped_column(ForeignKey("trial.id"), index=True)
    """The trial it was handed in for; None for a file of the entry as a whole."""
    blind_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    """A copy without properties and under the entry's code, which is what jurors fetch."""
    reading_text: Mapped[str | None] = mapped_column(Text)
    entry: Mapped[Entry] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship(foreign_keys=[file_id])
    blind_file: Mapped[StoredFile | None] = relationship(foreign_keys=[blind_file_id])
