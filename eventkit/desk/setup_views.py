"""Beginning an event, checking and announcing it, next year's edition."""

from __future__ import annotations

from flask import current_app, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.desk.earlier_events import running_namesake, to_repeat
from eventkit.desk.setup_check import announce, checks
from eventkit.desk.setup_forms import EditionForm, NewEventForm
from eventkit.desk.setup_operations import (
    begin_format,
    create_empty_event,
    create_event_from_preset,
    new_edition,
    proposed_schedule,
)
from eventkit.desk.stage_words import opening_words
from eventkit.desk.views import bp
from eventkit.events.models import Event
from eventkit.events.pages import Page, actor, find_event, put_refusal, refused, saved
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_create, may_manage
from eventkit.hooks import EventPreset, active_plugins
from eventkit.people.accounts import Account
from eventkit.people.models import Organization
from eventkit.scoring.criteria_operations import add_trial
from eventkit.web.access import access
from eventkit.web.clock import now, today
from eventkit.web.viewer import current_viewer

EMPTY = "empty"


@bp.get("/manage/new")
@access(may_create)
def new_event() -> Page:
    """Choose what to begin from: a preset, or an empty event."""
    presets = active_plugins().presets
    formats = active_plugins().formats
    past = to_repeat(current_viewer())
    return render_template("desk/new.html", presets=presets.values(), formats=formats, past=past)


@bp.route("/manage/new/<preset_name>", methods=["GET", "POST"])
@access(may_create)
def begin_event(preset_name: str) -> Page:
    """Type the title and the days; the preset brings everything else."""
    preset = active_plugins().presets.get(preset_name)
    if preset is None and preset_name != EMPTY:
        return redirect(url_for("desk.new_event"))
    form = NewEventForm(preset)
    if not form.is_submitted():
        _propose(form, preset)
    elif form.validate() and form.knows_of(running_namesake(form.title.data)):
        try:
            event = _create(form, preset)
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("desk.cockpit", event, _("Мероприятие создано. Проверьте его и объявите."))
    page = render_template("desk/begin.html", form=form, preset=preset)
    return page, 422 if form.errors or form.namesake else 200


@bp.get("/manage/<slug>/settings/check")
@access(may_manage, find=find_event)
def check(event: Event) -> Page:
    """What is still missing, with a link to each place, and the act of announcing."""
    return render_template(
        "desk/check.html", event=event, checks=checks(event), opening=opening_words(event, now())
    )


@bp.post("/manage/<slug>/publish")
@access(may_manage, find=find_event)
def publish(event: Event) -> Page:
    """Let visitors see the event."""
    try:
        announce(event, actor=actor())
    except RefusalError as refusal:
        return refused("desk.check", event, refusal)
    return saved("desk.cockpit", event, _("Мероприятие объявлено: его видят все."))


@bp.route("/manage/<slug>/new-edition", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def edition(event: Event) -> Page:
    """Begin next year's edition with the same settings."""
    year = event.reference_date.year
    form = EditionForm()
    if not form.is_submitted():
        form.title.data = event.title.replace(str(year), str(year + 1))
    elif form.validate():
        account = db.session.get(Account, current_viewer().account_id or 0)
        made = new_edition(event, form.title.data, account=account, actor=actor())
        message = _("Мероприятие создано. Проверьте дни: они сдвинуты на год.")
        return saved("events.stages", made, message)
    page = render_template("desk/edition.html", event=event, form=form, year=year + 1)
    return page, 422 if form.errors else 200


def _propose(form: NewEventForm, preset: EventPreset | None) -> None:
    days = proposed_schedule(preset, today(current_app.config["TIMEZONE"]))
    form.title.data = preset.title if preset else ""
    form.registration_first.data, form.registration_last.data = days["registration"]
    form.judging_last.data = days["judging"][1]
    if form.is_counted:
        form.results_day.data = days["results"][0]
        form.reference_date.data = days["registration"][0]
    else:
        form.judging_first.data = days["judging"][0]
    form.awards_day.data = days["awards"][0]


def _create(form: NewEventForm, preset: EventPreset | None) -> Event:
    chosen = form.organizer.data
    organizer = db.session.get(Organization, chosen) if chosen else None
    account = db.session.get(Account, current_viewer().account_id or 0)
    # Where nothing is counted, age and experience are as of the first day of sign-up.
    day = form.reference_date.data if form.is_counted else None
    if preset is not None:
        return create_event_from_preset(
            preset.name,
            title=form.title.data,
            organizer=organizer,
            account=account,
            schedule=form.schedule(),
            reference_date=day,
            actor=actor(),
        )
    event = create_empty_event(
        form.title.data,
        form.format.data,
        schedule=form.schedule(),
        organizer=organizer,
        account=account,
        reference_date=day,
        actor=actor(),
    )
    if active_plugins().format_of(event).is_counted:
        add_trial(event, form.title.data, actor=actor())
    begin_format(event, actor=actor())
    return event
