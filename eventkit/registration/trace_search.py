"""Looking for traces of the author in works: what is known of the author, and when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.copies.making import make_copies
from eventkit.entries.copies.models import ReadingCopy
from eventkit.entries.models import Entry, EntryAuthor, EntryFile
from eventkit.entries.traces.models import TraceSearch
from eventkit.entries.traces.operations import search_entry
from eventkit.entries.traces.queries import open_counts
from eventkit.entries.traces.wanted import Named, Wanted
from eventkit.hooks import active_plugins
from eventkit.jobs.operations import later, work
from eventkit.people.models import Group, GroupMember, MentoringPair, Organization, Person
from eventkit.registration.models import LIVE, Registration

SEARCH = "registration.search_traces"


def ask_search(entry: Entry) -> None:
    """Have the work looked through soon; asked when it is handed in and when it changes.

    Where nobody judges there is nobody from whom the author is to be kept.
    """
    if active_plugins().format_of(entry.event).has_jury:
        later(SEARCH, entry_id=entry.id)


def ask_first_search(entry: Entry) -> None:
    """The same for a work that was never looked through, as one that is admitted should be."""
    if db.session.get(TraceSearch, entry.id) is None:
        ask_search(entry)


def ask_missing_searches(event_id: int) -> int:
    """Have every work of an event looked through that was not; says how many there are."""
    query = (
        select(Entry)
        .outerjoin(TraceSearch, TraceSearch.entry_id == Entry.id)
        .where(Entry.event_id == event_id, TraceSearch.entry_id.is_(None))
        .where(Entry.id.in_(select(Registration.entry_id).where(Registration.number.is_not(None))))
    )
    entries = db.session.scalars(query).all()
    for entry in entries:
        ask_search(entry)
    return len(entries)


@work(SEARCH)
def search_work(entry_id: int, actor: str = "system") -> None:
    """Make the copies for reading, then look through all that the work says.

    The copies come first: reading a file tells what stands in it beside the text.
    """
    make_copies(entry_id)
    search_now(entry_id, actor=actor)


def search_now(entry_id: int, *, actor: str) -> None:
    """Look through a work with what is known of its files by now."""
    query = (
        select(Entry)
        .where(Entry.id == entry_id)
        .options(selectinload(Entry.files).joinedload(EntryFile.file))
    )
    entry = db.session.scalars(query).first()
    if entry is not None:
        search_entry(entry, wanted_of(entry), _beside(entry), actor=actor)


def _beside(entry: Entry) -> dict[int, Sequence[Sequence[str]]]:
    """What each file says beside its text, its name included."""
    query = select(ReadingCopy.entry_file_id, ReadingCopy.beside).where(
        ReadingCopy.entry_file_id.in_([file.id for file in entry.files])
    )
    strings = {id_: beside.get("strings", []) for id_, beside in db.session.execute(query)}
    return {
        file.id: [["name", file.file.name.rpartition(".")[0]], *strings.get(file.id, [])]
        for file in entry.files
    }


def wanted_of(entry: Entry) -> Wanted:
    """Names, schools, villages and addresses of all who made the work, and of their mentors."""
    persons = _persons(entry)
    query = (
        select(Registration)
        .where(Registration.entry_id == entry.id)
        .options(joinedload(Registration.organization))
    )
    sent = db.session.scalars(query).first()
    group = db.session.get(Group, entry.group_id) if entry.group_id else None
    homes = [person.organization for person in persons]
    homes += [sent.organization if sent else None, group.organization if group else None]
    schools = _with_parents({home.id for home in homes if home is not None})
    written = [sent.organization_name] if sent else []
    return Wanted(
        persons=tuple(
            Named(one.last_name, one.first_name, one.patronymic, one.gender) for one in persons
        ),
        schools=_once([*(name for one in schools for name in _names(one)), *written]),
        places=_once(one.place for one in schools),
        emails=_once([*(one.email for one in persons), sent.email if sent else ""]),
        phones=_once(one.phone for one in persons),
    )


def _persons(entry: Entry) -> Sequence[Person]:
    """The authors, the members of the pair or team, and who mentors whom among them."""
    authors = select(EntryAuthor.person_id).where(EntryAuthor.entry_id == entry.id)
    members = select(GroupMember.person_id).where(
        GroupMember.group_id == (entry.group_id or 0), GroupMember.left_at.is_(None)
    )
    mentors = select(MentoringPair.mentor_id).where(MentoringPair.mentee_id.in_(authors))
    mentees = select(MentoringPair.mentee_id).where(MentoringPair.mentor_id.in_(authors))
    query = (
        select(Person)
        .where(
            Person.erased_at.is_(None),
            or_(*(Person.id.in_(one) for one in (authors, members, mentors, mentees))),
        )
        .options(joinedload(Person.organization))
        .order_by(Person.id)
    )
    return db.session.scalars(query).all()


def _with_parents(ids: Iterable[int]) -> Sequence[Organization]:
    own = select(Organization.parent_id).where(Organization.id.in_(list(ids)))
    query = (
        select(Organization)
        .where(or_(Organization.id.in_(list(ids)), Organization.id.in_(own)))
        .options(selectinload(Organization.aliases))
        .order_by(Organization.id)
    )
    return db.session.scalars(query).all()


def _names(one: Organization) -> list[str]:
    return [one.short_name, one.statutory_name, *sorted(alias.name for alias in one.aliases)]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def open_traces(registration: Registration) -> tuple[int, int] | None:
    """Sure and likely traces that nobody has decided about; None where none matter.

    They matter while the jury is to read the work without knowing its author.
    """
    entry = registration.entry
    if entry is None or not registration.event.is_blind or registration.state not in LIVE:
        return None
    sure, likely, _hidden, _all = open_counts([entry.id]).get(entry.id, (0, 0, 0, 0))
    return (sure, likely) if sure or likely else None
