"""The way to publication: count, close, sign, choose what authors see, publish."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, session
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_counted, find_judged, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.results import queries
from eventkit.results.forms import DisclosureForm, PublishForm
from eventkit.results.models import Calculation
from eventkit.results.names import staff_names
from eventkit.results.operations import calculate, lock, publish
from eventkit.results.publication.differences import difference
from eventkit.results.publication.letters import addressees, touched
from eventkit.results.publication.operations import disclose, sign
from eventkit.results.publication.path import LOOKED, steps_of
from eventkit.results.room import base_context, is_stale, unsent
from eventkit.results.rules import judging_is_over, may_calculate, may_preview, may_publish
from eventkit.results.views import bp
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results"
PATH = "results.publication"


@bp.post(f"{HERE}/calculate")
@access(may_calculate, find=find_counted)
def count(event: Event) -> Page:
    """Make the next version; unchanged facts give the present one."""
    back = _back(event, "results.room")
    before = queries.calculation(event)
    try:
        made = calculate(event, actor(), request.form.get("reason", "").strip()[:400])
    except RefusalError as refusal:
        return refused(back, event, refusal)
    if before is not None and made.id == before.id:
        message = _("С подсчёта № %(number)d ничего не изменилось.", number=made.number)
    else:
        message = _("Подсчёт № %(number)d готов.", number=made.number)
    return saved(back, event, message)


@bp.post(f"{HERE}/lock")
@access(may_calculate, find=find_counted)
def close(event: Event) -> Page:
    """Close the latest version for signing; its protocol bears the number that was typed."""
    made = queries.calculation(event)
    if made is None:
        abort(404)
    back = _back(event, "results.versions")
    form = PublishForm()
    typed = form.protocol_number.data or ""
    if typed and not form.validate():
        return _path(event, made, form)
    try:
        lock(made, actor=actor(), protocol_number=typed)
    except RefusalError as refusal:
        return refused(back, event, refusal)
    return saved(
        back,
        event,
        _("Подсчёт № %(number)d закрыт. Протокол готов к подписи.", number=made.number),
    )


@bp.post(f"{HERE}/sign")
@access(may_publish, find=find_counted)
def signed(event: Event) -> Page:
    """Note that the protocol bears its signatures."""
    made = queries.calculation(event)
    if made is None:
        abort(404)
    try:
        sign(made, actor=actor())
    except RefusalError as refusal:
        return refused(PATH, event, refusal)
    return saved(PATH, event, _("Отмечено: протокол подписан."))


@bp.route(f"{HERE}/disclosure", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def disclosure(event: Event) -> Page:
    """Choose what an author sees of the sheets."""
    form = DisclosureForm(author_sees=event.author_sees)
    if form.validate_on_submit():
        disclose(event, form.author_sees.data, actor=actor())
        return saved(PATH, event)
    context = base_context(event, queries.calculation(event), PATH)
    status = 422 if form.is_submitted() else 200
    return render_template("results/disclosure.html", **context, form=form), status


@bp.route(f"{HERE}/publish", methods=["GET", "POST"])
@access(may_publish, find=find_counted)
def publication(event: Event) -> Page:
    """The steps to publication and what it does; the last of them does it."""
    made = queries.calculation(event)
    if made is None:
        if request.method == "POST":
            abort(404)
        return _path(event, None, PublishForm())
    form = PublishForm(protocol_number=made.protocol_number or str(made.number))
    if form.validate_on_submit():
        letters = _consequences(event, made)["letters"]
        try:
            publish(made, actor=actor(), protocol_number=form.protocol_number.data)
        except RefusalError as refusal:
            return refused(PATH, event, refusal)
        told = _("Итоги опубликованы, письма авторам поставлены в очередь.")
        return saved("results.room", event, told if letters else _("Итоги опубликованы."))
    return _path(event, made, form)


def _path(event: Event, made: Calculation | None, form: PublishForm) -> Page:
    viewer = current_viewer()
    is_current = made is not None and not is_stale(event, made)
    has_looked = made is not None and session.get(LOOKED) == made.id
    steps = steps_of(made, is_current=is_current, has_looked=has_looked)
    facts = _consequences(event, made)
    page = render_template(
        "results/publish.html",
        **base_context(event, made, PATH),
        form=form,
        facts=facts,
        names=staff_names(event, [change.row.entry for change in facts["changes"]]),
        steps=steps,
        now=next((step.key for step in steps if step.state == "now"), ""),
        sees=_chosen(event),
        may_choose=may_manage(viewer, event),
        may_preview=may_preview(viewer, event),
    )
    return page, 422 if form.is_submitted() else 200


def _chosen(event: Event) -> str:
    """What authors see of the sheets, in the words of the form."""
    field = DisclosureForm(formdata=None).author_sees
    return next(str(each.label) for each in field.choices if each.value == event.author_sees)


def _back(event: Event, usual: str) -> str:
    """Where an act leads: to the path it was done on, for those who may see it."""
    on_path = request.args.get("back") == "publish" and may_publish(current_viewer(), event)
    return PATH if on_path else usual


def _consequences(event: Event, made: Calculation | None) -> dict[str, Any]:
    rows = queries.place_rows(made) if made is not None else []
    published = queries.published_calculation(event)
    former = published if published is not made else None
    changes = difference(former, made) if former is not None and made is not None else []
    letters = touched(event, changes) if former is not None else addressees(event)
    return {
        "letters": len(letters),
        "changes": changes,
        "missing": len(unsent(event)),
        "provisional": sum(row.is_provisional and row.place is not None for row in rows),
        "without": sum(row.value is None for row in rows),
        "former": former,
        "is_over": judging_is_over(event),
    }
