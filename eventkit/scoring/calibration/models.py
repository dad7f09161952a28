"""Sample works, their reference marks, and the sheets that jurors try on them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventkit.db import Model
from eventkit.events.models import Event, Nomination, Trial
from eventkit.files.models import StoredFile
from eventkit.juries.models import Juror

STATES = ("draft", "open", "closed")


class Sample(Model):
    """A work that nobody has handed in, marked beforehand, for jurors to try on."""

    __tablename__ = "sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    trial_id: Mapped[int] = mapped_column(ForeignKey("trial.id"))
    nomination_id: Mapped[int | None] = mapped_column(
        ForeignKey("nomination.id", ondelete="SET NULL")
    )
    number: Mapped[int]
    """From 1 within the event; jurors know the sample by it."""
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    """draft (being made), open (jurors see it) or closed (they see it no more)."""
    is_required: Mapped[bool] = mapped_column(default=False)
    """Whether a juror sends it before the first sheet of a real work."""
    created_at: Mapped[datetime]
    event: Mapped[Event] = relationship()
    trial: Mapped[Trial] = relationship()
    nomination: Mapped[Nomination | None] = relationship()
    marks: Mapped[list[SampleMark]] = relationship(
        back_populates="sample", cascade="all, delete-orphan"
    )
    files: Mapped[list[SampleFile]] = relationship(
        back_populates="sample", cascade="all, delete-orphan", order_by="SampleFile.id"
    )


class SampleFile(Model):
    """A file of a sample as jurors fetch it: without properties, under the sample's number."""

    __tablename__ = "sample_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    reading_text: Mapped[str | None] = mapped_column(Text)
    sample: Mapped[Sample] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()


class SampleMark(Model):
    """The reference mark of one criterion, and why it is right."""

    __tablename__ = "sample_mark"
    __table_args__ = (UniqueConstraint("sample_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"))
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("criterion.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[Decimal]
    """The mark itself: a criterion may still change its step while samples are made."""
    reason: Mapped[str] = mapped_column(Text, default="")
    sample: Mapped[Sample] = relationship(back_populates="marks")


class SampleSheet(Model):
    """A juror's sheet for a sample; it counts nowhere."""

    __tablename__ = "sample_sheet"
    __table_args__ = (UniqueConstraint("sample_id", "juror_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"))
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    """From then on the reference is seen, so the sheet stays as it is."""
    sample: Mapped[Sample] = relationship()
    juror: Mapped[Juror] = relationship()
    marks: Mapped[list[SampleSheetMark]] = relationship(cascade="all, delete-orphan")


class SampleSheetMark(Model):
    """A juror's mark on a sample."""

    __tablename__ = "sample_sheet_mark"
    __table_args__ = (UniqueConstraint("sheet_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sample_sheet.id"))
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("criterion.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[Decimal]
