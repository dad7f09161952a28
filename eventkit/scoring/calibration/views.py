"""The juror's sheet for a sample: marks, then the own difference from the reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventkit.files.answers import download
from eventkit.journal.operations import actor_of
from eventkit.juries.queries import juror_with_event
from eventkit.scoring.calibration import marking
from eventkit.scoring.calibration.attempt import comparison_of, sample_cells, sample_name
from eventkit.scoring.calibration.comparison import difference_words, weighted_total
from eventkit.scoring.calibration.models import SampleSheet
from eventkit.scoring.calibration.queries import sample_of, sheet_on, values_of
from eventkit.scoring.calibration.rules import Place, can_mark, may_try
from eventkit.scoring.cells import field_name, has_weights
from eventkit.scoring.marks import left_words, shown
from eventkit.scoring.models import Criterion
from eventkit.scoring.setup_queries import criteria_of, largest_total
from eventkit.web.access import access
from eventkit.web.clock import now
from eventkit.web.requests import commit
from eventkit.web.viewer import current_viewer

bp = Blueprint("calibration", __name__)
Page = str | Response | tuple[str, int]
HERE = "/jury/samples/<int:juror_id>/<int:sample_id>"


def find_place(juror_id: int, sample_id: int) -> Place | None:
    """A juror before a sample that is shown, or that the juror has sent."""
    juror = juror_with_event(juror_id)
    sample = sample_of(juror.event_id, sample_id) if juror is not None else None
    if juror is None or sample is None:
        return None
    place = Place(juror, sample, sheet_on(sample.id, juror.id))
    return place if sample.state == "open" or place.is_sent else None


@bp.get(HERE)
@access(may_try, find_place)
def sample(place: Place) -> Page:
    """The sheet, or what came of it."""
    return _page(place, criteria_of(place.sample.trial))


@bp.post(HERE)
@access(may_try, find_place)
def try_sample(place: Place) -> Page:
    """Keep the whole form, and send it if that button was pressed. Works without scripts."""
    criteria = criteria_of(place.sample.trial)
    if not can_mark(place):
        return _page(place, criteria, late=True), 409
    sheet, refused = _keep(place, criteria)
    errors = {field_name(c): refused[c.id] for c in criteria if c.id in refused}
    if request.form.get("act") == "submit" and not errors:
        actor = actor_of(current_viewer())
        missing = marking.send(sheet, place.sample, criteria, actor=actor)
        words = _("Поставьте балл, без него лист не отправить.")
        errors = {field_name(c): words for c in missing}
        if missing:
            errors[""] = marking.missing_words(missing)
    is_sent = sheet.submitted_at is not None
    address = url_for("calibration.sample", juror_id=place.juror.id, sample_id=place.sample.id)
    commit()
    if errors:
        found = Place(place.juror, place.sample, sheet)
        return _page(found, criteria, errors=errors, typed=request.form), 422
    done = _("Готово: ниже ваши баллы рядом с образцом.")
    flash(done if is_sent else _("Черновик сохранён."), "ok")
    return redirect(address)


@bp.post(f"{HERE}/autosave")
@access(may_try, find_place)
def autosave(place: Place) -> tuple[Response, int]:
    """Keep what is marked so far: {"saved_at"}; 409 or 422 with a message."""
    if not can_mark(place):
        return jsonify({"message": _("Баллы больше не принимаются.")}), 409
    _sheet, refused = _keep(place, criteria_of(place.sample.trial))
    zone = ZoneInfo(place.juror.event.timezone)
    commit()
    if refused:
        return jsonify({"message": " ".join(refused.values())}), 422
    return jsonify({"saved_at": f"{now().astimezone(zone):%H:%M}"}), 200


@bp.get(f"{HERE}/files/<int:file_id>")
@access(may_try, find_place)
def sample_file(place: Place, file_id: int) -> Response:
    """A file of the sample under its number."""
    found = next((row for row in place.sample.files if row.id == file_id), None) or abort(404)
    return download(found.file, file_name(place, file_id))


def file_name(place: Place, file_id: int) -> str:
    """«Проба 2.docx»."""
    ids = [row.id for row in place.sample.files]
    row = place.sample.files[ids.index(file_id)]
    number = f"-{ids.index(file_id) + 1}" if len(ids) > 1 else ""
    return f"{sample_name(place.sample)}{number}.{row.file.name.rpartition('.')[2]}"


def _keep(place: Place, criteria: Sequence[Criterion]) -> tuple[SampleSheet, dict[int, str]]:
    typed = {c.id: request.form[field_name(c)] for c in criteria if field_name(c) in request.form}
    return marking.try_marks(place.sample, place.juror, criteria, typed)


def _page(
    place: Place,
    criteria: Sequence[Criterion],
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    late: bool = False,
) -> str:
    values = values_of(place.sheet)
    missing = [criterion for criterion in criteria if criterion.id not in values]
    is_sent = place.sheet is not None and place.is_sent
    made = comparison_of(place.sample, place.sheet, criteria) if is_sent and place.sheet else None
    return render_template(
        "scoring/sample.html",
        place=place,
        sample=place.sample,
        event=place.juror.event,
        name=sample_name(place.sample),
        cells=sample_cells(criteria, values, typed, errors),
        errors=errors or {},
        late=late,
        may_mark=can_mark(place),
        made=made,
        words=difference_words,
        shown=shown,
        total=shown(weighted_total(criteria, values)),
        largest=shown(largest_total(criteria)),
        weighted=has_weights(criteria),
        left=left_words(len(missing)),
        **_reading(place),
    )


def _reading(place: Place) -> dict[str, Any]:
    texts = [place.sample.text, *(row.reading_text or "" for row in place.sample.files)]
    whole = "\n\n".join(texts).replace("\r\n", "\n")
    return {
        "paragraphs": [part.strip() for part in whole.split("\n\n") if part.strip()],
        "files": [(row.id, file_name(place, row.id)) for row in place.sample.files],
    }
