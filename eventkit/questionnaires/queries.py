"""Questionnaires and waves, and what they ask at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.models import (
    Questionnaire,
    QuestionnaireVersion,
    Response,
    Wave,
)


def questionnaires_of(event: Event) -> Sequence[Questionnaire]:
    """The questionnaires of an event in their order, with their waves and versions."""
    query = select(Questionnaire).where(Questionnaire.event_id == event.id)
    whole = query.options(
        selectinload(Questionnaire.waves), selectinload(Questionnaire.versions)
    ).order_by(Questionnaire.position, Questionnaire.id)
    return db.session.scalars(whole).all()


def questionnaire_of(event: Event, questionnaire_id: int) -> Questionnaire | None:
    """A questionnaire of this event."""
    found = db.session.get(Questionnaire, questionnaire_id)
    return found if found is not None and found.event_id == event.id else None


def wave_of(questionnaire: Questionnaire, wave_id: int) -> Wave | None:
    """A wave of this questionnaire."""
    found = db.session.get(Wave, wave_id)
    return found if found is not None and found.questionnaire_id == questionnaire.id else None


def wave_by_code(code: str) -> Wave | None:
    """The wave of an address /q/<code>, with its questionnaire and event."""
    whole = joinedload(Wave.questionnaire).joinedload(Questionnaire.event)
    return db.session.scalar(select(Wave).where(Wave.code == code).options(whole))


def latest_version(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """What was frozen last."""
    query = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id
    )
    return db.session.scalar(query.order_by(QuestionnaireVersion.number.desc()).limit(1))


def is_answered(questionnaire: Questionnaire) -> bool:
    """Whether somebody has answered; answers of a test run do not count."""
    query = select(Response.id).join(Wave, Wave.id == Response.wave_id)
    own = query.where(Wave.questionnaire_id == questionnaire.id, Response.state != "trial")
    return db.session.scalar(own.limit(1)) is not None


def has_answers(version: QuestionnaireVersion) -> bool:
    """Whether somebody has answered this very version, test runs aside."""
    query = select(Response.id).where(Response.version_id == version.id, Response.state != "trial")
    return db.session.scalar(query.limit(1)) is not None


def is_wave_answered(wave: Wave) -> bool:
    """Whether somebody has answered in a wave, test runs aside."""
    query = select(Response.id).where(Response.wave_id == wave.id, Response.state != "trial")
    return db.session.scalar(query.limit(1)) is not None


def has_results(questionnaire: Questionnaire) -> bool:
    """Whether a wave with answers is closed, so that its report may have been read."""
    query = select(Response.id).join(Wave, Wave.id == Response.wave_id)
    closed = query.where(Wave.questionnaire_id == questionnaire.id, Wave.state == "closed")
    return db.session.scalar(closed.where(Response.state == "sent").limit(1)) is not None


def answered_by_wave(event: Event) -> dict[int, int]:
    """How many people have answered each wave of an event, by the wave's id."""
    query = (
        select(Response.wave_id, func.count().label("answers"))
        .join(Wave, Wave.id == Response.wave_id)
        .join(Questionnaire, Questionnaire.id == Wave.questionnaire_id)
        .where(Questionnaire.event_id == event.id, Response.state == "sent")
        .group_by(Response.wave_id)
    )
    return {row.wave_id: row.answers for row in db.session.execute(query)}


def asked_document(questionnaire: Questionnaire) -> dict[str, Any]:
    """The document that respondents see now: the version they answer, else the draft."""
    version = latest_version(questionnaire)
    return version.document if version is not None and has_answers(version) else questionnaire.draft


def asked(questionnaire: Questionnaire) -> Instrument:
    """What respondents are asked now, see ``asked_document``."""
    return Instrument.from_dict(asked_document(questionnaire))


def draft_of(questionnaire: Questionnaire) -> Instrument:
    """What is being written."""
    return Instrument.from_dict(questionnaire.draft)
