"""Making what was asked official, with a reason: new rules, annulled sheets, a new calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Assignment, Juror
from eventkit.results.models import Calculation
from eventkit.results.operations import calculate
from eventkit.results.what_if.asking import Question, rules_changes
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.engine.step_templates import as_steps
from eventkit.scoring.engine.steps import Weight
from eventkit.scoring.models import Sheet
from eventkit.scoring.operations import annul_sheet
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import (
    criteria_of_event,
    criterion_specs,
    current_rules,
    has_several_trials,
)


def apply(event: Event, question: Question, reason: str, *, actor: str) -> Calculation:
    """Count officially as the question says; the former calculation stays among the versions.

    Another method and other weights are a new version of the rules; leaving out a juror annuls
    the sheets that the juror sent. Raises RefusalError for other weights where no steps can say
    the rules: two readings, trials counted by several methods.
    """
    if question.aggregation or question.weights:
        rules = current_rules(event)
        changed = replace(rules, **rules_changes(rules, question.aggregation))
        if question.weights:
            changed = _with_weights(event, changed, question.weights)
        set_rules(event, changed, reason=reason, actor=actor)
    for sheet in _sent_by(event, question.without):
        annul_sheet(sheet, reason, actor=actor)
    return calculate(event, actor, reason)


def _with_weights(
    event: Event, rules: ScoringRules, weights: Mapping[str, Fraction]
) -> ScoringRules:
    """The rules as steps that name the weights: the criteria with theirs stay as announced."""
    criteria = criteria_of_event(event)
    steps = as_steps(rules, several_trials=has_several_trials(criteria))
    if not steps:
        raise RefusalError(
            _(
                "При двух чтениях и при разных способах для испытаний веса стоят только у"
                " критериев, сделать другие официальными нельзя."
            )
        )
    own = {c.code: weights.get(c.code, c.weight) for c in criterion_specs(criteria)}
    others = [s for s in steps if not (isinstance(s, Weight) and s.axis == "criterion")]
    return replace(rules, steps=(Weight("criterion", own), *others))


def _sent_by(event: Event, jurors: frozenset[str]) -> list[Sheet]:
    query = (
        select(Sheet)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .join(Juror, Assignment.juror_id == Juror.id)
        .where(
            Juror.event_id == event.id,
            Juror.id.in_([int(juror) for juror in jurors]),
            Sheet.state == "submitted",
        )
        .order_by(Sheet.id)
    )
    return list(db.session.scalars(query))
