"""Verbs about entries: begin, change, attach a file, admit under a code."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor, EntryFile
from eventkit.entries.reading import Prepared
from eventkit.events.models import Event, Nomination, Trial
from eventkit.files.operations import keep
from eventkit.journal.operations import event_chain, record
from eventkit.people.models import Group, Person
from eventkit.web.clock import now

SHORTEST_CODE = 3
LONGEST_CODE = 8


def create_entry(
    event: Event,
    nomination: Nomination,
    *,
    title: str = "",
    text: str = "",
    group: Group | None = None,
    authors: Iterable[tuple[Person, str]] = (),
    actor: str = "system",
) -> Entry:
    """Begin an entry; ``authors`` are persons with their roles, e.g. ``(person, "author")``."""
    entry = Entry(
        event=event,
        nomination=nomination,
        title=title,
        text=text,
        group=group,
        created_at=now(),
        authors=[EntryAuthor(person=person, role=role) for person, role in authors],
    )
    db.session.add(entry)
    db.session.flush()
    _journal(entry, "entry.created", actor, {"nomination": nomination.id})
    return entry


def set_authors(entry: Entry, authors: Iterable[tuple[Person, str]]) -> None:
    """Say who made the entry, in this order; those named before and not now are taken off."""
    wanted = list(authors)
    kept = [author.person_id for author in entry.authors]
    if kept != [person.id for person, _role in wanted][: len(kept)]:
        entry.authors.clear()
        db.session.flush()
    for author, (_person, role) in zip(entry.authors, wanted, strict=False):
        author.role = role
    for person, role in wanted[len(entry.authors) :]:
        entry.authors.append(EntryAuthor(person=person, role=role))
    db.session.flush()


def attach(
    entry: Entry, prepared: Prepared, *, trial: Trial | None = None, actor: str = "system"
) -> EntryFile:
    """Add a file with its text for reading and its nameless copy; of a trial's materials too."""
    file = EntryFile(
        trial_id=trial.id if trial else None,
        file=keep(prepared.original),
        blind_file=keep(prepared.blind) if prepared.blind else None,
        reading_text=prepared.text,
    )
    entry.files.append(file)
    db.session.flush()
    _journal(entry, "entry.file_added", actor, {"file": file.id, "sha256": file.file.sha256})
    return file


def remove_files(entry: Entry, *, actor: str = "system") -> None:
    """Take the files off the entry itself; the materials of its trials stay."""
    for file in entry.own_files:
        remove_file(file, actor=actor)


def remove_file(file: EntryFile, *, actor: str = "system") -> None:
    """Take one file off; its content stays in the store, as the journal names it."""
    entry = file.entry
    _journal(entry, "entry.file_removed", actor, {"file": file.id, "sha256": file.file.sha256})
    entry.files.remove(file)
    db.session.flush()


def replace_file(entry: Entry, prepared: Prepared, *, actor: str = "system") -> EntryFile:
    """Put a file in the place of those there were."""
    remove_files(entry, actor=actor)
    return attach(entry, prepared, actor=actor)


def admit_entry(entry: Entry, code: str = "") -> str:
    """Let the entry go to the jury under a code; one that it had before stays.

    ``code`` is one given on paper, as importers bring it; without it a free one is drawn.
    """
    entry.code = entry.code or code or _free_code(entry.event)
    entry.is_admitted = True
    db.session.flush()
    return entry.code


def set_aside(entry: Entry) -> None:
    """Keep the entry from the jury; its code stays its own."""
    entry.is_admitted = False
    db.session.flush()


def _free_code(event: Event) -> str:
    """A free code whose number says nothing about the order of arrival."""
    query = select(Entry.code).where(Entry.event_id == event.id, Entry.code.is_not(None))
    taken = set(db.session.scalars(query))
    for digits in range(SHORTEST_CODE, LONGEST_CODE + 1):
        numbers = range(10 ** (digits - 1), 10**digits)
        # More than half of them taken: a longer number is found sooner and guessed later.
        if len(taken) * 2 > len(numbers):
            continue
        while True:
            code = f"{event.code_prefix}{numbers[secrets.randbelow(len(numbers))]}"
            if code not in taken:
                return code
    raise RuntimeError("an event cannot hold this many entries")


def _journal(entry: Entry, act: str, actor: str, data: dict[str, object]) -> None:
    record(event_chain(entry.event_id), act, f"entry:{entry.id}", actor=actor, data=data)
