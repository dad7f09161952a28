"""What each role may do about an event's next step, and where a later opening stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.desk.duties import managed
from eventkit.desk.facts import phase_word
from eventkit.desk.hands import doer_words, hand_of
from eventkit.desk.steps import Act, NextStep
from eventkit.events.models import Event
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
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
