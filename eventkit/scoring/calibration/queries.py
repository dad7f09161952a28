"""Selects about samples. Each asks the same number of times for one juror and for a hundred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.juries.models import Juror
from eventkit.scoring.calibration.models import Sample, SampleFile, SampleSheet


def samples_of(event_id: int) -> Sequence[Sample]:
    """The samples of an event in their order, with their reference marks."""
    query = select(Sample).where(Sample.event_id == event_id).order_by(Sample.number)
    query = query.options(
        selectinload(Sample.marks), joinedload(Sample.nomination), joinedload(Sample.trial)
    )
    return db.session.scalars(query).all()


def sample_of(event_id: int, sample_id: int) -> Sample | None:
    """A sample of this event with its marks and files."""
    query = (
        select(Sample)
        .where(Sample.id == sample_id, Sample.event_id == event_id)
        .options(
            selectinload(Sample.marks),
            selectinload(Sample.files).joinedload(SampleFile.file),
            joinedload(Sample.nomination),
            joinedload(Sample.trial),
        )
    )
    return db.session.scalars(query).first()


def sheet_on(sample_id: int, juror_id: int) -> SampleSheet | None:
    """A juror's sheet for a sample with its marks, once it is begun."""
    query = select(SampleSheet).filter_by(sample_id=sample_id, juror_id=juror_id)
    return db.session.scalars(query.options(selectinload(SampleSheet.marks))).first()


def sheets_of(juror_id: int) -> dict[int, SampleSheet]:
    """A juror's sheets by sample."""
    query = select(SampleSheet).filter_by(juror_id=juror_id)
    rows = db.session.scalars(query.options(selectinload(SampleSheet.marks)))
    return {row.sample_id: row for row in rows}


def sheets_of_event(event_id: int) -> dict[tuple[int, int], SampleSheet]:
    """All sheets for the samples of an event by juror and sample."""
    query = (
        select(SampleSheet)
        .join(Sample, SampleSheet.sample_id == Sample.id)
        .where(Sample.event_id == event_id)
        .options(selectinload(SampleSheet.marks))
    )
    return {(row.juror_id, row.sample_id): row for row in db.session.scalars(query)}


def is_tried(sample_id: int) -> bool:
    """Whether a juror has sent a sheet for the sample, and so has seen the reference."""
    query = select(SampleSheet.id).where(
        SampleSheet.sample_id == sample_id, SampleSheet.submitted_at.is_not(None)
    )
    return db.session.scalars(query.limit(1)).first() is not None


def required_left(juror: Juror) -> int:
    """How many samples the juror has yet to send before the first real sheet."""
    sent = select(SampleSheet.sample_id).where(
        SampleSheet.juror_id == juror.id, SampleSheet.submitted_at.is_not(None)
    )
    query = select(func.count()).where(
        Sample.event_id == juror.event_id,
        Sample.state == "open",
        Sample.is_required,
        Sample.id.not_in(sent),
    )
    return db.session.scalar(query) or 0


def values_of(sheet: SampleSheet | None) -> dict[int, Decimal]:
    """Criterion id → the juror's mark."""
    return {mark.criterion_id: mark.value for mark in sheet.marks} if sheet else {}


def reference_of(sample: Sample) -> tuple[Mapping[int, Decimal], Mapping[int, str]]:
    """Criterion id → reference mark, and criterion id → why."""
    values = {mark.criterion_id: mark.value for mark in sample.marks}
    return values, {mark.criterion_id: mark.reason for mark in sample.marks}
