"""Certificates of whoever was checked in where hours are counted, each with the hours."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.documents.models import Award
from eventkit.documents.naming import forms_of
from eventkit.documents.queries import awards_of
from eventkit.documents.wording import Contest, hours_text
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.registration.checkin.queries import hours_of

KIND = "hours"


@dataclass(frozen=True)
class HoursDifference:
    """What preparing would change: whose papers are missing, which say other hours than counted."""

    missing: tuple[tuple[Person, Decimal], ...]
    contradicted: tuple[Award, ...]


def hours_difference(event: Event) -> HoursDifference:
    """Compare the certificates in force with the hours of those who were there."""
    counted = hours_of(event)
    right: set[int] = set()
    contradicted = []
    for award in awards_of(event, kind=KIND):
        hours = counted.get(award.person_id or 0)
        if hours is not None and award.reason == hours_text(hours):
            right.add(award.person_id or 0)
        else:
            contradicted.append(award)
    query = (
        select(Person)
        .where(Person.id.in_(set(counted) - right))
        .options(joinedload(Person.organization))
        .order_by(Person.sort_key, Person.id)
    )
    missing = [(person, counted[person.id]) for person in db.session.scalars(query)]
    return HoursDifference(tuple(missing), tuple(contradicted))


def certificate(event: Event, person: Person, hours: Decimal, contest: Contest, case: str) -> Award:
    """An unnumbered certificate; its words follow when the case is known."""
    forms = forms_of(person, person.position)
    award = Award(
        event=event,
        person=person,
        kind=KIND,
        case=case,
        name_nominative=forms.nominative,
        name_dative=forms.dative,
        post=forms.post,
        post_dative=forms.post_dative,
        organization_name=person.organization.short_name if person.organization else "",
        is_sure=forms.is_sure,
    )
    award.text = contest.took_part(person, case, hours_text(hours))
    return award
