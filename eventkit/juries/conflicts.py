"""Which jurors must not judge which works: conflicts that follow from what the system knows.

The kinds stand in DERIVED_KINDS, in the order in which one is named where several hold. Branches
count both ways: a branch and its parent, and two branches of one parent. Mentor and mentee, now or
before, whatever the school. Members of one pair or team that has entered an admitted work here or
in another event. Co-authors of another admitted work of the same event, since both win with it; not
of works of other years, which in a small district would bar nearly everybody. A school that a juror
has left is not derived: the directory keeps no dates of posts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnExpressionArgument, Select, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.juries.models import Juror
from eventkit.lazy import dataclass
from eventkit.people.models import Group, GroupMember, MentoringPair, Organization, Person

Derived = dict[tuple[int, int], str]
"""(juror id, entry id) → kind."""
Bonds = Mapping[int, Collection[int]]


class Ground(NamedTuple):
    """One reason why somebody must not judge a work: its kind, and the author or school it is."""

    kind: str
    person: Person | None = None
    organization: Organization | None = None


@dataclass(frozen=True)
class Ties:
    """What binds people to others, by the person's id."""

    mentees: Bonds
    mentors: Bonds
    partners: Bonds
    coauthors: Bonds


def derived_conflicts(
    jurors: Sequence[Juror], event_id: int, entry_ids: Collection[int] | None = None
) -> Derived:
    """All conflicts that follow from facts, in a fixed number of queries.

    ``entry_ids`` narrows them to some works.
    """
    if not jurors:
        return {}
    ties = ties_of([juror.person_id for juror in jurors], event_id)
    narrow = () if entry_ids is None else (Entry.id.in_(entry_ids),)
    found: Derived = {}
    for entry in with_people(Entry.event_id == event_id, Entry.is_admitted, *narrow):
        people = people_of(entry)
        for juror in jurors:
            ground = next(grounds(juror.person, entry, people, ties), None)
            if ground is not None:
                found[juror.id, entry.id] = ground.kind
    return found


def conflicts_of_people(people: Sequence[Person], entry: Entry) -> dict[int, str]:
    """Kinds of conflict with one work by the person's id, of people who need not be jurors."""
    authors = people_of(entry)
    ties = ties_of([person.id for person in people], entry.event_id)
    found = ((person, next(grounds(person, entry, authors, ties), None)) for person in people)
    return {person.id: ground.kind for person, ground in found if ground is not None}


def with_people(*which: ColumnExpressionArgument[bool]) -> Sequence[Entry]:
    """Works with all whom they concern and their organizations, loaded at once."""
    query = (
        select(Entry)
        .where(*which)
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


def people_of(entry: Entry) -> list[Person]:
    """The authors; members of a group too, in whatever role they enter."""
    members = [m.person for m in entry.group.members if m.left_at is None] if entry.group else []
    return [author.person for author in entry.authors] + members


def grounds(juror: Person, entry: Entry, people: Sequence[Person], ties: Ties) -> Iterator[Ground]:
    """Everything that bars a person from a work by these people, in the order of the kinds."""
    yield from _of_people("author", people, (juror.id,))
    schools = list(_schools(entry, people))
    own = juror.organization
    if own is not None:
        same = next((school for school in schools if school.id == own.id), None)
        near = next((school for school in schools if school.root_id == own.root_id), None)
        if same is not None:
            yield Ground("same_organization", organization=same)
        elif near is not None:
            yield Ground("branch", organization=near)
    yield from _of_people("mentor", people, ties.mentees.get(juror.id, ()))
    yield from _of_people("mentee", people, ties.mentors.get(juror.id, ()))
    yield from _of_people("pair", people, ties.partners.get(juror.id, ()))
    yield from _of_people("coauthor", people, ties.coauthors.get(juror.id, ()))


def _of_people(kind: str, people: Sequence[Person], ids: Collection[int]) -> Iterator[Ground]:
    found = next((person for person in people if person.id in ids), None)
    if found is not None:
        yield Ground(kind, person=found)


def _schools(entry: Entry, people: Sequence[Person]) -> Iterator[Organization]:
    own = [person.organization for person in people]
    if entry.group:
        own.append(entry.group.organization)
    return (organization for organization in own if organization is not None)


def ties_of(person_ids: Sequence[int], event_id: int) -> Ties:
    """What binds these people to others; three queries whatever their number."""
    pairs = select(MentoringPair.mentor_id, MentoringPair.mentee_id).where(
        or_(MentoringPair.mentor_id.in_(person_ids), MentoringPair.mentee_id.in_(person_ids))
    )
    mentoring = db.session.execute(pairs).all()
    return Ties(
        mentees=_bonds(mentoring),
        mentors=_bonds([(mentee, mentor) for mentor, mentee in mentoring]),
        partners=_bonds(db.session.execute(_partners(person_ids)).all()),
        coauthors=_bonds(db.session.execute(_coauthors(person_ids, event_id)).all()),
    )


def _bonds(pairs: Iterable[Sequence[Any]]) -> Bonds:
    found: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        found[pair[0]].add(pair[1])
    return found


def _partners(person_ids: Sequence[int]) -> Select[int, int]:
    # A group of a draft counts not: anybody could type a juror's name into one.
    mine, theirs = aliased(GroupMember), aliased(GroupMember)
    entered = select(Entry.id).where(Entry.group_id == mine.group_id, Entry.is_admitted)
    return (
        select(mine.person_id, theirs.person_id)
        .join(theirs, theirs.group_id == mine.group_id)
        .where(
            mine.person_id.in_(person_ids),
            mine.person_id != theirs.person_id,
            mine.left_at.is_(None),
            theirs.left_at.is_(None),
            entered.exists(),
        )
    )


def _coauthors(person_ids: Sequence[int], event_id: int) -> Select[int, int]:
    mine, theirs = aliased(EntryAuthor), aliased(EntryAuthor)
    return (
        select(mine.person_id, theirs.person_id)
        .join(theirs, theirs.entry_id == mine.entry_id)
        .join(Entry, Entry.id == mine.entry_id)
        .where(
            mine.person_id.in_(person_ids),
            mine.person_id != theirs.person_id,
            Entry.event_id == event_id,
            Entry.is_admitted,
        )
    )
