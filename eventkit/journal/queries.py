"""Reading the journal and checking that nobody changed it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import GENESIS, line_hash, text_hash
from eventkit.lazy import dataclass


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold."""

    chain: str
    number: int
    reason: str


def head_hash(chain: str) -> str:
    """The hash of the last line of a chain, as protocols and backups print it."""
    query = (
        select(JournalLine.hash)
        .where(JournalLine.chain == chain)
        .order_by(JournalLine.number.desc())
        .limit(1)
    )
    return db.session.scalar(query) or GENESIS


def lines_of(chain: str, limit: int = 200) -> Sequence[JournalLine]:
    """The latest lines of a chain, newest first, with their texts."""
    query = (
        select(JournalLine)
        .where(JournalLine.chain == chain)
        .order_by(JournalLine.number.desc())
        .limit(limit)
        .options(selectinload(JournalLine.texts))
    )
    return db.session.scalars(query).all()


def verify(head: str | None = None) -> list[Break]:
    """Check every chain; with ``head`` also that this hash still stands somewhere.

    A changed byte breaks its own line's hash, a removed line the numbering; a cut end is found
    by a head hash printed on a protocol.
    """
    breaks: list[Break] = []
    is_head_there = head is None
    query = (
        select(JournalLine)
        .order_by(JournalLine.chain, JournalLine.number)
        .options(selectinload(JournalLine.texts))
        .execution_options(yield_per=500, populate_existing=True)
    )
    chain, number, previous = "", 0, GENESIS
    for line in db.session.scalars(query):
        if line.chain != chain:
            chain, number, previous = line.chain, 0, GENESIS
        breaks.extend(_check(line, number + 1, previous))
        number, previous = line.number, line.hash
        is_head_there = is_head_there or line.hash == head
    if not is_head_there:
        breaks.append(Break("", 0, "head"))
    return breaks


def _check(line: JournalLine, number: int, previous: str) -> list[Break]:
    found = []
    if line.number != number:
        found.append(Break(line.chain, number, "missing"))
    if line.previous_hash != previous:
        found.append(Break(line.chain, line.number, "previous"))
    if line.hash != line_hash(line):
        found.append(Break(line.chain, line.number, "changed"))
    for text in line.texts:
        expected = line.data.get(f"{text.name}_sha256")
        if text.text is not None and expected != text_hash(text.salt, text.text):
            found.append(Break(line.chain, line.number, "text"))
    return found
