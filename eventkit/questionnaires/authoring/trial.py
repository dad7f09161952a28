"""A test run: the draft as respondents see it; no report counts what was tried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.questionnaires.answering.doors import Door
from eventkit.questionnaires.answering.queries import response_by_uid
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option, said
from eventkit.questionnaires.engine.validity import kept
from eventkit.questionnaires.models import Questionnaire, Response, Wave
from eventkit.questionnaires.queries import is_answered
from eventkit.questionnaires.versions import freeze, hold
from eventkit.web.clock import today

NO_CODE = "-"
"""Stands for the address of a wave: a device keeps the draft of a test run apart."""


@dataclass(frozen=True)
class TrialDoor(Door):
    """The way into a test run: of a wave that is in no database."""

    tried: Questionnaire | None = None

    @property
    def questionnaire(self) -> Questionnaire:
        """What is tried out."""
        assert self.tried is not None  # trial_door gives it
        return self.tried

    @property
    def event(self) -> Event:
        """Of which event it is."""
        return self.questionnaire.event


@dataclass(frozen=True)
class Tried:
    """An item with what was answered to it in test runs, in words."""

    number: int
    text: str
    answers: Sequence[str]


def trial_door(questionnaire: Questionnaire) -> TrialDoor:
    """The way into a test run of the draft."""
    return TrialDoor(Wave(code=NO_CODE, title=_("Проба")), tried=questionnaire)


def keep_trial(questionnaire: Questionnaire, uid: str, answers: Mapping[str, Any]) -> bool:
    """Keep what was tried out until the wave opens; returns whether it was kept.

    Without a wave there is no place for it, and once somebody has answered, what is tried out may
    be of another version.
    """
    hold(questionnaire)
    wave = questionnaire.waves[0] if questionnaire.waves else None
    if wave is None or is_answered(questionnaire):
        return False
    if response_by_uid(wave, uid) is None:
        version = freeze(questionnaire)
        found = kept(Instrument.from_dict(version.document), answers)
        day = today(questionnaire.event.timezone)
        values: dict[str, Any] = {"state": "trial", "answers": found, "day": day}
        db.session.add(Response(wave=wave, version=version, uid=uid, **values))
        db.session.flush()
    return True


def remove_trials(questionnaire: Questionnaire) -> None:
    """Forget what was tried out."""
    waves = select(Wave.id).where(Wave.questionnaire_id == questionnaire.id)
    tried = delete(Response).where(Response.wave_id.in_(waves), Response.state == "trial")
    db.session.execute(tried)


def tried_answers(questionnaire: Questionnaire, language: str) -> tuple[int, list[Tried]]:
    """How many test runs there were, and what was answered to each item."""
    query = select(Response).join(Wave, Wave.id == Response.wave_id)
    own = query.where(Wave.questionnaire_id == questionnaire.id, Response.state == "trial")
    rows = db.session.scalars(own.order_by(Response.id)).all()
    instrument = Instrument.from_dict(questionnaire.draft)
    return len(rows), [
        Tried(
            number,
            said(item.text, language),
            [
                answer_words(item, row.answers[item.id], language)
                for row in rows
                if item.id in row.answers
            ],
        )
        for number, item in enumerate(instrument.items, start=1)
    ]


def answer_words(item: Item, answer: Any, language: str) -> str:
    """An answer as a person reads it."""
    if item.kind in ("one", "several", "rank"):
        chosen = [answer] if isinstance(answer, str) else answer
        names = _named(item.options, language)
        return ("; " if item.kind == "several" else " → ").join(
            names.get(o, str(o)) for o in chosen
        )
    if item.kind == "matrix":
        names = _named(item.rows, language)
        return "; ".join(f"{names.get(row, row)}: {value}" for row, value in answer.items())
    if item.kind == "likert" and item.labels and answer in item.points:
        label = said(item.labels[answer - item.points[0]], language)
        return f"{answer} ({label})" if label else str(answer)
    return str(answer)


def _named(options: Sequence[Option], language: str) -> dict[str, str]:
    return {one.id: said(one.text, language) for one in options}
