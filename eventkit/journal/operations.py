"""Writing a line of the journal, in the transaction of the act itself."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from eventkit.db import db
from eventkit.journal.models import JournalLine, JournalText
from eventkit.web.clock import now
from eventkit.web.viewer import Viewer

SITE = "site"
GENESIS = "0" * 64


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
) -> JournalLine:
    """Append a line to a chain.

    ``data`` takes ids, numbers and codes only; every name or free text goes into ``texts``,
    of which the line keeps a salted hash.
    """
    # What the act has changed is written together with its line, in one flush.
    with db.session.no_autoflush:
        number, previous = _end_of(chain)
    kept = [
        JournalText(name=n, salt=secrets.token_hex(16), text=t) for n, t in (texts or {}).items()
    ]
    facts = dict(data or {}) | {f"{k.name}_sha256": text_hash(k.salt, k.text or "") for k in kept}
    line = JournalLine(
        chain=chain,
        number=number + 1,
        at=now(),
        actor=actor,
        act=act,
        subject=subject,
        # As the database will give it back: tuples are lists there, and keys are texts.
        data=json.loads(json.dumps(facts, allow_nan=False)),
        previous_hash=previous,
        texts=kept,
    )
    line.hash = line_hash(line)
    db.session.add(line)
    db.session.flush()
    return line


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


def text_hash(salt: str, text: str) -> str:
    """The salted hash by which a line vouches for a text."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def line_hash(line: JournalLine) -> str:
    """The hash over a line's whole content and the hash before it."""
    return hashlib.sha256(_canonical(line).encode()).hexdigest()


def _canonical(line: JournalLine) -> str:
    content = [
        line.chain,
        line.number,
        line.at.isoformat(timespec="microseconds"),
        line.actor,
        line.act,
        line.subject,
        line.data,
        line.previous_hash,
    ]
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
