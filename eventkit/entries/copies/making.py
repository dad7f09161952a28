"""Making reading copies, as work done later: slow, in a child process, outside of transactions."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.entries.copies.hiding import covered, hidden_at
from eventkit.entries.copies.models import ReadingCopy, ReadingPicture
from eventkit.entries.models import EntryFile
from eventkit.entries.reading import AT_ONCE
from eventkit.entries.traces.queries import hidden_key, hidden_spans
from eventkit.files.kinds import DOCUMENTS, KINDS, RTF, TXT
from eventkit.files.operations import Received, keep, local_copy, put_made
from eventkit.jobs.operations import work
from eventkit.lazy import dataclass
from eventkit.web.clock import now

log = logging.getLogger("eventkit.entries")

MAKE = "entries.make_copies"
SECONDS = 120
_PLAIN = (RTF, TXT)


@dataclass(frozen=True)
class _Order:
    """What is to be made of one file, without the database."""

    entry_file_id: int
    original: Received
    blind: Received | None
    text: str
    spans: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class _Made:
    copy: Received | None
    html: str
    is_whole: bool
    beside: list[list[str]]
    pictures: list[tuple[dict[str, Any], Received]]


@work(MAKE)
def make_copies(entry_id: int) -> None:
    """Make the copies of a work's files that are missing or hide other words than they should.

    Ends the open transaction: it is called by a runner of work, never inside of a request.
    """
    orders = _orders(entry_id)
    db.session.rollback()
    made = [(order, _make(order)) for order in orders]
    for order, one in made:
        if one is not None:
            _keep(order, one)


def _orders(entry_id: int) -> list[_Order]:
    spans = hidden_spans(entry_id)
    query = (
        select(EntryFile, ReadingCopy.hidden_key)
        .outerjoin(ReadingCopy, ReadingCopy.entry_file_id == EntryFile.id)
        .where(EntryFile.entry_id == entry_id)
        .options(joinedload(EntryFile.file), joinedload(EntryFile.blind_file))
    )
    return [
        _Order(
            file.id,
            _received(file.file),
            _received(file.blind_file) if file.blind_file else None,
            file.reading_text or "",
            spans.get(file.id, []),
        )
        for file, key in db.session.execute(query).unique()
        if key != hidden_key(spans.get(file.id, []))
    ]


def _received(file: Any) -> Received:
    return Received(file.sha256, file.name, file.media_type, file.size)


def _make(order: _Order) -> _Made | None:
    kind = KINDS[order.original.media_type]
    if kind not in DOCUMENTS:
        return _Made(None, "", not order.spans, [], [])
    if kind in _PLAIN:
        return _Made(_plain_copy(order), "", True, [], [])
    with (
        local_copy(order.original) as original,
        tempfile.TemporaryDirectory(prefix="eventkit-") as place,
    ):
        folder = Path(place)
        blind = ""
        if order.blind is not None:
            with local_copy(order.blind) as copy:
                (folder / "blind").write_bytes(copy.read_bytes())
            blind = str(folder / "blind")
        hidden = [hidden_at(order.text, *span) for span in order.spans]
        asked = {
            "original": str(original),
            "blind": blind,
            "ending": kind.ending,
            "hidden": [[one.words, one.before, one.after] for one in hidden],
        }
        (folder / "order.json").write_text(json.dumps(asked), encoding="utf-8")
        return _result(folder, kind.media_type) if _run_child(folder) else _unread(order)


def _unread(order: _Order) -> _Made:
    """A file that cannot be drawn: shown by its text, and not at all where words are hidden."""
    return _Made(None, "", not order.spans, [], [])


def _plain_copy(order: _Order) -> Received | None:
    if not order.spans:
        return None
    with tempfile.TemporaryDirectory(prefix="eventkit-") as place:
        path = Path(place) / "copy.txt"
        path.write_text(covered(order.text, order.spans), encoding="utf-8")
        return put_made(path, "работа.txt", TXT.media_type)


def _result(folder: Path, media_type: str) -> _Made:
    told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    copy = next(iter(folder.glob("copy.*")), None)
    pictures = [
        (one, put_made(folder / f"picture-{one['number']}.webp", "page.webp", "image/webp"))
        for one in told["pictures"]
    ]
    return _Made(
        put_made(copy, f"работа{copy.suffix}", media_type) if copy else None,
        told["html"],
        told["is_whole"],
        told["beside"],
        pictures,
    )


def _run_child(folder: Path) -> bool:
    command = [sys.executable, "-m", "eventkit.entries.copies.child", str(folder)]
    with AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
                command, check=False, capture_output=True, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            log.warning("making a reading copy took more than %s seconds", SECONDS)
            return False
    if done.returncode:
        log.warning("making a reading copy: %s", done.stderr.decode(errors="replace")[-800:])
    return done.returncode == 0


def _keep(order: _Order, made: _Made) -> None:
    """Write what was made; a file that was taken off meanwhile needs none."""
    if db.session.get(EntryFile, order.entry_file_id) is None:
        return
    query = select(ReadingCopy).where(ReadingCopy.entry_file_id == order.entry_file_id)
    copy = db.session.scalars(query).first()
    if copy is None:
        copy = ReadingCopy(entry_file_id=order.entry_file_id)
        db.session.add(copy)
    copy.pictures.clear()
    copy.made_at = now()
    db.session.flush()
    copy.hidden_key = hidden_key(order.spans)
    copy.html, copy.is_whole = made.html, made.is_whole
    copy.beside = {"strings": made.beside}
    copy.file = keep(made.copy) if made.copy else None
    copy.pictures = [
        ReadingPicture(
            number=one["number"],
            width=one["width"],
            height=one["height"],
            text=one["text"],
            file=keep(file),
        )
        for one, file in made.pictures
    ]
    db.session.flush()
