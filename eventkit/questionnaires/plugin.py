"""The room's answers to hooks: questionnaires of an event, and one's own results."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.hooks import Panel, hookimpl
from eventkit.questionnaires.answering.queries import named_responses_of
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.own import shows_own
from eventkit.questionnaires.queries import answered_by_wave, questionnaires_of
from eventkit.questionnaires.rules import may_author
from eventkit.questionnaires.titles import text_of


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """What is asked and which waves are open; a person's own results beside the account."""
    if place == "people.me":
        return _of_account(subject)
    if place != "event.cockpit" or not may_author(viewer, subject):
        return []
    about = {
        "event": subject,
        "rows": questionnaires_of(subject),
        "answered": answered_by_wave(subject),
    }
    return [Panel(_("Опросники"), "questionnaires/authoring/_cockpit.html", about)]


def _of_account(account: Any) -> list[Panel]:
    """The questionnaires that a person has answered under the own name and sees a result of."""
    if account.person_id is None:
        return []
    found = {}
    for one in named_responses_of(account.person_id):
        instrument = Instrument.from_dict(one.version.document)
        if shows_own(instrument):
            found[one.wave.questionnaire_id] = (
                one.wave,
                text_of(instrument.title),
            )
    if not found:
        return []
    rows = list(found.values())
    return [Panel(_("Мои опросники"), "questionnaires/answering/_my_own.html", {"rows": rows})]
