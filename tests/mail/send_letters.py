"""A process that sends what is due: python send_letters.py DATABASE_URL MAIL_URL."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from eventkit.app import create_app
from eventkit.mail.sending import send_due

with tempfile.TemporaryDirectory() as folder:
    settings = {
        "TESTING": True,
        "SECRET_KEY": "x",
        "SQLALCHEMY_DATABASE_URI": sys.argv[1],
        "MAIL_URL": sys.argv[2],
    }
    app = create_app(settings, instance=Path(folder))
    with app.app_context():
        print("ready", flush=True)
        sys.stdin.readline()
        print(send_due(), flush=True)
