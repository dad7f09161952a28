"""Many apply in the same minute: on SQLite too everybody arrives, with a number and the file."""

import http.client
import re
import threading
import uuid

from sqlalchemy import select

from eventkit.db import db
from eventkit.registration.models import Registration
from eventkit.testing.factories import create_organization
from eventkit.testing.registration import ANNA, create_open_event, word_file
from eventkit.testing.serving import Serving

HOW_MANY = 16


class Browser:
    """A browser of its own over a real connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def post(self, path, fields, file=None):
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        if file:
            disposition = 'form-data; name="file"; filename="e.docx"'
            head = f"--{edge}\r\nContent-Disposition: {disposition}\r\n\r\n"
            parts += [head.encode(), file, b"\r\n"]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, re.sub(r"^https?://[^/]+", "", answer.headers.get("Location", ""))


def apply(port, slug, school, nomination, number, outcome):
    browser = Browser(port)
    you = ANNA | {"first_name": "Дарья" + "а" * number, "email": f"d{number}@example.org"}
    statuses = []
    status, place = browser.post(f"/events/{slug}/register", you)
    statuses.append(status)
    address = place.rpartition("/")[0]
    steps = (
        ("school", {"organization": school}, None),
        ("nomination", {"nomination": nomination}, None),
        ("work", {"title": f"Эссе {number}"}, word_file(f"Текст {number}.")),
        ("consents", {"processing": "y"}, None),
        ("check", {"sent": "1"}, None),
    )
    for step, fields, file in steps:
        status, place = browser.post(f"{address}/{step}", fields, file)
        statuses.append(status)
    outcome[number] = (statuses, place)
    browser.connection.close()


def test_sixteen_applications_with_files_at_once_all_arrive(app, at):
    event = create_open_event()
    school = create_organization(short_name="МАОУ СОШ №1 с. Вымыслово").short_name
    db.session.commit()
    slug, nomination = event.slug, str(event.nominations[0].id)
    db.session.remove()
    serving = Serving(app, threads=HOW_MANY)
    outcome = {}
    people = [
        threading.Thread(
            target=apply,
            args=(serving.port, slug, school, nomination, number, outcome),
        )
        for number in range(HOW_MANY)
    ]
    try:
        for one in people:
            one.start()
        for one in people:
            one.join()
    finally:
        serving.stop()
    assert [statuses for statuses, _place in outcome.values()] == [[302] * 6] * HOW_MANY
    assert all(place.endswith("/sent") for _statuses, place in outcome.values())
    rows = db.session.scalars(select(Registration)).all()
    assert sorted(row.number for row in rows) == list(range(1, HOW_MANY + 1))
    assert sorted(row.entry.files[0].reading_text for row in rows) == sorted(
        f"Текст {number}." for number in range(HOW_MANY)
    )
