"""The organizer is led: hand out the works, send the links, open the judging; none is forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.cockpit import flow
from eventkit.desk.numbers import Numbers
from eventkit.desk.step_values import Facts, NextStep
from eventkit.desk.step_words import behind_words
from eventkit.desk.steps import next_step
from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.juries.operations import assign, issue_link
from eventkit.juries.queries import jurors_of
from eventkit.mail.models import Letter
from eventkit.scoring.engine import ScoringRules
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import OPENED, create_entry, create_judged_event, create_juror
from eventkit.testing.pages import words

pytestmark = pytest.mark.database
WORKS = {"sent": 13, "admitted": 13, "jurors": 3, "sheets_needed": 33}
GIVEN = WORKS | {"sheets_assigned": 33}


def step(**known: Any) -> NextStep:
    values: dict[str, Any] = {"phase": "registration", "has_begun": True, "days_left": 4}
    return next_step(Facts(**(values | known)))


@pytest.mark.parametrize("has_ended", [False, True])
def test_works_are_handed_out_then_links_are_sent(app: Flask, has_ended: bool) -> None:
    first = step(**WORKS, without_link=3, has_ended=has_ended)
    assert (first.title, first.act and first.act.endpoint) == (
        "Раздайте жюри 13 работ",
        "planning.plan",
    )
    second = step(**GIVEN, without_link=3, has_ended=has_ended, judging_day=date(2026, 11, 10))
    assert second.title == "Отправьте личные ссылки 3 членам жюри"
    assert second.text.endswith("По срокам жюри начинает 10 ноября.")
    assert second.act
    assert second.act.endpoint == "juries.jury"


def test_with_works_and_links_the_judging_is_opened_after_the_term(app: Flask) -> None:
    early = step(**GIVEN, judging_day=date(2026, 11, 10))
    assert early.title == "Все заявки разобраны: допущено 13"
    assert early.text == "До срока 4 дня. По срокам жюри начинает 10 ноября."
    last = step(**GIVEN, has_ended=True, judging_day=date(2026, 11, 10))
    assert last.act
    assert last.act.endpoint == "scoring.begin_judging"
    assert last.text.startswith("По срокам жюри начинает 10 ноября.")


def test_sheets_that_cannot_be_given_out_stop_nobody(app: Flask) -> None:
    """The jury is too small: the shortage is said, and the next step stands beside it."""
    short = WORKS | {"sheets_assigned": 27, "has_ended": True}
    stuck = step(**short)
    assert stuck.title == "Не роздано 6 листов"
    assert stuck.other
    assert stuck.other.endpoint == "scoring.begin_judging"
    without = step(**short, without_link=1)
    assert without.other
    assert without.other.endpoint == "juries.jury"


@pytest.fixture
def contest(app: Flask, client: FlaskClient) -> Event:
    """Two works in the hands of two jurors with addresses, the judging not yet open."""
    event = create_judged_event()
    registration, judging = event.stage("registration"), event.stage("judging")
    assert registration is not None
    assert judging is not None
    registration.opens_at, judging.opened_at = OPENED, None
    works = [create_entry(event) for _ in range(2)]
    for mail in ("one@example.org", "two@example.org"):
        juror = create_juror(event, create_person(email=mail))
        for work in works:
            assign(juror, work, event.trials[0])
    db.session.commit()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return event


def test_links_sent_early_tell_both_sides_that_judging_is_closed(
    client: FlaskClient, contest: Event
) -> None:
    page = words(client.get(f"/manage/{contest.slug}/jury"))
    assert "Работа жюри ещё не открыта." in page
    assert "По срокам жюри начинает 1 ноября." in page
    address = f"/manage/{contest.slug}/jury/letters"
    said = words(client.post(address, follow_redirects=True))
    assert "Отправлено 2 письма. Оценивать жюри сможет, когда вы откроете его работу." in said
    bodies = [one.body for one in db.session.scalars(select(Letter))]
    assert all("Оценивание ещё не открыто" in body for body in bodies)


def test_an_open_jury_is_told_nothing_of_an_opening(client: FlaskClient, contest: Event) -> None:
    judging = contest.stage("judging")
    assert judging is not None
    judging.opened_at = judging.opens_at
    db.session.commit()
    said = words(client.post(f"/manage/{contest.slug}/jury/letters", follow_redirects=True))
    assert "Отправлено 2 письма." in said
    assert "Оценивать жюри сможет" not in said
    assert "Работа жюри ещё не открыта." not in said
    assert "ещё не открыто" not in db.session.scalars(select(Letter)).first().body


def test_the_overview_counts_links_and_names_a_shortage(
    client: FlaskClient, contest: Event
) -> None:
    page = words(client.get(f"/manage/{contest.slug}"))
    assert "Отправьте личные ссылки 2 членам жюри" in page
    for juror in jurors_of(contest.id):
        issue_link(juror)
    db.session.delete(db.session.scalars(select(Assignment).limit(1)).one())
    db.session.commit()
    page = words(client.get(f"/manage/{contest.slug}"))
    assert "Не хватает 1 назначения." in page
    assert "ничего не ждёт решения" not in page


def test_the_counter_of_sheets_agrees_with_so_many_a_work(app: Flask) -> None:
    """13 works of three sheets are 39: 33 can be had, and for six nobody is left."""
    counted = Numbers(
        states={"admitted": 13}, admitted=13, jurors=[("А", 33, 0)], sheets_wanted=33, sheets_lost=6
    )
    last = flow(counted, 0, ScoringRules(sheets_per_entry=3))[3]
    assert (last.of, last.note) == ("из 33", "0 %, ещё 6 листов дать некому")


def test_the_rest_of_those_behind_follows_without_a_comma(app: Flask) -> None:
    behind = [(name, 11) for name in ("Абрамова", "Белова", "Вяткин", "Гаврилов", "Дроздова")]
    assert behind_words(behind) == (
        "Не закончили: Абрамова (11 листов), Белова (11 листов), Вяткин (11 листов) и ещё 2."
    )


def test_a_stage_that_is_over_is_said_without_a_gender(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string(
            "{% from 'components/path.html' import path %}{{ path([{'title': 'Настройка',"
            " 'state': 'done'}]) }}"
        )
    assert 'Настройка <span class="sr">(готово)</span>' in page
