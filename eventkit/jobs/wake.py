"""Asking that the runner looks at the rows once the present transaction is committed."""

from __future__ import annotations

from eventkit.db import db

WANTED = "eventkit.wake"


def want_work() -> None:
    """Wake the runner when the present transaction is committed."""
    db.session.info[WANTED] = True
