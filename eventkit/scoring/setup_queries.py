"""Selects about what is judged and by which rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from eventkit.db import db
from eventkit.events.models import Event, Trial
from eventkit.hooks import CriterionPreset
from eventkit.scoring.engine import CriterionSpec, ScoringRules
from eventkit.scoring.models import Criterion, RulesVersion


def criteria_of(trial: Trial) -> Sequence[Criterion]:
    """The criteria of a trial in their order, with their levels."""
    query = select(Criterion).where(Criterion.trial_id == trial.id)
    query = query.options(selectinload(Criterion.levels))
    return db.session.scalars(query.order_by(Criterion.position, Criterion.id)).all()


def criteria_of_event(event: Event, *, with_levels: bool = False) -> Sequence[Criterion]:
    """The criteria of all trials of an event, trial by trial; their levels where they are shown."""
    query = (
        select(Criterion)
        .join(Criterion.trial)
        .where(Trial.event_id == event.id)
        .options(contains_eager(Criterion.trial))
        .order_by(Trial.position, Criterion.position, Criterion.id)
    )
    if with_levels:
        query = query.options(selectinload(Criterion.levels))
    return db.session.scalars(query).all()


def criterion_specs(criteria: Sequence[Criterion]) -> list[CriterionSpec]:
    """Criteria as the arithmetic takes them; a single trial needs no name."""
    several = has_several_trials(criteria)
    return [
        CriterionSpec(
            c.code,
            Fraction(c.maximum),
            Fraction(c.step),
            Fraction(c.weight),
            trial=c.trial.code if several else "",
        )
        for c in criteria
    ]


def trials_of(criteria: Sequence[Criterion]) -> list[Trial]:
    """The trials that are judged, in their order."""
    return list(dict.fromkeys(criterion.trial for criterion in criteria))


def criteria_by_trial(criteria: Sequence[Criterion]) -> dict[str, list[Criterion]]:
    """The criteria of each trial that has any, by the trial's code."""
    found: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        found.setdefault(criterion.trial.code, []).append(criterion)
    return found


def trials_without(event: Event, criteria: Sequence[Criterion]) -> list[Trial]:
    """The trials of an event that none of its criteria belongs to."""
    judged = {criterion.trial_id for criterion in criteria}
    return [trial for trial in event.trials if trial.id not in judged]


def has_several_trials(criteria: Sequence[Criterion]) -> bool:
    """Whether more than one trial is judged."""
    return len({criterion.trial_id for criterion in criteria}) > 1


def largest_total(criteria: Sequence[Criterion] | Sequence[CriterionPreset]) -> Fraction:
    """The most that a sheet can give: Σ maximum × weight."""
    return sum((Fraction(c.maximum) * Fraction(c.weight) for c in criteria), start=Fraction(0))


def rules_version(event: Event) -> RulesVersion | None:
    """The version of the rules in force, or None before anybody has chosen any."""
    query = select(RulesVersion).where(RulesVersion.event_id == event.id)
    return db.session.scalars(query.order_by(RulesVersion.number.desc()).limit(1)).first()


def rules_versions(event: Event) -> Sequence[RulesVersion]:
    """All versions of the rules, the newest first."""
    query = select(RulesVersion).where(RulesVersion.event_id == event.id)
    return db.session.scalars(query.order_by(RulesVersion.number.desc())).all()


def current_rules(event: Event) -> ScoringRules:
    """The rules in force; before anybody has chosen any, the vocabulary's own defaults."""
    version = rules_version(event)
    return rules_of(version) if version else ScoringRules()


def rules_of(version: RulesVersion) -> ScoringRules:
    """The rules of one version. Its numbers stand as integers or text, never as floats."""
    return ScoringRules.from_dict(version.data)


def rules_of_events(ids: Collection[int]) -> dict[int, ScoringRules]:
    """The rules in force of each event that has any."""
    newest = (
        select(RulesVersion.event_id, func.max(RulesVersion.number).label("number"))
        .where(RulesVersion.event_id.in_(ids))
        .group_by(RulesVersion.event_id)
        .subquery()
    )
    versions = db.session.scalars(
        select(RulesVersion).join(
            newest,
            (RulesVersion.event_id == newest.c.event_id) & (RulesVersion.number == newest.c.number),
        )
    )
    return {version.event_id: rules_of(version) for version in versions}


def plain(value: Decimal) -> str:
    """An exact decimal without trailing zeros, for keys and fields: 4.5, 10."""
    return format(value.normalize(), "f")
