"""The juror's list keeps its order and its counts whatever happens to the works."""

import re

import pytest

from eventkit.db import db
from eventkit.entries.operations import admit_entry, set_aside
from eventkit.events.models import Nomination
from eventkit.juries.applying import apply_plan
from eventkit.juries.planning import preview
from eventkit.scoring.operations import enter_sheet, open_sheet, release_task, save_mark
from eventkit.scoring.setup_queries import criteria_of
from eventkit.testing.juries import (
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
    enter_by_link,
)

pytestmark = pytest.mark.database


@pytest.fixture
def event(app):
    return create_judged_event()


@pytest.fixture
def juror(event):
    return create_juror(event)


@pytest.fixture
def phone(client, juror):
    enter_by_link(client, juror)
    return client


def codes(phone, page=1):
    return re.findall(r'<b class="tn">([^<]+)</b>', phone.get(f"/jury?page={page}").text)


def given(event, juror, code, nomination=None):
    nomination = nomination or event.nominations[0]
    return create_task(event, juror, create_entry(event, code=code, nomination=nomination))


def test_works_stand_by_nomination_and_code_also_after_the_organizer_moves_a_nomination(
    phone, event, juror
):
    first, second = event.nominations[0], Nomination(code="N2", title="Письмо", position=5)
    event.nominations.append(second)
    for code, nomination in (("Э-9", second), ("Э-5", first), ("Э-3", second), ("Э-7", first)):
        given(event, juror, code, nomination)
    db.session.commit()
    assert codes(phone) == ["Э-5", "Э-7", "Э-3", "Э-9"]
    first.position, second.position = 5, 0
    db.session.commit()
    assert codes(phone) == ["Э-3", "Э-9", "Э-5", "Э-7"]


def test_a_work_that_leaves_the_contest_leaves_the_list_and_comes_back_with_its_marks(
    phone, event, juror
):
    stays, leaves = given(event, juror, "Э-1"), given(event, juror, "Э-2")
    enter_sheet(leaves, {"K1": 1, "K2": 2})
    set_aside(leaves.entry)
    db.session.commit()
    assert codes(phone) == ["Э-1"]
    assert "Осталась 1 работа из 1" in phone.get("/jury").text.replace("\xa0", " ")
    admit_entry(leaves.entry)
    db.session.commit()
    assert codes(phone) == ["Э-1", "Э-2"]
    page = phone.get("/jury").text.replace("\xa0", " ")
    assert "Осталась 1 работа из 2" in page
    assert "Отправлено: 1" in page
    release_task(stays, "Просьба школы")
    db.session.commit()
    assert codes(phone) == ["Э-2"]


def test_a_plan_puts_all_its_works_into_the_lists(phone, event, juror):
    for code in ("Э-4", "Э-2", "Э-8"):
        create_entry(event, code=code)
    apply_plan(event, preview(event, 1, set()))
    db.session.commit()
    assert codes(phone) == ["Э-2", "Э-4", "Э-8"]


def test_a_mark_that_is_taken_back_makes_the_work_untouched_again(phone, event, juror):
    given(event, juror, "Э-1")
    task = given(event, juror, "Э-2")
    criterion = criteria_of(task.trial)[0]
    save_mark(open_sheet(task), criterion, 3)
    db.session.commit()
    page = phone.get("/jury").text
    assert "Продолжить: Э-2" in page.replace("\xa0", " ")
    save_mark(open_sheet(task), criterion, None)
    db.session.commit()
    assert "Читать следующую: Э-1" in phone.get("/jury").text.replace("\xa0", " ")


def test_the_sheet_says_where_its_work_stands_and_leads_to_both_sides(phone, event, juror):
    tasks = [given(event, juror, f"Э-{number}") for number in (3, 1, 2)]
    db.session.commit()
    page = phone.get(f"/jury/sheets/{tasks[2].id}").text.replace("\xa0", " ")
    assert "2 из 3" in page
    for beside in tasks[:2]:
        assert f"/jury/sheets/{beside.id}" in page


def test_after_sending_comes_the_next_work_and_after_the_last_the_first_that_is_left(
    phone, event, juror
):
    tasks = [given(event, juror, f"Э-{number}") for number in (1, 2, 3)]
    db.session.commit()
    fields = [f"c{criterion.id}" for criterion in criteria_of(tasks[0].trial)]

    def send(task):
        form = dict.fromkeys(fields, "1") | {"act": "submit"}
        return phone.post(f"/jury/sheets/{task.id}", data=form).headers["Location"]

    assert send(tasks[1]) == f"/jury/sheets/{tasks[2].id}?view=work"
    assert send(tasks[2]) == f"/jury/sheets/{tasks[0].id}?view=work"
    assert send(tasks[0]) == "/jury"


def test_a_long_list_is_read_by_pages(phone, event, juror):
    for number in range(100, 153):
        given(event, juror, f"Э-{number}")
    db.session.commit()
    assert codes(phone, 1)[-1] == "Э-149"
    assert codes(phone, 2) == ["Э-150", "Э-151", "Э-152"]
