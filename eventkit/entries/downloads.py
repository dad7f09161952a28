"""Answers with the files of an entry, for the rooms that have checked who asks."""

from __future__ import annotations

from flask import Response

from eventkit.entries.models import Entry, EntryFile
from eventkit.files.answers import download


def send_original(file: EntryFile) -> Response:
    """The file as its author sent it."""
    return download(file.file)


def send_blind(file: EntryFile) -> Response | None:
    """The nameless copy under the entry's code, which is all that a juror may fetch."""
    if file.blind_file is None:
        return None
    return download(file.blind_file, blind_name(file.entry, file))


def blind_name(entry: Entry, file: EntryFile) -> str:
    """«Э-121.docx»; of several files «Э-121-2.docx»."""
    if file.blind_file is None:
        return ""
    ending = file.blind_file.name.rpartition(".")[2]
    number = 1 + next((i for i, other in enumerate(entry.files) if other.id == file.id), 0)
    return f"{entry.code}.{ending}" if number == 1 else f"{entry.code}-{number}.{ending}"
