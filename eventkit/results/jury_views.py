"""«Жюри в цифрах» and what follows from it: advice on reading again, one more reader for a work."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_event, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.results import queries
from eventkit.results.advice import MOST_WORKS
from eventkit.results.board import juror_names
from eventkit.results.room import Rights, base_context, not_counted, shown_version, unsent
from eventkit.results.rules import may_see_room
from eventkit.results.views import bp
from eventkit.scoring.engine import CalculationResult, ScoringRules
from eventkit.scoring.operations import give_one_more_reader, why_no_more_readers
from eventkit.scoring.queries import entry_by_code
from eventkit.scoring.rules import judging_is_open, may_give_readings
from eventkit.web.access import access
from eventkit.web.viewer import current_viewer

HERE = "/manage/<slug>/results"


@bp.get(f"{HERE}/jury")
@access(may_see_room, find=find_event)
def jury(event: Event) -> Page:
    """Statistics of the jury and the advisory model: for information, no place depends on it."""
    made = shown_version(event)
    context = base_context(event, made, "results.jury")
    if made is None:
        return not_counted(event, context)
    result = queries.result_of(made)
    rules = ScoringRules.from_dict(made.result["rules"])
    titles = {n.code: n.title for n in event.nominations}
    names = _jury_names(event, context["rights"])
    missing = unsent(event)
    return render_template(
        "results/jury.html",
        **context,
        jurors=[
            (names.get(j.juror) or _("Член жюри %(number)d", number=place), j)
            for place, j in enumerate(result.jurors, start=1)
        ],
        flag=rules.strict_judge_flag,
        advice=result.advice,
        advice_names=names,
        changed=[titles.get(code, code) for code in result.advice.changed_first],
        **_agreement(result, rules),
        titles=titles,
        missing=missing,
        being_read={task.entry.code for task in missing},
        why_no_more=why_no_more_readers(rules),
        is_open=judging_is_open(event),
        may_give=context["is_latest"] and may_give_readings(current_viewer(), event),
    )


def _jury_names(event: Event, rights: Rights) -> dict[str, str]:
    return juror_names(event) if rights.names else {}


def _agreement(result: CalculationResult, rules: ScoringRules) -> dict[str, Any]:
    """How the jury agrees, how firm places are and what to read again; None where unknown."""
    # Here: a start of the server does without.
    from eventkit.results.jury_agreement import (
        agreement_of,
        can_be_said,
        draw_places,
        first_places,
        words,
    )
    from eventkit.results.rereading import advice_on_rereading

    if not can_be_said() or len(result.entries) > MOST_WORKS:
        return {"agreement": None, "again": None}
    drawn = draw_places(result, smaller_is_better=rules.smaller_is_better)
    told = {"words": words(agreement_of(result)), "first_places": first_places(result, drawn)}
    return {
        "agreement": told,
        # Steps make places of more than the totals of sheets, so these say nothing of them.
        "again": None if rules.steps else advice_on_rereading(result, rules, drawn),
    }


@bp.post(f"{HERE}/jury/reader")
@access(may_give_readings, find=find_event)
def one_more_reader(event: Event) -> Page:
    """Give a work that is named in the advice to one more juror, the least loaded free one."""
    entry = entry_by_code(event.id, request.form.get("code", ""))
    if entry is None:
        return refused("results.jury", event, RefusalError(_("Такой работы у жюри нет.")))
    try:
        tasks = [give_one_more_reader(entry, trial, actor=actor()) for trial in event.trials]
    except RefusalError as refusal:
        return refused("results.jury", event, refusal)
    names = {"code": entry.code, "name": tasks[0].juror.person.short_name}
    message = _(
        "Работа %(code)s теперь и у этого члена жюри: %(name)s. Когда лист придёт, посчитайте"
        " заново.",
        **names,
    )
    return saved("results.jury", event, message)
