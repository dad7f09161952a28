"""Settings of an event, and its regulation."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from eventkit.events.age_day import kept_age_day, opening_day
from eventkit.events.days import last_day, last_moment
from eventkit.events.forms import MainForm, RegulationForm
from eventkit.events.markdown import to_html
from eventkit.events.models import Event, Stage
from eventkit.events.operations import archive_event, change_event, restore_event
from eventkit.events.pages import (
    Page,
    actor,
    find_event,
    has_jury,
    names_nominations,
    put_refusal,
    read_only,
    refuse_without_plugin,
    rules_title,
    saved,
    settings_tabs,
)
from eventkit.events.refusals import RefusalError
from eventkit.events.rules import may_manage, may_view
from eventkit.events.stage_forms import ExtensionForm, TermsForm
from eventkit.events.stage_operations import extend_deadline, set_stage_days
from eventkit.events.words import entry_word
from eventkit.hooks import Format, active_plugins
from eventkit.web.access import access
from eventkit.web.requests import commit

bp = Blueprint("events", __name__)
bp.before_app_request(refuse_without_plugin)
bp.app_template_global("read_only")(read_only)
bp.app_template_filter("markdown")(to_html)
bp.app_template_global("settings_tabs")(settings_tabs)
bp.app_template_global("has_jury")(has_jury)
bp.app_template_global("names_nominations")(names_nominations)
bp.app_template_global("entry_word")(entry_word)
bp.app_template_global("rules_title")(rules_title)
bp.app_template_global("last_moment")(last_moment)


@bp.app_template_global("format_of")
def format_of(event: Event) -> Format:
    """What kind of event it is, for pages whose words depend on it."""
    return active_plugins().format_of(event)


@bp.get("/events/<slug>/regulation")
@access(may_view, find=find_event)
def regulation(event: Event) -> Page:
    """The regulation: the organizer's own text, or one made from the settings."""
    return render_template("events/regulation.html", event=event)


@bp.route("/manage/<slug>/settings", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def settings(event: Event) -> Page:
    """Title, organizer, colour, numbering."""
    form = MainForm(obj=event)
    if not form.is_submitted():
        form.load(event)
    elif form.validate():
        try:
            change_event(event, actor=actor(), **form.values())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            return saved("events.settings", event)
    return _page("events/settings.html", event, form)


@bp.route("/manage/<slug>/settings/stages", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def stages(event: Event) -> Page:
    """First and last days. After publication a deadline moves by an extension with a reason."""
    form = TermsForm(active_plugins().format_of(event))
    if not form.is_submitted():
        form.load(event)
    fixed = _fixed_days(event)
    for name, day in fixed.items():
        form[name].data = day
        form[name].raw_data, form[name].process_errors = [day.isoformat()], []
    if form.is_submitted() and form.validate():
        try:
            if "appeal_days" in form:
                change_event(event, appeal_days=form.appeal_days.data, actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            before = opening_day(event)
            for kind, (first, last) in form.schedule().items():
                stage = event.stage(kind)
                if stage is not None:
                    set_stage_days(stage, first, last, actor=actor())
            kept = kept_age_day(event, before)
            if kept:
                flash(kept, "info")
            return saved("events.stages", event)
    return _page("events/stages.html", event, form, fixed=fixed)


@bp.route("/manage/<slug>/settings/stages/<kind>/extend", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def extend(event: Event, kind: str) -> Page:
    """Give people more time, with a reason for the journal."""
    stage = event.stage(kind)
    if stage is None or kind not in ("registration", "judging"):
        abort(404)
    form = ExtensionForm()
    if form.validate_on_submit() and form.last.data:
        try:
            extend_deadline(stage, form.last.data, form.reason.data, actor=actor())
        except RefusalError as refusal:
            put_refusal(form, refusal)
        else:
            message = _("Срок продлён. Новый день уже стоит на странице мероприятия.")
            return saved("desk.cockpit", event, message)
    return _page("events/extend.html", event, form, stage=stage)


@bp.route("/manage/<slug>/settings/regulation", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def own_regulation(event: Event) -> Page:
    """The organizer's own text in the place of the one made from the settings."""
    form = RegulationForm(obj=event)
    if form.validate_on_submit():
        change_event(event, regulation=form.regulation.data or "", actor=actor())
        return saved("events.own_regulation", event)
    return _page("events/own_regulation.html", event, form)


@bp.route("/manage/<slug>/settings/format", methods=["GET", "POST"])
@access(may_manage, find=find_event)
def format_settings(event: Event) -> Page:
    """What the format's own plugin asks about the event."""
    form_class = active_plugins().ask_owner("eventkit_event_form", event)
    if form_class is None:
        abort(404)
    form = form_class()
    if not form.is_submitted():
        form.load(event)
    elif form.validate():
        form.save(event)
        return saved("events.format_settings", event)
    return _page("events/format.html", event, form)


@bp.post("/manage/<slug>/archive")
@access(may_manage, find=find_event)
def archive(event: Event) -> Page:
    """Put the event away among the results of past years."""
    archive_event(event, actor=actor())
    return saved("desk.cockpit", event, _("Мероприятие в архиве. Итоги по-прежнему открыты."))


@bp.post("/manage/<slug>/restore")
@access(may_manage, find=find_event)
def restore(event: Event) -> Page:
    """Bring the event back from the archive."""
    restore_event(event, actor=actor())
    commit()
    return redirect(url_for("desk.cockpit", slug=event.slug))


def _fixed_days(event: Event) -> dict[str, date]:
    """Deadlines that people already rely on: their fields show the day and do not change it."""
    if event.published_at is None:
        return {}
    names: dict[str, Stage | None] = {"registration_last": event.stage("registration")}
    judging = event.stage("judging")
    if judging is not None and judging.opened_at is not None:
        names["judging_last"] = judging
    days = {name: last_day(stage) for name, stage in names.items() if stage is not None}
    return {name: day for name, day in days.items() if day is not None}


def _page(template: str, event: Event, form: object, **values: object) -> tuple[str, int]:
    errors = getattr(form, "errors", None)
    page = render_template(template, event=event, form=form, **values)
    return page, 422 if errors else 200
