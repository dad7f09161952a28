"""Sheets that nobody can give: conflicts against the number that the rules want, by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.numbers import numbers_of
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Conflict, Juror
from eventkit.juries.operations import assign
from eventkit.juries.trial_operations import set_trial_jury
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.testing.pages import words
from eventkit.web.clock import now

Rules = Mapping[str, Any]
Show = Callable[..., str]
Counting = Callable[[], AbstractContextManager[list[str]]]
THIRD = {"divergence_points": 5, "third_policy": "mean_of_three"}
pytestmark = pytest.mark.database


def contest(
    jurors: int = 3, works: int = 2, *, barred: int = 1, rules: Rules | None = None
) -> Event:
    """Three sheets a work; the first ``barred`` jurors have a conflict with the first work.

    Everybody else has every work in hand.
    """
    event = create_judged_event({"sheets_per_entry": 3, **(rules or {})})
    jury = [create_juror(event) for _ in range(jurors)]
    entries = [create_entry(event, code=f"Д-{n}") for n in range(1, works + 1)]
    for entry in entries:
        for number, juror in enumerate(jury):
            if entry is entries[0] and number < barred:
                bar(juror, entry)
            else:
                assign(juror, entry, event.trials[0])
    db.session.commit()
    return event


def bar(juror: Juror, entry: Entry) -> None:
    db.session.add(Conflict(juror=juror, entry=entry, kind="declared", created_at=now()))
    db.session.flush()


@pytest.fixture
def cockpit(app: Flask, client: FlaskClient) -> Callable[[Event], str]:
    def shown(event: Event, path: str = "") -> str:
        db.session.commit()
        sign_in(client, create_account(roles={event.id: "organizer"}))
        return words(client.get(f"/manage/{event.slug}{path}"))

    return shown


def test_a_sheet_that_nobody_may_give_is_named_and_keeps_nobody(cockpit: Show) -> None:
    """Two works of three sheets, one juror barred from Д-1: 2 + 3 = 5, and five are given out."""
    event = contest()
    page = cockpit(event)
    assert "Осталось 5 оценочных листов из 5" in page
    assert "Не роздан" not in page
    assert "Не хватает" not in page
    assert "не посчитать" not in page
    assert "1 работу прочитают реже, чем хотят правила." in page
    works = cockpit(event, "/jury/progress/works?show=all")
    assert "0 из 2" in works
    assert "никому не дан" not in works


def test_a_sheet_that_somebody_may_still_give_is_one(cockpit: Show) -> None:
    """Of the five sheets one is taken back: its juror is free to give it."""
    event = contest()
    db.session.delete(db.session.scalars(select(Assignment).limit(1)).one())
    assert "Не роздан 1 лист" in cockpit(event)


def test_a_jury_that_is_too_small_without_any_conflict_stays_an_alarm(cockpit: Show) -> None:
    """Two jurors, three sheets wanted of each of two works: 6 − 4 = 2."""
    assert "Не роздано 2 листа" in cockpit(contest(2, barred=0))


@pytest.mark.parametrize(
    ("rules", "jurors", "barred"),
    [
        ({"aggregation": "sum_of_valid_sheets"}, 3, 1),
        ({"aggregation": "two_plus_third", "sheets_per_entry": 2, **THIRD}, 3, 2),
        ({"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 3}, 3, 1),
        ({}, 3, 3),
    ],
    ids=["a sum needs every sheet", "two readings need two", "a trimmed mean", "nobody is left"],
)
def test_too_few_sheets_to_count_are_an_alarm_of_their_own(
    cockpit: Show, rules: Rules, jurors: int, barred: int
) -> None:
    page = cockpit(contest(jurors, barred=barred, rules=rules))
    assert "прочитают реже, чем хотят" not in page
    assert "1 работу не посчитать по правилам. Из-за конфликтов интересов судить её" in page
    assert "Не роздан" not in page


@pytest.mark.parametrize(
    ("rules", "jurors", "barred"),
    [
        ({"aggregation": "sum_of_valid_sheets"}, 4, 1),
        ({"aggregation": "two_plus_third", "sheets_per_entry": 2, **THIRD}, 3, 1),
        ({"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 3}, 4, 1),
        ({}, 3, 2),
    ],
)
def test_enough_sheets_to_count_are_none(
    cockpit: Show, rules: Rules, jurors: int, barred: int
) -> None:
    assert "не посчитать" not in cockpit(contest(jurors, barred=barred, rules=rules))


def test_a_trial_is_measured_by_its_own_jury(cockpit: Show) -> None:
    """The own jury of two gives two sheets a work; whom it does not know does not matter.

    The barred juror sits outside: 2 + 2. Then one inside is barred from Д-2 as well: 2 + 1.
    """
    event = contest(barred=1)
    outside, *inside = db.session.scalars(select(Juror).order_by(Juror.id))
    for task in db.session.scalars(select(Assignment).where(Assignment.juror_id == outside.id)):
        db.session.delete(task)
    set_trial_jury(event.trials[0], [juror.id for juror in inside])
    assert "Осталось 4 оценочных листа из 4" in cockpit(event)
    second = db.session.scalars(select(Entry).where(Entry.code == "Д-2")).one()
    bar(inside[0], second)
    mine = (Assignment.juror_id == inside[0].id) & (Assignment.entry_id == second.id)
    db.session.delete(db.session.scalars(select(Assignment).where(mine)).one())
    assert "Осталось 3 оценочных листа из 3" in cockpit(event)


def test_many_conflicts_cost_no_more_queries(app: Flask, count_queries: Counting) -> None:
    few, many = contest(), contest(4, works=8, barred=3)
    jury = db.session.scalars(select(Juror).where(Juror.event_id == many.id)).all()
    works = db.session.scalars(select(Entry).where(Entry.event_id == many.id)).all()
    for entry in works[1:]:
        bar(jury[0], entry)
        bar(jury[1], entry)
    db.session.commit()
    costs = []
    for events in ([few], [few, many]):
        with count_queries() as sent:
            numbers_of(events, now())
        costs.append(len(sent))
    assert costs[0] == costs[1]
