"""Answers with the files of an entry, for the rooms that have checked who asks."""

from __future__ import annotations

from flask import Response

from eventkit.entries.copies.queries import shown_file, shown_picture
from eventkit.entries.models import Entry, EntryFile
from eventkit.files.answers import download


def send_original(file: EntryFile) -> Response:
    """The file as its author sent it."""
    return download(file.file)


def send_blind(file: EntryFile) -> Response | None:
    """The nameless copy under the entry's code, which is all that a juror may fetch.

    None while there is no copy without the words that the secretary has hidden.
    """
    shown = shown_file(file)
    return download(shown, blind_name(file.entry, file)) if shown else None


def send_picture(entry_id: int, digest: str) -> Response | None:
    """A page or a picture of a work; its address names its content, so a browser may keep it."""
    found = shown_picture(entry_id, digest)
    if found is None:
        return None
    response = download(found, "page.webp")
    # The app drew it itself; as a picture in a page it needs no name to be saved under.
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def blind_name(entry: Entry, file: EntryFile) -> str:
    """«Э-121.docx»; of several files «Э-121-2.docx»."""
    if file.blind_file is None:
        return ""
    ending = file.blind_file.name.rpartition(".")[2]
    number = 1 + next((i for i, other in enumerate(entry.files) if other.id == file.id), 0)
    return f"{entry.code}.{ending}" if number == 1 else f"{entry.code}-{number}.{ending}"
