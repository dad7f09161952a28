"""Watching a jury: who is how far, whom to remind, which works lack sheets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.watching.jurors import Term
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.operations import assign
from eventkit.mail.models import Letter
from eventkit.scoring.operations import enter_sheet, open_sheet, save_mark
from eventkit.scoring.reminding.queries import plan_of
from eventkit.scoring.rules_operations import close_judging
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import (
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
    enter_by_link,
)
from eventkit.testing.pages import words
from eventkit.web.clock import set_clock

pytestmark = pytest.mark.database

NOON = datetime(2025, 11, 11, 3, 0, tzinfo=UTC)
"""11 November, noon in Yakutsk: ten of the jury's fourteen days are gone."""
MARKS = {"K1": 3, "K2": 7}


@pytest.fixture
def event(app: Flask) -> Event:
    """Judged from 1 to 14 November, two sheets a work."""
    set_clock(lambda: NOON)
    made = create_judged_event()
    judging = made.stage("judging")
    assert judging
    judging.closes_at = datetime(2025, 11, 14, 15, tzinfo=UTC)
    return made


def juror_of(event: Event, name: str, works: int = 1, sent: int = 0) -> Juror:
    person = create_person(last_name=name, email=f"juror{len(name)}@example.org")
    juror = create_juror(event, person)
    for number in range(works):
        task = create_task(event, juror)
        if number < sent:
            enter_sheet(task, MARKS)
    return juror


def office(client: FlaskClient, event: Event, role: str = "organizer") -> FlaskClient:
    sign_in(client, create_account(roles={event.id: role}))
    return client


def watch(client: FlaskClient, event: Event, query: str = "") -> str:
    return words(client.get(f"/manage/{event.slug}/jury/progress{query}"))


def remind(client: FlaskClient, event: Event, **form: object) -> str:
    address = f"/manage/{event.slug}/jury/remind"
    return words(client.post(address, data=form, follow_redirects=True))


def recipients() -> list[str]:
    return sorted(db.session.scalars(select(Letter.recipient)))


def test_each_juror_stands_with_sheets_and_link(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    """One sent all, one began, one never opened the link that was given out."""
    done = juror_of(event, "Готовова", works=2, sent=2)
    begun = juror_of(event, "Начатова", works=3)
    task = create_task(event, begun)
    save_mark(open_sheet(task), criteria_of_event(event)[0], 3)
    begun.last_seen_at = None
    idle = juror_of(event, "Нескорова")
    set_clock(lambda: NOON - timedelta(days=6))
    enter_by_link(app.test_client(), done)
    set_clock(lambda: NOON - timedelta(days=1))
    from eventkit.juries.operations import issue_link

    issue_link(idle)
    set_clock(lambda: NOON)
    db.session.commit()
    page = watch(office(client, event), event)
    assert "Отправлено листов: 2 из 7 · срок 14 ноября, 23:59 (UTC+9)" in page
    row = page.split("Готовова Дарья")[1]
    assert row.startswith(" Игоревна 2 из 2 открыта 5 ноября")
    assert "начато 1, не начато 3" in page
    assert "не открыта выдана 10 ноября" in page.split("Нескорова")[1]
    assert "2 члена жюри ещё не открыли ссылку." in page


def test_a_new_link_has_not_been_opened_yet(app: Flask, client: FlaskClient, event: Event) -> None:
    juror = juror_of(event, "Ссылкина")
    enter_by_link(app.test_client(), juror)
    assert juror.link_opened_at == NOON
    from eventkit.juries.operations import issue_link

    issue_link(juror)
    assert juror.link_opened_at is None


def test_the_sieves_show_whom_they_name(client: FlaskClient, event: Event) -> None:
    """Ten of 14 days: 1 of 10 sheets is late at this pace, 9 of 10 is not."""
    juror_of(event, "Отставалова", works=10, sent=1)
    juror_of(event, "Шустрова", works=10, sent=9)
    juror_of(event, "Готовова", works=1, sent=1)
    db.session.commit()
    office(client, event)
    behind = watch(client, event, "?show=late")
    assert "Отставалова" in behind
    assert "Шустрова" not in behind
    owing = watch(client, event, "?show=owe")
    assert "Шустрова" in owing
    assert "Готовова" not in owing
    assert "Таких членов жюри нет." not in watch(client, event, "?show=nonsense")


def test_the_pace_by_hand() -> None:
    """Ten days of which six are gone. 3 of 6: five at the end, one short. 4 of 6: enough."""
    begun = datetime(2025, 11, 1, tzinfo=UTC)
    term = Term(begun, begun + timedelta(days=10), begun + timedelta(days=6))
    assert term.pace(3, 6) == "behind"
    assert term.pace(4, 6) == "ok"
    assert term.pace(6, 6) == "ok"
    early = Term(begun, term.last, begun + timedelta(days=4))
    assert early.pace(0, 6) == "ok"
    over = Term(begun, term.last, begun + timedelta(days=11))
    assert (over.pace(5, 6), over.pace(6, 6)) == ("late", "ok")


def test_a_click_writes_to_those_who_owe_and_says_how_many(
    client: FlaskClient, event: Event
) -> None:
    juror_of(event, "Должникова", works=3, sent=1)
    juror_of(event, "Готовова", works=1, sent=1)
    silent = juror_of(event, "Безпочтова")
    silent.person.email = ""
    db.session.commit()
    office(client, event)
    assert "Напомнить 1 члену жюри" in watch(client, event)
    page = remind(client, event)
    assert "Напоминание отправлено: Должникова Д. И." in page
    assert "Нет адреса почты, позвоните: Безпочтова Дарья Игоревна" in page
    [letter] = db.session.scalars(select(Letter)).all()
    assert "Вам осталось 2 работы. Срок: 14 ноября 2025 г., 23:59 (UTC+9)." in letter.body
    assert "было 11 ноября, 12:00 (UTC+9)" in page


def test_a_juror_who_owes_nothing_gets_nothing_even_when_named(
    client: FlaskClient, event: Event
) -> None:
    done = juror_of(event, "Готовова", works=1, sent=1)
    db.session.commit()
    assert "Напоминать некому" in remind(office(client, event), event, juror=done.id)
    assert recipients() == []


def test_nobody_is_reminded_twice_without_being_asked(client: FlaskClient, event: Event) -> None:
    """The second click on the same day asks; after a day it writes at once."""
    juror = juror_of(event, "Должникова")
    db.session.commit()
    office(client, event)
    remind(client, event)
    page = remind(client, event)
    assert "Напомнить ещё раз? Недавно этим людям уже написали:" in page
    assert "Должникова Дарья Игоревна, 11 ноября, 12:00 (UTC+9)" in page
    assert len(recipients()) == 1
    assert "Напоминание отправлено" in remind(client, event, juror=juror.id, again="1")
    assert len(recipients()) == 2
    set_clock(lambda: NOON + timedelta(days=1))
    assert "Напоминание отправлено" in remind(client, event)
    assert len(recipients()) == 3


def test_those_reminded_lately_are_left_out_of_the_common_click(
    client: FlaskClient, event: Event
) -> None:
    early, _late = juror_of(event, "Ранняя"), juror_of(event, "Поздняяя")
    db.session.commit()
    office(client, event)
    remind(client, event, juror=early.id)
    page = remind(client, event)
    assert "Напоминание отправлено: Поздняяя Д. И." in page
    assert "второй раз не стали: Ранняя Д. И. (11 ноября, 12:00 (UTC+9))" in page


def test_after_the_close_nobody_is_reminded(client: FlaskClient, event: Event) -> None:
    juror_of(event, "Должникова")
    close_judging(event)
    db.session.commit()
    assert "Оценивание закрыто" in remind(office(client, event), event)
    assert recipients() == []


def test_the_schedule_is_set_shown_and_switched_off(client: FlaskClient, event: Event) -> None:
    juror_of(event, "Должникова")
    db.session.commit()
    office(client, event)
    assert "Расписание выключено" in watch(client, event)
    address = f"/manage/{event.slug}/jury/reminders"
    form = {"is_on": "y", "kind": "before", "days": "3, 1", "at": "9:00"}
    page = words(client.post(address, data=form, follow_redirects=True))
    assert "Следующее напоминание 13 ноября, 09:00 (UTC+9): сейчас это 1 письмо." in page
    assert 'value="3, 1"' in client.get(address).get_data(as_text=True)
    form.pop("is_on")
    assert "Расписание выключено" in words(client.post(address, data=form, follow_redirects=True))


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"days": "завтра"}, "Напишите до десяти целых чисел"),
        ({"days": "61"}, "Не больше 60 дней."),
        ({"kind": "every", "days": "3, 1"}, "нужно одно число не меньше 1"),
        ({"kind": "every", "days": "0"}, "нужно одно число не меньше 1"),
        ({"at": "25:00"}, "Такого времени нет."),
        ({"kind": "never"}, "Not a valid choice"),
    ],
)
def test_a_wrong_schedule_is_told_at_its_field(
    client: FlaskClient, event: Event, form: dict[str, str], message: str
) -> None:
    db.session.commit()
    office(client, event)
    right = {"is_on": "y", "kind": "before", "days": "3", "at": "09:00"}
    answer = client.post(f"/manage/{event.slug}/jury/reminders", data=right | form)
    assert answer.status_code == 422
    assert message in words(answer) or form.get("kind") == "never"
    assert plan_of(event) is None


def test_works_name_whose_sheets_are_missing(client: FlaskClient, event: Event) -> None:
    """Two sheets are wanted: one work has both, one has one, one has nobody."""
    entries = [create_entry(event, code=f"Э-{number}") for number in (1, 2, 3)]
    first = create_juror(event, create_person(last_name="Первицкая"))
    second = create_juror(event, create_person(last_name="Вторушина"))
    trial = event.trials[0]
    for juror in (first, second):
        enter_sheet(assign(juror, entries[0], trial), MARKS)
    enter_sheet(assign(first, entries[1], trial), MARKS)
    assign(second, entries[1], trial)
    db.session.commit()
    office(client, event, "secretary")
    page = words(client.get(f"/manage/{event.slug}/jury/progress/works"))
    assert "Э-1" not in page
    assert "Э-2 Первый раз в школьный класс 1 из 2 Вторушина Д. И. не начат" in page
    assert "Э-3 Первый раз в школьный класс 0 из 2 никому не дано 2 листа" in page
    every = words(client.get(f"/manage/{event.slug}/jury/progress/works?show=all"))
    assert "Э-1 Первый раз в школьный класс 2 из 2 –" in every


def test_both_tables_go_to_a_workbook(client: FlaskClient, event: Event) -> None:
    juror = juror_of(event, "Должникова", works=2, sent=1)
    db.session.commit()
    answer = office(client, event).get(f"/manage/{event.slug}/jury/progress.xlsx")
    book = load_workbook(BytesIO(answer.data))
    jurors, works = (list(sheet.values) for sheet in book.worksheets)
    assert jurors[1][:5] == (juror.person.full_name, 2, 1, 0, 1)
    assert jurors[1][5] == "вход без ссылки"
    assert sorted((row[2], row[3], row[4], row[5]) for row in works[1:]) == [
        (0, 1, 2, "Должникова Д. И."),
        (1, 1, 2, None),
    ]


def test_a_large_jury_costs_as_many_queries_as_a_small_one(
    client: FlaskClient,
    event: Event,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    juror_of(event, "Перваяя", works=2, sent=1)
    db.session.commit()
    office(client, event)
    counts = []
    for _round in range(2):
        for page in ("", "/works?show=all"):
            watch(client, event, page)
            with count_queries() as sent:
                watch(client, event, page)
            counts.append(len(sent))
        for number in range(12):
            juror_of(event, f"Ещё{number}", works=3, sent=number % 3)
        db.session.commit()
    assert counts[:2] == counts[2:]
    assert max(counts) < 50
