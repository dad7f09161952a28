"""One work's traces as a page shows them: its text cut into plain pieces and marked ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventkit.entries.models import Entry
from eventkit.entries.traces.models import CLEANED, Trace
from eventkit.lazy import dataclass

KINDS: dict[str, Any] = {
    "name": _l("имя"),
    "school": _l("организация"),
    "place": _l("населённый пункт"),
    "email": _l("электронная почта"),
    "phone": _l("телефон"),
    "link": _l("ссылка"),
    "reveal": _l("автор о себе"),
}
PLACES: dict[str, Any] = {
    "name": _l("имя файла"),
    "properties": _l("свойства файла"),
    "header": _l("колонтитул"),
    "comment": _l("примечание"),
    "revision": _l("автор правок"),
    "picture": _l("подпись рисунка"),
    "deleted": _l("удалённый текст"),
    "invisible": _l("скрытый текст"),
    "address": _l("адрес ссылки"),
    "mark": _l("служебная пометка"),
}


@dataclass(frozen=True)
class Piece:
    """Words of the work; with a trace, if they are one."""

    text: str
    trace: Trace | None = None


@dataclass(frozen=True)
class Part:
    """The title, the typed text or a file, paragraph by paragraph."""

    title: str
    paragraphs: list[list[Piece]] = field(default_factory=list)


def parts_of(entry: Entry, traces: Sequence[Trace]) -> list[Part]:
    """What jurors would read, with every trace at its place."""
    parts = [
        Part(_("Название"), _pieces(entry.title, _at(traces, "title"))),
        Part(_("Текст работы"), _pieces(entry.text, _at(traces, "text"))),
        *(
            Part(file.file.name, _pieces(file.reading_text or "", _at(traces, "file", file.id)))
            for file in entry.files
        ),
    ]
    return [part for part in parts if part.paragraphs]


def _at(traces: Iterable[Trace], part: str, file_id: int | None = None) -> list[Trace]:
    found = [one for one in traces if one.part == part and one.entry_file_id == file_id]
    return sorted(found, key=lambda one: one.start)


def _pieces(text: str, traces: Sequence[Trace]) -> list[list[Piece]]:
    paragraphs: list[list[Piece]] = [[]]
    at = 0
    for trace in traces:
        # A text that changed after the search is shown unmarked until the next search.
        if trace.start < at or text[trace.start : trace.end][:500] != trace.words:
            continue
        _add_plain(paragraphs, text[at : trace.start])
        paragraphs[-1].append(Piece(text[trace.start : trace.end], trace))
        at = trace.end
    _add_plain(paragraphs, text[at:])
    return [one for one in paragraphs if any(piece.text.strip() for piece in one)]


def _add_plain(paragraphs: list[list[Piece]], text: str) -> None:
    first, *others = text.split("\n")
    if first:
        paragraphs[-1].append(Piece(first))
    paragraphs.extend([Piece(line)] if line else [] for line in others)


def cleaned(traces: Iterable[Trace]) -> list[Trace]:
    """What stood beside the texts and was taken out of the copies."""
    return [one for one in traces if one.state == CLEANED]
