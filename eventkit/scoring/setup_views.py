"""Settings: criteria and scoring rules; opening and closing the work of the jury."""

from __future__ import annotations

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.pages import (
    Page,
    actor,
    find_event,
    find_judged,
    has_jury,
    put_refusal,
    refused,
    saved,
)
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage
from eventkit.scoring import operations
from eventkit.scoring.criteria_operations import (
    add_criterion,
    add_trial,
    change_criterion,
    may_change_criteria,
    move_criterion,
    remove_criterion,
)
from eventkit.scoring.criterion_forms import CriterionForm
from eventkit.scoring.engine import RulesError, ScoringRules
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_forms import BESIDE, RuleForm
from eventkit.scoring.rule_parts import form_of
from eventkit.scoring.rule_warnings import mistake_words, warnings_about
from eventkit.scoring.rule_words import sentences_of
from eventkit.scoring.rules_operations import close_judging, set_rules
from eventkit.scoring.setup_queries import (
    criteria_of_event,
    current_rules,
    largest_total,
    rules_version,
    rules_versions,
)
from eventkit.scoring.unfinished import unfinished
from eventkit.scoring.views import bp
from eventkit.web.access import access
from eventkit.web.i18n import exact_words

HERE = "/manage/<slug>/settings"
bp.app_template_filter("exact")(exact_words)


@bp.get(f"{HERE}/criteria")
@access(may_manage, find=find_judged)
def criteria(event: Event) -> Page:
    """What is judged, with the total."""
    rows = criteria_of_event(event, with_levels=True)
    return render_template(
        "scoring/setup_criteria.html",
        event=event,
        criteria=rows,
        trials=event.trials,
        totals={t.id: largest_total([c for c in rows if c.trial_id == t.id]) for t in event.trials},
        may_change=may_change_criteria(event),
    )


@bp.route(f"{HERE}/criteria/new", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def new_criterion(event: Event) -> Page:
    """Add a criterion to the event's trial, or to the one that ``?trial=`` names."""
    return _edit_criterion(event, CriterionForm(), None)


@bp.route(f"{HERE}/criteria/<int:criterion_id>", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def edit_criterion(event: Event, criterion_id: int) -> Page:
    """Change a criterion."""
    criterion = _criterion(event, criterion_id)
    form = CriterionForm(obj=None if request.method == "POST" else criterion)
    if not form.is_submitted():
        form.load(criterion)
    return _edit_criterion(event, form, criterion)


@bp.post(f"{HERE}/criteria/<int:criterion_id>/<verb>")
@access(may_manage, find=find_judged)
def act_on_criterion(event: Event, criterion_id: int, verb: str) -> Page:
    """Remove a criterion or move it up or down."""
    criterion = _criterion(event, criterion_id)
    try:
        if verb == "remove":
            remove_criterion(criterion, actor=actor())
        elif verb == "move":
            move_criterion(criterion, request.form.get("to") == "up", actor=actor())
        else:
            abort(404)
    except RefusalError as refusal:
        return refused("scoring.criteria", event, refusal)
    return saved("scoring.criteria", event)


@bp.get(f"{HERE}/rules")
@access(may_manage, find=find_event)
def rules(event: Event) -> Page:
    """The rules as sentences with an edit beside each, and what contradicts itself."""
    rows = criteria_of_event(event)
    now = current_rules(event)
    return render_template(
        "scoring/setup_rules.html",
        event=event,
        rules=sentences_of(event, now),
        warnings=warnings_about(now, rows),
        version=rules_version(event),
        versions=rules_versions(event),
    )


@bp.route(f"{HERE}/rules/<part>", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def edit_rule(event: Event, part: str) -> Page:
    """Change one part of the rules."""
    criteria = criteria_of_event(event)
    form = form_of(part, criteria, has_jury=has_jury(event))
    if form is None:
        abort(404)
    now, version = current_rules(event), rules_version(event)
    form.load(now, criteria)
    if not form.is_submitted():
        form.paragraph.data = now.paragraph(part)
    if form.validate_on_submit() and _change_rules(event, now, part, form):
        return saved("scoring.rules", event)
    is_frozen = version is not None and version.frozen_at is not None
    page = render_template(
        "scoring/setup_rule.html", event=event, form=form, part=part, is_frozen=is_frozen
    )
    return page, 422 if form.errors else 200


@bp.route("/manage/<slug>/judging/open", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def begin_judging(event: Event) -> Page:
    """Ask, then let the jury begin."""
    if request.method == "GET":
        return render_template("scoring/setup_open.html", event=event)
    try:
        written = operations.begin_judging(event, actor=actor())
    except RefusalError as refusal:
        return refused("desk.cockpit", event, refusal)
    if written:
        flash(
            ngettext("Отправлено %(num)d письмо.", "Отправлено %(num)d писем.", len(written)), "ok"
        )
    begun = _("Жюри может оценивать.") if has_jury(event) else _("Приём закрыт.")
    return saved("desk.cockpit", event, f"{begun} {_('Правила подсчёта закреплены.')}")


@bp.route("/manage/<slug>/judging/close", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def end_judging(event: Event) -> Page:
    """Say what is not done yet, then end the work of the jury."""
    if request.method == "GET":
        return render_template("scoring/setup_close.html", event=event, left=unfinished(event))
    try:
        close_judging(event, actor=actor())
    except RefusalError as refusal:
        return refused("desk.cockpit", event, refusal)
    ended = _("Работа жюри закончена.") if has_jury(event) else _("Проведение закончено.")
    return saved("desk.cockpit", event, f"{ended} {_('Можно считать итоги.')}")


def _criterion(event: Event, criterion_id: int) -> Criterion:
    found = db.session.get(Criterion, criterion_id)
    if found is None or found.trial.event_id != event.id:
        abort(404)
    return found


def _edit_criterion(event: Event, form: CriterionForm, criterion: Criterion | None) -> Page:
    if form.validate_on_submit():
        try:
            if criterion is not None:
                change_criterion(criterion, form.preset(), actor=actor())
            else:
                wanted = request.args.get("trial", 0, type=int)
                trials = [trial for trial in event.trials if trial.id == wanted] or event.trials
                trial = trials[0] if trials else add_trial(event, event.title, actor=actor())
                add_criterion(trial, form.preset(), actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("scoring.criteria", event)
    page = render_template(
        "scoring/setup_criterion.html", event=event, form=form, criterion=criterion
    )
    return page, 422 if form.errors else 200


def _change_rules(event: Event, now: ScoringRules, part: str, form: RuleForm) -> bool:
    """Set the rules as the form says; mistakes go to their fields."""
    try:
        places = dict(now.paragraphs) | {part: form.paragraph.data or ""}
        chosen = ScoringRules.from_dict(now.to_dict() | form.changes() | {"paragraphs": places})
        set_rules(event, chosen, reason=form.reason.data or "", actor=actor())
    except RulesError as mistake:
        name = mistake.key.rpartition(".")[2]
        field = form[name] if name in form else _own_fields(form)[0]
        field.errors = [*field.errors, mistake_words(mistake)]
        return False
    except RefusalError as refusal:
        put_refusal(form, refusal)
        return False
    return True


def _own_fields(form: RuleForm) -> list[Field]:
    return [field for field in form if field.short_name not in BESIDE]
