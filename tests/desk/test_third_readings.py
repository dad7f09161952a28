"""Third readings on the overview: which nobody has, which are under way, until when they may be."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.juries.models import Assignment
from eventkit.juries.operations import assign
from eventkit.scoring.operations import declare_conflict, enter_sheet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.testing.pages import words
from eventkit.web.clock import set_clock

pytestmark = pytest.mark.database

RULES = {
    "aggregation": "two_plus_third",
    "sheets_per_entry": 2,
    "divergence_points": 5,
    "third_policy": "closest_two",
    "third_days": 3,
}
NOON = datetime(2025, 11, 10, 3, 30, tzinfo=UTC)


@pytest.fixture
def event(app):
    set_clock(lambda: NOON)
    event = create_judged_event(rules=RULES)
    event.stage("judging").closes_at = datetime(2025, 11, 11, 15, tzinfo=UTC)
    return event


def diverging(event, code):
    entry = create_entry(event, code=code)
    for marks in ({"K1": 0, "K2": 5}, {"K1": 0, "K2": 10}):
        enter_sheet(assign(create_juror(event, load_limit=1), entry, event.trials[0]), marks)
    return entry


def overview(client, event, at=NOON):
    set_clock(lambda: at)
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return words(client.get(f"/manage/{event.slug}"))


def test_a_third_reading_that_nobody_has_is_an_alarm(client, event):
    diverging(event, "Э-1")
    page = overview(client, event)
    assert "1 третье чтение никому не дано. Листы разошлись: Э-1. Смотреть третьи чтения" in page
    assert "при допуске" not in page


def test_those_under_way_are_named_and_those_read_are_not(client, event):
    create_juror(event)
    diverging(event, "Э-1")
    assert "Идёт 1 третье чтение. Листы разошлись: Э-1." in overview(client, event)
    task = db.session.scalars(select(Assignment).filter_by(reading=3)).one()
    enter_sheet(task, {"K1": 0, "K2": 9})
    assert "ретье чтение" not in overview(client, event)


def test_where_third_readings_alone_are_left_their_term_is_the_jurys(client, event):
    create_juror(event)
    diverging(event, "Э-1")
    later = datetime(2025, 11, 12, 3, tzinfo=UTC)
    page = overview(client, event, later)
    assert "Остались третьи чтения. Последнее ждут до 13 ноября, 23:59 (UTC+9)." in page
    assert "рок прошёл" not in page
    assert "Срок жюри прошёл" not in page


def test_with_another_sheet_left_the_jurys_term_has_passed(client, event):
    third = create_juror(event)
    diverging(event, "Э-1")
    assign(third, create_entry(event), event.trials[0])
    page = overview(client, event, datetime(2025, 11, 12, 3, tzinfo=UTC))
    assert "Срок жюри прошёл." in page


def test_a_third_sheet_annulled_stands_once_among_what_is_to_be_done(client, event):
    third = create_juror(event)
    entry = diverging(event, "Э-1")
    task = db.session.scalars(select(Assignment).filter_by(reading=3)).one()
    enter_sheet(task, {"K1": 3}, submitted=False)
    declare_conflict(third, entry, "узнала автора")
    page = overview(client, event)
    assert "третье чтение никому не дано" in page
    assert "нужна замена" not in page
