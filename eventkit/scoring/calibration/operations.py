"""What the organizer does with samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from eventkit.db import db
from eventkit.entries.reading import Prepared
from eventkit.events.models import Event, Nomination, Trial
from eventkit.events.refusals import RefusalError
from eventkit.files.operations import keep
from eventkit.journal.operations import event_chain, record
from eventkit.scoring.calibration.models import (
    Sample,
    SampleFile,
    SampleMark,
    SampleSheet,
    SampleSheetMark,
)
from eventkit.scoring.calibration.queries import is_tried
from eventkit.scoring.calibration.rules import lacking
from eventkit.scoring.marks import Value, steps_of
from eventkit.scoring.models import Criterion
from eventkit.web.clock import now


def add_sample(event: Event, trial: Trial, title: str, *, actor: str = "system") -> Sample:
    """Begin a sample; jurors do not see it before it is opened."""
    last = select(func.coalesce(func.max(Sample.number), 0)).where(Sample.event_id == event.id)
    number = (db.session.scalar(last) or 0) + 1
    sample = Sample(event=event, trial=trial, number=number, title=title, created_at=now())
    db.session.add(sample)
    db.session.flush()
    _note(sample, "sample.added", actor)
    return sample


def change_sample(
    sample: Sample,
    *,
    title: str,
    text: str,
    nomination: Nomination | None,
    is_required: bool,
    actor: str = "system",
) -> None:
    """Change what jurors read. Once one of them has tried it, only whether it is required."""
    if is_tried(sample.id) and (title, text) != (sample.title, sample.text):
        raise RefusalError(
            _("Пробную работу уже оценили: её текст и название не меняются."), "text"
        )
    sample.title, sample.text = title, text
    sample.nomination, sample.is_required = nomination, is_required
    db.session.flush()
    _note(sample, "sample.changed", actor, required=is_required)


def add_file(sample: Sample, prepared: Prepared, *, actor: str = "system") -> SampleFile:
    """Put a document to the sample: its copy without properties, where one could be made."""
    _require_untried(sample)
    file = keep(prepared.blind or prepared.original)
    row = SampleFile(sample=sample, file=file, reading_text=prepared.text)
    db.session.add(row)
    db.session.flush()
    _note(sample, "sample.changed", actor, file=file.id)
    return row


def drop_file(sample: Sample, file_id: int, *, actor: str = "system") -> None:
    """Take a file out of the sample."""
    _require_untried(sample)
    for row in [row for row in sample.files if row.id == file_id]:
        sample.files.remove(row)
        _note(sample, "sample.changed", actor, dropped=file_id)
    db.session.flush()


def set_reference(
    sample: Sample,
    criteria: Sequence[Criterion],
    values: Mapping[int, Value],
    reasons: Mapping[int, str],
    *,
    actor: str = "system",
) -> None:
    """Write the reference marks, by criterion id, with their reasons; an empty one is taken out.

    Raises MarkRefusedError for a value that its criterion does not allow.
    """
    _require_untried(sample)
    kept = {mark.criterion_id: mark for mark in sample.marks}
    for criterion in criteria:
        steps = steps_of(criterion, values.get(criterion.id))
        mark = kept.get(criterion.id)
        if steps is None:
            if mark is not None:
                sample.marks.remove(mark)
            continue
        if mark is None:
            mark = SampleMark(sample=sample, criterion_id=criterion.id)
            db.session.add(mark)
        mark.value, mark.reason = steps * criterion.step, reasons.get(criterion.id, "").strip()
    db.session.flush()
    told = {str(mark.criterion_id): str(mark.value) for mark in sample.marks}
    _note(sample, "sample.reference_set", actor, marks=told)


def open_sample(sample: Sample, criteria: Sequence[Criterion], *, actor: str = "system") -> None:
    """Show the sample to the jury: with something to read and every reference mark."""
    if not sample.text.strip() and not sample.files:
        raise RefusalError(_("В пробной работе нечего читать: вставьте текст или приложите файл."))
    missing = lacking(sample, criteria)
    if not criteria or missing:
        names = "; ".join(criterion.title for criterion in missing)
        raise RefusalError(_("Нет баллов образца: %(names)s.", names=names))
    sample.state = "open"
    db.session.flush()
    _note(sample, "sample.opened", actor)


def close_sample(sample: Sample, *, actor: str = "system") -> None:
    """Hide the sample from jurors who have not sent it; those who have still see their sheet."""
    sample.state = "closed"
    db.session.flush()
    _note(sample, "sample.closed", actor)


def remove_sample(sample: Sample, *, actor: str = "system") -> None:
    """Delete a sample that nobody has sent, with the drafts of those who began it."""
    _require_untried(sample)
    _note(sample, "sample.removed", actor)
    drafts = select(SampleSheet.id).where(SampleSheet.sample_id == sample.id)
    db.session.execute(delete(SampleSheetMark).where(SampleSheetMark.sheet_id.in_(drafts)))
    db.session.execute(delete(SampleSheet).where(SampleSheet.sample_id == sample.id))
    db.session.delete(sample)
    db.session.flush()


def _require_untried(sample: Sample) -> None:
    if is_tried(sample.id):
        raise RefusalError(
            _("Пробную работу уже оценили: образец не меняется. Скройте её и добавьте новую.")
        )


def _note(sample: Sample, act: str, actor: str, **data: object) -> None:
    chain = event_chain(sample.event_id)
    about = {"code": str(sample.number), **data}
    record(chain, act, f"sample:{sample.id}", actor=actor, data=about)
