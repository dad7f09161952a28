"""Derived conflicts follow the directory: whoever changes a person, a school or a work need not
know that there is a jury.

What has changed is remembered while it is written and looked at once, before the commit, in the
same transaction. Only events whose jury still works follow: what is counted later stands on the
conflicts of that time.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, object_session

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event, Stage
from eventkit.juries.models import Juror
from eventkit.juries.operations import derive_conflicts
from eventkit.people.models import Group, GroupMember, MentoringPair, Organization, Person

STALE = "conflicts_stale"
ENTRY, PERSON, GROUP, ANY = "entry", "person", "group", "any"


def follow(session: Session) -> None:
    """Derive anew what the transaction has made doubtful; called before each commit."""
    if session.new or session.dirty or session.deleted:
        session.flush()
    stale = session.info.pop(STALE, None)
    if not stale:
        return
    entries = stale[ENTRY] | _entries_of_groups(stale[GROUP])
    wide = _event_ids(stale[PERSON], everything=bool(stale[ANY]))
    narrow = _events_of_entries(entries) - wide
    for found in _followed(wide | narrow):
        derive_conflicts(found, entry_ids=None if found.id in wide else entries)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(STALE, None)


def _mark(target: Any, what: str, *ids: int | None) -> None:
    session = object_session(target)
    if session is not None:
        stale = session.info.setdefault(STALE, defaultdict(set))
        stale[what].update(id_ for id_ in ids if id_ is not None)


def _changed(target: Any, *names: str) -> bool:
    state = inspect(target)
    return any(state.attrs[name].history.has_changes() for name in names)


@event.listens_for(Person, "after_update")
def _person(_mapper: Any, _connection: Any, person: Person) -> None:
    if _changed(person, "organization_id"):
        _mark(person, PERSON, person.id)


@event.listens_for(Organization, "after_update")
def _organization(_mapper: Any, _connection: Any, organization: Organization) -> None:
    if _changed(organization, "parent_id"):
        _mark(organization, ANY, organization.id)


@event.listens_for(Entry, "after_update")
@event.listens_for(Entry, "after_insert")
def _entry(_mapper: Any, _connection: Any, entry: Entry) -> None:
    if _changed(entry, "is_admitted", "group_id"):
        _mark(entry, ENTRY, entry.id)


@event.listens_for(EntryAuthor, "after_insert")
@event.listens_for(EntryAuthor, "after_delete")
def _author(_mapper: Any, _connection: Any, author: EntryAuthor) -> None:
    _mark(author, ENTRY, author.entry_id)
    _mark(author, PERSON, author.person_id)


@event.listens_for(GroupMember, "after_insert")
@event.listens_for(GroupMember, "after_update")
@event.listens_for(GroupMember, "after_delete")
def _member(_mapper: Any, _connection: Any, member: GroupMember) -> None:
    _mark(member, GROUP, member.group_id)
    _mark(member, PERSON, member.person_id)


@event.listens_for(Group, "after_update")
def _group(_mapper: Any, _connection: Any, group: Group) -> None:
    if _changed(group, "organization_id"):
        _mark(group, GROUP, group.id)


@event.listens_for(MentoringPair, "after_insert")
@event.listens_for(MentoringPair, "after_update")
@event.listens_for(MentoringPair, "after_delete")
def _mentoring(_mapper: Any, _connection: Any, pair: MentoringPair) -> None:
    _mark(pair, PERSON, pair.mentor_id, pair.mentee_id)


def _entries_of_groups(group_ids: set[int]) -> set[int]:
    if not group_ids:
        return set()
    return set(db.session.scalars(select(Entry.id).where(Entry.group_id.in_(group_ids))))


def _events_of_entries(entry_ids: set[int]) -> set[int]:
    """Events of works that are admitted, or still have a conflict to be lifted."""
    if not entry_ids:
        return set()
    return set(db.session.scalars(select(Entry.event_id).where(Entry.id.in_(entry_ids))))


def _event_ids(person_ids: set[int], *, everything: bool) -> set[int]:
    """Events in which one of these people sits in the jury or has an admitted work."""
    if everything:
        return set(db.session.scalars(select(Juror.event_id).where(Juror.left_at.is_(None))))
    if not person_ids:
        return set()
    seats = select(Juror.event_id).where(Juror.person_id.in_(person_ids), Juror.left_at.is_(None))
    works = select(Entry.event_id).where(Entry.is_admitted)
    authored = works.join(EntryAuthor).where(EntryAuthor.person_id.in_(person_ids))
    found = {*db.session.scalars(seats), *db.session.scalars(authored)}
    # Groups are asked for apart: with them the database would walk over all works of all years.
    members = select(GroupMember.group_id).where(GroupMember.person_id.in_(person_ids))
    groups = set(db.session.scalars(members))
    if groups:
        found.update(db.session.scalars(works.where(Entry.group_id.in_(groups))))
    return found


def _followed(event_ids: set[int]) -> list[Event]:
    """Those that have a jury and whose judging is not over, in one order for all writers."""
    if not event_ids:
        return []
    over = select(Stage.event_id).where(Stage.kind == "judging", Stage.closed_at.is_not(None))
    query = select(Event).where(
        Event.id.in_(event_ids),
        Event.archived_at.is_(None),
        Event.id.not_in(over),
        Event.id.in_(select(Juror.event_id).where(Juror.left_at.is_(None))),
    )
    return list(db.session.scalars(query.order_by(Event.id)))
