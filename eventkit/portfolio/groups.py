"""The portfolio of a pair or a team: its published results in events where all of it were on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.lazy import dataclass
from eventkit.people.models import Group, GroupMember
from eventkit.printing.words import school_year
from eventkit.results.models import Calculation, Standing


@dataclass(frozen=True)
class GroupChapter:
    """A school year with the group's results in it, the newest first."""

    title: str
    rows: list[Standing] = field(default_factory=list)


def pair_of_id(group_id: int) -> Group | None:
    """A pair with its members and their schools."""
    return _of_id(group_id, "pair")


def team_of_id(group_id: int) -> Group | None:
    """The same for a team."""
    return _of_id(group_id, "team")


def groups_of(person_id: int) -> Sequence[Group]:
    """Pairs and teams to which a person belongs or belonged, the newest first."""
    query = (
        select(Group)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(GroupMember.person_id == person_id)
        .order_by(Group.id.desc())
    )
    return db.session.scalars(query).unique().all()


def group_chapters(group: Group) -> list[GroupChapter]:
    """Published results of works by all present members, under whatever title they entered.

    What somebody did alone is not among them, where a team has one member.
    """
    people = [one.person_id for one in group.members if one.left_at is None]
    together = (
        select(EntryAuthor.entry_id)
        .join(Entry)
        .where(EntryAuthor.person_id.in_(people), Entry.group_id.is_not(None))
        .group_by(EntryAuthor.entry_id)
        .having(func.count() == len(people))
    )
    query = (
        select(Standing)
        .join(Calculation)
        .where(Calculation.state == "published", Standing.entry_id.in_(together))
        .order_by(Calculation.published_at.desc(), Standing.id)
        .options(
            joinedload(Standing.calculation).joinedload(Calculation.event),
            joinedload(Standing.nomination),
        )
    )
    found: dict[str, GroupChapter] = {}
    for row in db.session.scalars(query):
        day = row.calculation.published_at
        title = school_year(day.date()) if day else ""
        found.setdefault(title, GroupChapter(title)).rows.append(row)
    return list(found.values())


def _of_id(group_id: int, kind: str) -> Group | None:
    query = (
        select(Group)
        .where(Group.id == group_id, Group.kind == kind)
        .options(
            selectinload(Group.members).joinedload(GroupMember.person),
            joinedload(Group.organization),
        )
    )
    return db.session.scalars(query).first()
