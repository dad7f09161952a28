"""Who applies and from where: the rows of the directory behind what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from eventkit.db import db
from eventkit.people.accounts import Account
from eventkit.people.keys import search_key
from eventkit.people.models import Organization, Person
from eventkit.people.operations import create_organization, create_person, update_person
from eventkit.registration.drafts import Applicant, Drafted, typed_in
from eventkit.registration.models import Registration


def organization_of(registration: Drafted, *, actor: str) -> Organization:
    """The organization of a draft, see ``organization_typed``."""
    return organization_typed(typed_in(registration, "school"), actor=actor)


def organization_typed(typed: Mapping[str, Any], *, actor: str) -> Organization:
    """The organization chosen, or a new one that somebody will confirm."""
    chosen = db.session.get(Organization, int(typed.get("organization_id") or 0))
    if chosen is not None and not typed.get("not_listed"):
        return chosen
    name = " ".join(str(typed.get("organization", "")).split())[:200]
    place = " ".join(str(typed.get("place", "")).split())[:120]
    query = select(Organization).where(Organization.short_name == name, Organization.place == place)
    return db.session.scalars(query).first() or create_organization(
        name, place=place, is_confirmed=False, actor=actor
    )


def person_of(
    registration: Registration, applicant: Applicant, organization: Organization, *, actor: str
) -> Person:
    """The person who applies: known from the account or by name and birth date, else new.

    Whoever merely knows a name and a birth date changes nothing about that person: only the
    account's own person, and one that came with this application alone, are updated.
    """
    details = _details(applicant)
    person = registration.person
    if person is not None and _came_with(registration, person):
        names = {
            "last_name": applicant.last_name,
            "first_name": applicant.first_name,
            "patronymic": applicant.patronymic,
        }
        update_person(person, actor=actor, organization_id=organization.id, **names, **details)
        return person
    own = _of_account(registration, applicant)
    if own is not None:
        update_person(own, actor=actor, organization_id=organization.id, **details)
        return own
    return known_or_new_person(applicant, organization, actor=actor)


def known_or_new_person(applicant: Applicant, organization: Organization, *, actor: str) -> Person:
    """The person of this name and birth date as the directory has it, else a new one."""
    return _known(applicant) or create_person(
        applicant.last_name,
        applicant.first_name,
        applicant.patronymic,
        organization=organization,
        actor=actor,
        **_details(applicant),
    )


def _details(applicant: Applicant) -> dict[str, Any]:
    return {
        "birth_date": applicant.birth_date,
        "teaching_since": applicant.teaching_since,
        "position": applicant.position,
        "category": applicant.category,
        "phone": applicant.phone,
        "email": applicant.email,
    }


def _came_with(registration: Registration, person: Person) -> bool:
    others = select(func.count()).where(
        Registration.person_id == person.id, Registration.id != registration.id
    )
    accounts = select(func.count()).where(Account.person_id == person.id)
    older = person.created_at < registration.created_at
    return not older and not db.session.scalar(others) and not db.session.scalar(accounts)


def _of_account(registration: Registration, applicant: Applicant) -> Person | None:
    """The account's person, unless the account applies for somebody else."""
    account = db.session.get(Account, registration.account_id or 0)
    person = account.person if account else None
    same = person is not None and person.search_key == search_key(applicant.full_name)
    return person if same else None


def _known(applicant: Applicant) -> Person | None:
    query = select(Person).where(
        Person.search_key == search_key(applicant.full_name),
        Person.birth_date == applicant.birth_date,
        Person.erased_at.is_(None),
    )
    found = db.session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None
