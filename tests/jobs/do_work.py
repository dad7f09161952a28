"""A runner that is stopped in the middle: python do_work.py DATABASE_URL."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from eventkit.app import create_app
from eventkit.jobs.operations import work
from eventkit.jobs.running import run_due


@work("test.slow")
def slow(number: int) -> None:
    """Say that the work has begun, and never end it."""
    print(f"begun {number}", flush=True)
    sys.stdin.readline()


with tempfile.TemporaryDirectory() as folder:
    settings = {"TESTING": True, "SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": sys.argv[1]}
    app = create_app(settings, instance=Path(folder))
    with app.app_context():
        run_due()
