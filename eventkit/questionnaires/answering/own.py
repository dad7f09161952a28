"""One's own result: what the scales say, in words for the respondent and for nobody else.

Nothing of it is kept. After sending it is counted of what the request itself has brought, so that
it tells nobody anything that they have not just said; later it is found by a self-made code or by
the person, never in anonymous mode.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.questionnaires.answering import codes
from eventkit.questionnaires.answering.queries import responses_by_code, responses_by_person
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import said
from eventkit.questionnaires.engine.own import Mark, marks_of, shows_own
from eventkit.questionnaires.engine.validity import kept
from eventkit.questionnaires.models import Questionnaire, Response
from eventkit.questionnaires.queries import asked
from eventkit.web.i18n import exact_words, readers_language


@dataclass(frozen=True)
class OwnValue:
    """A value in one wave; ``share`` is where it lies in its range, in percent.

    ``value`` and ``level`` are empty where too few items were answered, ``level`` also where the
    scale has none.
    """

    wave: str
    value: str
    low: str
    high: str
    share: float
    level: str


@dataclass(frozen=True)
class OwnScale:
    """A scale with its values by wave; ``words`` are about the last of them, empty for none."""

    title: str
    about: str
    values: tuple[OwnValue, ...]
    words: str


Sheet = tuple[str, Instrument, Mapping[str, Any]]
"""The title of a wave, what was asked in it, and the answers."""


def own_of_sent(instrument: Instrument, answers: Mapping[str, Any]) -> tuple[OwnScale, ...]:
    """The result of answers that were just sent; empty where the questionnaire shows none."""
    if not shows_own(instrument):
        return ()
    return own_scales([("", instrument, kept(instrument, answers))])


def own_by_code(questionnaire: Questionnaire, code: str) -> tuple[OwnScale, ...]:
    """What was answered under a self-made code, in all waves; empty for an unknown code."""
    respondent = codes.digest(questionnaire.salt, code)
    if questionnaire.mode != "code" or not respondent or not shows_own(asked(questionnaire)):
        return ()
    return own_of_responses(responses_by_code(questionnaire, respondent))


def own_of_person(questionnaire: Questionnaire, person: Person) -> tuple[OwnScale, ...]:
    """What a person has answered under the own name, in all waves."""
    return own_of_responses(told_to_person(questionnaire, person))


def told_to_person(questionnaire: Questionnaire, person: Person) -> Sequence[Response]:
    """The answers of which a person sees a result, by wave."""
    if questionnaire.mode != "named" or not shows_own(asked(questionnaire)):
        return ()
    return responses_by_person(questionnaire, person)


def own_scales(sheets: Iterable[Sheet]) -> tuple[OwnScale, ...]:
    """The scales in the order in which they were asked last, each with its values by wave."""
    by_scale: dict[str, list[tuple[str, Mark]]] = {}
    order: list[str] = []
    for wave, instrument, answers in sheets:
        marks = marks_of(instrument, answers)
        order = [mark.scale.id for mark in marks]
        for mark in marks:
            by_scale.setdefault(mark.scale.id, []).append((wave, mark))
    return tuple(_scale(by_scale[one]) for one in order)


def own_of_responses(responses: Iterable[Response]) -> tuple[OwnScale, ...]:
    """The result of one respondent's answers, given by wave."""
    return own_scales(
        (one.wave.title, Instrument.from_dict(one.version.document), one.answers)
        for one in responses
    )


def _scale(found: list[tuple[str, Mark]]) -> OwnScale:
    language = readers_language() or "ru"
    last = found[-1][1].scale
    counted = [mark for _wave, mark in found if mark.value is not None]
    return OwnScale(
        said(last.title, language),
        said(last.about, language),
        tuple(_value(wave, mark, language) for wave, mark in found),
        _words(counted[-1], language) if counted else "",
    )


def _value(wave: str, mark: Mark, language: str) -> OwnValue:
    return OwnValue(
        wave=wave,
        value="" if mark.value is None else exact_words(mark.value),
        low=exact_words(mark.low),
        high=exact_words(mark.high),
        share=round(float(mark.share) * 100, 1),
        level="" if mark.level is None else said(mark.level.title, language),
    )


def _words(mark: Mark, language: str) -> str:
    own = "" if mark.level is None else said(mark.level.text, language)
    return own or str(
        _("Само по себе это число не хорошее и не плохое: так вы ответили в этот раз.")
    )
