"""What a juror does with a sample: marks, and sends it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.journal.operations import event_chain, record
from eventkit.juries.models import Juror
from eventkit.juries.operations import note_visit
from eventkit.scoring.calibration.comparison import weighted_total
from eventkit.scoring.calibration.models import Sample, SampleSheet, SampleSheetMark
from eventkit.scoring.calibration.queries import reference_of, sheet_on, values_of
from eventkit.scoring.marks import MarkRefusedError, Value, steps_of
from eventkit.scoring.models import Criterion
from eventkit.web.clock import now


def try_marks(
    sample: Sample, juror: Juror, criteria: Sequence[Criterion], values: Mapping[int, Value]
) -> tuple[SampleSheet, dict[int, str]]:
    """Keep a juror's marks by criterion id; returns the sheet and what was refused, in words.

    A criterion that ``values`` does not name keeps its mark. A sheet that is sent takes no marks.
    """
    sheet = sheet_on(sample.id, juror.id)
    if sheet is None:
        sheet = SampleSheet(sample_id=sample.id, juror_id=juror.id, saved_at=now())
        db.session.add(sheet)
    refused: dict[int, str] = {}
    for criterion in criteria:
        if criterion.id in values and sheet.submitted_at is None:
            try:
                _put(sheet, criterion, values[criterion.id])
            except MarkRefusedError as refusal:
                refused[criterion.id] = refusal.message
    sheet.saved_at = now()
    note_visit(juror)
    db.session.flush()
    return sheet, refused


def send(
    sheet: SampleSheet, sample: Sample, criteria: Sequence[Criterion], *, actor: str = "system"
) -> list[Criterion]:
    """Send the sheet, once and for all; returns the criteria without a mark, if it is not whole."""
    values = values_of(sheet)
    missing = [criterion for criterion in criteria if criterion.id not in values]
    if missing or sheet.submitted_at is not None:
        return missing
    sheet.submitted_at = now()
    reference, _reasons = reference_of(sample)
    data = {
        "code": str(sample.number),
        "total": str(weighted_total(criteria, values)),
        "reference": str(weighted_total(criteria, reference)),
    }
    chain = event_chain(sample.event_id)
    record(chain, "sample_sheet.submitted", f"juror:{sheet.juror_id}", actor=actor, data=data)
    db.session.flush()
    return []


def missing_words(missing: Sequence[Criterion]) -> str:
    """Why a sheet was not sent."""
    names = "; ".join(criterion.title for criterion in missing)
    return str(_("Лист не отправлен: нет баллов. %(names)s.", names=names))


def _put(sheet: SampleSheet, criterion: Criterion, value: Value) -> None:
    steps = steps_of(criterion, value)
    mark = next((one for one in sheet.marks if one.criterion_id == criterion.id), None)
    if steps is None:
        if mark is not None:
            sheet.marks.remove(mark)
        return
    if mark is None:
        mark = SampleSheetMark(criterion_id=criterion.id)
        sheet.marks.append(mark)
    mark.value = steps * criterion.step
