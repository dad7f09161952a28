"""Verbs of answering: keeping an answer once, and no more of it than its mode allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.people.models import Person
from eventkit.questionnaires.answering import codes
from eventkit.questionnaires.answering.queries import asked_version, response_by_uid
from eventkit.questionnaires.answering.secrecy import shuffle
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import LANGUAGES
from eventkit.questionnaires.engine.validity import Mistake, kept, problems
from eventkit.questionnaires.live import grow
from eventkit.questionnaires.models import (
    SOURCES,
    Invitation,
    Questionnaire,
    QuestionnaireVersion,
    Response,
    Wave,
)
from eventkit.questionnaires.rules import takes_answers
from eventkit.questionnaires.telling import shown_by, tell
from eventkit.questionnaires.versions import freeze, hold, note
from eventkit.web.clock import now, today

LONGEST = 24 * 3600
BY_RESPONDENT = ("phone", "shared")
"""Sources in which nothing impossible is kept: the respondent can still mend it."""


class AnswersError(RefusalError):
    """Answers that cannot be right; ``mistakes`` says where."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Keep the mistakes."""
        self.mistakes = mistakes
        super().__init__(_("Проверьте отмеченные ответы."))


def keep_response(
    wave: Wave,
    *,
    uid: str,
    answers: Mapping[str, Any],
    source: str = "phone",
    language: str = "ru",
    seconds: int | None = None,
    quoted: bool = False,
    code: str = "",
    pair: str = "",
    person: Person | None = None,
    invitation: Invitation | None = None,
    digest: str = "",
) -> Response:
    """Keep an answer to a wave; the same ``uid`` again is the same answer.

    ``digest`` is that of the version which the respondent has seen; the present one where it is
    empty or gone. Of ``code``, ``pair`` and ``person`` only what the mode knows is kept. Raises
    AnswersError for wrong answers of a respondent (those from paper and files are kept, and
    reports flag them), RefusalError where the wave is closed or this person has answered.
    """
    if source not in SOURCES:
        raise ValueError(f"there is no source {source!r}")
    questionnaire = wave.questionnaire
    hold(questionnaire)
    db.session.refresh(wave)
    known = response_by_uid(wave, uid)
    if known is not None:
        return known
    if not takes_answers(wave, now()):
        raise RefusalError(_("Замер закрыт: ответы больше не принимаются."))
    response = _written(wave, uid, answers, source, digest)
    response.language = language if language in LANGUAGES else LANGUAGES[0]
    response.seconds = None if seconds is None else round(min(max(seconds, 0), LONGEST), -1)
    response.quoted = quoted
    with db.session.no_autoflush:
        _say_who(response, questionnaire, code, pair, person, invitation)
    db.session.add(response)
    if invitation is not None:
        invitation.used = True
    _settle(response)
    return response


def _written(
    wave: Wave, uid: str, answers: Mapping[str, Any], source: str, digest: str
) -> Response:
    questionnaire = wave.questionnaire
    version = asked_version(questionnaire, digest) or freeze(questionnaire)
    return Response(
        wave=wave,
        version=version,
        uid=uid,
        source=source,
        answers=_checked(version, answers, source),
        day=today(questionnaire.event.timezone),
        step=0,
    )


def _settle(response: Response) -> None:
    """What follows on an answer: the wall's next step, and nothing that tells when it came."""
    db.session.flush()
    wave = response.wave
    grow(wave)
    if wave.questionnaire.mode == "named":
        facts = {"wave": wave.id, "answer": response.id}
        note(wave.questionnaire, "answer.kept", "system", facts)
        if response.person_id in shown_by(wave.questionnaire):
            tell(wave.questionnaire, [response.person_id])
    else:
        shuffle(wave.id)


def _checked(
    version: QuestionnaireVersion, answers: Mapping[str, Any], source: str
) -> dict[str, Any]:
    instrument = Instrument.from_dict(version.document)
    mistakes = problems(instrument, answers)
    if mistakes and source in BY_RESPONDENT:
        raise AnswersError(mistakes)
    found = kept(instrument, answers)
    if not found:
        raise RefusalError(_("Ответов нет: ответьте хотя бы на один вопрос."))
    return found


def _say_who(
    response: Response,
    questionnaire: Questionnaire,
    code: str,
    pair: str,
    person: Person | None,
    invitation: Invitation | None,
) -> None:
    """Who answered, as far as the mode knows; refuses a second answer of the same person."""
    by_respondent = response.source in BY_RESPONDENT
    if questionnaire.once and by_respondent:
        if invitation is None or invitation.wave_id != response.wave.id:
            raise RefusalError(_("Здесь отвечают по личной ссылке из письма."))
        if invitation.used:
            raise RefusalError(_("По этой ссылке уже ответили. Спасибо."))
    if questionnaire.mode == "anonymous":
        return
    response.pair = codes.digest(codes.pair_salt(questionnaire.event_id), pair, "pair")
    if questionnaire.mode == "code":
        _say_code(response, questionnaire, code, by_respondent)
        return
    found = invitation.person if invitation is not None else person
    if found is None:
        raise RefusalError(
            _("Здесь отвечают под своим именем: войдите или откройте личную ссылку.")
        )
    if _has(Response.wave_id == response.wave.id, Response.person_id == found.id):
        raise RefusalError(_("Вы уже ответили на этот опросник. Спасибо."))
    response.person = found


def _say_code(
    response: Response, questionnaire: Questionnaire, code: str, by_respondent: bool
) -> None:
    if by_respondent and len(codes.normal(code)) < codes.SHORTEST:
        raise RefusalError(
            _("Составьте код по подсказке: не меньше %(least)d знаков.", least=codes.SHORTEST),
            "code",
        )
    response.respondent = codes.digest(questionnaire.salt, code)
    taken = response.respondent and _has(
        Response.wave_id == response.wave.id, Response.respondent == response.respondent
    )
    if taken:
        raise RefusalError(
            _(
                "Такой код здесь уже есть. Если вы уже отвечали, второй раз не нужно. Если нет,"
                " добавьте в конец ещё одну букву и запомните её."
            ),
            "code",
        )


def _has(*conditions: Any) -> bool:
    found = select(Response.id).where(*conditions, Response.state == "sent").limit(1)
    return db.session.scalar(found) is not None
