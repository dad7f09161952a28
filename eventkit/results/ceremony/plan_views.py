"""The plan of a ceremony: what it shows, in which order, with which words."""

from __future__ import annotations

from flask import abort, render_template
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_counted, put_refusal, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.results import queries as results
from eventkit.results.ceremony import planning
from eventkit.results.ceremony.forms import ArrangeForm, PartForm, WordsForm
from eventkit.results.ceremony.models import CeremonyItem
from eventkit.results.ceremony.queries import ceremony_of, item, items_of, steps_of
from eventkit.results.ceremony.rules import may_lead
from eventkit.results.ceremony.views import HERE, address_of, bp, newer_than
from eventkit.results.queries import open_ties, place_rows
from eventkit.results.room import base_context
from eventkit.results.rules import judging_is_over
from eventkit.web.access import access

PLAN = "ceremony.plan"


@bp.get(HERE)
@access(may_lead, find=find_counted)
def plan(event: Event) -> Page:
    """The plan with what is to be known before the hall is."""
    return _plan(event)


@bp.post(f"{HERE}/arrange")
@access(may_lead, find=find_counted)
def arrange(event: Event) -> Page:
    """Choose what the lines show."""
    form = ArrangeForm()
    if not form.validate_on_submit():
        return _plan(event, form), 422
    try:
        planning.arrange(
            event,
            shows_values=form.shows_values.data,
            with_rest=form.with_rest.data,
            from_place=form.from_place.data,
            actor=actor(),
        )
    except RefusalError as refusal:
        return refused(PLAN, event, refusal)
    return saved(PLAN, event)


@bp.route(f"{HERE}/words", methods=["GET", "POST"])
@access(may_lead, find=find_counted)
def words(event: Event) -> Page:
    """Put words of the host into the plan."""
    form = WordsForm()
    if form.validate_on_submit():
        try:
            planning.add_words(
                event, form.title.data, form.text.data, form.presenter.data, actor=actor()
            )
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved(PLAN, event, _("Добавлено в конец плана."))
    return _form(event, form, None)


@bp.route(f"{HERE}/parts/<int:part_id>", methods=["GET", "POST"])
@access(may_lead, find=find_counted)
def edit_part(event: Event, part_id: int) -> Page:
    """Change the words of a part and who hands over."""
    found = _part(event, part_id)
    kind = WordsForm if found.kind == "words" else PartForm
    form = kind(obj=found)
    if form.validate_on_submit():
        title = form.title.data if isinstance(form, WordsForm) else ""
        try:
            planning.change_item(found, title, form.text.data, form.presenter.data, actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved(PLAN, event)
    return _form(event, form, found)


@bp.post(f"{HERE}/parts/<int:part_id>/<any(up, down, remove):verb>")
@access(may_lead, find=find_counted)
def act_on_part(event: Event, part_id: int, verb: str) -> Page:
    """Move a part or take it out."""
    found = _part(event, part_id)
    try:
        if verb == "remove":
            planning.remove_item(found, actor=actor())
        else:
            planning.move_item(found, -1 if verb == "up" else 1, actor=actor())
    except RefusalError as refusal:
        return refused(PLAN, event, refusal)
    return saved(PLAN, event)


def _part(event: Event, part_id: int) -> CeremonyItem:
    found = item(event, part_id)
    if found is None:
        abort(404)
    return found


def _plan(event: Event, form: ArrangeForm | None = None) -> str:
    made = results.calculation(event)
    ceremony = ceremony_of(event)
    context = base_context(event, made, PLAN)
    if ceremony is None:
        return render_template(
            "results/ceremony/none.html", **context, is_over=judging_is_over(event)
        )
    rows = place_rows(ceremony.calculation)
    return render_template(
        "results/ceremony/plan.html",
        **context,
        ceremony=ceremony,
        plan_parts=items_of(event),
        places=_places(rows),
        lines=len(steps_of(ceremony)),
        form=form or ArrangeForm(obj=ceremony),
        newer=newer_than(ceremony),
        ties=open_ties(ceremony.calculation),
        provisional=sum(row.is_provisional and row.place is not None for row in rows),
        address=address_of(ceremony),
        published=results.published_calculation(event),
    )


def _places(rows: list[results.PlaceRow]) -> dict[int, tuple[int, int]]:
    """How many works and how many of them with a place, by nomination."""
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        works, placed = found.get(row.nomination_id, (0, 0))
        found[row.nomination_id] = works + 1, placed + (row.place is not None)
    return found


def _form(event: Event, form: PartForm, found: CeremonyItem | None) -> Page:
    context = base_context(event, results.calculation(event), PLAN)
    status = 422 if form.is_submitted() else 200
    page = render_template("results/ceremony/part.html", **context, form=form, part=found)
    return page, status
