"""The page «А что, если»: leave out a juror, count otherwise, weigh otherwise; see who moves."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, render_template, request
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_judged, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.results import queries
from eventkit.results.board import juror_names
from eventkit.results.facts import from_json
from eventkit.results.forms import ReasonForm, WhatIfForm
from eventkit.results.models import Calculation
from eventkit.results.names import staff_names
from eventkit.results.remembered import remembered
from eventkit.results.room import Rights, base_context, shown_version
from eventkit.results.rules import may_publish, may_see_names, may_see_room
from eventkit.results.views import bp
from eventkit.results.what_if.advice import MOST_WORKS, title_of
from eventkit.results.what_if.asking import Answer, Question, answer, methods_for
from eventkit.results.what_if.operations import apply
from eventkit.results.what_if.ways import Way, has_trials, ways
from eventkit.scoring.engine import CalculationResult, ScoringRules
from eventkit.scoring.engine.facts import Facts
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results/what-if"


@bp.get(HERE)
@access(may_see_room, find=find_judged)
def what_if(event: Event) -> Page:
    """Ask and see who would move."""
    return _page(event, shown_version(event), ReasonForm(formdata=None))


@bp.post(HERE)
@access(may_publish, find=find_judged)
def apply_what_if(event: Event) -> Page:
    """Make it official with a reason; what is asked stands in the address."""
    made = queries.calculation(event)
    if made is None:
        abort(404)
    asked, reason = _form(event, made), ReasonForm()
    if not asked.validate() or not reason.validate_on_submit():
        return _page(event, made, reason)
    question = asked.question(criteria_of_event(event))
    if question.is_empty:
        abort(404)
    try:
        new = apply(event, question, reason.reason.data, actor=actor())
    except RefusalError as refusal:
        asked_again = request.args.to_dict(flat=False)
        return refused("results.what_if", event, refusal, **asked_again)
    return saved("results.room", event, _("Подсчёт № %(number)d готов.", number=new.number))


def _page(event: Event, made: Calculation | None, reason: ReasonForm) -> Page:
    context = base_context(event, made, "results.what_if")
    if made is None:
        return render_template("results/empty.html", **context, missing=0, may_count=False)
    official = queries.result_of(made)
    form = _form(event, made)
    found, question = None, Question()
    if form.validate():
        question = form.question(criteria_of_event(event))
        found = _answer(from_json(made.inputs), official, question)
    rights: Rights = context["rights"]
    failed = bool(form.errors or reason.errors)
    page = render_template(
        "results/what_if.html",
        **context,
        form=form,
        question=question,
        answer=found,
        titles={n.code: n.title for n in event.nominations},
        names=_names(event, made) if rights.names else {},
        reason_form=reason,
        may_apply=context["is_latest"] and rights.publish,
        too_many=len(official.entries) > MOST_WORKS,
        most_works=MOST_WORKS,
        ways=_ways(made, official),
        order=official.entries,
    )
    return page, 422 if failed else 200


def _answer(facts: Facts, official: CalculationResult, question: Question) -> Answer | None:
    if question.is_empty or len(official.entries) > MOST_WORKS:
        return None
    return answer(facts, official, question)


def _ways(made: Calculation, official: CalculationResult) -> list[Way]:
    """The usual ways side by side, where several trials make them differ by more than a method."""
    if len(official.entries) > MOST_WORKS or not has_trials(made):
        return []
    return remembered(made, "ways", lambda: ways(made))


def _form(event: Event, made: Calculation) -> WhatIfForm:
    """The question of the address: jurors who have sent sheets, other methods, the criteria."""
    rules = ScoringRules.from_dict(made.result["rules"])
    form = WhatIfForm.of(criteria_of_event(event), request.args)
    form.without.choices = list(_jurors(event, made).items())
    form.aggregation.choices = [
        ("", _("%(method)s, по положению", method=title_of(rules.aggregation))),
        *((method, title_of(method)) for method in methods_for(rules)),
    ]
    return form


def _jurors(event: Event, made: Calculation) -> dict[str, str]:
    """Those whose sheets count, by name for who may see names, else by number."""
    names = juror_names(event) if may_see_names(current_viewer(), event) else {}
    jurors = [j for j in made.result["jurors"] if j["sheets"]]
    return {
        j["juror"]: names.get(j["juror"]) or str(_("Член жюри %(number)d", number=number))
        for number, j in enumerate(jurors, start=1)
    }


def _names(event: Event, made: Calculation) -> Mapping[str, str]:
    """Who stands behind each code."""
    entries = [row.entry for row in queries.standings(made)]
    named = staff_names(event, entries)
    return {entry.code or "": named[entry.id].text for entry in entries}
