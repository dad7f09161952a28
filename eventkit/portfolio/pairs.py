"""The portfolio of a pair: its published results in the contests where both were on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import EntryAuthor
from eventkit.people.models import Group, GroupMember
from eventkit.portfolio.models import PairShare
from eventkit.printing.words import school_year
from eventkit.registration.models import Consent
from eventkit.results.models import Calculation, Standing


@dataclass(frozen=True)
class PairChapter:
    """A school year with the pair's results in it, the newest first."""

    title: str
    rows: list[Standing] = field(default_factory=list)


def pair_of_id(group_id: int) -> Group | None:
    """A pair with its members and their schools."""
    query = (
        select(Group)
        .where(Group.id == group_id, Group.kind == "pair")
        .options(
            selectinload(Group.members).joinedload(GroupMember.person),
            joinedload(Group.organization),
        )
    )
    return db.session.scalars(query).first()


def pairs_of(person_id: int) -> Sequence[Group]:
    """Pairs to which a person belongs or belonged, the newest first."""
    query = (
        select(Group)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(Group.kind == "pair", GroupMember.person_id == person_id)
        .order_by(Group.id.desc())
    )
    return db.session.scalars(query).unique().all()


def pair_chapters(group: Group) -> list[PairChapter]:
    """Published results of works by both present members, under whatever title they entered."""
    people = [one.person_id for one in group.members if one.left_at is None]
    together = (
        select(EntryAuthor.entry_id)
        .where(EntryAuthor.person_id.in_(people))
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
    found: dict[str, PairChapter] = {}
    for row in db.session.scalars(query):
        day = row.calculation.published_at
        title = school_year(day.date()) if day else ""
        found.setdefault(title, PairChapter(title)).rows.append(row)
    return list(found.values())


def pair_share_of(group_id: int) -> PairShare | None:
    """The link in force."""
    query = (
        select(PairShare)
        .where(PairShare.group_id == group_id, PairShare.revoked_at.is_(None))
        .order_by(PairShare.id.desc())
    )
    return db.session.scalars(query).first()


def pair_share_by_token(token: str) -> PairShare | None:
    """The link with its pair; None when it is unknown or revoked, or one of the two has gone."""
    query = (
        select(PairShare)
        .where(PairShare.token == token, PairShare.revoked_at.is_(None))
        .options(
            joinedload(PairShare.group).joinedload(Group.organization),
            joinedload(PairShare.group).selectinload(Group.members).joinedload(GroupMember.person),
        )
    )
    found = db.session.scalars(query).first()
    if found is None:
        return None
    present = [one.person for one in found.group.members if one.left_at is None]
    complete = len(present) == 2 and all(one.erased_at is None for one in present)
    return found if complete else None


def events_naming_both(group: Group, event_ids: Collection[int]) -> set[int]:
    """In which of the events both present members agree to be published, as of now."""
    people = [one.person_id for one in group.members if one.left_at is None]
    query = (
        select(Consent.event_id)
        .where(
            Consent.event_id.in_(event_ids),
            Consent.person_id.in_(people),
            Consent.kind == "publication",
            Consent.withdrawn_at.is_(None),
        )
        .group_by(Consent.event_id)
        .having(func.count(Consent.person_id.distinct()) == len(people))
    )
    return set(db.session.scalars(query))
