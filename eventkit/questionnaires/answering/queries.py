"""Answers, personal links and versions as answering looks them up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from eventkit.db import db
from eventkit.people.models import Person
from eventkit.people.passwords import token_hash
from eventkit.questionnaires.models import (
    Invitation,
    Questionnaire,
    QuestionnaireVersion,
    Response,
    Wave,
)
from eventkit.questionnaires.queries import asked_document
from eventkit.questionnaires.versions import digest_of


def response_by_uid(wave: Wave, uid: str) -> Response | None:
    """The answer of a device's name for it."""
    query = select(Response).where(Response.wave_id == wave.id, Response.uid == uid)
    return db.session.scalar(query)


def asked_version(questionnaire: Questionnaire, digest: str) -> QuestionnaireVersion | None:
    """The version whose document has this digest."""
    own = QuestionnaireVersion.questionnaire_id == questionnaire.id
    query = select(QuestionnaireVersion).where(own, QuestionnaireVersion.digest == digest)
    return db.session.scalar(query.order_by(QuestionnaireVersion.number.desc()).limit(1))


def asked_digest(questionnaire: Questionnaire) -> str:
    """The digest of what respondents see now."""
    return digest_of(asked_document(questionnaire))


def invitation_by_token(wave: Wave, token: str) -> Invitation | None:
    """The personal link of a secret."""
    query = select(Invitation).where(
        Invitation.wave_id == wave.id, Invitation.token_hash == token_hash(token)
    )
    return db.session.scalar(query.options(joinedload(Invitation.person)))


def invitations_of(wave: Wave) -> Sequence[Invitation]:
    """The personal links of a wave by the names of their people."""
    query = select(Invitation).join(Person, Person.id == Invitation.person_id)
    whole = query.where(Invitation.wave_id == wave.id).options(joinedload(Invitation.person))
    return db.session.scalars(whole.order_by(Person.sort_key, Person.id)).all()


def answers_by_source(wave: Wave) -> dict[str, int]:
    """How many answers of a wave came in which way."""
    query = select(Response.source, func.count().label("answers")).where(
        Response.wave_id == wave.id, Response.state == "sent"
    )
    rows = db.session.execute(query.group_by(Response.source))
    return {row.source: row.answers for row in rows}


def responses_by_code(questionnaire: Questionnaire, respondent: str) -> Sequence[Response]:
    """What was answered under the digest of a self-made code, by wave."""
    return _own_responses(questionnaire, Response.respondent == respondent)


def responses_by_person(questionnaire: Questionnaire, person: Person) -> Sequence[Response]:
    """What a person has answered under the own name, by wave."""
    return _own_responses(questionnaire, Response.person_id == person.id)


def _own_responses(questionnaire: Questionnaire, whose: ColumnElement[bool]) -> Sequence[Response]:
    query = select(Response).join(Response.wave).options(contains_eager(Response.wave))
    own = query.where(Wave.questionnaire_id == questionnaire.id, Response.state == "sent", whose)
    whole = own.options(joinedload(Response.version))
    return db.session.scalars(whole.order_by(Wave.position, Response.id)).all()


def named_responses_of(person_id: int) -> Sequence[Response]:
    """All that a person has answered under the own name, the newest event first."""
    query = select(Response).join(Response.wave).join(Wave.questionnaire)
    own = query.where(Response.person_id == person_id, Response.state == "sent")
    wave = contains_eager(Response.wave).contains_eager(Wave.questionnaire)
    whole = own.options(wave.joinedload(Questionnaire.event), joinedload(Response.version))
    newest = Questionnaire.event_id.desc(), Questionnaire.position, Questionnaire.id
    return db.session.scalars(whole.order_by(*newest, Wave.position)).all()


def has_answered(wave: Wave, person_id: int | None) -> bool:
    """Whether a person has answered a wave under their name."""
    if person_id is None:
        return False
    own = select(Response.id).where(Response.wave_id == wave.id, Response.person_id == person_id)
    return db.session.scalar(own.where(Response.state == "sent").limit(1)) is not None
