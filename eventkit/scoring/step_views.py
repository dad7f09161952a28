"""Settings: the steps of the scoring rules, put together as a list and saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_judged, put_refusal, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.scoring.engine import RulesError, ScoringRules
from eventkit.scoring.engine.step_checks import steps_problem
from eventkit.scoring.engine.step_templates import as_steps
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_forms import RuleForm
from eventkit.scoring.rule_warnings import mistake_words, problem_words
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import (
    criteria_of_event,
    criterion_specs,
    current_rules,
    has_several_trials,
    rules_version,
)
from eventkit.scoring.step_rows import (
    StepRow,
    changed_rows,
    field_hints,
    field_words,
    kind_words,
    options,
    rows_of_steps,
    typed_rows,
)
from eventkit.scoring.views import bp
from eventkit.web.access import access


@bp.route("/manage/<slug>/settings/rules/steps", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def edit_steps(event: Event) -> Page:
    """The list of steps: its buttons change it on the page, one button saves it whole."""
    criteria, form = criteria_of_event(event), RuleForm()
    rules = current_rules(event)
    if request.method == "GET":
        several = has_several_trials(criteria)
        return _page(event, criteria, form, rows_of_steps(as_steps(rules, several_trials=several)))
    rows = typed_rows(request.form)
    act = request.form.get("act", "")
    if act == "add":
        act = f"add:{request.form.get('kind', '')}"
    if act != "save":
        return _page(event, criteria, form, changed_rows(rows, act))
    problem = _saved(event, rules, rows, criteria, form) if form.validate() else ""
    if problem is None:
        return saved("scoring.rules", event)
    return _page(event, criteria, form, rows, problem), 422


def _saved(
    event: Event,
    rules: ScoringRules,
    rows: Sequence[StepRow],
    criteria: Sequence[Criterion],
    form: RuleForm,
) -> str | None:
    """Set the rules; None when that was done, else what is wrong with the list as a whole."""
    axes = {c.code: "criterion" for c in criteria} | {c.trial.code: "trial" for c in criteria}
    try:
        steps = [row.data(axes) for row in rows]
        chosen = ScoringRules.from_dict(rules.to_dict() | {"steps": steps})
        problem = steps_problem(chosen, criterion_specs(criteria)) if steps and criteria else ""
        if problem:
            return problem_words(problem)
        set_rules(event, chosen, reason=form.reason.data or "", actor=actor())
    except RulesError as mistake:
        return _put(mistake, rows)
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return ""
    return None


def _put(mistake: RulesError, rows: Sequence[StepRow]) -> str:
    """A mistake at the field of its step; one about other rules above the list."""
    place, _dot, name = mistake.key.removeprefix("steps.").partition(".")
    if not mistake.key.startswith("steps.") or not place.isdecimal():
        return str(_("Правила не сходятся с шагами: %(words)s", words=mistake_words(mistake)))
    rows[int(place) - 1].errors[name.partition(".")[0]] = mistake_words(mistake)
    return ""


def _page(
    event: Event,
    criteria: Sequence[Criterion],
    form: RuleForm,
    rows: Sequence[StepRow],
    problem: str = "",
) -> str:
    version = rules_version(event)
    choices: dict[tuple[str, str], Any] = options()
    return render_template(
        "scoring/setup_steps.html",
        event=event,
        criteria=criteria,
        form=form,
        rows=rows,
        problem=problem,
        kinds=kind_words(),
        labels=field_words(),
        hints=field_hints(),
        options_of=lambda row, name: choices.get((row.kind, name)) or choices.get(("", name)),
        several=has_several_trials(criteria),
        is_frozen=version is not None and version.frozen_at is not None,
    )
