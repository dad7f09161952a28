"""Versions of a questionnaire: what was asked stays as it was asked.

Whoever changes a questionnaire or its versions holds its row first, so that an answer and a change
never pass each other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.operations import event_chain, record
from eventkit.questionnaires.engine.changes import turned_items
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.models import (
    Questionnaire,
    QuestionnaireVersion,
    Response,
    Wave,
)
from eventkit.questionnaires.queries import has_answers, latest_version
from eventkit.questionnaires.telling import shown_by, tell
from eventkit.web.clock import now


def hold(questionnaire: Questionnaire) -> None:
    """Lock the row until the transaction ends and read it anew."""
    own = select(Questionnaire.id).where(Questionnaire.id == questionnaire.id)
    db.session.execute(own.with_for_update())
    db.session.refresh(questionnaire)


def freeze(questionnaire: Questionnaire) -> QuestionnaireVersion:
    """The version that respondents answer; made of the draft where there is none.

    A version that nobody has answered follows the draft; one that somebody has answered stays as
    it is until ``issue_version``. Refuses a questionnaire without items.
    """
    version = latest_version(questionnaire)
    if version is not None and has_answers(version):
        return version
    hold(questionnaire)
    version = latest_version(questionnaire)
    if version is not None and has_answers(version):
        return version
    if not questionnaire.draft["items"]:
        raise RefusalError(_("В опроснике ещё нет ни одного пункта."))
    if version is None:
        return _add(questionnaire, 1, "")
    if version.digest != digest_of(questionnaire.draft):
        # What was tried out answers another text.
        db.session.execute(delete(Response).where(Response.version_id == version.id))
        _fill(version, questionnaire)
        db.session.flush()
    return version


def issue_version(questionnaire: Questionnaire, reason: str, *, actor: str) -> QuestionnaireVersion:
    """Let respondents see what has changed since the first answer; the reason stays for good.

    Refuses without a reason, without a change, and where an answered item would come to mean
    something else.
    """
    hold(questionnaire)
    version = latest_version(questionnaire)
    if version is None or not has_answers(version):
        raise RefusalError(_("Ещё никто не ответил: изменения и так видны сразу."))
    if version.digest == digest_of(questionnaire.draft):
        raise RefusalError(_("С прошлой версии ничего не изменилось."))
    if not reason.strip():
        raise RefusalError(_("Напишите, что изменилось и зачем."), "reason")
    if not questionnaire.draft["items"]:
        raise RefusalError(_("В опроснике ещё нет ни одного пункта."))
    before, after = (Instrument.from_dict(one) for one in (version.document, questionnaire.draft))
    if turned := turned_items(before, after):
        raise RefusalError(
            _(
                "На эти пункты уже ответили, и ответы значили бы другое: %(items)s. Верните им вид,"
                " границы и варианты или добавьте новые пункты под другими именами.",
                items=", ".join(turned),
            )
        )
    made = _add(questionnaire, version.number + 1, reason.strip())
    note(
        questionnaire,
        "questionnaire.version",
        actor,
        {"version": made.number, "digest": made.digest},
        {"reason": made.reason},
    )
    tell(questionnaire, shown_by(questionnaire))
    return made


def has_open_wave(questionnaire: Questionnaire) -> bool:
    """Whether people may be answering now."""
    query = select(Wave.id).where(Wave.questionnaire_id == questionnaire.id, Wave.state == "open")
    return db.session.scalar(query.limit(1)) is not None


def digest_of(document: Mapping[str, Any]) -> str:
    """The hash by which a version vouches for its document."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def note(
    questionnaire: Questionnaire,
    act: str,
    actor: str,
    data: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Write an act into the journal of the event."""
    record(
        event_chain(questionnaire.event_id),
        act,
        f"questionnaire:{questionnaire.id}",
        actor=actor,
        data=data,
        texts=texts,
    )


def note_wave(wave: Wave, act: str, actor: str) -> None:
    """Write an act on a wave into the journal of the event."""
    note(wave.questionnaire, act, actor, {"wave": wave.id}, {"title": wave.title})


def _add(questionnaire: Questionnaire, number: int, reason: str) -> QuestionnaireVersion:
    version = QuestionnaireVersion(questionnaire=questionnaire, number=number, reason=reason)
    _fill(version, questionnaire)
    db.session.add(version)
    db.session.flush()
    return version


def _fill(version: QuestionnaireVersion, questionnaire: Questionnaire) -> None:
    version.document = dict(questionnaire.draft)
    version.digest = digest_of(questionnaire.draft)
    version.frozen_at = now()
