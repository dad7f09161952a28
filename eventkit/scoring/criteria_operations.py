"""Verbs about criteria. While the jury works, and after it, they stand still."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event, Trial
from eventkit.events.operations import journal
from eventkit.events.ordering import exchange
from eventkit.events.refusals import RefusalError
from eventkit.hooks import CriterionPreset, LevelPreset
from eventkit.scoring.models import Criterion, Level
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import (
    criteria_of,
    criteria_of_event,
    current_rules,
    plain,
    trials_of,
)


def add_trial(
    event: Event, title: str, *, code: str = "", mode: str = "remote", actor: str = "system"
) -> Trial:
    """Add a trial, which is judged on its own."""
    position = max((trial.position for trial in event.trials), default=-1) + 1
    trial = Trial(code=code or f"T{position + 1}", title=title, position=position, mode=mode)
    event.trials.append(trial)
    db.session.flush()
    journal(event, "trial.added", actor, subject=f"trial:{trial.id}", texts={"title": title})
    return trial


def add_criterion(trial: Trial, preset: CriterionPreset, *, actor: str = "system") -> Criterion:
    """Add a criterion to a trial; without a code it gets the next free one (K1, K2, …)."""
    _require_still(trial.event)
    check_steps(preset.maximum, preset.step, preset.weight)
    others = criteria_of(trial)
    criterion = Criterion(
        trial=trial,
        code=preset.code or _next_code(trial.event),
        title=preset.title,
        description=preset.description,
        maximum=preset.maximum,
        step=preset.step,
        weight=preset.weight,
        position=max((c.position for c in others), default=-1) + 1,
    )
    db.session.add(criterion)
    _set_levels(criterion, preset.levels)
    db.session.flush()
    _journal(criterion, "criterion.added", actor)
    if not others:
        _name_the_single_limit(trial, actor)
    return criterion


def _name_the_single_limit(added: Trial, actor: str) -> None:
    """Give the limit of time of the only trial its trial's code when a second one joins it."""
    judged = trials_of(criteria_of_event(added.event))
    limits = dict(current_rules(added.event).time_limits)
    if len(judged) == 2 and "" in limits:
        first = next(trial for trial in judged if trial is not added)
        limits[first.code] = limits.pop("")
        rules = current_rules(added.event).to_dict() | {"time_limits": limits}
        set_rules(added.event, rules, actor=actor)


def change_criterion(
    criterion: Criterion, preset: CriterionPreset, *, actor: str = "system"
) -> None:
    """Give a criterion the values of ``preset``; its code stays."""
    _require_still(criterion.trial.event)
    check_steps(preset.maximum, preset.step, preset.weight)
    criterion.title, criterion.description = preset.title, preset.description
    criterion.maximum, criterion.step = preset.maximum, preset.step
    criterion.weight = preset.weight
    _set_levels(criterion, preset.levels)
    db.session.flush()
    _journal(criterion, "criterion.changed", actor)


def remove_criterion(criterion: Criterion, *, actor: str = "system") -> None:
    """Take a criterion out."""
    _require_still(criterion.trial.event)
    _journal(criterion, "criterion.removed", actor)
    db.session.delete(criterion)
    db.session.flush()


def move_criterion(criterion: Criterion, up: bool, *, actor: str = "system") -> None:
    """Exchange a criterion with its neighbour above or below."""
    _require_still(criterion.trial.event)
    if not exchange(criteria_of(criterion.trial), criterion, up):
        return
    db.session.flush()
    _journal(criterion, "criterion.moved", actor)


def check_steps(maximum: Decimal, step: Decimal, weight: Decimal) -> None:
    """Refuse numbers by which no sheet could be marked."""
    if maximum <= 0:
        raise RefusalError(_("Наибольший балл должен быть больше нуля."), "maximum")
    if step <= 0:
        raise RefusalError(_("Шаг должен быть больше нуля, например 1 или 0,5."), "step")
    if maximum % step:
        raise RefusalError(
            _(
                "Шагом %(step)s нельзя дойти ровно до %(maximum)s. Поменяйте шаг или наибольший"
                " балл.",
                step=plain(step).replace(".", ","),
                maximum=plain(maximum).replace(".", ","),
            ),
            "step",
        )
    if weight <= 0:
        raise RefusalError(_("Вес должен быть больше нуля; обычный вес – 1."), "weight")


def may_change_criteria(event: Event) -> bool:
    """Whether the criteria may still be changed: until judging opens."""
    judging = event.stage("judging")
    return judging is None or judging.opened_at is None


def _require_still(event: Event) -> None:
    if not may_change_criteria(event):
        raise RefusalError(
            _("Жюри уже оценивает по этим критериям, поэтому менять их нельзя."), "title"
        )


def _set_levels(criterion: Criterion, levels: Sequence[LevelPreset]) -> None:
    criterion.levels = [
        Level(lowest=level.lowest, highest=level.highest, text=level.text, position=position)
        for position, level in enumerate(levels)
    ]


def _next_code(event: Event) -> str:
    taken = {criterion.code for criterion in criteria_of_event(event)}
    number = 1
    while f"K{number}" in taken:
        number += 1
    return f"K{number}"


def _journal(criterion: Criterion, act: str, actor: str) -> None:
    data: dict[str, Any] = {
        "code": criterion.code,
        "maximum": plain(criterion.maximum),
        "step": plain(criterion.step),
        "weight": plain(criterion.weight),
    }
    journal(
        criterion.trial.event,
        act,
        actor,
        subject=f"criterion:{criterion.id}",
        data=data,
        texts={"title": criterion.title},
    )
