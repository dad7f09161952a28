"""The organizer's list of admitted works by what the sheets say so far."""

import re

import pytest

from eventkit.db import db
from eventkit.registration.models import Registration
from eventkit.scoring.operations import enter_sheet, return_sheet
from eventkit.scoring.queries import sheet_of
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror, create_task
from eventkit.testing.pages import plain
from eventkit.web.clock import now


@pytest.fixture
def event(app):
    return create_judged_event()


@pytest.fixture
def jurors(event):
    return [create_juror(event) for _ in range(2)]


def admitted(event, surname):
    """An admitted application with its work."""
    person = create_person(last_name=surname)
    entry = create_entry(event, person)
    number = db.session.query(Registration).count() + 1
    row = Registration(
        event=event,
        number=number,
        state="admitted",
        person=person,
        nomination=entry.nomination,
        entry=entry,
        token_hash=str(number),
        created_at=now(),
        submitted_at=now(),
    )
    db.session.add(row)
    return entry


def judged(event, jurors, surname, *sheets):
    """A work with a sent sheet (K1, K2) of each juror."""
    entry = admitted(event, surname)
    tasks = [create_task(event, juror, entry) for juror in jurors[: len(sheets)]]
    for task, (first, second) in zip(tasks, sheets, strict=True):
        enter_sheet(task, {"K1": first, "K2": second})
    return tasks


def page_of(app, event, role, query):
    browser = app.test_client()
    sign_in(browser, create_account(create_person(), {event.id: role}))
    db.session.commit()
    return plain(browser.get(f"/manage/{event.slug}/registrations?{query}").text)


def order(page):
    return re.findall("Первенцева|Вторых|Третьяк|Нечитайло", page)


def test_admitted_works_are_ordered_by_the_mean_of_sent_sheets(app, event, jurors):
    # 4+6 and 5+8.5: (10 + 13.5) / 2 = 11.75; 5+7.5 alone = 12.5; 1+2 and 2+0: (3 + 2) / 2 = 2.5
    judged(event, jurors, "Вторых", (4, 6), (5, "8.5"))
    judged(event, jurors, "Третьяк", (1, 2), (2, 0))
    admitted(event, "Нечитайло")
    judged(event, jurors, "Первенцева", (5, "7.5"))
    down = page_of(app, event, "organizer", "state=admitted&sort=-score")
    assert order(down) == ["Первенцева", "Вторых", "Третьяк", "Нечитайло"]
    assert re.findall(r'data-label="Средний балл" class="r">([^<]+)<', down) == [
        "12,50",
        "11,75",
        "2,50",
        "–",
    ]
    up = page_of(app, event, "organizer", "state=admitted&sort=score")
    assert order(up) == ["Нечитайло", "Третьяк", "Вторых", "Первенцева"]


def test_a_returned_sheet_counts_no_more(app, event, jurors):
    tasks = judged(event, jurors, "Первенцева", (5, 7), (3, 4))
    return_sheet(sheet_of(tasks[1].id), "Перечитайте критерий К1", actor="system")
    page = page_of(app, event, "organizer", "state=admitted&sort=-score")
    assert 'class="r">12,00<' in page


def test_whoever_is_not_the_organizer_learns_neither_means_nor_their_order(app, event, jurors):
    judged(event, jurors, "Третьяк", (1, 2))
    judged(event, jurors, "Первенцева", (5, 7))
    page = page_of(app, event, "secretary", "state=admitted&sort=-score")
    assert order(page) == ["Третьяк", "Первенцева"]
    assert "Средний балл" not in page
    assert "12,00" not in page
