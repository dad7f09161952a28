"""Verbs of whoever makes questionnaires: the document, how people answer, waves."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.questionnaires.conditions import change_settings, known_mode
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.library import library
from eventkit.questionnaires.live import hide_live, show_live
from eventkit.questionnaires.models import Questionnaire, Response, Wave
from eventkit.questionnaires.queries import has_results, is_answered, is_wave_answered
from eventkit.questionnaires.versions import (
    freeze,
    has_open_wave,
    hold,
    issue_version,
    note,
    note_wave,
)
from eventkit.web.clock import now

__all__ = [
    "add_wave",
    "change_draft",
    "change_settings",
    "change_wave",
    "close_wave",
    "create_questionnaire",
    "freeze",
    "hide_live",
    "issue_version",
    "open_wave",
    "remove_questionnaire",
    "remove_wave",
    "show_live",
    "take_from_library",
]

CODE_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of the addresses of waves: no sign looks like another when it is typed from a wall."""
CODE_LENGTH = 7


def create_questionnaire(
    event: Event, document: Any, *, mode: str = "anonymous", actor: str
) -> Questionnaire:
    """Give an event a questionnaire; raises DefinitionError for a document with mistakes."""
    instrument = Instrument.from_dict(document)
    last = select(func.max(Questionnaire.position)).where(Questionnaire.event_id == event.id)
    position = db.session.scalar(last)
    made = Questionnaire(
        event=event,
        position=0 if position is None else position + 1,
        mode=known_mode(mode),
        draft=instrument.to_dict(),
    )
    db.session.add(made)
    db.session.flush()
    note(made, "questionnaire.created", actor)
    return made


def take_from_library(
    event: Event, name: str, *, mode: str = "anonymous", actor: str
) -> Questionnaire:
    """Give an event a copy of an instrument of the library; refuses a name that is not there."""
    document = next((one.document for one in library() if one.name == name), None)
    if document is None:
        raise RefusalError(_("Такого опросника в библиотеке нет."))
    return create_questionnaire(event, document, mode=mode, actor=actor)


def change_draft(questionnaire: Questionnaire, document: Any, *, actor: str) -> None:
    """Keep another document; raises DefinitionError for mistakes.

    Before the first answer respondents see it at once, afterwards in the next issued version.
    """
    hold(questionnaire)
    instrument = Instrument.from_dict(document)
    is_open = has_open_wave(questionnaire)
    if not instrument.items and is_open:
        raise RefusalError(_("Замер открыт: в опроснике должен остаться хотя бы один пункт."))
    made = instrument.to_dict()
    if made == questionnaire.draft:
        return
    questionnaire.draft = made
    scales = {scale.id for scale in instrument.scales}
    if questionnaire.pair_scale not in scales and not has_results(questionnaire):
        questionnaire.pair_scale = ""
    db.session.flush()
    note(questionnaire, "questionnaire.changed", actor)
    if is_open:
        freeze(questionnaire)


def remove_questionnaire(questionnaire: Questionnaire, *, actor: str) -> None:
    """Take a questionnaire out with its waves; refused once somebody has answered."""
    hold(questionnaire)
    if is_answered(questionnaire):
        raise RefusalError(_("На опросник уже ответили: убрать его нельзя."))
    title = questionnaire.draft["title"]["ru"]
    note(questionnaire, "questionnaire.removed", actor, texts={"title": title})
    waves = select(Wave.id).where(Wave.questionnaire_id == questionnaire.id)
    db.session.execute(delete(Response).where(Response.wave_id.in_(waves)))
    # By the database: it takes the waves and versions along.
    db.session.execute(delete(Questionnaire).where(Questionnaire.id == questionnaire.id))
    db.session.expire_all()


def add_wave(
    questionnaire: Questionnaire,
    title: str,
    *,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    actor: str,
) -> Wave:
    """Plan a wave after the others, under an address of its own."""
    hold(questionnaire)
    _refuse_turned(opens_at, closes_at)
    last = select(func.max(Wave.position)).where(Wave.questionnaire_id == questionnaire.id)
    position = db.session.scalar(last)
    wave = Wave(
        questionnaire=questionnaire,
        position=0 if position is None else position + 1,
        title=title,
        code="".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH)),
        state="planned",
        opens_at=opens_at,
        closes_at=closes_at,
    )
    db.session.add(wave)
    db.session.flush()
    note_wave(wave, "wave.added", actor)
    return wave


def change_wave(
    wave: Wave,
    title: str,
    *,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    actor: str,
) -> None:
    """Give a wave another title and other times; a closed one keeps its times."""
    hold(wave.questionnaire)
    db.session.refresh(wave)
    _refuse_turned(opens_at, closes_at)
    wave.title = title
    if wave.state != "closed":
        wave.opens_at, wave.closes_at = opens_at, closes_at
    note_wave(wave, "wave.changed", actor)


def open_wave(wave: Wave, *, actor: str) -> None:
    """Let people answer; what they are asked is frozen now, not at somebody's first answer.

    What was tried out is forgotten. A closed wave with answers stays closed: its results were
    shown whole, and one more answer could be told from the difference.
    """
    hold(wave.questionnaire)
    db.session.refresh(wave)
    if wave.state == "open":
        return
    if wave.state == "closed" and is_wave_answered(wave):
        raise RefusalError(
            _("Замер закрыт, его ответы уже посчитаны. Добавьте ещё один замер."), "title"
        )
    freeze(wave.questionnaire)
    tried = delete(Response).where(Response.wave_id == wave.id, Response.state == "trial")
    db.session.execute(tried)
    wave.state, wave.closed_at, wave.withheld = "open", None, ""
    if wave.closes_at is not None and wave.closes_at <= now():
        wave.closes_at = None
    note_wave(wave, "wave.opened", actor)


def close_wave(wave: Wave, *, actor: str) -> None:
    """Take no more answers; the last small step of the results may be shown from now on."""
    hold(wave.questionnaire)
    db.session.refresh(wave)
    if wave.state == "closed":
        return
    wave.state, wave.closed_at = "closed", now()
    note_wave(wave, "wave.closed", actor)


def remove_wave(wave: Wave, *, actor: str) -> None:
    """Take out a wave that nobody has answered."""
    hold(wave.questionnaire)
    if is_wave_answered(wave):
        raise RefusalError(_("На этот замер уже ответили: убрать его нельзя."))
    note_wave(wave, "wave.removed", actor)
    db.session.execute(delete(Response).where(Response.wave_id == wave.id))
    db.session.execute(delete(Wave).where(Wave.id == wave.id))
    db.session.expire_all()


def _refuse_turned(opens_at: datetime | None, closes_at: datetime | None) -> None:
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise RefusalError(_("Замер закрывается раньше, чем открывается."), "closes_at")
