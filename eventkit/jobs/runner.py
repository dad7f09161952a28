"""The runner of work: huey's consumer beside the server, or alone as `eventkit worker`.

The rows of jobs and letters are the truth. Huey's queue is a file of its own beside the database
(or Redis, by one setting); it only says "look at the rows" and may be deleted at any time: every
minute the rows are looked at anyway. Huey forgets a task that is killed; a row is picked up again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from flask import Flask, current_app
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from sqlalchemy import event

from eventkit.db import db, set_mode
from eventkit.jobs.running import run_due
from eventkit.jobs.wake import WANTED

log = logging.getLogger("eventkit.jobs")
QUEUE = "eventkit.queue"


class Queue:
    """Says to the runners of one installation that there is something to do."""

    def __init__(self, app: Flask, chores: tuple[Callable[[], object], ...]) -> None:
        self.app = app
        self.chores = chores
        self.huey = _storage(app)
        self.wake = self.huey.task(name="look")(self.look)
        self.huey.periodic_task(crontab(minute="*"), name="sweep")(self.look)

    def look(self) -> None:
        """Do the due jobs, then the standing chores (the outbox)."""
        with self.app.app_context():
            set_mode("write")
            try:
                run_due()
                for chore in self.chores:
                    chore()
            except Exception:
                log.exception("a round of work failed and will be repeated")
            finally:
                db.session.remove()

    def consumer(self, *, beside: bool) -> Consumer:
        """A consumer: ``beside`` a server it leaves the signals of the process alone."""
        kind = BesideConsumer if beside else Consumer
        return kind(self.huey, workers=1, periodic=True, initial_delay=0.2, max_delay=2.0)


class BesideConsumer(Consumer):
    """A consumer in threads of a server's process."""

    def _set_signal_handlers(self) -> None:
        """Leave the signals to the server."""


def init_jobs(app: Flask, chores: tuple[Callable[[], object], ...] = ()) -> None:
    """Give the app its queue; each commit that asked for work wakes the runner."""
    app.extensions[QUEUE] = Queue(app, chores)
    if not event.contains(db.session, "after_commit", _wake_after_commit):
        event.listen(db.session, "after_commit", _wake_after_commit)


def queue_of(app: Flask) -> Queue:
    """The app's queue."""
    queue: Queue = app.extensions[QUEUE]
    return queue


def _wake_after_commit(session: object) -> None:
    if db.session.info.pop(WANTED, False) and not current_app.config.get("TESTING"):
        try:
            queue_of(current_app).wake()
        except Exception:
            log.exception("the queue did not answer; the sweep will find the work")


def _storage(app: Flask) -> Huey:
    if app.config.get("TESTING"):
        return MemoryHuey("eventkit", results=False)
    if app.config["REDIS_URL"]:
        return RedisHuey("eventkit", url=app.config["REDIS_URL"], results=False)
    file = Path(app.instance_path) / "queue.db"
    file.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("eventkit", filename=str(file), results=False)
