"""What a juror reads of a work: text with words hidden, pages, files that may be saved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.copies.hiding import covered
from eventkit.entries.copies.models import ReadingCopy, ReadingPicture
from eventkit.entries.materials.queries import videos_of
from eventkit.entries.models import Entry, EntryFile
from eventkit.entries.traces.queries import hidden_key, hidden_spans, hidden_spans_of
from eventkit.files.models import StoredFile
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class FilePart:
    """A file of a work as jurors read it.

    One of ``html``, ``pages`` and ``text`` is filled, in this order of preference; ``pictures``
    belong to ``html``. ``download`` may be saved; None while it is being made or cannot be made.
    """

    file: EntryFile
    html: str = ""
    pages: Sequence[ReadingPicture] = ()
    pictures: Sequence[ReadingPicture] = ()
    text: str = ""
    download: StoredFile | None = None
    is_waiting: bool = False
    """A copy with words hidden is being made."""


@dataclass(frozen=True)
class Work:
    """A work without what was hidden in it."""

    title: str
    text: str
    parts: list[FilePart] = field(default_factory=list)
    videos: Sequence[tuple[int, str]] = ()
    """Trial and address of each link of its materials."""

    def of_trial(self, trial_id: int) -> Work:
        """What belongs to one trial: its own materials and what is common to all trials."""
        parts = [part for part in self.parts if part.file.trial_id in (None, trial_id)]
        return replace(self, parts=parts, videos=[v for v in self.videos if v[0] == trial_id])


def shown_work(entry: Entry) -> Work:
    """The work as jurors read it; the files of ``entry`` should be loaded."""
    return shown_works([entry])[entry.id]


def shown_works(entries: Collection[Entry]) -> dict[int, Work]:
    """The same of several works, by their ids; as many queries as for one."""
    hidden = hidden_spans_of([entry.id for entry in entries])
    copies = _copies([file.id for entry in entries for file in entry.files])
    videos = videos_of([entry.id for entry in entries])
    found = {}
    for entry in entries:
        spans = hidden[entry.id]
        found[entry.id] = Work(
            covered(entry.title, spans.get("title", [])),
            covered(entry.text, spans.get("text", [])),
            [_part(file, spans.get(file.id, []), copies.get(file.id)) for file in entry.files],
            videos.get(entry.id, ()),
        )
    return found


def _copies(file_ids: Sequence[int]) -> dict[int, ReadingCopy]:
    if not file_ids:
        return {}
    query = (
        select(ReadingCopy)
        .where(ReadingCopy.entry_file_id.in_(file_ids))
        .options(
            joinedload(ReadingCopy.file),
            selectinload(ReadingCopy.pictures).joinedload(ReadingPicture.file),
        )
    )
    return {copy.entry_file_id: copy for copy in db.session.scalars(query)}


def _part(file: EntryFile, spans: list[tuple[int, int]], copy: ReadingCopy | None) -> FilePart:
    text = covered(file.reading_text or "", spans)
    is_current = copy is not None and copy.hidden_key == hidden_key(spans)
    if copy is None or not is_current or not copy.is_whole:
        # While words are hidden the old copy is not shown for a moment: the text is.
        failed = copy is not None and is_current
        download = None if spans else file.blind_file
        return FilePart(file, text=text, download=download, is_waiting=bool(spans) and not failed)
    download = copy.file if spans else file.blind_file
    if copy.html:
        return FilePart(file, html=copy.html, pictures=copy.pictures, download=download)
    return FilePart(file, pages=copy.pictures, text=text, download=download)


def shown_file(file: EntryFile) -> StoredFile | None:
    """What may be saved of a file: its nameless copy with hidden words taken out, if it is made."""
    spans = hidden_spans(file.entry_id).get(file.id, [])
    if not spans:
        return file.blind_file
    copy = _copies([file.id]).get(file.id)
    if copy is None or not copy.is_whole or copy.hidden_key != hidden_key(spans):
        return None
    return copy.file


def shown_picture(entry_id: int, digest: str) -> StoredFile | None:
    """A picture of the work by its content's hash, if it is one that is shown now."""
    query = (
        select(ReadingPicture)
        .join(ReadingCopy, ReadingPicture.copy_id == ReadingCopy.id)
        .join(EntryFile, ReadingCopy.entry_file_id == EntryFile.id)
        .join(StoredFile, ReadingPicture.file_id == StoredFile.id)
        .where(EntryFile.entry_id == entry_id, StoredFile.sha256 == digest)
        .options(joinedload(ReadingPicture.file), joinedload(ReadingPicture.copy))
    )
    spans = hidden_spans(entry_id)
    for picture in db.session.scalars(query):
        key = hidden_key(spans.get(picture.copy.entry_file_id, []))
        if picture.copy.is_whole and picture.copy.hidden_key == key:
            return picture.file
    return None
