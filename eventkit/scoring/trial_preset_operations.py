"""Verbs that make trials as presets propose them, with criteria and what rules say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event, Trial
from eventkit.events.refusals import RefusalError
from eventkit.events.round_operations import add_round, change_round
from eventkit.hooks import EventPreset, TrialPreset, active_plugins
from eventkit.scoring.criteria_operations import add_criterion, add_trial
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, trials_of
from eventkit.scoring.timing.queries import trial_key
from eventkit.scoring.trial_operations import add_trial_to_round

Made = Sequence[tuple[Trial, TrialPreset]]


def fill_from_preset(event: Event, preset: EventPreset, *, actor: str = "system") -> None:
    """Give an event that has no trials yet those of a preset, its rounds and its rules."""
    wanted = preset.trials or [
        TrialPreset(title=preset.trial_title or preset.title, criteria=preset.criteria)
    ]
    made = [(_make(event, one, actor), one) for one in wanted]
    _add_rounds(event, preset, made, actor)
    set_rules(event, {**preset.rules, **_rules_of(made)}, actor=actor)


def offered_trials() -> Mapping[str, TrialPreset]:
    """The trials that plugins offer to any event, by name, in the order of their titles."""
    offered = active_plugins().trials
    return dict(sorted(offered.items(), key=lambda item: item[1].title.lower()))


def add_offered_trial(event: Event, name: str, *, actor: str = "system") -> Trial:
    """Add a trial that a plugin offers: criteria, mode, limit of time; in the last round.

    Refuses an unknown name, and any change once the jury is at work.
    """
    preset = active_plugins().trials.get(name)
    if preset is None:
        raise RefusalError(
            _("Такой заготовки нет. Выберите другую или начните с пустого."), "preset"
        )
    rules, before = current_rules(event), trials_of(criteria_of_event(event))
    trial = add_trial_to_round(event, preset.title, actor=actor)
    trial.mode = preset.mode
    _add_criteria(trial, preset, actor)
    set_rules(event, _rules_with(rules, before, trial, preset), actor=actor)
    return trial


def _make(event: Event, preset: TrialPreset, actor: str) -> Trial:
    trial = add_trial(event, preset.title, code=preset.code, mode=preset.mode, actor=actor)
    _add_criteria(trial, preset, actor)
    return trial


def _add_criteria(trial: Trial, preset: TrialPreset, actor: str) -> None:
    is_only = not (preset.name or preset.code)
    for number, criterion in enumerate(preset.criteria, start=1):
        code = criterion.code or ("" if is_only else f"{trial.code}.{number}")
        add_criterion(trial, replace(criterion, code=code), actor=actor)


def _add_rounds(event: Event, preset: EventPreset, made: Made, actor: str) -> None:
    """The first two rounds come together: one round alone is none."""
    for number, one in enumerate(preset.rounds, start=1):
        if number > len(event.rounds):
            add_round(event, one.title, actor=actor)
        change_round(
            event.rounds[number - 1],
            title=one.title,
            promotes_by=one.promotes_by or None,
            promotes_from=one.promotes_from,
            actor=actor,
        )
    for trial, wanted in made:
        trial.round = event.rounds[wanted.round - 1] if wanted.round else None
    db.session.flush()


def _rules_of(made: Made) -> dict[str, Any]:
    """What rules say of these trials alone, in their vocabulary; a single one needs no name."""
    said: dict[str, dict[str, Any]] = {
        "time_limits": {
            trial_key(trial, [t for t, _p in made]): preset.limit_minutes * 60
            for trial, preset in made
            if preset.limit_minutes
        }
    }
    if len(made) > 1:
        said["trial_sheets"] = {t.code: p.sheets for t, p in made if p.sheets}
        said["trial_weights"] = {t.code: str(p.weight) for t, p in made if p.weight != 1}
    return {key: value for key, value in said.items() if value}


def _rules_with(
    rules: ScoringRules, before: Sequence[Trial], trial: Trial, preset: TrialPreset
) -> dict[str, Any]:
    """The rules there are and what the new trial's preset says.

    A trial that stood alone needed no name in them and now has one.
    """
    together = [*before, trial]
    names = {trial_key(each, before): trial_key(each, together) for each in before}
    said = rules.to_dict()
    said["time_limits"] = {names.get(key, key): s for key, s in rules.time_limits.items()}
    news = _rules_of([*((each, TrialPreset()) for each in before), (trial, preset)])
    return said | {key: {**_known(said, key), **value} for key, value in news.items()}


def _known(said: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return said.get(key) or {}
