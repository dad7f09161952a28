"""Selects about entries that several rooms use."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryFile


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


# «кто-нибудь» and «XXI» are one word each; a dash between blanks and a bare number sign are none.
_WORD = re.compile(r"[^\W_]+(?:[-‑'’][^\W_]+)*")


def count_words(text: str) -> int:
    """Words and numbers of a text; signs between them do not count."""
    # A soft hyphen or an accent lies inside a word and does not part it.
    return len(_WORD.findall(re.sub("[\u00ad\u0301]", "", text)))


def reading_text(entry: Entry) -> str:
    """What a juror reads on the screen: the typed text, then the texts of the files."""
    texts = [entry.text, *(file.reading_text or "" for file in entry.files)]
    return "\n\n".join(text.strip() for text in texts if text.strip())
