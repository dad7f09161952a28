"""Making what was asked official, with a reason: new rules, annulled sheets, a new calculation."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.juries.models import Assignment, Juror
from eventkit.results.models import Calculation
from eventkit.results.operations import calculate
from eventkit.results.what_if import Question, rules_changes
from eventkit.scoring.models import Sheet
from eventkit.scoring.operations import annul_sheet
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import current_rules


def apply(event: Event, question: Question, reason: str, *, actor: str) -> Calculation:
    """Count officially as the question says; the former calculation stays among the versions.

    Another method is a new version of the rules; leaving out a juror annuls the sheets that the
    juror sent. Raises RefusalError for other weights: they were announced with the criteria.
    """
    if question.weights:
        raise RefusalError(
            _("Веса критериев объявлены до начала оценивания, сделать другие официальными нельзя.")
        )
    if question.aggregation:
        rules = current_rules(event)
        changed = replace(rules, **rules_changes(rules, question.aggregation))
        set_rules(event, changed, reason=reason, actor=actor)
    for sheet in _sent_by(event, question.without):
        annul_sheet(sheet, reason, actor=actor)
    return calculate(event, actor, reason)


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
