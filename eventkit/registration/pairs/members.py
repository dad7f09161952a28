"""Who is in a pair now: joining and leaving its group, and what follows for entry and schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventkit.db import db
from eventkit.entries.operations import set_authors
from eventkit.people.models import Group, GroupMember, Person
from eventkit.registration.drafts import read_day, typed_in, with_step
from eventkit.registration.models import Registration
from eventkit.registration.pairs.models import Partner
from eventkit.registration.pairs.queries import partner_of
from eventkit.registration.trace_search import ask_search
from eventkit.web.clock import now

OTHER = {"mentor": "young", "young": "mentor"}
PLACES = {"mentor": 0, "young": 1}


def form_pair(registration: Registration, person: Person) -> None:
    """Make or bring up to date the group behind an application, with the applicant's own role."""
    typed = typed_in(registration, "pair")
    title, role = str(typed.get("title", "")), str(typed.get("role", "mentor"))
    group = registration.group
    if group is None:
        group = Group(kind="pair", title=title, created_at=now())
        db.session.add(group)
        registration.group = group
    group.title, group.organization = title, registration.organization
    note_order(registration, typed)
    join(registration, person, role)
    for member in group.members:
        if member.person is not person and member.left_at is None:
            member.role, member.position = OTHER[role], PLACES[OTHER[role]]
    db.session.flush()
    partner = partner_of(registration)
    if partner is not None:
        partner.role = OTHER[role]
    name_pair(registration, partner)


def join(registration: Registration, person: Person, role: str) -> None:
    """Put a person into the pair, or back into it."""
    group = registration.group
    assert group is not None  # made when the application was sent
    known = next((m for m in group.members if m.person_id == person.id), None)
    if known is None:
        known = GroupMember(person=person)
        group.members.append(known)
    known.role, known.position, known.left_at = role, PLACES[role], None
    db.session.flush()


def part(registration: Registration, person_id: int | None) -> None:
    """Take a person out of the pair; the order that made the two a pair speaks of it no more."""
    group = registration.group
    for member in group.members if group else ():
        if member.person_id == person_id and member.left_at is None:
            member.left_at = now()
    note_order(registration, {})
    write_in(registration, {"order_number": "", "order_date": ""})
    db.session.flush()


def note_order(registration: Registration, typed: Mapping[str, Any]) -> None:
    """Keep number and date of the order of mentoring, as they were typed."""
    group = registration.group
    if group is not None:
        group.order_number = str(typed.get("order_number") or "").strip()
        group.order_date = read_day(typed.get("order_date") or "")


def name_pair(registration: Registration, partner: Partner | None) -> None:
    """A pair of two schools names both; authors of the entry are those who are in the pair now."""
    schools = [registration.organization, partner.organization if partner else None]
    names = [school.short_name for school in schools if school is not None]
    registration.organization_name = " / ".join(dict.fromkeys(names))
    entry, group = registration.entry, registration.group
    if entry is None or group is None:
        return
    entry.group = group
    members = sorted((m for m in group.members if m.left_at is None), key=lambda m: m.position)
    set_authors(entry, [(member.person, member.role) for member in members])
    db.session.flush()
    ask_search(entry)


def write_in(registration: Registration, said: Mapping[str, str]) -> None:
    """The applicant's own answers about the pair say what holds now."""
    typed, sent = typed_in(registration, "pair"), registration.sent.get("pair") or {}
    registration.draft = with_step(
        registration.draft, "pair", {**typed, **said}, done=True, saved_at=now().isoformat()
    )
    registration.sent = {**registration.sent, "pair": {**sent, **said}}


def own_role(registration: Registration) -> str:
    """Of the one who applied, as it was sent: a draft may say otherwise meanwhile."""
    group = registration.group
    for member in group.members if group else ():
        if member.person_id == registration.person_id and member.left_at is None:
            return member.role
    return str(typed_in(registration, "pair").get("role", "mentor"))
