"""A process that adds one to a counter, many times: python counting.py URL TIMES."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from eventkit.app import create_app
from eventkit.db import db
from eventkit.web.models import SiteSettings


def add_one() -> None:
    """Read, add, write: the step that loses updates where transactions begin too late."""
    row = db.session.get_one(SiteSettings, 1)
    row.phone = str(int(row.phone) + 1)
    db.session.commit()


def main() -> None:
    """Say that the process is ready, wait for the start, count."""
    settings = {"TESTING": True, "SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": sys.argv[1]}
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings, instance=Path(folder))
        with app.app_context():
            print("ready", flush=True)
            sys.stdin.readline()
            for _ in range(int(sys.argv[2])):
                add_one()


if __name__ == "__main__":
    main()
