"""The portfolio of a pair for whoever has its link."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.people.models import Group, GroupMember
from eventkit.portfolio.models import PairShare
from eventkit.registration.models import Consent


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
