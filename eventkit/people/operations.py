"""Verbs about persons, organizations, mentoring and accounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from eventkit.db import db
from eventkit.journal.operations import SITE, event_chain, record
from eventkit.mail.operations import enqueue
from eventkit.people.accounts import EVENT_ROLES, Account, EventRole, SignInLink
from eventkit.people.keys import search_key, sort_key
from eventkit.people.models import MentoringPair, Organization, OrganizationAlias, Person
from eventkit.people.naming import guess_gender
from eventkit.people.passwords import new_token, token_hash
from eventkit.people.queries import account_by_email
from eventkit.web.clock import now
from eventkit.web.models import SiteSettings

LINK_LASTS = timedelta(minutes=30)


class EmailTakenError(ValueError):
    """Another account has this address."""


def create_organization(
    short_name: str,
    statutory_name: str = "",
    *,
    place: str = "",
    kind: str = "school",
    parent: Organization | None = None,
    aliases: tuple[str, ...] = (),
    is_confirmed: bool = True,
    actor: str = "system",
) -> Organization:
    """Add an organization to the directory; a branch names its parent."""
    organization = Organization(
        short_name=short_name,
        statutory_name=statutory_name or short_name,
        place=place,
        kind=kind,
        parent=parent,
        is_confirmed=is_confirmed,
        aliases=[OrganizationAlias(name=alias) for alias in aliases],
    )
    refresh_organization_keys(organization)
    db.session.add(organization)
    db.session.flush()
    record(SITE, "organization.created", f"organization:{organization.id}", actor=actor)
    return organization


def update_organization(
    organization: Organization,
    parent: Organization | None,
    aliases: tuple[str, ...],
    *,
    actor: str,
    **names: str,
) -> None:
    """Change an organization's names, aliases and parent; whoever does it confirms it."""
    for column, value in names.items():
        setattr(organization, column, value)
    organization.parent = parent
    kept = {alias.name: alias for alias in organization.aliases}
    organization.aliases = [
        kept.get(name) or OrganizationAlias(name=name) for name in dict.fromkeys(aliases)
    ]
    organization.is_confirmed = True
    refresh_organization_keys(organization)
    db.session.flush()
    record(SITE, "organization.changed", f"organization:{organization.id}", actor=actor)


def note_site_settings(settings: SiteSettings, *, actor: str) -> None:
    """Write into the journal that the site's settings were changed."""
    record(SITE, "site.changed", f"site_settings:{settings.id}", actor=actor)


def refresh_organization_keys(organization: Organization) -> None:
    """Recompute what searching and sorting go by, after any name changed."""
    names = [
        organization.short_name,
        organization.statutory_name,
        organization.place,
        *(alias.name for alias in organization.aliases),
    ]
    organization.search_key = search_key(" ".join(names))[:900]
    organization.sort_key = sort_key(organization.short_name)[:300]


def create_person(
    last_name: str,
    first_name: str,
    patronymic: str = "",
    *,
    actor: str = "system",
    **details: Any,
) -> Person:
    """Add a person; ``details`` are columns of Person. The gender is guessed when not said."""
    person = Person(
        last_name=last_name,
        first_name=first_name,
        patronymic=patronymic,
        created_at=now(),
        **details,
    )
    person.gender = person.gender or guess_gender(last_name, first_name, patronymic) or ""
    refresh_person_keys(person)
    db.session.add(person)
    db.session.flush()
    record(SITE, "person.created", f"person:{person.id}", actor=actor)
    return person


def update_person(person: Person, *, actor: str, **details: Any) -> None:
    """Change a person's columns and what searching goes by; the journal names the columns."""
    changed = [name for name, value in details.items() if getattr(person, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(person, name, details[name])
    refresh_person_keys(person)
    record(
        SITE,
        "person.changed",
        f"person:{person.id}",
        actor=actor,
        data={"columns": sorted(changed)},
    )


def refresh_person_keys(person: Person) -> None:
    """Recompute the keys of searching and of Russian order (ё beside е)."""
    person.search_key = search_key(person.full_name)[:330]
    person.sort_key = sort_key(person.full_name)[:330]


def add_mentoring_pair(
    mentor: Person,
    mentee: Person,
    order_text: str = "",
    started_on: date | None = None,
    ended_on: date | None = None,
    *,
    actor: str = "system",
) -> MentoringPair:
    """Record who mentors whom."""
    pair = MentoringPair(
        mentor=mentor,
        mentee=mentee,
        order_text=order_text,
        started_on=started_on,
        ended_on=ended_on,
    )
    db.session.add(pair)
    db.session.flush()
    record(SITE, "mentoring.recorded", f"mentoring_pair:{pair.id}", actor=actor)
    return pair


def create_account(
    email: str,
    person: Person | None = None,
    *,
    hashed_password: str | None = None,
    is_administrator: bool = False,
    actor: str = "system",
) -> Account:
    """Open an account; without a password it is entered by e-mail links.

    Raises EmailTakenError when another account has the address.
    """
    address = email.strip().lower()
    account = Account(
        email=address,
        person=person,
        password_hash=hashed_password,
        is_administrator=is_administrator,
        session_key=secrets.token_hex(16),
        created_at=now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(account)
    except IntegrityError as problem:
        raise EmailTakenError(address) from problem
    record(SITE, "account.created", f"account:{account.id}", actor=actor)
    return account


def account_for(email: str, *, actor: str = "system") -> Account | None:
    """The account of an address; a person who is known under it gets theirs by asking.

    Whoever has applied or sits in a jury is known and has no account until they want one. An
    address that several people share opens nothing: a letter to it would let in any of them.
    """
    found = account_by_email(email)
    person = None if found else _only_person_at(email.strip().lower())
    return create_account(email, person, actor=actor) if person else found


def _only_person_at(address: str) -> Person | None:
    query = select(Person).where(
        func.lower(Person.email) == address,
        Person.erased_at.is_(None),
        ~select(Account.id).where(Account.person_id == Person.id).exists(),
    )
    found = db.session.scalars(query.limit(2)).all()
    return found[0] if address and len(found) == 1 else None


def set_password(account: Account, hashed: str, *, actor: str) -> None:
    """Change the password; every other session of the account ends."""
    account.password_hash = hashed
    account.session_key = secrets.token_hex(16)
    record(SITE, "account.password_changed", f"account:{account.id}", actor=actor)


def set_active(account: Account, active: bool, *, actor: str) -> None:
    """Open or close an account; closing ends its sessions."""
    account.is_active = active
    account.session_key = secrets.token_hex(16)
    act = "account.enabled" if active else "account.disabled"
    record(SITE, act, f"account:{account.id}", actor=actor)


def grant_role(account: Account, event_id: int, role: str, *, actor: str = "system") -> EventRole:
    """Give an account a role in an event; giving it twice changes nothing."""
    if role not in EVENT_ROLES:
        raise ValueError(f"unknown role {role!r}")
    query = select(EventRole).where(
        EventRole.account_id == account.id, EventRole.event_id == event_id, EventRole.role == role
    )
    found = db.session.scalars(query).first()
    if found:
        return found
    given = EventRole(account=account, event_id=event_id, role=role)
    db.session.add(given)
    db.session.flush()
    facts = {"account": account.id, "role": role}
    record(event_chain(event_id), "role.granted", f"event:{event_id}", actor=actor, data=facts)
    return given


def revoke_role(given: EventRole, *, actor: str) -> None:
    """Take a role back."""
    facts = {"account": given.account_id, "role": given.role}
    subject = f"event:{given.event_id}"
    record(event_chain(given.event_id), "role.revoked", subject, actor=actor, data=facts)
    db.session.delete(given)
    db.session.flush()


def send_sign_in_link(account: Account, address_of: Callable[[str], str]) -> None:
    """Send a link that signs in once within half an hour; older unused links die.

    ``address_of`` makes the full address from the token.
    """
    db.session.execute(
        delete(SignInLink).where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None))
    )
    token = new_token()
    db.session.add(
        SignInLink(account=account, token_hash=token_hash(token), expires_at=now() + LINK_LASTS)
    )
    body = _(
        "Здравствуйте.\n\nЧтобы войти, откройте ссылку: %(link)s\n\n"
        "Она действует 30 минут и только один раз. Если вы не просили о входе, ничего делать "
        "не нужно.",
        link=address_of(token),
    )
    enqueue(account.email, _("Ссылка для входа"), body, kind="sign_in")


def use_sign_in_link(token: str) -> Account | None:
    """Spend a link and give its account, or None when it is unknown, spent or too old."""
    query = select(SignInLink).where(SignInLink.token_hash == token_hash(token)).with_for_update()
    link = db.session.scalars(query).first()
    if link is None or link.used_at is not None or link.expires_at <= now():
        return None
    if not link.account.is_active:
        return None
    link.used_at = now()
    record(
        SITE, "account.link_used", f"account:{link.account_id}", actor=f"account:{link.account_id}"
    )
    return link.account
