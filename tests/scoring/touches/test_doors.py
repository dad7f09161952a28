"""The device's two doors: what it is told, what it brings, and what becomes of each touch."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventkit.db import db
from eventkit.scoring.operations import (
    annul_sheet,
    enter_sheet,
    release_juror,
    release_task,
    reopen_sheet,
)
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.touches.models import TouchRow
from eventkit.testing.juries import create_juror, create_task, enter_by_link
from tests.scoring.touches.phones import close, one, send, touch


def test_the_state_holds_what_is_the_jurors_own(phone, event, juror, task, fields):
    other = create_task(event, create_juror(event), task.entry)
    enter_sheet(other, {"K1": 5, "K2": 9}, comment="Тайна коллеги", submitted=False)
    one(phone, task, fields[0], "4")
    told = phone.get("/jury/state")
    assert told.status_code == 200
    assert (told.json["format"], told.json["gone"]) == ("eventkit.jury/1", False)
    assert [seat["juror"] for seat in told.json["seats"]] == [juror.id]
    (mine,) = told.json["tasks"]
    assert (mine["id"], mine["code"], mine["may_mark"]) == (task.id, "Э-117", True)
    assert mine["cells"][fields[0]] == {"value": "4", "version": 1, "conflict": None}
    assert {one["name"] for one in mine["fields"]} >= {*fields, "author", "note"}
    assert "Тайна" not in told.text
    assert task.juror.person.last_name not in told.text


def test_the_state_costs_the_same_queries_for_few_and_many(
    phone, event, juror, task, fields, count_queries
):
    one(phone, task, fields[0], "4")
    with count_queries() as few:
        phone.get("/jury/state")
    for _ in range(20):
        enter_sheet(create_task(event, juror), {"K1": 1, "K2": 1})
    db.session.commit()
    with count_queries() as many:
        assert len(phone.get("/jury/state").json["tasks"]) == 21
    assert len(many) <= len(few), many


def test_a_touch_is_applied_once_however_often_it_comes(phone, task, fields):
    mark = touch(task, fields[1], "4.5")
    first = send(phone, mark)
    assert first["results"][0]["outcome"] == "applied"
    assert first["results"][0]["cell"] == {"value": "4.5", "version": 1, "conflict": None}
    (told,) = first["tasks"]
    assert (told["total"], told["left"], told["complete"]) == ("4,5", "Остался 1 критерий", False)
    one(phone, task, fields[1], "5", base=1)
    again = send(phone, mark, mark)["results"]
    assert [result["outcome"] for result in again] == ["applied", "applied"]
    assert again[0]["cell"]["value"] == "5"
    assert sheet_of(task.id).marks[0].steps == 10
    assert db.session.query(TouchRow).count() == 2


def test_a_sheet_comes_and_is_sent_in_one_batch(phone, task, fields):
    first, second = fields
    batch = [
        touch(task, first, "1"),
        touch(task, first, "2", base=1),
        touch(task, second, "4.5"),
        touch(task, f"t{second[1:]}", "Мысль ясна"),
        touch(task, "author", "Спасибо"),
        touch(task, "submit", "1"),
        touch(task, first, "3", base=2),
    ]
    told = send(phone, *batch)
    assert [result["outcome"] for result in told["results"]] == ["applied"] * 6 + ["late"]
    assert told["results"][1]["cell"] == {"value": "2", "version": 2, "conflict": None}
    assert [(one["state"], one["version"]) for one in told["tasks"]] == [("submitted", 1)]
    db.session.expire_all()
    sheet = sheet_of(task.id)
    marks = {(mark.steps, mark.version, mark.comment) for mark in sheet.marks}
    assert marks == {(2, 2, ""), (9, 1, "Мысль ясна")}
    assert (sheet.comment_for_author, sheet.author_version) == ("Спасибо", 1)
    assert (sheet.state, task.progress, str(sheet.total)) == ("submitted", "submitted", "13/2")
    assert task.juror.last_seen_at is not None


def test_lost_answers_do_not_make_a_device_contradict_itself(phone, task, fields):
    for value in ("1", "2", "3"):
        assert one(phone, task, fields[0], value, base=0)["outcome"] == "applied"
    assert sheet_of(task.id).marks[0].steps == 3


def test_an_older_touch_that_comes_later_is_superseded(phone, task, fields):
    old, new = touch(task, fields[0], "1"), touch(task, fields[0], "2")
    send(phone, new)
    result = send(phone, old)["results"][0]
    assert (result["outcome"], result["cell"]["value"]) == ("superseded", "2")
    assert db.session.query(TouchRow).filter_by(value="1").count() == 1


def test_two_devices_that_differ_leave_the_choice_to_the_juror(phone, task, fields):
    one(phone, task, fields[0], "2")
    one(phone, task, fields[1], "7")
    other = touch(task, fields[0], "5")
    result = send(phone, other, device="tablet")["results"][0]
    assert (result["outcome"], result["cell"]["value"]) == ("conflict", "2")
    assert result["cell"]["conflict"]["touch"] == other["id"]
    state = phone.get("/jury/state").json["tasks"][0]["cells"][fields[0]]
    assert (state["value"], state["conflict"]["value"]) == ("2", "5")
    refused = one(phone, task, "submit", "")
    assert refused["outcome"] == "refused"
    assert "выберите" in refused["message"]
    chosen = one(phone, task, fields[0], "5", base=1, resolves=other["id"])
    assert (chosen["outcome"], chosen["cell"]["conflict"]) == ("applied", None)
    assert one(phone, task, "submit", "")["outcome"] == "applied"
    assert sheet_of(task.id).state == "submitted"
    assert sheet_of(task.id).total == 12


def test_the_standing_value_may_be_chosen_too(phone, task, fields):
    one(phone, task, fields[0], "2")
    other = touch(task, fields[0], "5")
    send(phone, other, device="tablet")
    kept = one(phone, task, fields[0], "2", base=1, resolves=other["id"])
    assert (kept["outcome"], kept["cell"]["conflict"]) == ("applied", None)
    # The tablet, where the other value was chosen meanwhile, is asked again.
    theirs = one(phone, task, fields[0], "5", base=1, resolves=other["id"], device="tablet")
    assert (theirs["outcome"], theirs["cell"]["version"]) == ("conflict", 2)


def test_comments_meet_as_marks_do(phone, task, fields):
    about = f"t{fields[0][1:]}"
    for field in (about, "author", "note"):
        assert one(phone, task, field, "Первое")["outcome"] == "applied"
        assert one(phone, task, field, "Второе", device="tablet")["outcome"] == "conflict"
        assert one(phone, task, field, "Первое ", device="tablet")["outcome"] == "same"
        assert one(phone, task, field, "Третье", base=1)["outcome"] == "applied"
    assert sheet_of(task.id).private_note == "Третье"


def test_a_change_that_no_device_made_is_noticed(phone, task, fields):
    one(phone, task, fields[0], "2")
    enter_sheet(task, {"K1": 3}, submitted=False)
    db.session.commit()
    assert one(phone, task, fields[0], "4", base=1)["outcome"] == "conflict"


@pytest.mark.parametrize(
    ("field", "value"),
    [(None, "4.3"), (None, "99"), (None, "<script>"), ("c99999999999", "1"), ("c", "1")],
)
def test_an_impossible_value_is_refused_in_words_and_kept(phone, task, fields, field, value):
    result = one(phone, task, field or fields[1], value)
    assert result["outcome"] == "refused"
    assert result["message"]
    assert sheet_of(task.id) is None
    assert db.session.query(TouchRow).one().value == value


def test_a_sheet_with_gaps_is_not_sent_and_says_why(phone, task, fields):
    one(phone, task, fields[0], "2")
    result = one(phone, task, "submit", "")
    assert result["outcome"] == "refused"
    assert "Критерий K2" in result["message"]


def test_a_late_mark_is_kept_and_told_in_words(phone, event, task, fields):
    sheet = enter_sheet(task, {"K1": 4, "K2": 7})
    db.session.commit()
    late = one(phone, task, fields[0], "5", base=1)
    assert (late["outcome"], late["kind"], late["cell"]["value"]) == ("late", "sent", "4")
    assert "уже был отправлен" in late["message"]
    # What says nothing new is no reason to trouble anybody.
    assert one(phone, task, fields[0], "4", base=0, device="tablet")["outcome"] == "same"
    reopen_sheet(sheet)
    db.session.commit()
    cell = phone.get("/jury/state").json["tasks"][0]["cells"][fields[0]]
    assert cell["conflict"]["value"] == "5"
    close(event)
    late = one(phone, task, fields[1], "8", base=1)
    assert (late["outcome"], late["kind"]) == ("late", "closed")
    assert "закрыто" in late["message"]


def test_a_mark_for_an_annulled_sheet_is_kept(phone, task, fields):
    annul_sheet(enter_sheet(task, {"K1": 4, "K2": 7}), "ошибка")
    db.session.commit()
    late = one(phone, task, fields[0], "5", base=1)
    assert (late["outcome"], late["kind"]) == ("late", "annulled")
    (mine,) = phone.get("/jury/state").json["tasks"]
    assert (mine["state"], mine["may_mark"], mine["files"]) == ("annulled", False, [])


def test_a_mark_for_a_task_that_was_taken_back_is_kept_with_its_work(phone, task, fields):
    entry_id = task.entry_id
    mark = touch(task, fields[0], "5")
    release_task(task, "Передано другому")
    db.session.commit()
    late = send(phone, mark)["results"][0]
    assert (late["outcome"], late["kind"]) == ("late", "annulled")
    assert db.session.query(TouchRow).one().entry_id == entry_id
    assert send(phone, mark)["results"][0]["outcome"] == "late"


def test_the_id_of_a_task_that_was_taken_back_is_never_given_again(event, juror, task):
    taken = task.id
    release_task(task, "Передано другому")
    assert create_task(event, juror).id > taken


def test_a_juror_who_has_left_brings_what_the_device_holds(phone, juror, task, fields):
    one(phone, task, fields[0], "2")
    mark, foreign = touch(task, fields[0], "3", base=1), touch(task, "c1", "1")
    release_juror(juror)
    db.session.commit()
    state = phone.get("/jury/state")
    assert (state.status_code, state.json["gone"], state.json["tasks"]) == (200, True, [])
    result = send(phone, mark | {"task": task.id})["results"][0]
    assert (result["outcome"], result["kind"]) == ("late", "left")
    assert foreign["task"] == task.id


def test_strangers_and_other_jurors_get_nothing(app, phone, event, task, fields):
    stranger = app.test_client()
    assert stranger.get("/jury/state").status_code == 401
    send(stranger, touch(task, fields[0], "1"), status=401)
    other = app.test_client()
    enter_by_link(other, create_juror(event))
    assert other.get("/jury/state").json["tasks"] == []
    assert one(other, task, fields[0], "1")["outcome"] == "refused"
    assert sheet_of(task.id) is None
    # An id that somebody else has used says nothing about them.
    mine = touch(task, fields[0], "3")
    send(phone, mine)
    assert send(other, mine)["results"][0]["outcome"] == "refused"


def test_a_revoked_link_shuts_the_doors(phone, juror, task, fields):
    juror.token_hash = None
    db.session.commit()
    assert phone.get("/jury/state").status_code == 401
    send(phone, touch(task, fields[0], "1"), status=401)
    assert db.session.query(TouchRow).count() == 0


@pytest.mark.parametrize("made_at", ["", "вчера", "0001-01-01T00:00:00+14:00", "9999-12-31"])
def test_a_devices_clock_may_say_anything(phone, task, fields, made_at):
    assert one(phone, task, fields[0], "3", made_at=made_at)["outcome"] == "applied"


def test_a_clock_is_kept_as_an_instant(phone, task, fields):
    one(phone, task, fields[0], "3", made_at="2025-11-05T18:00:00+09:00")
    kept = db.session.query(TouchRow).one()
    assert kept.made_at.utcoffset() == timedelta(0)
    assert kept.made_at.hour == 9


def test_saving_a_mark_costs_few_queries(phone, event, juror, task, fields, count_queries):
    for _ in range(30):
        create_task(event, juror)
    one(phone, task, fields[0], "1")
    with count_queries() as sent:
        one(phone, task, fields[1], "2")
    assert len(sent) <= 11, "\n".join(sent)
