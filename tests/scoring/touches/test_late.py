"""«Опоздавшие баллы»: chair and organizer see what came too late, and decide."""

from __future__ import annotations

import pytest

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.scoring.operations import annul_sheet, enter_sheet, release_task, reopen_sheet
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.touches.models import TouchRow
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_entry, create_task
from eventkit.testing.pages import words
from tests.scoring.touches.phones import close, one


@pytest.fixture
def chair(app, event, task):
    browser = app.test_client()
    sign_in(browser, create_account(create_person(), roles={event.id: "chair"}))
    return browser


@pytest.fixture
def sheet(phone, task, fields):
    """A sheet that was sent before another mark came."""
    made = enter_sheet(task, {"K1": 4, "K2": 7})
    db.session.commit()
    one(phone, task, fields[0], "5", base=1)
    return made


def page(chair, event):
    return words(chair.get(f"/manage/{event.slug}/jury/late"))


def decide(chair, event, act, reason="Балл стоял на телефоне"):
    row = db.session.query(TouchRow).filter_by(is_open=True).first()
    data = {"act": act, "reason": reason}
    address = f"/manage/{event.slug}/jury/late/{row.id}"
    return chair.post(address, data=data, follow_redirects=True)


def test_they_see_what_came_and_why(chair, event, juror, sheet):
    told = page(chair, event)
    for part in ("Э-117", juror.person.short_name, "Критерий K1", "лист был отправлен", "внести"):
        assert part in told


def test_a_late_mark_is_entered_as_a_correction_with_a_reason(chair, event, task, sheet):
    assert "Напишите причину" in words(decide(chair, event, "enter", ""))
    assert "Балл внесён в лист" in words(decide(chair, event, "enter"))
    now = sheet_of(task.id)
    assert (now.state, now.total, now.version) == ("submitted", 12, 2)
    line = db.session.query(JournalLine).filter_by(act="sheet.corrected").one()
    assert line.data["source"].startswith("late:")
    assert line.data["marks"] == {"K1": ["4", "5"]}
    assert "Опоздавших баллов нет" in page(chair, event)


def test_the_sheet_may_be_left_as_it_is(chair, event, task, sheet):
    assert "оставлен как есть" in words(decide(chair, event, "aside"))
    assert sheet_of(task.id).total == 11
    assert db.session.query(TouchRow).one().settled_how == "aside"
    assert db.session.query(JournalLine).filter_by(act="touch.aside").count() == 1
    assert "Опоздавших баллов нет" in page(chair, event)


def test_what_cannot_be_entered_is_only_shown(chair, phone, event, task, fields, sheet):
    annul_sheet(sheet, "ошибка")
    db.session.commit()
    assert "Лист не считается" in page(chair, event)
    assert "Внести этот балл нельзя" in words(decide(chair, event, "enter"))


def test_a_draft_that_missed_the_closing_is_shown(chair, phone, event, task, fields):
    one(phone, task, fields[0], "2")
    close(event)
    one(phone, task, fields[1], "7", base=0)
    told = page(chair, event)
    assert "оценивание было закрыто" in told
    assert "Лист не отправлен" in told


def test_a_task_that_was_taken_back_keeps_its_work(chair, phone, event, juror, task, fields):
    gone = create_task(event, juror, create_entry(event, code="Э-901"))
    db.session.commit()
    lost = {"id": gone.id}
    release_task(gone, "Передано")
    db.session.commit()
    one(phone, type("Task", (), lost), fields[0], "3")
    told = page(chair, event)
    assert "Э-901" in told
    assert "Работу забрали раньше" in told


def test_a_sheet_that_is_open_again_leaves_it_to_the_juror(chair, event, task, sheet):
    reopen_sheet(sheet)
    db.session.commit()
    assert "Член жюри видит оба значения" in page(chair, event)


def test_a_private_note_stays_private(chair, phone, event, task, sheet):
    one(phone, task, "note", "Пишет как моя сестра", base=0)
    told = page(chair, event)
    assert "Заметка для себя" in told
    assert "сестра" not in told


def test_the_page_costs_the_same_for_few_and_many(
    chair, phone, event, juror, task, fields, sheet, count_queries
):
    with count_queries() as few:
        page(chair, event)
    for _ in range(12):
        more = create_task(event, juror)
        enter_sheet(more, {"K1": 1, "K2": 1})
        db.session.commit()
        one(phone, more, fields[0], "2", base=1)
    with count_queries() as many:
        page(chair, event)
    assert len(many) == len(few), many
