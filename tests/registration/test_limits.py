"""Public forms say stop to programs, not to people."""

import re

import pytest

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.testing.fixtures import SETTINGS, Browser
from eventkit.testing.pages import plain
from eventkit.testing.registration import Applicant, create_open_event


@pytest.fixture
def limited(database_url, tmp_path, at):
    """An app that counts how often somebody asks."""
    settings = {"RATELIMIT_ENABLED": True, "SQLALCHEMY_DATABASE_URI": database_url}
    app = create_app(SETTINGS | settings, instance=tmp_path)
    app.test_client_class = Browser
    with app.app_context():
        set_mode("write")
        yield app
        db.session.remove()
        db.engine.dispose()


def test_a_program_that_starts_applications_without_end_is_stopped(limited):
    event = create_open_event()
    applicant = Applicant(limited.test_client(), event, last_name="")
    statuses = [
        applicant.client.post(f"/events/{event.slug}/register", data=applicant.you).status_code
        for _time in range(61)
    ]
    assert statuses[:60] == [422] * 60
    assert statuses[60] == 429


@pytest.mark.parametrize("step", ["check", "work", "withdraw"])
def test_a_program_that_sends_without_end_is_stopped(limited, step):
    """People who send a work or an application again and again are never near it."""
    applicant = Applicant(limited.test_client(), create_open_event())
    applicant.start()
    statuses = [applicant.post(step).status_code for _time in range(121)]
    assert 429 not in statuses[:120]
    assert statuses[120] == 429


def test_a_form_without_its_token_is_not_taken(database_url, tmp_path, at):
    settings = {"WTF_CSRF_ENABLED": True, "SQLALCHEMY_DATABASE_URI": database_url}
    app = create_app(SETTINGS | settings, instance=tmp_path)
    app.test_client_class = Browser
    with app.app_context():
        set_mode("write")
        event = create_open_event()
        applicant = Applicant(app.test_client(), event)
        assert applicant.start().status_code == 400
        page = applicant.client.get(f"/events/{event.slug}/register").get_data(as_text=True)
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        applicant.you |= {"csrf_token": token}
        assert applicant.start().status_code == 302
        db.session.remove()
        db.engine.dispose()


def test_the_page_says_how_long_to_wait_for_a_limit_of_an_hour(database_url, tmp_path):
    settings = {"RATELIMIT_ENABLED": True, "SQLALCHEMY_DATABASE_URI": database_url}
    app = create_app(SETTINGS | settings, instance=tmp_path)
    app.test_client_class = Browser
    with app.app_context():
        set_mode("write")
        event = create_open_event()
        applicant = Applicant(app.test_client(), event, last_name="")
        for _time in range(61):
            answer = applicant.client.post(f"/events/{event.slug}/register", data=applicant.you)
        db.session.remove()
        db.engine.dispose()
    found = re.search(r"Повторите через (\d+) минут", plain(answer.get_data(as_text=True)))
    assert found is not None
    assert 30 < int(found[1]) <= 61
