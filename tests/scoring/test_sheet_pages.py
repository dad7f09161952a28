"""What a juror does on the phone: the list, the sheet, saving by touch, sending, recusal."""

import re

import pytest

from eventkit.db import db
from eventkit.juries.models import Conflict
from eventkit.juries.operations import issue_link, revoke_link
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.operations import annul_sheet, enter_sheet, return_sheet
from eventkit.scoring.queries import sheet_of
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import (
    create_criterion,
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
    enter_by_link,
)
from tests.scoring.touches.phones import close, one, send, touch


@pytest.fixture
def event(app):
    return create_judged_event()


@pytest.fixture
def juror(event):
    return create_juror(event)


@pytest.fixture
def task(event, juror):
    return create_task(event, juror, create_entry(event, code="Э-117"))


@pytest.fixture
def fields(task):
    found = db.session.query(Criterion).filter_by(trial_id=task.trial_id).order_by(Criterion.id)
    return [f"c{criterion.id}" for criterion in found]


@pytest.fixture
def phone(client, juror, task):
    enter_by_link(client, juror)
    return client


def plain(answer):
    """The page as a reader searches it: no-break spaces are spaces."""
    return answer.text.replace("\xa0", " ")


def test_the_list_says_how_many_are_left_and_resumes_the_begun_work(phone, event, juror, task):
    done, begun = (create_task(event, juror) for _ in range(2))
    enter_sheet(done, {"K1": 1, "K2": "2.5"})
    enter_sheet(begun, {"K1": 4}, submitted=False)
    db.session.commit()
    page = plain(phone.get("/jury"))
    assert "Осталось 2 работы из 3" in page
    assert f"Продолжить: {begun.entry.code}" in page
    assert "Оценено критериев: 1 из 2" in page
    assert "3,5" in page


def test_the_list_costs_the_same_queries_for_few_and_many(phone, event, juror, count_queries):
    with count_queries() as few:
        phone.get("/jury")
    for _ in range(20):
        enter_sheet(create_task(event, juror), {"K1": 1, "K2": 1})
    db.session.commit()
    with count_queries() as many:
        assert phone.get("/jury").status_code == 200
    assert len(many) == len(few), many


def test_a_touch_saves_one_mark_and_says_when(phone, task, fields):
    (told,) = send(phone, touch(task, fields[1], "4.5"))["tasks"]
    assert re.fullmatch(r"\d\d:\d\d", told["saved_at"])
    assert (told["total"], told["left"]) == ("4,5", "Остался 1 критерий")
    page = plain(phone.get(f"/jury/sheets/{task.id}"))
    assert 'value="4.5" checked' in page


def test_comments_are_kept_for_the_criterion_the_author_and_oneself(phone, task, fields):
    number = fields[0][1:]
    for field, text in (("author", "Спасибо"), ("note", "сильный конец"), (f"t{number}", "точно")):
        assert one(phone, task, field, text)["outcome"] == "applied"
    page = plain(phone.get(f"/jury/sheets/{task.id}"))
    assert all(text in page for text in ("Спасибо", "сильный конец", "точно"))


def test_the_whole_form_works_without_scripts(phone, task, fields):
    form = {fields[0]: "4", fields[1]: "7.5", "note": "заметка", "act": "submit"}
    answer = phone.post(f"/jury/sheets/{task.id}", data=form, follow_redirects=True)
    assert "Лист по работе Э-117 отправлен" in plain(answer)
    assert "его можно вернуть в черновик" in plain(answer)
    sheet = sheet_of(task.id)
    assert (sheet.state, str(sheet.total), sheet.private_note) == ("submitted", "23/2", "заметка")


def test_a_form_with_gaps_is_kept_and_names_them(phone, task, fields):
    answer = phone.post(f"/jury/sheets/{task.id}", data={fields[0]: "4", "act": "submit"})
    assert answer.status_code == 422
    assert "Лист не отправлен: нет баллов. Критерий K2." in plain(answer)
    assert sheet_of(task.id).marks[0].steps == 4


def test_an_impossible_value_stays_in_the_form_with_its_error(phone, event, task, fields):
    third = create_criterion(event, "K3", "7.5", step="0.25")
    db.session.commit()
    answer = phone.post(f"/jury/sheets/{task.id}", data={f"c{third.id}": "7.3", fields[0]: "4"})
    assert answer.status_code == 422
    assert 'value="7.3"' in plain(answer)
    assert "шаг 0,25" in plain(answer)
    assert [mark.criterion.code for mark in sheet_of(task.id).marks] == ["K1"]


def test_a_sent_sheet_is_read_only_and_can_be_taken_back(phone, task, fields):
    enter_sheet(task, {"K1": 4, "K2": 7})
    db.session.commit()
    page = plain(phone.get(f"/jury/sheets/{task.id}"))
    assert "Вернуть в черновик" in page
    assert 'type="radio"' not in page
    assert one(phone, task, fields[0], "5", base=1)["kind"] == "sent"
    phone.post(f"/jury/sheets/{task.id}/reopen")
    assert sheet_of(task.id).state == "draft"
    assert one(phone, task, fields[0], "5", base=1)["outcome"] == "applied"


def test_reopening_a_sheet_that_is_not_sent_is_said_and_not_begun_is_unknown(phone, task, fields):
    assert phone.post(f"/jury/sheets/{task.id}/reopen").status_code == 404
    one(phone, task, fields[0], "5")
    answer = phone.post(f"/jury/sheets/{task.id}/reopen", follow_redirects=True)
    assert "ещё не отправлен" in plain(answer)


def test_after_closing_a_late_save_is_named_and_kept_out(phone, event, task, fields):
    one(phone, task, fields[0], "2")
    close(event)
    late = one(phone, task, fields[0], "5", base=1)
    assert (late["outcome"], late["kind"]) == ("late", "closed")
    assert "закрыто" in late["message"]
    form = {fields[0]: "5", fields[1]: "7.5", "author": "Хорошо", "act": "submit"}
    answer = phone.post(f"/jury/sheets/{task.id}", data=form)
    assert answer.status_code == 409
    for words in ("сохранено отдельно", "Критерий K1: 5", "Критерий K2: 7.5", "Хорошо"):
        assert words in plain(answer)
    assert sheet_of(task.id).marks[0].steps == 2
    assert "закрыто" in plain(phone.get("/jury"))
    phone.post(f"/jury/sheets/{task.id}/reopen")
    assert sheet_of(task.id).state == "draft"


def test_before_judging_opens_nothing_is_taken(phone, event, task, fields):
    event.stage("judging").opened_at = None
    db.session.commit()
    assert "ещё не открыто" in one(phone, task, fields[0], "5")["message"]


def test_returned_and_annulled_sheets_say_why(phone, task):
    sheet = enter_sheet(task, {"K1": 4, "K2": 7})
    return_sheet(sheet, "Проверьте критерий 2")
    db.session.commit()
    assert "Проверьте критерий 2" in plain(phone.get(f"/jury/sheets/{task.id}"))
    assert "Возвращён вам" in plain(phone.get("/jury"))
    annul_sheet(sheet, "Решение комиссии № 3")
    db.session.commit()
    page = plain(phone.get(f"/jury/sheets/{task.id}"))
    assert "Решение комиссии № 3" in page
    assert task.entry.text not in page


def test_a_work_that_was_taken_back_is_said_to_be_gone_and_its_marks_to_be_kept(
    phone, task, fields
):
    one(phone, task, fields[0], "4")
    task.entry.is_admitted = False
    db.session.commit()
    typed = {fields[1]: "5", "act": "submit"}
    for answer in (
        phone.get(f"/jury/sheets/{task.id}"),
        phone.post(f"/jury/sheets/{task.id}", data=typed),
    ):
        assert answer.status_code == 404
        assert "Работа Э-117 больше не оценивается" in plain(answer)
        assert 'href="/jury"' in answer.text
    assert [mark.steps for mark in sheet_of(task.id).marks if mark.steps is not None] == [4]
    assert sheet_of(task.id).state == "draft"


def test_a_juror_recuses_on_the_phone_before_scoring(phone, task):
    url = f"/jury/sheets/{task.id}/recuse"
    assert "15 минут это можно отменить" in plain(phone.get(url))
    empty = phone.post(url, data={"reason": " "})
    assert empty.status_code == 422
    assert "Назовите причину" in plain(empty)
    answer = phone.post(url, data={"reason": "узнала автора"}, follow_redirects=True)
    assert "Самоотвод по работе Э-117 принят" in plain(answer)
    assert db.session.query(Conflict).one().is_late is False
    assert phone.get(f"/jury/sheets/{task.id}").status_code == 404


def test_a_juror_recuses_on_the_phone_after_scoring(phone, task, fields):
    one(phone, task, fields[0], "4")
    assert "аннулирован" in plain(phone.get(f"/jury/sheets/{task.id}/recuse"))
    phone.post(f"/jury/sheets/{task.id}/recuse", data={"reason": "родственница"})
    assert db.session.query(Conflict).one().is_late is True
    assert sheet_of(task.id).state == "annulled"


def test_two_sheets_in_two_tabs_do_not_mix(phone, event, juror, task, fields):
    other = create_task(event, juror)
    db.session.commit()
    one(phone, task, fields[0], "1")
    one(phone, other, fields[0], "5")
    one(phone, task, fields[1], "2")
    steps = {t.id: sorted(m.steps for m in sheet_of(t.id).marks) for t in (task, other)}
    assert steps == {task.id: [1, 4], other.id: [5]}


@pytest.mark.parametrize("path", ["", "/reopen", "/recuse"])
def test_another_juror_gets_nowhere(client, event, task, path):
    enter_by_link(client, create_juror(event))
    method = client.get if path in ("", "/recuse") else client.post
    assert method(f"/jury/sheets/{task.id}{path}").status_code in (302, 403)
    send(client, touch(task, "c1", "1"))
    assert db.session.query(Sheet).count() == 0


def test_a_stranger_gets_nowhere(client, task):
    db.session.commit()
    assert client.get("/jury").status_code == 403
    assert client.get(f"/jury/sheets/{task.id}").status_code == 302
    send(client, touch(task, "c1", "1"), status=401)
    assert client.get("/jury/sheets/999999").status_code == 404


def test_the_door_is_opened_by_its_button_alone(client, juror, task):
    token = issue_link(juror)
    db.session.commit()
    page = client.get(f"/jury/{token}")
    assert juror.person.full_name in plain(page)
    assert "Открыть мои работы" in plain(page)
    assert client.get("/jury").status_code == 403
    client.post(f"/jury/{token}")
    assert client.get("/jury").status_code == 200
    # The letter's link stays good for the second phone.
    assert client.post(f"/jury/{token}").status_code == 302


def test_a_revoked_link_shuts_the_door_for_whoever_is_inside(phone, juror, task, fields):
    revoke_link(juror)
    db.session.commit()
    assert phone.get("/jury").status_code == 403
    send(phone, touch(task, fields[0], "1"), status=401)


def test_a_new_link_ends_the_old_one(phone, app, juror):
    fresh = issue_link(juror)
    db.session.commit()
    assert phone.get("/jury").status_code == 403
    other = app.test_client()
    assert other.post(f"/jury/{fresh}").status_code == 302
    assert other.get("/jury").status_code == 200


def test_an_unknown_link_says_what_to_do(client):
    answer = client.get("/jury/AAAAAAAAAAAAAAAAAAAAAA")
    assert answer.status_code == 404
    assert "попросите прислать ссылку" in plain(answer)
    assert client.post("/jury/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404


def test_a_juror_with_an_account_needs_no_link(client, event):
    person = create_person()
    create_task(event, create_juror(event, person))
    sign_in(client, create_account(person))
    assert "Осталась 1 работа из 1" in plain(client.get("/jury"))
