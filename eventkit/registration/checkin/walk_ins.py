"""Somebody at the door who has not applied: a short application, admitted at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.lazy import dataclass
from eventkit.people.keys import search_key
from eventkit.people.models import Organization, Person
from eventkit.people.operations import create_person
from eventkit.registration.applicants import organization_typed
from eventkit.registration.checkin.queries import participants_of
from eventkit.registration.drafts import only_nomination
from eventkit.registration.holding import hold_event
from eventkit.registration.models import Registration
from eventkit.registration.operations import admit, submit_application
from eventkit.web.clock import now


@dataclass(frozen=True)
class WalkIn:
    """A name, and the school as the form of the application has it."""

    last_name: str
    first_name: str
    patronymic: str
    position: str
    school: Mapping[str, Any]

    @property
    def full_name(self) -> str:
        """«Звонкова Алина Руслановна»."""
        return " ".join(filter(None, (self.last_name, self.first_name, self.patronymic)))


def takes_walk_ins(event: Event) -> bool:
    """Whether one may come without an application: where nothing is counted and all are alike."""
    return only_nomination(event) is not None


def add_walk_in(event: Event, who: WalkIn, *, actor: str) -> Registration:
    """Let somebody take part from the door, with the consent that was signed on paper.

    Raises RefusalError where everybody has to apply, and for a name and school on the list.
    """
    hold_event(event.id)
    line = only_nomination(event)
    if line is None:
        raise RefusalError(_("Здесь участвуют только по заявке."))
    school = organization_typed(who.school, actor=actor)
    person = _person(who, school, actor)
    if person.id in {one.person_id for one in participants_of(event)}:
        raise RefusalError(_("Этот человек уже есть в списке: найдите его там."), "last_name")
    made = submit_application(event, person, school, line, {}, now(), late_too=True, actor=actor)
    made.position = who.position
    admit(made, at=now(), actor=actor)
    return made


def _person(who: WalkIn, school: Organization, actor: str) -> Person:
    """The one of this name at this school, else a new one: the door asks for no birth date."""
    query = select(Person).where(
        Person.search_key == search_key(who.full_name),
        Person.organization_id == school.id,
        Person.erased_at.is_(None),
    )
    found = db.session.scalars(query.limit(2)).all()
    if len(found) == 1:
        return found[0]
    return create_person(
        who.last_name,
        who.first_name,
        who.patronymic,
        organization=school,
        position=who.position,
        actor=actor,
    )
