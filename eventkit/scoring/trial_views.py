"""Settings: trials of an event and the rounds in which they are judged."""

from __future__ import annotations

from flask import abort, render_template
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event, Round, Trial
from eventkit.events.pages import Page, actor, find_judged, put_refusal, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.round_operations import (
    change_round,
    change_trial,
    move_trial,
    put_into_round,
)
from eventkit.events.rules import may_manage
from eventkit.juries.queries import jurors_of, own_juries
from eventkit.juries.rounds.queries import promotion_to, round_of_number
from eventkit.scoring.criteria_operations import may_change_criteria
from eventkit.scoring.rule_part_words import trial_manner
from eventkit.scoring.setup_queries import (
    criteria_by_trial,
    criteria_of_event,
    current_rules,
    largest_total,
)
from eventkit.scoring.trial_forms import RoundForm, TrialForm
from eventkit.scoring.trial_operations import (
    add_selection_round,
    add_trial_to_round,
    choose_trial_jury,
    copy_criteria,
    remove_selection_round,
    remove_trial,
)
from eventkit.scoring.trial_words import promotion_rule
from eventkit.scoring.views import bp
from eventkit.web.access import access
from eventkit.web.requests import row_id

HERE = "/manage/<slug>/settings/trials"
bp.app_template_filter("promotion_rule")(promotion_rule)


@bp.get(HERE)
@access(may_manage, find=find_judged)
def trials(event: Event) -> Page:
    """What is judged on its own, round by round."""
    rules, by_trial = current_rules(event), criteria_by_trial(criteria_of_event(event))
    return render_template(
        "scoring/setup_trials.html",
        event=event,
        counts={code: (len(rows), largest_total(rows)) for code, rows in by_trial.items()},
        told={trial.code: trial_manner(rules, trial) for trial in event.trials},
        may_change=may_change_criteria(event),
        juries=_juries(event),
    )


@bp.route(f"{HERE}/new", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def new_trial(event: Event) -> Page:
    """Add a trial, with criteria of another one if wanted."""
    form = TrialForm()
    form.offer(event, None)
    if not form.is_submitted() and event.rounds:
        form.round_id.data = event.rounds[-1].id
    if form.validate_on_submit():
        try:
            trial = add_trial_to_round(event, form.title.data, actor=actor())
            _change(trial, form)
            _copy(event, trial, form)
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("scoring.trials", event)
    return _form_page("scoring/setup_trial.html", event, form, trial=None)


@bp.route(f"{HERE}/<int:trial_id>", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def edit_trial(event: Event, trial_id: int) -> Page:
    """Rename a trial, say how and when it is held, and in which round."""
    trial = _trial(event, trial_id)
    form = TrialForm()
    form.offer(event, trial)
    if not form.is_submitted():
        form.load(trial)
    if form.validate_on_submit():
        try:
            _change(trial, form)
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("scoring.trials", event)
    return _form_page("scoring/setup_trial.html", event, form, trial=trial)


@bp.post(f"{HERE}/<int:trial_id>/<any(up, down, remove):verb>")
@access(may_manage, find=find_judged)
def act_on_trial(event: Event, trial_id: int, verb: str) -> Page:
    """Move a trial up or down, or take it out."""
    trial = _trial(event, trial_id)
    try:
        if verb == "remove":
            remove_trial(trial, actor=actor())
        else:
            move_trial(trial, verb == "up", actor=actor())
    except RefusalError as refusal:
        return refused("scoring.trials", event, refusal)
    return saved("scoring.trials", event)


@bp.route(f"{HERE}/rounds/new", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def new_round(event: Event) -> Page:
    """Add a round after selection."""
    form = RoundForm()
    if form.validate_on_submit():
        try:
            made = add_selection_round(event, form.title.data, actor=actor())
            change_round(made, **form.values(), actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("scoring.trials", event)
    return _form_page("scoring/setup_round.html", event, form, subject=None)


@bp.route(f"{HERE}/rounds/<int:round_number>", methods=["GET", "POST"])
@access(may_manage, find=find_judged)
def edit_round(event: Event, round_number: int) -> Page:
    """Rename a round or change who goes on to it, while nobody was let in."""
    subject = round_of_number(event, round_number) or abort(404)
    form = RoundForm()
    is_decided = promotion_to(subject) is not None
    if round_number == 1 or is_decided:
        form.of_first()
    if not form.is_submitted():
        form.load(subject)
    if form.validate_on_submit():
        kept = {"promotes_by": subject.promotes_by, "promotes_from": subject.promotes_from}
        try:
            change_round(subject, **kept | form.values(), actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("scoring.trials", event)
    return _form_page(
        "scoring/setup_round.html", event, form, subject=subject, is_decided=is_decided
    )


@bp.post(f"{HERE}/rounds/remove")
@access(may_manage, find=find_judged)
def remove_round(event: Event) -> Page:
    """Take the last round out; its trials go to the one before."""
    try:
        remove_selection_round(event, actor=actor())
    except RefusalError as refusal:
        return refused("scoring.trials", event, refusal)
    return saved("scoring.trials", event, _("Тур убран, его испытания остались."))


def _juries(event: Event) -> dict[int, list[str]]:
    """Short names of the jurors of trials that have a jury of their own."""
    names = {juror.id: juror.person.short_name for juror in jurors_of(event.id)}
    return {
        trial_id: [name for juror_id, name in names.items() if juror_id in own]
        for trial_id, own in own_juries(event.id).items()
    }


def _trial(event: Event, trial_id: int) -> Trial:
    found = db.session.get(Trial, row_id(str(trial_id)) or 0)
    if found is None or found.event_id != event.id:
        abort(404)
    return found


def _change(trial: Trial, form: TrialForm) -> None:
    change_trial(trial, **form.values(), actor=actor())
    if "round_id" in form:
        chosen = next(r for r in trial.event.rounds if r.id == form.round_id.data)
        put_into_round(trial, chosen, actor=actor())
    if "jurors" in form:
        choose_trial_jury(trial, form.jurors.data or (), actor=actor())


def _copy(event: Event, trial: Trial, form: TrialForm) -> None:
    if "copy_from" in form and form.copy_from.data:
        copy_criteria(_trial(event, form.copy_from.data), trial, actor=actor())


def _form_page(
    template: str, event: Event, form: TrialForm | RoundForm, **about: Trial | Round | bool | None
) -> Page:
    page = render_template(template, event=event, form=form, **about)
    return page, 422 if form.errors else 200
