"""Which jurors must not judge which works: conflicts that follow from what the system knows.

The kinds, in the order in which one is named where several hold: the same organization; a branch
and its parent, or two branches of one parent; mentor or mentee of an author, now or before,
whatever the school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.juries.models import CONFLICT_KINDS, Juror
from eventkit.people.models import Group, GroupMember, MentoringPair, Organization, Person

Derived = dict[tuple[int, int], str]
"""(juror id, entry id) → kind."""


def derived_conflicts(jurors: Sequence[Juror], event_id: int) -> Derived:
    """All conflicts that follow from organizations and mentoring, in a fixed number of queries."""
    if not jurors:
        return {}
    mentoring = _mentoring([juror.person_id for juror in jurors])
    found: Derived = {}
    for entry in _entries(event_id):
        people = _people(entry)
        schools = _schools(entry, people)
        ids = {person.id for person in people}
        for juror in jurors:
            kind = _kind(juror.person, ids, schools, mentoring)
            if kind:
                found[juror.id, entry.id] = kind
    return found


def conflicts_of_people(people: Sequence[Person], entry: Entry) -> dict[int, str]:
    """Kinds of conflict with one work by the person's id, of people who need not be jurors."""
    authors = _people(entry)
    schools, ids = _schools(entry, authors), {person.id for person in authors}
    mentoring = _mentoring([person.id for person in people])
    kinds = {person.id: _kind(person, ids, schools, mentoring) for person in people}
    return {person_id: kind for person_id, kind in kinds.items() if kind}


def _entries(event_id: int) -> Sequence[Entry]:
    query = (
        select(Entry)
        .where(Entry.event_id == event_id, Entry.is_admitted)
        .order_by(Entry.id)
        .options(
            selectinload(Entry.authors)
            .joinedload(EntryAuthor.person)
            .joinedload(Person.organization),
            joinedload(Entry.group).joinedload(Group.organization),
            joinedload(Entry.group)
            .selectinload(Group.members)
            .joinedload(GroupMember.person)
            .joinedload(Person.organization),
        )
    )
    return db.session.scalars(query).unique().all()


def _people(entry: Entry) -> list[Person]:
    """The authors; members of a group too, in whatever role they enter."""
    members = [m.person for m in entry.group.members if m.left_at is None] if entry.group else []
    return [author.person for author in entry.authors] + members


def _schools(entry: Entry, people: Sequence[Person]) -> list[Organization]:
    own = [person.organization for person in people]
    if entry.group:
        own.append(entry.group.organization)
    return [organization for organization in own if organization is not None]


def _kind(
    juror: Person,
    authors: set[int],
    schools: Sequence[Organization],
    mentoring: Mapping[int, Mapping[int, str]],
) -> str | None:
    """The first kind that holds. A juror who is an author belongs to the same organization."""
    if juror.id in authors:
        return CONFLICT_KINDS[0]
    if juror.organization is not None:
        if any(school.id == juror.organization_id for school in schools):
            return "same_organization"
        if any(school.root_id == juror.organization.root_id for school in schools):
            return "branch"
    bonds = {mentoring[juror.id][author] for author in authors if author in mentoring[juror.id]}
    return "mentor" if "mentor" in bonds else next(iter(bonds), None)


def _mentoring(person_ids: Sequence[int]) -> Mapping[int, dict[int, str]]:
    """For each juror's person: the other person of each bond → what the juror is in it."""
    query = select(MentoringPair.mentor_id, MentoringPair.mentee_id).where(
        or_(MentoringPair.mentor_id.in_(person_ids), MentoringPair.mentee_id.in_(person_ids))
    )
    bonds: dict[int, dict[int, str]] = defaultdict(dict)
    for mentor, mentee in db.session.execute(query):
        bonds[mentee].setdefault(mentor, "mentee")
        bonds[mentor][mentee] = "mentor"
    return bonds
