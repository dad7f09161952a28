"""The runner of one installation: a thread beside the server, or `eventkit worker`.

It looks at the rows every few seconds. No queue stands between: one school PC needs none, and
several workers on PostgreSQL share the rows by SKIP LOCKED without losing or doubling a job.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from flask import Flask

from eventkit.db import db, set_mode
from eventkit.jobs.operations import run_due

log = logging.getLogger("eventkit.jobs")
PAUSE = 5.0


class Runner:
    """Does due work until it is stopped; every failure is logged and waited out."""

    def __init__(self, app: Flask, chores: tuple[Callable[[], object], ...] = ()) -> None:
        self.app = app
        self.chores = chores
        self.stopping = threading.Event()

    def once(self) -> None:
        """One round: the due jobs, then the standing chores (the outbox)."""
        with self.app.app_context():
            set_mode("write")
            try:
                run_due()
                for chore in self.chores:
                    chore()
            except Exception:
                log.exception("a round of work failed")
            finally:
                db.session.remove()

    def run(self) -> None:
        """Go round after round until ``stop``."""
        while not self.stopping.is_set():
            self.once()
            self.stopping.wait(PAUSE)

    def start(self) -> threading.Thread:
        """Run beside the server in a thread of its own."""
        thread = threading.Thread(target=self.run, name="eventkit-worker", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Ask the runner to end after its present round."""
        self.stopping.set()
