"""Selects about entries that several rooms use."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryFile


def entry_with_files(entry_id: int) -> Entry | None:
    """An entry with its nomination, authors and files."""
    query = (
        select(Entry)
        .where(Entry.id == entry_id)
        .options(
            joinedload(Entry.nomination),
            selectinload(Entry.authors),
            selectinload(Entry.files).joinedload(EntryFile.file),
        )
    )
    return db.session.scalars(query).first()


def entry_file(file_id: int) -> EntryFile | None:
    """A file of an entry with its contents' rows and the entry with its event."""
    query = (
        select(EntryFile)
        .where(EntryFile.id == file_id)
        .options(
            joinedload(EntryFile.file),
            joinedload(EntryFile.blind_file),
            joinedload(EntryFile.entry).joinedload(Entry.event),
        )
    )
    return db.session.scalars(query).first()


def reading_text(entry: Entry) -> str:
    """What a juror reads on the screen: the typed text, then the texts of the files."""
    texts = [entry.text, *(file.reading_text or "" for file in entry.files)]
    return "\n\n".join(text.strip() for text in texts if text.strip())
