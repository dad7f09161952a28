"""Telling portfolios that what people show of their results is not what it was."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
from eventkit.hooks import active_plugins
from eventkit.questionnaires.models import Questionnaire, ShownResult


def shown_by(questionnaire: Questionnaire) -> list[int]:
    """The ids of the people who show their result of a questionnaire."""
    own = ShownResult.questionnaire_id == questionnaire.id
    query = select(ShownResult.person_id).where(own)
    return list(db.session.scalars(query.order_by(ShownResult.person_id)))


def tell(questionnaire: Questionnaire, person_ids: list[int]) -> None:
    """Let the lines of these people be written anew in this transaction."""
    if person_ids:
        active_plugins().tell_facts_changed(questionnaire.event, person_ids)
