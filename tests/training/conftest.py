"""A training with four applications, and people at its doors."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from eventkit.db import db
from eventkit.registration.operations import start_draft
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
from eventkit.web.clock import now
from eventkit_training.operations import Plan, add_session

NAMES = ("Азбукина", "Букварёва", "Веретенникова", "Глаголева")


class Training:
    """Sessions in an hour and in three; the last of NAMES has an account."""

    def __init__(self, client) -> None:
        self.client = client
        self.event = create_event(format="training", title="Тренинг «Формула успеха»")
        self.begins = now() + timedelta(hours=1)
        self.people = [create_person(last_name=name, email="a@example.org") for name in NAMES]
        self.registrations = [self.apply(person) for person in self.people]
        self.account = create_account(None, {self.event.id: "organizer"})
        self.base = f"/training/{self.event.slug}"
        db.session.commit()

    def apply(self, person, **sent):
        made, self.secret = start_draft(self.event)
        made.person, made.state, made.sent = person, "admitted", sent
        made.email = f"{person.last_name}@example.org"
        made.nomination, made.submitted_at = self.event.nominations[0], now()
        made.number = person.id
        db.session.flush()
        return made

    def session(self, title="Круги доверия", after=0, hours="1.5", **more):
        begins = self.begins + timedelta(hours=after)
        plan = Plan(title, begins, begins + timedelta(hours=1), Decimal(hours), **more)
        made = add_session(self.event, plan)
        db.session.commit()
        return made

    def organize(self):
        sign_in(self.client, self.account)
        return self.client


@pytest.fixture
def training(app, client) -> Training:
    return Training(client)
