"""Asking for work. The row is the truth; ``running`` does what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from eventkit.db import db
from eventkit.jobs.models import Job
from eventkit.jobs.wake import want_work
from eventkit.web.clock import now

Work = TypeVar("Work", bound=Callable[..., Any])
KINDS: dict[str, Callable[..., Any]] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Name a function as a kind of work; its keyword arguments stand in the job's row."""

    def name(function: Work) -> Work:
        if kind in KINDS:
            raise ValueError(f"work {kind!r} is named twice")
        KINDS[kind] = function
        return function

    return name


def later(kind: str, *, delay: timedelta = timedelta(0), **arguments: Any) -> Job:
    """Ask for work in the present transaction; it starts after the commit."""
    job = Job(kind=kind, arguments=arguments, run_after=now() + delay, created_at=now())
    db.session.add(job)
    db.session.flush()
    want_work()
    return job
