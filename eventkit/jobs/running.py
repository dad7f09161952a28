"""Doing the work that is due and picking up what a crash left behind.

A runner claims a row in one transaction, does the work, and marks it in another; a row whose
heartbeat is old is claimed again, so every kind must be safe to repeat.
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
STALE_AFTER = timedelta(minutes=5)


def run_due(limit: int = 20) -> int:
    """Do the jobs that are due, one after another; returns how many were done."""
    done = 0
    while done < limit and (job_id := _claim()) is not None:
        _run(job_id)
        done += 1
    return done


def _claim() -> int | None:
    query = (
        select(Job)
        .where(
            or_(
                (Job.state == "waiting") & (Job.run_after <= now()),
                (Job.state == "running") & (Job.heartbeat_at < now() - STALE_AFTER),
            )
        )
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
    job = db.session.get_one(Job, job_id)
    kind, arguments = job.kind, dict(job.arguments)
    db.session.commit()
    try:
        if kind not in KINDS:
            raise LookupError(f"nobody knows work {kind!r}")
        KINDS[kind](**arguments)
        db.session.commit()
    except Exception as problem:
        db.session.rollback()
        log.exception("job %s (%s) failed", job_id, kind)
        _mark_failure(job_id, problem)
        return
    job = db.session.get_one(Job, job_id)
    job.state, job.finished_at, job.error = "done", now(), None
    db.session.commit()


def _mark_failure(job_id: int, problem: Exception) -> None:
    job = db.session.get_one(Job, job_id)
    job.error = f"{type(problem).__name__}: {problem}"[:2000]
    if job.attempts >= ATTEMPTS:
        job.state, job.finished_at = "failed", now()
    else:
        job.state, job.run_after = "waiting", now() + timedelta(minutes=2**job.attempts)
    db.session.commit()
