"""The room's answers to hooks: questionnaires of an event, and one's own results."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.hooks import Panel, PortfolioItem, hookimpl
from eventkit.people.accounts import Account
from eventkit.people.models import Person
from eventkit.questionnaires.answering.queries import named_responses_of
from eventkit.questionnaires.answering.showing import extents_of, shown_items
from eventkit.questionnaires.engine.own import shows_own
from eventkit.questionnaires.queries import answered_by_wave, asked, questionnaires_of
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


@hookimpl
def eventkit_portfolio_items(person: Person, event: Event | None) -> list[PortfolioItem]:
    """The results that the person has chosen to show, of questionnaires answered by name."""
    return shown_items(person, event)


def _of_account(account: Account) -> list[Panel]:
    """The questionnaires that a person has answered under the own name and sees a result of."""
    if account.person is None:
        return []
    found = {}
    for one in named_responses_of(account.person.id):
        instrument = asked(one.wave.questionnaire)
        if shows_own(instrument):
            found[one.wave.questionnaire_id] = (one.wave, text_of(instrument.title))
    if not found:
        return []
    about = {"rows": list(found.values()), "extents": extents_of(account.person)}
    return [Panel(_("Мои опросники"), "questionnaires/answering/_my_own.html", about)]
