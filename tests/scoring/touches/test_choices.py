"""Two devices that differ, on the page without scripts: both values are shown, one is chosen."""

from __future__ import annotations

import pytest

from eventkit.db import db
from eventkit.scoring.operations import enter_sheet, return_sheet
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.touches.models import TouchRow
from eventkit.testing.pages import words
from tests.scoring.touches.phones import close, one


def first_mark(task):
    """The mark by the first criterion; a database gives rows in any order."""
    return min(sheet_of(task.id).marks, key=lambda mark: mark.criterion_id)


@pytest.fixture
def differing(phone, task, fields):
    one(phone, task, fields[0], "2")
    one(phone, task, fields[1], "7")
    one(phone, task, fields[0], "5", device="tablet")
    return db.session.query(TouchRow).filter_by(outcome="conflict").one().key


@pytest.mark.parametrize(("take", "steps"), [("standing", 2), ("other", 5)])
def test_either_value_may_be_chosen(phone, task, differing, take, steps):
    page = words(phone.get(f"/jury/sheets/{task.id}"))
    assert "На двух устройствах стоит разное" in page
    assert "Оставить: 2" in page
    assert "Поставить: 5" in page
    sent = phone.post(f"/jury/sheets/{task.id}", data={"act": "submit"})
    assert sent.status_code == 422
    assert "сначала выберите" in words(sent)
    data = {"touch": differing, "base": 1, "take": take}
    answer = phone.post(f"/jury/sheets/{task.id}/choose", data=data, follow_redirects=True)
    assert "Выбрано: Критерий K1" in words(answer)
    assert "разное" not in words(answer)
    assert first_mark(task).steps == steps
    again = phone.post(f"/jury/sheets/{task.id}/choose", data=data, follow_redirects=True)
    assert "Здесь уже выбрано" in words(again)
    phone.post(f"/jury/sheets/{task.id}", data={"act": "submit"})
    assert sheet_of(task.id).state == "submitted"


def test_a_choice_between_values_that_have_changed_is_asked_again(
    phone,
    task,
    fields,
    differing,
):
    one(phone, task, fields[0], "3", base=1)
    data = {"touch": differing, "base": 1, "take": "other"}
    answer = phone.post(f"/jury/sheets/{task.id}/choose", data=data, follow_redirects=True)
    assert "уже изменён на другом устройстве" in words(answer)
    assert first_mark(task).steps == 3


def test_a_form_that_is_behind_leaves_the_choice(phone, task, fields):
    one(phone, task, fields[0], "2")
    form = {fields[0]: "4", f"base-{fields[0]}": "0", "note": "помню"}
    answer = phone.post(f"/jury/sheets/{task.id}", data=form)
    assert answer.status_code == 422
    assert "Поставить: 4" in words(answer)
    assert sheet_of(task.id).private_note == "помню"


def test_a_mark_that_came_late_is_offered_when_the_sheet_comes_back(
    phone,
    task,
    fields,
):
    sheet = enter_sheet(task, {"K1": 4, "K2": 7})
    db.session.commit()
    one(phone, task, fields[0], "5", base=1)
    assert "Поставить" not in words(phone.get(f"/jury/sheets/{task.id}"))
    return_sheet(sheet, "Посмотрите ещё раз")
    db.session.commit()
    page = words(phone.get(f"/jury/sheets/{task.id}"))
    assert "Пришло, когда лист не принимал баллов" in page
    assert "Поставить: 5" in page


def test_what_a_form_brings_after_the_closing_is_kept(phone, event, task, fields):
    one(phone, task, fields[0], "2")
    close(event)
    phone.post(f"/jury/sheets/{task.id}", data={fields[0]: "5", "act": "submit"})
    kept = db.session.query(TouchRow).filter_by(value="5").one()
    assert (kept.outcome, kept.kind, kept.via) == ("late", "closed", "form")
    assert first_mark(task).steps == 2
