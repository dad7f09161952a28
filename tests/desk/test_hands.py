"""What each role may do about an event's next step, and where a later opening stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.desk.duties import managed
from eventkit.desk.facts import phase_word
from eventkit.desk.hands import doer_words, hand_of
from eventkit.desk.steps import Act, NextStep
from eventkit.events.models import Event
from eventkit.registration.models import Registration
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.registration import create_open_event
from eventkit.web.viewer import Viewer

AT = datetime(2026, 2, 1, tzinfo=UTC)


def viewer(event: Event, role: str) -> Viewer:
    return Viewer(account_id=1, roles={event.id: frozenset({role})})


@pytest.mark.parametrize(
    ("role", "key", "own", "endpoint"),
    [
        ("organizer", "queue", True, "desk.manage"),
        ("secretary", "queue", False, "registration.queue"),
        ("chair", "queue", False, None),
        ("chair", "publish", True, "desk.manage"),
        ("chair", "ties", True, "results.room"),
        ("chair", "prepare", False, "results.room"),
        ("observer", "remind", False, None),
    ],
)
def test_a_viewer_gets_only_acts_that_are_theirs(
    app: Flask, role: str, key: str, own: bool, endpoint: str | None
) -> None:
    event = create_event()
    step = NextStep(key, "шаг", act=Act("Сделать", "desk.manage"))
    hand = hand_of(viewer(event, role), event, step)
    assert hand.is_own is own
    assert (hand.act.endpoint if hand.act else None) == endpoint


@pytest.mark.parametrize(
    ("role", "key", "own"),
    [
        ("secretary", "appeals", False),
        ("chair", "appeals", True),
        ("secretary", "correct", False),
        ("secretary", "publish", False),
        ("observer", "assign", False),
    ],
)
def test_nobody_is_told_to_do_what_is_not_theirs(
    app: Flask, role: str, key: str, own: bool
) -> None:
    event = create_event()
    order = "Назовите комиссию."
    step = NextStep(key, "Раздайте жюри 13 работ", order, Act("Сделать", "desk.manage"))
    hand = hand_of(viewer(event, role), event, step)
    assert (hand.is_own, hand.text) == (own, order if own else "")
    if key == "assign":
        assert hand.title == "Работы розданы жюри не все"


@pytest.mark.parametrize("key", ["open", "close", "prepare"])
def test_rooms_that_an_event_lacks_are_not_offered(app: Flask, key: str) -> None:
    """A training has neither a jury nor places, so there is nothing to look at."""
    event = create_event(format="training")
    step = NextStep(key, "шаг", act=Act("Сделать", "desk.manage"))
    assert hand_of(viewer(event, "chair"), event, step).act is None


def test_the_secretary_reads_who_decides_and_what_the_desk_waits_for(client: FlaskClient) -> None:
    event, person = create_open_event(), create_person()
    db.session.add(
        Registration(event=event, number=7, state="submitted", token_hash="x", created_at=AT)
    )
    create_account(person, {event.id: "organizer"})
    sign_in(client, create_account(roles={event.id: "secretary"}))
    page = words(client.get(f"/manage/{event.slug}/registrations/7"))
    assert f"Заявка ждёт решения. Решает организатор: {person.short_name}" in page
    desk = words(client.get("/desk"))
    assert "1 заявка ждёт решения. Дальше дело за организатором." in desk


@pytest.mark.parametrize(("role", "shown"), [("chair", False), ("secretary", True)])
def test_the_rooms_of_the_day_are_shown_to_those_who_run_it(
    client: FlaskClient, role: str, shown: bool
) -> None:
    event = create_event()
    event.trials[0].mode = "live"
    sign_in(client, create_account(roles={event.id: role}))
    page = client.get(f"/manage/{event.slug}/jury").text
    assert (f"/manage/{event.slug}/live" in page) is shown


def test_the_organizer_is_named(app: Flask) -> None:
    event = create_event()
    person = create_person()
    create_account(person, {event.id: "organizer"})
    assert doer_words(event) == f"Это делает организатор: {person.short_name}"


def test_what_opens_later_says_so_and_stands_last(app: Flask) -> None:
    later, running = create_event(reference_date=AT.date()), create_event()
    for event, opens in ((later, AT + timedelta(days=28)), (running, AT - timedelta(days=1))):
        stage = event.stage("registration")
        assert stage is not None
        stage.opens_at, stage.closes_at = opens, opens + timedelta(days=60)
    boss = Viewer(account_id=1, is_administrator=True)
    assert [row.event for row in managed(boss, AT, archived=False)] == [running, later]
    assert phase_word(later, AT) == "объявлено, приём с 1 марта"
    assert phase_word(running, AT) == "приём заявок"


def test_nobody_is_offered_to_disable_themself(client: FlaskClient) -> None:
    boss, other = create_account(is_administrator=True), create_account()
    sign_in(client, boss)
    page = client.get("/manage/accounts").text
    assert f"/manage/accounts/{other.id}/active" in page
    assert f"/manage/accounts/{boss.id}/active" not in page
