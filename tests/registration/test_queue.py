"""The organizer's queue: finding, admitting, refusing, taking back."""

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.journal.queries import verify
from eventkit.mail.models import Letter
from eventkit.people.keys import search_key
from eventkit.registration.models import Registration
from eventkit.registration.operations import submit_application
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.registration import DURING, Applicant, only, text_of


@pytest.fixture
def organizer(app, event):
    browser = app.test_client()
    sign_in(browser, create_account(create_person(), {event.id: "organizer"}))
    return browser


@pytest.fixture
def queue(event):
    return f"/manage/{event.slug}/registrations"


def apply_many(event, names):
    for name in names:
        person = create_person(
            last_name=name, search_key=search_key(f"{name} дарья игоревна"), sort_key=name
        )
        submit_application(
            event, person, person.organization, event.nominations[0], {"title": name}, DURING
        )
    db.session.commit()


def test_a_new_application_waits_and_is_admitted_under_a_code(applicant, organizer, queue):
    applicant.fill_in().send()
    page = text_of(organizer.get(queue))
    assert "Первоклашкина Дарья Игоревна" in page
    assert "1 заявка" in page
    one = text_of(organizer.get(f"{queue}/1"))
    assert "Заявка подходит по возрасту, стажу и сроку." in one
    organizer.post(f"{queue}/1/admit")
    row = only()
    assert (row.state, row.entry.is_admitted) == ("admitted", True)
    assert row.entry.code in text_of(organizer.get(f"{queue}/1"))
    letters = db.session.scalars(select(Letter.subject).order_by(Letter.id)).all()
    assert letters == ["Заявка № 1 получена", "Заявка № 1 допущена"]
    assert "допущена" in text_of(applicant.get())


def test_after_a_decision_the_next_waiting_application_is_one_press_away(event, organizer, queue):
    apply_many(event, ["Первых", "Вторых", "Третьих"])
    assert "Следующая заявка" not in text_of(organizer.get(f"{queue}/1"))
    page = text_of(organizer.post(f"{queue}/1/admit", follow_redirects=True))
    assert "Следующая заявка: № 2" in page
    organizer.post(f"{queue}/3/refuse", data={"ready": "volume", "reason_text": ""})
    assert "Следующая заявка: № 2" in text_of(organizer.get(f"{queue}/3"))
    organizer.post(f"{queue}/2/admit")
    assert "Следующая заявка" not in text_of(organizer.get(f"{queue}/2"))


def test_a_refusal_needs_a_reason_which_the_applicant_reads(applicant, organizer, queue):
    applicant.fill_in().send()
    empty = organizer.post(f"{queue}/1/refuse", data={"reason_text": " "})
    assert empty.status_code == 422
    assert "Напишите причину: её увидит участник." in text_of(empty)
    organizer.post(f"{queue}/1/refuse", data={"reason_text": "Нет второй страницы."})
    assert "Нет второй страницы." in text_of(applicant.get())
    bodies = db.session.scalars(select(Letter.body).order_by(Letter.id)).all()
    assert "Нет второй страницы." in bodies[-1]
    line = db.session.scalars(select(JournalLine).filter_by(act="registration.refused")).one()
    assert "страницы" not in str(line.data)
    assert verify() == []


def test_a_ready_reason_is_enough(applicant, organizer, queue):
    applicant.fill_in().send()
    organizer.post(f"{queue}/1/refuse", data={"ready": "volume", "reason_text": ""})
    assert (only().reason_code, only().reason_text) == (
        "volume",
        "Объём работы не соответствует положению.",
    )


def test_a_decision_is_taken_back_until_judging_begins(applicant, organizer, queue, event):
    applicant.fill_in().send()
    organizer.post(f"{queue}/1/admit")
    code = only().entry.code
    organizer.post(f"{queue}/1/reopen")
    assert (only().state, only().entry.is_admitted) == ("submitted", False)
    organizer.post(f"{queue}/1/admit")
    assert only().entry.code == code
    event.stage("judging").opened_at = DURING
    db.session.commit()
    answer = organizer.post(f"{queue}/1/reopen", follow_redirects=True)
    assert "Жюри уже работает, поэтому отменить решение нельзя." in text_of(answer)
    assert only().state == "admitted"


def test_a_browser_does_not_demand_a_text_beside_a_ready_reason(applicant, organizer, queue):
    applicant.fill_in().send()
    page = organizer.get(f"{queue}/1").get_data(as_text=True)
    field = page[page.index('name="reason_text"') - 200 :].split("</textarea>")[0]
    assert "required" not in field


def test_a_second_decision_from_an_old_page_is_refused_in_words(applicant, organizer, queue):
    applicant.fill_in().send()
    organizer.post(f"{queue}/1/admit")
    answer = organizer.post(f"{queue}/1/admit", follow_redirects=True)
    assert "Состояние заявки изменилось, пока страница была открыта." in text_of(answer)


def test_many_are_admitted_at_once(event, organizer, queue):
    apply_many(event, ["Азова", "Букина", "Вещева"])
    answer = organizer.post(
        f"{queue}/admit", data={"number": ["1", "3", "77", "x"]}, follow_redirects=True
    )
    assert answer.status_code == 200
    states = db.session.execute(
        select(Registration.number, Registration.state).order_by(Registration.number)
    ).all()
    assert [tuple(row) for row in states] == [(1, "admitted"), (2, "submitted"), (3, "admitted")]


def test_a_second_application_of_one_person_is_named(client, event, organizer, queue):
    for _time in range(2):
        Applicant(client, event).fill_in().send()
    page = text_of(organizer.get(queue))
    assert "Повтор: № 2" in page
    assert "Этот человек уже подал заявку в эту номинацию." in text_of(organizer.get(f"{queue}/2"))


def test_search_filter_and_order(event, organizer, queue):
    apply_many(event, ["Азова", "Ёлкина", "Букина"])
    found = text_of(organizer.get(f"{queue}?q=елк"))
    assert "Ёлкина" in found
    assert "Азова" not in found
    assert "Букина" in text_of(organizer.get(f"{queue}?q=3"))
    other = event.nominations[1].id
    assert "По этому запросу заявок нет" in text_of(organizer.get(f"{queue}?nomination={other}"))
    page = text_of(organizer.get(f"{queue}?sort=-name"))
    assert page.index("Букина") < page.index("Азова")
    for odd in ("?sort=%27", "?state=none", "?page=-3", "?nomination=abc", "?q=%25_%5C"):
        assert organizer.get(queue + odd).status_code == 200


NAMES = [f"{letter}{number:02}" for letter in "ВАБ" for number in range(20)]
ORDERS = {
    "name": sorted(NAMES),
    "-name": sorted(NAMES, reverse=True),
    "-number": NAMES[::-1],
    "": NAMES,
}
"""Of sixty surnames as they applied."""


@pytest.mark.parametrize("sort", ORDERS)
def test_two_pages_and_the_workbook_keep_one_order(event, organizer, queue, sort):
    apply_many(event, NAMES)
    pages = "".join(text_of(organizer.get(f"{queue}?sort={sort}&page={page}")) for page in (1, 2))
    assert re.findall(r"([АБВ]\d\d) Дарья", pages) == ORDERS[sort]
    book = load_workbook(io.BytesIO(organizer.get(f"{queue}.xlsx?sort={sort}").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[2].split()[0] for row in rows[1:]] == ORDERS[sort]


def test_a_list_of_sixty_costs_the_queries_of_a_list_of_one(event, organizer, queue, count_queries):
    def queries():
        db.session.expire_all()
        with count_queries() as sent:
            assert organizer.get(queue).status_code == 200
        return len(sent)

    apply_many(event, ["Азова"])
    first = queries()
    apply_many(event, [f"Азова{number}" for number in range(59)])
    assert queries() == first


def test_the_list_goes_to_excel_as_it_is_filtered(event, organizer, queue):
    apply_many(event, ["Азова", "=1+1"])
    answer = organizer.get(f"{queue}.xlsx?state=submitted")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("№", "Состояние", "Фамилия, имя, отчество")
    assert [row[2] for row in rows[1:]] == ["Азова Дарья Игоревна", "=1+1 Дарья Игоревна"]
    assert sheet["C3"].data_type == "s"
    assert (
        len(
            list(
                load_workbook(io.BytesIO(organizer.get(f"{queue}.xlsx?state=admitted").data))
                .worksheets[0]
                .rows
            )
        )
        == 1
    )


@pytest.mark.parametrize("role", ["juror", "chair", "observer", "secretary", None])
def test_only_the_organizer_decides_and_the_jury_does_not_even_look(
    app, applicant, event, queue, role
):
    applicant.fill_in().send()
    browser = app.test_client()
    sign_in(browser, create_account(create_person(), {event.id: role} if role else {}))
    expected = 200 if role == "secretary" else 403
    for address in (queue, f"{queue}/1", f"{queue}.xlsx"):
        assert browser.get(address).status_code == expected
    for act in ("1/admit", "1/refuse", "1/reopen", "admit"):
        assert browser.post(f"{queue}/{act}").status_code == 403
    assert only().state == "submitted"


def test_an_imported_application_outside_of_the_limits_is_kept_as_refused(event):
    from datetime import date

    person = create_person(teaching_since=date(2016, 9, 1))
    row = submit_application(event, person, None, event.nominations[0], {"title": "Э"}, DURING)
    assert (row.state, row.reason_code, row.age, row.experience) == (
        "refused",
        "experience_over",
        27,
        9,
    )
    assert row.reason_text == "Стаж 9 лет, а номинация для педагогов со стажем не больше 5 лет."
