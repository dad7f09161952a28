"""Verbs that set an event up in several rooms at once: from a preset, as a new edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.days import a_year_later, first_day, last_day
from eventkit.events.models import Event, Round, Series
from eventkit.events.nomination_operations import add_audience, add_nomination
from eventkit.events.operations import change_event, create_event
from eventkit.events.refusals import RefusalError
from eventkit.events.stage_operations import set_stage_days
from eventkit.hooks import CriterionPreset, EventPreset, LevelPreset, active_plugins
from eventkit.people.accounts import Account
from eventkit.people.models import Organization
from eventkit.people.operations import grant_role
from eventkit.questionnaires.copying import copy_questionnaires
from eventkit.scoring.criteria_operations import add_criterion, add_trial
from eventkit.scoring.models import Criterion
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import criteria_of, current_rules
from eventkit.scoring.trial_preset_operations import fill_from_preset
from eventkit.web.clock import today

Days = tuple[date | None, date | None]
DATED = ("registration", "judging", "results", "awards")
CARRIED_OVER = (
    "subtitle",
    "description",
    "accent",
    "contact_email",
    "code_prefix",
    "is_blind",
    "appeal_days",
    "author_sees",
    "pair_papers",
    "paper_twice",
    "recusal_decider",
)
"""Settings of an event that its next edition begins with."""
USUAL_DAYS = {"registration": 30, "judging": 10, "results": 4, "awards": 7}


def create_event_from_preset(
    preset_name: str,
    *,
    title: str = "",
    series: Series | None = None,
    organizer: Organization | None = None,
    account: Account | None = None,
    schedule: Mapping[str, Days] | None = None,
    reference_date: date | None = None,
    timezone: str = "",
    actor: str = "system",
    **texts: Any,
) -> Event:
    """Make an event as a preset proposes it, with audiences, nominations, criteria and rules.

    ``schedule`` gives first and last day by kind of stage; without it the preset's lengths are
    counted from today. ``account`` becomes its organizer. Refuses an unknown preset.
    """
    preset = active_plugins().presets.get(preset_name)
    if preset is None:
        raise RefusalError(
            _("Такой заготовки нет. Выберите другую или начните с пустого."), "preset"
        )
    event = create_empty_event(
        title or str(preset.title),
        preset.format,
        series=series,
        organizer=organizer,
        account=account,
        schedule=schedule or proposed_schedule(preset, today(timezone or _zone())),
        reference_date=reference_date,
        timezone=timezone,
        actor=actor,
        **_texts_of(preset) | texts,
    )
    _fill(event, preset, actor)
    begin_format(event, preset.name, actor=actor)
    return event


def begin_format(event: Event, preset_name: str = "", *, actor: str = "system") -> None:
    """Let the event's format bring what its own pages stand on."""
    begin = active_plugins().format_of(event).begin
    if begin is not None:
        begin(event, preset_name, actor)


def create_empty_event(
    title: str,
    format_name: str,
    *,
    schedule: Mapping[str, Days],
    account: Account | None = None,
    reference_date: date | None = None,
    actor: str = "system",
    **values: Any,
) -> Event:
    """Make an event with days and an organizer and nothing to enter yet."""
    opening = schedule.get("registration", (None, None))[0]
    event = create_event(
        title, format_name, reference_date=reference_date or opening, actor=actor, **values
    )
    for kind, (first, last) in schedule.items():
        stage = event.stage(kind)
        if stage is not None:
            set_stage_days(stage, first, last, actor=actor)
    if account is not None:
        grant_role(account, event.id, "organizer", actor=actor)
    return event


def proposed_schedule(preset: EventPreset | None, start: date) -> dict[str, Days]:
    """Days of the stages one after another from ``start``; results and awards have one day."""
    lengths = USUAL_DAYS | dict(preset.stage_days if preset else {})
    opening = start + timedelta(days=lengths.get("setup", 0))
    closing = opening + timedelta(days=lengths["registration"] - 1)
    judged = closing + timedelta(days=lengths["judging"])
    results = judged + timedelta(days=lengths["results"])
    awards = results + timedelta(days=lengths["awards"])
    return {
        "registration": (opening, closing),
        "judging": (closing + timedelta(days=1), judged),
        "results": (results, None),
        "awards": (awards, None),
    }


def new_edition(
    event: Event, title: str = "", *, account: Account | None = None, actor: str = "system"
) -> Event:
    """Make next year's edition: settings, texts, questionnaires, dates a year later, no entries."""
    schedule: dict[str, Days] = {
        stage.kind: (_later(first_day(stage)), _later(last_day(stage)))
        for stage in event.stages
        if stage.kind in DATED
    }
    texts = {name: getattr(event, name) for name in CARRIED_OVER}
    year, following = str(event.reference_date.year), str(event.reference_date.year + 1)
    for name in ("subtitle", "description"):
        texts[name] = texts[name].replace(year, following)
    edition = create_empty_event(
        title or event.title.replace(year, following),
        event.format,
        series=event.series,
        organizer=event.organizer,
        plugins=event.plugins,
        schedule=schedule,
        reference_date=a_year_later(event.reference_date),
        timezone=event.timezone,
        document_prefix=event.document_prefix.replace(year, following),
        account=account,
        actor=actor,
        **texts,
    )
    change_event(edition, regulation=event.regulation.replace(year, following), actor=actor)
    _copy_lines(event, edition, actor)
    _copy_scoring(event, edition, actor)
    copy_questionnaires(event, edition, actor=actor)
    copy_format_settings(event, edition)
    carry_over = active_plugins().format_of(event).carry_over
    if carry_over is not None:
        carry_over(event, edition, actor)
    return edition


def copy_format_settings(source: Event, target: Event) -> None:
    """Carry the settings of the format's plugin over, by its own form."""
    form_class = active_plugins().ask_owner("eventkit_event_form", source)
    if form_class is not None:
        form = form_class(formdata=None, meta={"csrf": False})
        form.load(source)
        form.save(target)


def criterion_as_preset(criterion: Criterion) -> CriterionPreset:
    """A criterion as a value that another event can take."""
    levels = [LevelPreset(row.lowest, row.highest, row.text) for row in criterion.levels]
    return CriterionPreset(
        code=criterion.code,
        title=criterion.title,
        maximum=criterion.maximum,
        step=criterion.step,
        weight=criterion.weight,
        description=criterion.description,
        levels=levels,
    )


def _fill(event: Event, preset: EventPreset, actor: str) -> None:
    audiences = {}
    for who in preset.audiences:
        limits = {name: getattr(who, name) for name in LIMITS}
        audiences[who.code] = add_audience(event, who.title, code=who.code, actor=actor, **limits)
    for line in preset.nominations:
        add_nomination(
            event,
            line.title,
            genre=line.genre,
            audience=audiences.get(line.audience),
            code=line.code,
            actor=actor,
        )
    # What is counted from a format's own events, its `begin` brings.
    if active_plugins().format_of(event).has_jury:
        fill_from_preset(event, preset, actor=actor)


def _copy_lines(source: Event, target: Event, actor: str) -> None:
    audiences = {}
    for who in source.audiences:
        limits = {name: getattr(who, name) for name in LIMITS}
        audiences[who.id] = add_audience(target, who.title, code=who.code, actor=actor, **limits)
    for line in source.nominations:
        audience = audiences.get(line.audience_id) if line.audience_id else None
        add_nomination(
            target, line.title, genre=line.genre, audience=audience, code=line.code, actor=actor
        )


def _copy_scoring(source: Event, target: Event, actor: str) -> None:
    rounds = _copy_rounds(source, target)
    for trial in source.trials:
        copied = add_trial(target, trial.title, code=trial.code, actor=actor)
        copied.mode, copied.round = trial.mode, rounds.get(trial.round_id or 0)
        for criterion in criteria_of(trial):
            add_criterion(copied, criterion_as_preset(criterion), actor=actor)
    set_rules(target, current_rules(source), actor=actor)


def _copy_rounds(source: Event, target: Event) -> dict[int, Round]:
    """Rounds with their rules, not begun; by the id of the one that each was made from."""
    made = {}
    for each in source.rounds:
        made[each.id] = Round(
            number=each.number,
            title=each.title,
            promotes_by=each.promotes_by,
            promotes_from=each.promotes_from,
        )
        target.rounds.append(made[each.id])
    db.session.flush()
    return made


LIMITS = ("max_age", "min_experience", "max_experience")


def _texts_of(preset: EventPreset) -> dict[str, Any]:
    names = ("subtitle", "description", "accent", "document_prefix", "code_prefix")
    texts = {name: str(getattr(preset, name)) for name in names if getattr(preset, name)}
    return texts | {"is_blind": preset.is_blind}


def _later(day: date | None) -> date | None:
    return None if day is None else a_year_later(day)


def _zone() -> str:
    return str(current_app.config["TIMEZONE"])
