"""An open contest with two audiences, and an applicant who walks through the form."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from eventkit.db import db
from eventkit.events.models import Audience, Event, Nomination
from eventkit.people.models import Organization
from eventkit.registration.models import Registration
from eventkit.testing.factories import create_event, create_organization

OPENS = datetime(2025, 10, 5, 15, tzinfo=UTC)
CLOSES = datetime(2025, 10, 31, 15, tzinfo=UTC)
"""Midnight after 31 October in Yakutsk (UTC+9): the first instant that is too late."""
DURING = datetime(2025, 10, 20, 3, tzinfo=UTC)

ANNA = {
    "last_name": "Первоклашкина",
    "first_name": "Дарья",
    "patronymic": "Игоревна",
    "birth_date": "17.05.2001",
    "teaching_since": "01.09.2023",
    "position": "учитель начальных классов",
    "category": "",
    "email": "darya@example.org",
    "phone": "",
}
"""24 years old on 1 October 2025, 2 full years of experience."""


def create_open_event(**values: Any) -> Event:
    """Taking applications in October 2025: young teachers (N1) and those from 6 years on (N2)."""
    event = create_event(**values)
    stage = event.stage("registration")
    assert stage is not None
    stage.opens_at, stage.closes_at = OPENS, CLOSES
    young = Audience(code="YS", title="Молодые специалисты", max_age=35, max_experience=5)
    old = Audience(code="EX", title="Опытные педагоги", min_experience=6, position=1)
    event.audiences = [young, old]
    db.session.flush()
    first = event.nominations[0]
    first.audience, first.genre = young, "письмо-признание"
    event.nominations.append(Nomination(audience=old, code="N2", title="Учитель", position=1))
    db.session.flush()
    return event


def word_file(text: str = "Дорогой первый класс.", author: str = "") -> bytes:
    """A Word document with one paragraph."""
    import docx

    document = docx.Document()
    document.core_properties.author = author
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(answer: TestResponse) -> str:
    """A page as people read it: without the typograph's own spaces."""
    return answer.get_data(as_text=True).replace("\u00a0", " ").replace("\u2060", "")


def only(model: Any = Registration) -> Any:
    """The one row that there is of a table, read anew."""
    db.session.expire_all()
    return db.session.scalars(select(model)).one()


class Applicant:
    """Fills the form in step by step, as a browser without JavaScript does."""

    def __init__(self, client: FlaskClient, event: Event, **you: str) -> None:
        self.client, self.slug, self.you = client, event.slug, ANNA | you
        self.nomination = str(event.nominations[0].id)
        self.school = "МАОУ СОШ №1 с. Вымыслово"
        if db.session.scalar(select(Organization).filter_by(short_name=self.school)) is None:
            create_organization(short_name=self.school)
        db.session.commit()
        self.address = f"/events/{self.slug}/register"

    def start(self) -> TestResponse:
        """Send the first step and take the address of the draft from the answer."""
        answer = self.client.post(self.address, data=self.you)
        if answer.status_code == 302:
            self.address = answer.location.rpartition("/")[0]
        return answer

    def post(self, step: str, **values: Any) -> TestResponse:
        """Send one step."""
        return self.client.post(f"{self.address}/{step}", data=values)

    def get(self, step: str = "") -> TestResponse:
        """Open a step, or the own page."""
        return self.client.get(f"{self.address}/{step}".rstrip("/"))

    def fill_in(self, **work: Any) -> Applicant:
        """All steps up to the summary."""
        self.start()
        self.post("school", organization=self.school)
        self.post("nomination", nomination=self.nomination)
        self.post("work", **({"title": "Первый звонок", "text": "Дорогой класс."} | work))
        self.post("consents", processing="y", publication="y")
        return self

    def send(self) -> TestResponse:
        """Press «Отправить заявку»."""
        return self.post("check")
