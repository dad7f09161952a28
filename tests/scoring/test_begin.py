"""Opening the work of the jury: who has works hears of it, in time and with the deadline."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_judged_event, create_juror, create_task
from eventkit.testing.pages import words
from eventkit.web.clock import set_clock


def test_jurors_with_works_are_told_that_they_may_begin(app: Flask, client: FlaskClient) -> None:
    """The page of a closed sheet promises this letter; an idle juror gets none."""
    set_clock(lambda: datetime(2026, 11, 1, tzinfo=UTC))
    event = create_judged_event(title="К вершинам")
    judging = event.stage("judging")
    assert judging
    judging.opened_at = None
    # Midnight after 14 November in Yakutsk: the last day counts to its end.
    judging.closes_at = datetime(2026, 11, 14, 15, tzinfo=UTC)
    busy = create_juror(event, create_person(email="busy@example.org", first_name="Нина"))
    create_juror(event, create_person(email="idle@example.org"))
    create_task(event, busy)
    sign_in(client, create_account(roles={event.id: "organizer"}))
    address = f"/manage/{event.slug}/judging/open"
    assert "получат письма" in words(client.get(address))
    page = client.post(address, follow_redirects=True)
    assert "Отправлено 1 письмо." in words(page)
    [letter] = db.session.scalars(select(Letter)).all()
    assert (letter.recipient, letter.subject) == (
        "busy@example.org",
        "Жюри может начинать: К вершинам",
    )
    assert "Нина" in letter.body
    assert "Вам осталась 1 работа." in letter.body
    assert "Срок: 14 ноября 2026 г., 23:59 (UTC+9)." in letter.body
