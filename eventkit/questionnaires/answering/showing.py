"""What a person shows of the own result in the portfolio: the line in words, and the choice.

Levels alone are told, never a value; what is chosen stands in no page of an organizer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.hooks import PortfolioItem
from eventkit.journal.operations import SITE, record
from eventkit.people.models import Person
from eventkit.questionnaires.answering.own import OwnScale, own_of_responses, told_to_person
from eventkit.questionnaires.models import EXTENTS, Questionnaire, Response, ShownResult, Wave
from eventkit.questionnaires.queries import asked
from eventkit.questionnaires.telling import shown_by, tell
from eventkit.questionnaires.titles import text_of
from eventkit.questionnaires.versions import hold
from eventkit.web.i18n import in_sites_language

KIND = "questionnaire"
NOTHING = "nothing"
TITLE = 300
"""As long as a title of a portfolio may be."""


def extent_of(questionnaire: Questionnaire, person: Person) -> str:
    """How much a person shows; ``NOTHING`` until they have chosen."""
    found = db.session.get(ShownResult, (questionnaire.id, person.id))
    return NOTHING if found is None else found.extent


def extents_of(person: Person) -> dict[int, str]:
    """How much a person shows, by the questionnaire's id."""
    query = select(ShownResult).where(ShownResult.person_id == person.id)
    return {one.questionnaire_id: one.extent for one in db.session.scalars(query)}


def offers(questionnaire: Questionnaire, person: Person) -> dict[str, PortfolioItem]:
    """The line by each extent for which there is something to show, as it would stand.

    In the language of the site, in which portfolios are kept.
    """
    responses = told_to_person(questionnaire, person)
    with in_sites_language():
        levels = _levels(own_of_responses(responses))
        if not levels:
            return {}
        line = _line(questionnaire, max(one.day for one in responses))
        # One wave has levels to tell, two have a change as well.
        waves = max(len(one) for _title, one in levels)
        return {
            extent: replace(line, detail=f"{line.detail}. {_detail(levels, extent)}")
            for extent in EXTENTS[:waves]
        }


def shown_items(person: Person, event: Event | None) -> list[PortfolioItem]:
    """The lines that a person has chosen to show."""
    query = select(ShownResult).join(ShownResult.questionnaire)
    own = query.where(ShownResult.person_id == person.id)
    if event is not None:
        own = own.where(Questionnaire.event_id == event.id)
    whole = own.options(joinedload(ShownResult.questionnaire).joinedload(Questionnaire.event))
    found = []
    for row in db.session.scalars(whole.order_by(ShownResult.questionnaire_id)):
        lines = offers(row.questionnaire, person)
        # What has changed is not told where one wave is left.
        found += [lines.get(row.extent) or lines["levels"]] if lines else []
    return found


def choose(questionnaire: Questionnaire, person: Person, extent: str, *, actor: str) -> None:
    """Show so much from now on; refuses what there is nothing to show of."""
    hold(questionnaire)
    if extent == extent_of(questionnaire, person):
        return
    if extent != NOTHING and extent not in offers(questionnaire, person):
        raise RefusalError(_("Этого пока нет: показать нечего."), "extent")
    key = {"questionnaire_id": questionnaire.id, "person_id": person.id}
    db.session.execute(delete(ShownResult).filter_by(**key))
    if extent != NOTHING:
        db.session.add(ShownResult(**key, extent=extent))
    # In the site's chain: an event's is read by its organizer.
    facts = {"person": person.id, "extent": extent}
    record(SITE, "result.shown", f"questionnaire:{questionnaire.id}", actor=actor, data=facts)
    tell(questionnaire, [person.id])


def follow_deletion(questionnaire: Questionnaire) -> None:
    """After answers were deleted: no line tells of them, and who has none left shows nothing."""
    people = shown_by(questionnaire)
    left = select(Response.person_id).join(Response.wave)
    left = left.where(Wave.questionnaire_id == questionnaire.id, Response.state == "sent")
    lost = ShownResult.person_id.not_in(left.where(Response.person_id.is_not(None)))
    own = ShownResult.questionnaire_id == questionnaire.id
    db.session.execute(delete(ShownResult).where(own, lost))
    tell(questionnaire, people)


Levels = Sequence[tuple[str, Sequence[str]]]
"""Titles of scales with their levels by wave, at least one."""


def _levels(scales: Sequence[OwnScale]) -> Levels:
    found = [(one.title, [value.level for value in one.values if value.level]) for one in scales]
    return [one for one in found if one[1]]


def _detail(levels: Levels, extent: str) -> str:
    parts = [
        _changed(title, found[0], found[-1])
        if extent == "changes" and len(found) > 1
        else _("%(scale)s: уровень «%(level)s»", scale=title, level=found[-1])
        for title, found in levels
    ]
    return "; ".join(parts)


def _changed(scale: str, first: str, last: str) -> str:
    if first == last:
        return str(_("%(scale)s: уровень «%(level)s», без изменений", scale=scale, level=last))
    told = {"scale": scale, "first": first, "last": last}
    return str(_("%(scale)s: был уровень «%(first)s», стал «%(last)s»", **told))


def _line(questionnaire: Questionnaire, on: date) -> PortfolioItem:
    event = questionnaire.event
    return PortfolioItem(
        source=f"questionnaire:{questionnaire.id}",
        kind=KIND,
        title=text_of(asked(questionnaire).title)[:TITLE],
        detail=event.title,
        role=_("результат опросника"),
        on=on,
        event_id=event.id,
    )
