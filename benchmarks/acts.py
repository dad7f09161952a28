"""The acts that are measured, on a filled installation: their requests with valid sessions."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from benchmarks.clients import Act, Step
from benchmarks.documents import essay_docx
from benchmarks.filling import JURORS, MOST, NOMINATIONS, SLUG, Filled
from benchmarks.published import SLUG_OF_RESULTS
from eventkit.db import db
from eventkit.people.accounts import Account
from eventkit.people.signing_in import JUROR, JUROR_KEY, session_values


@dataclass(frozen=True)
class Visitor:
    """A session: the cookie and the token that its forms carry."""

    cookie: str
    token: str


class Acts:
    """Makes the n-th act of each kind; no two acts of a kind send the same."""

    def __init__(self, app: Flask, filled: Filled) -> None:
        self.app, self.filled = app, filled
        with app.app_context():
            organizer = db.session.get(Account, filled.organizer_id)
            assert organizer is not None
            self.organizer = visitor(app, session_values(organizer))
            db.session.remove()
        self.jurors = [visitor(app, {JUROR: n, JUROR_KEY: key}) for n, key in filled.jurors]
        self.stranger = visitor(app, {})

    def start_page(self, _number: int) -> Act:
        """A stranger opens the front page."""
        return Act((Step("/"),))

    def list_by_score(self, number: int) -> Act:
        """The organizer sorts the list of works by score: 50 rows, the first four pages."""
        page = 1 + number % 4
        path = f"/manage/{SLUG}/registrations?state=admitted&sort=-score&page={page}"
        return Act((Step(path),), self.organizer.cookie)

    def list_of_juror(self, number: int) -> Act:
        """A juror opens the list of works."""
        return Act((Step("/jury"),), self.jurors[number % JURORS].cookie)

    def next_work(self, number: int) -> Act:
        """A juror opens the next work: its text beside the sheet."""
        juror = number % JURORS
        task = self.filled.waiting[juror][0]
        return Act((Step(f"/jury/sheets/{task}"),), self.jurors[juror].cookie)

    def save_mark(self, number: int) -> Act:
        """A juror touches a mark: every time a value that was not there before."""
        juror, turn = number % JURORS, number // JURORS
        tasks, criteria = self.filled.waiting[juror], self.filled.criteria
        turn, task = divmod(turn, len(tasks))
        turn, criterion = divmod(turn, len(criteria))
        touch = {
            "id": str(uuid.uuid4()),
            "task": tasks[task],
            "field": f"c{criteria[criterion]}",
            "value": str(turn % MOST + 1),
            "base": turn,
            "counter": number + 1,
            "made_at": "2026-01-01T00:00:00Z",
        }
        body = json.dumps({"device": f"phone-{juror}", "touches": [touch]}).encode()
        token = (("X-CSRFToken", self.jurors[juror].token),)
        step = Step("/jury/touches", "POST", body, "application/json", 200, headers=token)
        return Act((step,), self.jurors[juror].cookie)

    def register(self, number: int) -> Act:
        """A teacher applies with a file: six forms from the first step to the confirmation."""
        base = f"/events/{SLUG}/register"
        school_id, school = self.filled.school
        steps: tuple[tuple[str, dict[str, Any]], ...] = (
            ("school", {"organization": school, "organization_id": school_id}),
            ("nomination", {"nomination": self.filled.nomination_id}),
            ("consents", {"processing": "y", "publication": "y"}),
            ("check", {}),
        )
        token = {"csrf_token": self.stranger.token}
        school_step, nomination, consents, check = (
            _post(f"{base}/{{key}}/{step}", form | token, 302) for step, form in steps
        )
        start = _post(base, _person(number) | token, 302, takes_key=True)
        file = FileStorage(essay_docx(), filename="эссе.docx")
        boundary, body = encode_multipart(token | {"title": f"Письмо № {number}", "file": file})
        content_type = f'multipart/form-data; boundary="{boundary}"'
        work = Step(f"{base}/{{key}}/work", "POST", body, content_type, 302)
        sent = Step(f"{base}/{{key}}/sent")
        steps_in_order = (start, school_step, nomination, work, consents, check, sent)
        return Act(steps_in_order, self.stranger.cookie)

    def results(self, _number: int) -> Act:
        """A stranger reads the published results: two hundred works."""
        return Act((Step(f"/events/{SLUG_OF_RESULTS}/results"),))

    def results_room(self, _number: int) -> Act:
        """The organizer opens the results room of the same contest: one nomination of eight."""
        return Act((Step(f"/manage/{SLUG_OF_RESULTS}/results"),), self.organizer.cookie)

    def results_jury(self, _number: int) -> Act:
        """The organizer opens «Жюри в цифрах» of one nomination, with its pictures."""
        path = f"/manage/{SLUG_OF_RESULTS}/results/jury?nomination={NOMINATIONS[0]}"
        return Act((Step(path),), self.organizer.cookie)

    def export(self, _number: int) -> Act:
        """The organizer takes the whole list to Excel."""
        path = f"/manage/{SLUG}/registrations.xlsx?state="
        return Act((Step(path),), self.organizer.cookie)


def visitor(app: Flask, values: Mapping[str, Any]) -> Visitor:
    """A signed session that holds these values, as the sign-in page or a juror's door makes it."""
    with app.test_request_context():
        session.update(values)
        token = generate_csrf()
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        signed = serializer.dumps(dict(session))
    return Visitor(f"{app.config['SESSION_COOKIE_NAME']}={signed}", token)


def _post(path: str, form: Mapping[str, Any], expected: int, **options: Any) -> Step:
    return Step(path, "POST", urlencode(form).encode(), expected=expected, **options)


def _person(number: int) -> dict[str, str]:
    last = "Новосёлова" + "".join(chr(ord("а") + int(digit)) for digit in str(number))
    return {
        "last_name": last,
        "first_name": "Вера",
        "patronymic": "Павловна",
        "birth_date": "17.05.1998",
        "teaching_since": "01.09.2023",
        "position": "учитель математики",
        "category": "",
        "email": f"new{number}@example.org",
        "phone": "",
    }
