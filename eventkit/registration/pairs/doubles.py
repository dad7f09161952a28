"""One person in two pairs of one event: seen when somebody enters, and in the queue."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.people.keys import search_key
from eventkit.people.models import GroupMember, Person
from eventkit.registration.drafts import Applicant
from eventkit.registration.models import LIVE, Registration


def expect_free(registration: Registration, applicant: Applicant) -> None:
    """Raises RefusalError, at the last name, for a person who is in another pair of the event."""
    sentence = taken(
        registration.event_id, applicant.full_name, applicant.birth_date, registration.id
    )
    if sentence:
        raise RefusalError(sentence, "last_name")


def taken(event_id: int, name: str, birth: date | None, but: int = 0) -> str:
    """Why a person cannot enter: the other pair in a sentence; empty for one in none.

    ``but``: the application that is asked about, which does not count.
    """
    query = (
        select(Registration.id)
        .join(GroupMember, GroupMember.group_id == Registration.group_id)
        .join(Person, GroupMember.person_id == Person.id)
        .where(
            Registration.event_id == event_id,
            Registration.id != but,
            Registration.state.in_(LIVE),
            GroupMember.left_at.is_(None),
            Person.search_key == search_key(name),
            Person.birth_date == birth,
            Person.erased_at.is_(None),
        )
    )
    if birth is None or db.session.scalars(query.limit(1)).first() is None:
        return ""
    return str(
        _(
            "Этот человек уже в другой паре этого конкурса, а выступать можно в одной. Если пара"
            " сменилась, прежнюю заявку отзывают или участника в ней заменяют."
        )
    )


def pairs_in_common(event_id: int) -> dict[int, list[int]]:
    """Live applications whose people are in another pair too, by number: the others' numbers."""
    where = (
        Registration.event_id == event_id,
        Registration.state.in_(LIVE),
        GroupMember.left_at.is_(None),
    )
    on = GroupMember.group_id == Registration.group_id
    twice = (
        select(GroupMember.person_id)
        .join(Registration, on)
        .where(*where)
        .group_by(GroupMember.person_id)
        .having(func.count() > 1)
    )
    query = (
        select(GroupMember.person_id, Registration.number)
        .join(Registration, on)
        .where(*where, GroupMember.person_id.in_(twice))
        .order_by(Registration.number)
    )
    numbers: dict[int, list[int]] = {}
    for person_id, number in db.session.execute(query):
        if number is not None:
            numbers.setdefault(person_id, []).append(number)
    found: dict[int, list[int]] = {}
    for several in numbers.values():
        for number in several:
            others = found.setdefault(number, [])
            others.extend(n for n in several if n != number and n not in others)
    return found
