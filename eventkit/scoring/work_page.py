"""A work as a juror reads it: what the page shows, and the addresses a device may keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup, escape

from eventkit.entries.copies.models import ReadingPicture
from eventkit.entries.copies.queries import FilePart, Work, shown_work
from eventkit.entries.downloads import blind_name
from eventkit.entries.models import Entry
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.scoring.tasks import work_of

_PICTURE = re.compile(r'<img data-n="(\d+)">')
_LINK = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:!?)]")


class WorkFile(NamedTuple):
    """A file that a juror's device may keep: its address, its bytes, its content's hash."""

    url: str
    size: int
    digest: str


@dataclass(frozen=True)
class PagePicture:
    """A page of a file: a picture, and its words for whoever does not see it."""

    url: str
    number: int
    width: int
    height: int
    text: str


@dataclass(frozen=True)
class PageFile:
    """A file on the page; ``html`` is safe, it was written by the app itself."""

    name: str
    url: str
    html: Markup
    pages: Sequence[PagePicture]
    paragraphs: Sequence[Markup]
    is_waiting: bool


def work_context(task: Assignment) -> dict[str, Any]:
    """What ``scoring/_work.html`` shows of a task's work; nothing once it is not the juror's."""
    if task.state != "active":
        # Recused or taken away: what was marked stays to be seen, the work does not.
        return {"work": None, "paragraphs": [], "files": [], "videos": [], "waiting": False}
    entry = work_of(task.entry_id)
    work = shown_work(entry).of_trial(task.trial_id)
    files = [_on_page(task, entry, part) for part in work.parts]
    return {
        "work": work,
        "paragraphs": paragraphs(work.text),
        "files": files,
        "videos": [address for _trial, address in work.videos],
        "waiting": any(one.is_waiting for one in files),
    }


def files_to_keep(task: Assignment, work: Work) -> list[WorkFile]:
    """Every file of a task's work as it is shown now; pages first, then what may be saved."""
    pictures = [
        WorkFile(_picture_url(task, one), one.file.size, one.file.sha256)
        for part in work.parts
        for one in (*part.pages, *part.pictures)
    ]
    saved = [
        WorkFile(_file_url(task, part), part.download.size, part.download.sha256)
        for part in work.parts
        if part.download is not None
    ]
    return [*pictures, *saved]


def paragraphs(text: str) -> list[Markup]:
    """Paragraphs of a typed text; addresses of the web become links that open outside."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return [_with_links(part) for part in parts if part]


def _with_links(text: str) -> Markup:
    pieces, at = [], 0
    for match in _LINK.finditer(text):
        url = escape(match[0])
        link = f'<a href="{url}" rel="noopener noreferrer" target="_blank">{url}</a>'
        pieces += [str(escape(text[at : match.start()])), link]
        at = match.end()
    pieces.append(str(escape(text[at:])))
    return Markup("".join(pieces).replace("\n", "<br>"))  # noqa: S704 - each piece is escaped


def _on_page(task: Assignment, entry: Entry, part: FilePart) -> PageFile:
    has_more = part.download is not None
    return PageFile(
        name=blind_name(entry, part.file) if has_more else "",
        url=_file_url(task, part) if has_more else "",
        html=_html(task, part),
        pages=[
            PagePicture(_picture_url(task, one), one.number, one.width, one.height, one.text)
            for one in part.pages
        ],
        # The pages show the text already.
        paragraphs=[] if part.html or part.pages else paragraphs(part.text),
        is_waiting=part.is_waiting or (part.file.blind_file is None and not part.text),
    )


def _html(task: Assignment, part: FilePart) -> Markup:
    by_number = {one.number: one for one in part.pictures}

    def picture(match: re.Match[str]) -> str:
        one = by_number.get(int(match[1]))
        if one is None:
            return ""
        # What a picture shows nobody has told the app; its description may have named the author.
        return (
            f'<img src="{_picture_url(task, one)}" width="{one.width}" height="{one.height}"'
            ' loading="lazy" decoding="async" alt="">'
        )

    return Markup(_PICTURE.sub(picture, part.html))  # noqa: S704 - cleaned when it was made


def _picture_url(task: Assignment, one: ReadingPicture) -> str:
    return url_for("scoring.work_picture", assignment_id=task.id, digest=one.file.sha256)


def _file_url(task: Assignment, part: FilePart) -> str:
    return url_for("scoring.work_file", assignment_id=task.id, file_id=part.file.id)
