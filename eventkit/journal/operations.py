"""Writing a line of the journal, in the transaction of the act itself."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select
from sqlalchemy.sql.dml import ReturningInsert

from eventkit.db import db
from eventkit.journal.models import JournalLine, JournalText
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer

SITE = "site"
GENESIS = "0" * 64
CONTENT = ("chain", "number", "at", "actor", "act", "subject", "data", "previous_hash")
"""What a line's hash vouches for, in this order."""


def event_chain(event_id: int) -> str:
    """The name of an event's own chain."""
    return f"event:{event_id}"


def actor_of(viewer: Viewer | None) -> str:
    """Who acted, by id: an account, a juror's link, or the system itself."""
    if viewer is None:
        return "system"
    if viewer.account_id is not None:
        return f"account:{viewer.account_id}"
    return f"juror:{viewer.juror_id}" if viewer.juror_id is not None else "stranger"


def record(
    chain: str,
    act: str,
    subject: str,
    *,
    actor: str = "system",
    data: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> int:
    """Append a line to a chain, after writing what the act has changed; returns the line's id.

    ``data`` takes ids, numbers and codes only; every name or free text goes into ``texts``,
    of which the line keeps a salted hash.
    """
    db.session.flush()
    number, previous = _end_of(chain)
    kept = [(name, secrets.token_hex(16), text) for name, text in (texts or {}).items()]
    facts = dict(data or {}) | {f"{name}_sha256": text_hash(s, text) for name, s, text in kept}
    content = {
        "chain": chain,
        "number": number + 1,
        "at": now(),
        "actor": actor,
        "act": act,
        "subject": subject,
        # As the database will give it back: tuples are lists there, and keys are texts.
        "data": json.loads(json.dumps(facts, allow_nan=False)),
        "previous_hash": previous,
    }
    # A plain insert: a line is never changed, and a save of a mark is mostly this.
    line = content | {"hash": _hash(content)}
    line_id: int = db.session.execute(_append(), line).scalar_one()
    db.session.add_all(
        JournalText(line_id=line_id, name=name, salt=salt, text=text) for name, salt, text in kept
    )
    db.session.flush()
    return line_id


def hold(chain: str) -> None:
    """Let nobody else write to a chain until this transaction ends.

    For acts that must read what others may be changing: hold first, then read.
    """
    _end_of(chain)


def _end_of(chain: str) -> tuple[int, str]:
    """The number and hash of the last line, the chain being held until the transaction ends.

    SQLite has one writer at a time. PostgreSQL gets a lock for each chain: to lock the last line
    would not help while there is none, nor show a line that was added while one waited.
    """
    if db.engine.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(f"journal {chain}".encode()).digest()[:8], signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(key)))
    last = db.session.execute(_last_line(), {"chain": chain}).first()
    return (last.number, last.hash) if last else (0, GENESIS)


@cache
def _last_line() -> Select[int, str]:
    lines = select(JournalLine.number, JournalLine.hash)
    ours = lines.where(JournalLine.chain == bindparam("chain"))
    return ours.order_by(JournalLine.number.desc()).limit(1)


@cache
def _append() -> ReturningInsert[int]:
    lines = db.metadata.tables[JournalLine.__tablename__]
    return insert(lines).returning(lines.c.id)


def text_hash(salt: str, text: str) -> str:
    """The salted hash by which a line vouches for a text."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def line_hash(line: JournalLine) -> str:
    """The hash over a line's whole content and the hash before it."""
    return _hash({name: getattr(line, name) for name in CONTENT})


def _hash(content: Mapping[str, Any]) -> str:
    at = content["at"].isoformat(timespec="microseconds")
    values = [at if name == "at" else content[name] for name in CONTENT]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
