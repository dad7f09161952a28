"""A contest in judging with a chair, an organizer and a juror with one work."""

import pytest

from eventkit.db import db
from eventkit.people.operations import grant_role
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import (
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
    enter_by_link,
)


@pytest.fixture
def event(app):
    return create_judged_event(contact_email="org@example.org")


@pytest.fixture
def juror(event):
    return create_juror(event, create_person(last_name="Читалкина", email="reader@example.org"))


@pytest.fixture
def task(event, juror):
    return create_task(event, juror, create_entry(event, code="Э-117"))


@pytest.fixture
def phone(app, juror, task):
    """The juror's own browser."""
    client = app.test_client()
    enter_by_link(client, juror)
    return client


@pytest.fixture
def staff(app, event):
    """Browsers of the event's staff by role, each made once."""
    made = {}

    def client_of(role):
        if role not in made:
            account = create_account(
                create_person(last_name=role.title()), email=f"{role}@example.org"
            )
            grant_role(account, event.id, role)
            db.session.commit()
            made[role] = app.test_client()
            sign_in(made[role], account)
        return made[role]

    return client_of


@pytest.fixture
def chair(staff):
    return staff("chair")


@pytest.fixture
def organizer(staff):
    return staff("organizer")
