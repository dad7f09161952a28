"""Verbs about trials that touch their criteria: add, remove, copy criteria from another."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.entries.materials.operations import forget_wish
from eventkit.entries.materials.queries import has_materials
from eventkit.events.models import Event, Round, Trial
from eventkit.events.operations import journal
from eventkit.events.refusals import RefusalError
from eventkit.events.round_operations import add_round, remove_last_round
from eventkit.hooks import CriterionPreset, LevelPreset
from eventkit.juries.draw.queries import draws_of
from eventkit.juries.models import Assignment
from eventkit.juries.panels.operations import move_panels
from eventkit.juries.queries import own_juries
from eventkit.juries.trial_operations import set_trial_jury
from eventkit.scoring.criteria_operations import add_criterion, add_trial, may_change_criteria
from eventkit.scoring.models import Criterion
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import criteria_of, current_rules


def add_trial_to_round(event: Event, title: str, *, actor: str = "system") -> Trial:
    """Add a trial with the next free code; where there are rounds it begins in the last one."""
    if not may_change_criteria(event):
        raise RefusalError(_("Жюри уже работает, поэтому испытания и туры не меняются."), "title")
    trial = add_trial(event, title, code=_free_code(event), actor=actor)
    trial.round = event.rounds[-1] if event.rounds else None
    db.session.flush()
    return trial


def add_selection_round(event: Event, title: str, *, actor: str = "system") -> Round:
    """Add a round after those there are; panels of a jury without rounds belong to the first."""
    made = add_round(event, title, actor=actor)
    move_panels(event, (None,), event.rounds[0])
    return made


def remove_selection_round(event: Event, *, actor: str = "system") -> None:
    """Take the last round out; its trials and panels go to the one before.

    Raises RefusalError where an order was drawn for it.
    """
    if may_change_criteria(event) and event.rounds:
        *before, last = event.rounds
        heir = before[-1] if len(before) > 1 else None
        leave = [last.id] if heir else [each.id for each in event.rounds]
        if any(draw.round_id in leave for draw in draws_of(event)):
            raise RefusalError(_("Для этого тура уже тянули жребий, поэтому убрать его нельзя."))
        move_panels(event, leave, heir)
    remove_last_round(event, actor=actor)


def remove_trial(trial: Trial, *, actor: str = "system") -> None:
    """Take a trial out with its criteria, while nobody judges in it; one always stays."""
    event = trial.event
    if len(event.trials) < 2:
        raise RefusalError(_("Это единственное испытание, без него нечего оценивать."))
    query = select(func.count()).select_from(Assignment).where(Assignment.trial_id == trial.id)
    if not may_change_criteria(event) or db.session.scalar(query):
        raise RefusalError(
            _("Испытание «%(title)s» убрать нельзя: работы уже розданы жюри.", title=trial.title)
        )
    if has_materials(trial):
        raise RefusalError(
            _(
                "Испытание «%(title)s» убрать нельзя: материалы уже присланы.",
                title=trial.title,
            )
        )
    for criterion in criteria_of(trial):
        db.session.delete(criterion)
    forget_wish(trial)
    db.session.flush()
    about, texts = f"trial:{trial.id}", {"title": trial.title}
    journal(event, "trial.removed", actor, subject=about, data={"code": trial.code}, texts=texts)
    event.trials.remove(trial)
    db.session.flush()


def choose_trial_jury(trial: Trial, juror_ids: Collection[int], *, actor: str = "system") -> None:
    """Say who judges a trial, nobody named: the whole jury; the rules want as many sheets there.

    Refused once the jury is at work.
    """
    event = trial.event
    if set(juror_ids) == own_juries(event.id).get(trial.id, set()):
        return
    if not may_change_criteria(event):
        raise RefusalError(
            _("Жюри уже работает, поэтому состав у испытания не меняется."), "jurors"
        )
    set_trial_jury(trial, juror_ids, actor=actor)
    rules = current_rules(event)
    sheets = {code: n for code, n in rules.trial_sheets.items() if code != trial.code}
    if juror_ids:
        sheets[trial.code] = len(set(juror_ids))
    set_rules(event, rules.to_dict() | {"trial_sheets": sheets}, actor=actor)


def copy_criteria(source: Trial, target: Trial, *, actor: str = "system") -> int:
    """Give a trial the criteria of another one, under codes of their own; returns how many."""
    rows = criteria_of(source)
    for criterion in rows:
        add_criterion(target, as_preset(criterion), actor=actor)
    return len(rows)


def as_preset(criterion: Criterion) -> CriterionPreset:
    """A criterion as a value without its code."""
    levels = [LevelPreset(row.lowest, row.highest, row.text) for row in criterion.levels]
    return CriterionPreset(
        code="",
        title=criterion.title,
        maximum=criterion.maximum,
        step=criterion.step,
        weight=criterion.weight,
        description=criterion.description,
        levels=levels,
    )


def _free_code(event: Event) -> str:
    taken = {trial.code for trial in event.trials}
    return next(f"T{n}" for n in range(1, len(taken) + 2) if f"T{n}" not in taken)
