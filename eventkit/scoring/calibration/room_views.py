"""The organizer's pages of samples: making them, their reference marks, how jurors did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, current_app, render_template, request
from flask_babel import gettext as _

from eventkit.db import restart_as_writer
from eventkit.entries.reading import Prepared, prepare
from eventkit.events.models import Event, Nomination, Trial
from eventkit.events.pages import Page, actor, find_judged, put_refusal, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.files.operations import MEGABYTE, receive
from eventkit.files.problems import FileError
from eventkit.juries.rules import may_run_jury, may_watch_jury
from eventkit.scoring.calibration import operations
from eventkit.scoring.calibration.attempt import sample_cells, sample_name
from eventkit.scoring.calibration.comparison import weighted_total
from eventkit.scoring.calibration.forms import SampleForm
from eventkit.scoring.calibration.models import Sample
from eventkit.scoring.calibration.queries import is_tried, reference_of, sample_of
from eventkit.scoring.calibration.room import room_of
from eventkit.scoring.calibration.views import bp
from eventkit.scoring.cells import field_name, has_weights
from eventkit.scoring.marks import MarkRefusedError, left_words, shown
from eventkit.scoring.setup_queries import criteria_of, largest_total
from eventkit.web.access import access
from eventkit.web.requests import row_id, slow_first
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/jury/samples"


@bp.get(HERE)
@access(may_watch_jury, find=find_judged)
def room(event: Event) -> Page:
    """The samples, and each juror's differences from the reference."""
    return render_template(
        "scoring/samples.html",
        event=event,
        room=room_of(event),
        shown=shown,
        name=sample_name,
        may_run=may_run_jury(current_viewer(), event),
    )


@bp.route(f"{HERE}/new", methods=["GET", "POST"])
@slow_first
@access(may_run_jury, find=find_judged)
def new_sample(event: Event) -> Page:
    """Begin a sample."""
    return _edit(event, None)


@bp.route(f"{HERE}/<int:sample_id>", methods=["GET", "POST"])
@slow_first
@access(may_run_jury, find=find_judged)
def edit_sample(event: Event, sample_id: int) -> Page:
    """Change what jurors read of a sample."""
    return _edit(event, sample_of(event.id, sample_id) or abort(404))


def _edit(event: Event, sample: Sample | None) -> Page:
    form = SampleForm()
    form.offer(event, sample)
    if request.method == "POST":
        return _save(event, sample.id if sample else None, form)
    if sample is not None:
        form.load(sample)
    return _form_page(event, sample, form)


def _save(event: Event, sample_id: int | None, form: SampleForm) -> Page:
    """A file is stored and read before the write lock is taken."""
    is_right = form.validate_on_submit()
    prepared = _received(form) if is_right else None
    restart_as_writer()
    sample = sample_of(event.id, sample_id) if sample_id else None
    if sample_id and sample is None:
        abort(404)
    if not is_right or form.errors:
        return _form_page(event, sample, form), 422
    try:
        sample = sample or operations.add_sample(
            event, _trial(event, form), form.clean_title, actor=actor()
        )
        _change(event, sample, form, prepared)
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return _form_page(event, sample_of(event.id, sample_id or 0), form), 422
    id_ = sample.id
    return saved("calibration.reference", event, sample_id=id_)


def _change(event: Event, sample: Sample, form: SampleForm, prepared: Prepared | None) -> None:
    operations.change_sample(
        sample,
        title=form.clean_title,
        text=form.clean_text,
        nomination=_nomination(event, form.nomination_id.data),
        is_required=bool(form.is_required.data),
        actor=actor(),
    )
    if prepared is not None:
        operations.add_file(sample, prepared, actor=actor())


def _received(form: SampleForm) -> Prepared | None:
    upload = form.file.data
    if not upload or not upload.filename:
        return None
    limit = int(current_app.config["MAX_FILE_MB"]) * MEGABYTE
    try:
        return prepare(receive(upload.stream, upload.filename, limit))
    except FileError as problem:
        form.file.errors = [*form.file.errors, str(problem)]
        return None


def _trial(event: Event, form: SampleForm) -> Trial:
    wanted = form.trial_id.data if "trial_id" in form else None
    return next((t for t in event.trials if t.id == wanted), event.trials[0])


def _nomination(event: Event, id_: int | None) -> Nomination | None:
    return next((line for line in event.nominations if line.id == id_), None)


def _form_page(event: Event, sample: Sample | None, form: SampleForm) -> str:
    return render_template(
        "scoring/sample_form.html",
        event=event,
        sample=sample,
        form=form,
        name=sample_name(sample) if sample else "",
        is_tried=is_tried(sample.id) if sample else False,
    )


@bp.route(f"{HERE}/<int:sample_id>/reference", methods=["GET", "POST"])
@access(may_run_jury, find=find_judged)
def reference(event: Event, sample_id: int) -> Page:
    """The reference marks, and why each one is right."""
    sample = sample_of(event.id, sample_id) or abort(404)
    if request.method == "GET":
        return _reference_page(event, sample)
    criteria = criteria_of(sample.trial)
    values = {c.id: request.form.get(field_name(c), "") for c in criteria}
    reasons = {c.id: request.form.get(f"t{c.id}", "")[:2000] for c in criteria}
    try:
        operations.set_reference(sample, criteria, values, reasons, actor=actor())
    except MarkRefusedError as refusal:
        found = next(c for c in criteria if c.code == refusal.field)
        errors = {field_name(found): refusal.message}
        return _reference_page(event, sample, errors=errors, typed=request.form), 422
    except RefusalError as refusal:
        return refused("calibration.room", event, refusal)
    return saved("calibration.room", event, _("Баллы образца записаны."))


def _reference_page(
    event: Event,
    sample: Sample,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> str:
    criteria = criteria_of(sample.trial)
    values, reasons = reference_of(sample)
    kept = {f"t{id_}": text for id_, text in reasons.items()}
    about: dict[str, Any] = {
        "cells": sample_cells(criteria, values, typed, errors),
        "reasons": {**kept, **(typed or {})},
        "total": shown(weighted_total(criteria, values)),
        "largest": shown(largest_total(criteria)),
        "left": left_words(len([c for c in criteria if c.id not in values])),
        "weighted": has_weights(criteria),
    }
    return render_template(
        "scoring/sample_reference.html",
        event=event,
        sample=sample,
        name=sample_name(sample),
        is_tried=is_tried(sample.id),
        **about,
    )


@bp.post(f"{HERE}/<int:sample_id>/act")
@access(may_run_jury, find=find_judged)
def act_on_sample(event: Event, sample_id: int) -> Page:
    """Show a sample to the jury, hide it, delete it, or take a file out of it."""
    sample = sample_of(event.id, sample_id) or abort(404)
    act = request.form.get("act", "")
    try:
        done = _done(sample, act)
    except RefusalError as refusal:
        return refused("calibration.room", event, refusal)
    if act == "drop":
        return saved("calibration.edit_sample", event, done, sample_id=sample.id)
    return saved("calibration.room", event, done)


def _done(sample: Sample, act: str) -> str:
    if act == "open":
        operations.open_sample(sample, criteria_of(sample.trial), actor=actor())
        return str(_("Члены жюри видят пробную работу первой в своём списке."))
    if act == "close":
        operations.close_sample(sample, actor=actor())
        return str(_("Пробная работа скрыта."))
    if act == "remove":
        operations.remove_sample(sample, actor=actor())
        return str(_("Пробная работа удалена."))
    if act != "drop":
        raise RefusalError(_("Выберите, что сделать с пробной работой."))
    operations.drop_file(sample, row_id(request.form.get("file")), actor=actor())
    return str(_("Файл убран."))
