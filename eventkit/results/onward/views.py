"""Results at a higher level: listed, written down, confirmed."""

from __future__ import annotations

from flask import abort, render_template
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_counted, put_refusal, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.results import queries
from eventkit.results.models import Standing
from eventkit.results.names import staff_names
from eventkit.results.onward.forms import OnwardForm
from eventkit.results.onward.models import OnwardResult
from eventkit.results.onward.operations import (
    change_onward,
    confirm_onward,
    record_onward,
    remove_onward,
)
from eventkit.results.onward.queries import onward_result, onward_results
from eventkit.results.onward.rules import may_confirm, may_record
from eventkit.results.onward.words import level_words, outcome_words
from eventkit.results.room import base_context
from eventkit.results.rules import may_see_room
from eventkit.results.views import bp
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results/onward"
LISTED = "results.onward"


@bp.get(HERE)
@access(may_see_room, find=find_counted)
def onward(event: Event) -> Page:
    """Who went on to a higher level and what they won there."""
    made, viewer = queries.calculation(event), current_viewer()
    rows = onward_results(event)
    return render_template(
        "results/onward/list.html",
        **base_context(event, made, LISTED),
        rows=rows,
        names=staff_names(event, [row.entry for row in rows]),
        level_words=level_words,
        outcome_words=outcome_words,
        is_public=queries.published_calculation(event) is not None,
        may_record=may_record(viewer, event),
        may_confirm=may_confirm(viewer, event),
    )


@bp.route(f"{HERE}/new", methods=["GET", "POST"])
@access(may_record, find=find_counted)
def new_onward(event: Event) -> Page:
    """Write down that somebody went on."""
    form = _offered(event)
    if form.validate_on_submit():
        chosen = next(row for row in _standings(event) if row.entry_id == form.entry_id.data)
        try:
            record_onward(chosen.entry, **form.values(), actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved(LISTED, event, _("Записано. Покажем всем, когда организатор подтвердит."))
    return _form_page(event, form, None)


@bp.route(f"{HERE}/<int:result_id>", methods=["GET", "POST"])
@access(may_record, find=find_counted)
def edit_onward(event: Event, result_id: int) -> Page:
    """Put it right."""
    made = onward_result(event, result_id) or abort(404)
    form = _offered(event)
    del form.entry_id
    if not form.is_submitted():
        form.load(made)
    if form.validate_on_submit():
        try:
            change_onward(made, **form.values(), actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved(LISTED, event)
    return _form_page(event, form, made)


@bp.post(f"{HERE}/<int:result_id>/remove")
@access(may_record, find=find_counted)
def drop_onward(event: Event, result_id: int) -> Page:
    """Take it out."""
    remove_onward(onward_result(event, result_id) or abort(404), actor=actor())
    return saved(LISTED, event, _("Запись убрана."))


@bp.post(f"{HERE}/<int:result_id>/confirm")
@access(may_confirm, find=find_counted)
def vouch_onward(event: Event, result_id: int) -> Page:
    """Vouch for it, with the paper in hand."""
    try:
        confirm_onward(onward_result(event, result_id) or abort(404), actor=actor())
    except RefusalError as refusal:
        return refused("results.edit_onward", event, refusal, result_id=result_id)
    return saved(LISTED, event, _("Подтверждено: запись видна в итогах и в портфолио."))


def _standings(event: Event) -> list[Standing]:
    made = queries.published_calculation(event)
    return list(queries.standings(made)) if made is not None else []


def _offered(event: Event) -> OnwardForm:
    rows = _standings(event)
    names = staff_names(event, [row.entry for row in rows])
    form = OnwardForm()
    form.entry_id.choices = [
        SelectChoice(row.entry_id, _choice(row.place_shown, names[row.entry_id].text))
        for row in rows
    ]
    return form


def _choice(place: str, name: str) -> str:
    return f"{place} · {name}" if place else name


def _form_page(event: Event, form: OnwardForm, made: OnwardResult | None) -> Page:
    context = base_context(event, queries.calculation(event), LISTED)
    page = render_template("results/onward/form.html", **context, form=form, subject=made)
    return page, 422 if form.errors else 200
