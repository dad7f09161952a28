"""Doing the work that is due and picking up what a crash left behind.

A runner claims a row in one transaction, and does the work and marks the row in another: what a
kind of work changes in the database it changes once. A row whose claim is old is claimed again,
so whatever a kind does outside of the database must be safe to repeat.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import or_, select

from eventkit.db import db
from eventkit.jobs.models import Job
from eventkit.jobs.operations import KINDS
from eventkit.web.clock import now

log = logging.getLogger("eventkit.jobs")

ATTEMPTS = 5
STALE_AFTER = timedelta(minutes=15)


class UnknownWorkError(LookupError):
    """No room and no plugin knows this kind of work."""


def run_due(limit: int = 20) -> int:
    """Do the jobs that are due, one after another; returns how many were begun."""
    begun = 0
    while begun < limit and (job_id := _claim()) is not None:
        _run(job_id)
        begun += 1
    return begun


def _claim() -> int | None:
    is_due = (Job.state == "waiting") & (Job.run_after <= now())
    is_left = (Job.state == "running") & (Job.heartbeat_at < now() - STALE_AFTER)
    query = (
        select(Job)
        .where(or_(is_due, is_left))
        .order_by(Job.run_after, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = db.session.scalars(query).first()
    if job is None:
        db.session.rollback()
        return None
    job.state, job.heartbeat_at, job.attempts = "running", now(), job.attempts + 1
    db.session.commit()
    return job.id


def _run(job_id: int) -> None:
    try:
        _work(job_id)
        db.session.commit()
    except Exception as problem:
        db.session.rollback()
        log.exception("job %s failed", job_id)
        _mark_failure(job_id, problem)


def _work(job_id: int) -> None:
    job = db.session.get_one(Job, job_id)
    function, arguments = KINDS.get(job.kind), dict(job.arguments)
    if function is None:
        raise UnknownWorkError(job.kind)
    if job.attempts > ATTEMPTS:
        raise InterruptedError("each runner that began this work was stopped in the middle of it")
    # No transaction is open: work that begins slowly keeps nobody waiting.
    db.session.rollback()
    function(**arguments)
    # Marked in the transaction of the work itself.
    job = db.session.get_one(Job, job_id)
    job.state, job.finished_at, job.error = "done", now(), None


def _mark_failure(job_id: int, problem: Exception) -> None:
    job = db.session.get_one(Job, job_id)
    job.error = f"{type(problem).__name__}: {problem}"[:2000]
    if job.attempts >= ATTEMPTS:
        job.state, job.finished_at = "failed", now()
    else:
        job.state, job.run_after = "waiting", now() + timedelta(minutes=2**job.attempts)
    db.session.commit()
