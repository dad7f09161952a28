"""A juror's recusal: one tap, before, while and after reading, the way back, the chair's word."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Assignment, Challenge, Conflict
from eventkit.juries.planning import preview
from eventkit.mail.models import Letter
from eventkit.scoring.conflicts.operations import choose_decider, raise_challenge
from eventkit.scoring.models import Criterion, SheetVersion
from eventkit.scoring.operations import enter_sheet, open_sheet, save_comment
from eventkit.scoring.queries import sheet_of, touched_assignments
from eventkit.testing.juries import create_entry, create_juror, create_task
from eventkit.testing.pages import words
from eventkit.web.clock import now, set_clock

pytestmark = pytest.mark.database

MARKS = {"K1": 4, "K2": "7.5"}


def tap(phone, task, ground="recognised", **more):
    data = {"ground": ground, **more}
    return phone.post(f"/jury/sheets/{task.id}/recuse", data=data, follow_redirects=True)


def only():
    db.session.expire_all()
    return db.session.scalars(select(Challenge)).one()


def undo(phone):
    return phone.post(f"/jury/recusals/{only().id}/undo", follow_redirects=True)


def letters(address):
    query = select(Letter).where(Letter.recipient == address).order_by(Letter.id)
    return db.session.scalars(query).all()


def acts(word):
    query = select(JournalLine.act, JournalLine.actor).order_by(JournalLine.id)
    return [(act, actor) for act, actor in db.session.execute(query) if act.startswith(word)]


@pytest.fixture
def chaired(event, chair):
    """The chair decides about recusals here."""
    choose_decider(event, "chair")
    db.session.commit()
    return chair


def criterion_ids(task):
    query = select(Criterion.id).where(Criterion.trial_id == task.trial_id)
    return list(db.session.scalars(query.order_by(Criterion.id)))


def decide(client, event, verdict, **more):
    url = f"/manage/{event.slug}/jury/conflicts/{only().id}"
    return client.post(url, data={"verdict": verdict, **more}, follow_redirects=True)


# Where a juror's word is enough.


def test_one_tap_in_the_list_takes_an_unread_work_away(phone, juror, task):
    page = words(phone.get("/jury/recusals"))
    assert "Э-117" in page
    assert "Родственник" in page
    task_id = task.id
    told = words(tap(phone, task, "relative"))
    assert "Самоотвод по работе Э-117 принят. Её передадут другому." in told
    conflict = db.session.scalars(select(Conflict)).one()
    assert (conflict.kind, conflict.reason, conflict.is_late) == ("declared", "Родственник", False)
    assert (only().state, only().moment) == ("accepted", "before")
    assert db.session.get(Assignment, task_id) is None
    assert acts("challenge") == [("challenge.raised", f"juror:{juror.id}")]


def test_the_way_out_stands_on_the_sheet_too(phone, task):
    page = phone.get(f"/jury/sheets/{task.id}").text
    assert f'id="recuse" method="post" action="/jury/sheets/{task.id}/recuse"' in page
    for ground in ("recognised", "relative", "colleague"):
        assert f'name="ground" value="{ground}" form="recuse"' in page


def test_another_reason_is_written_in_words(phone, task):
    tap(phone, task, "other", reason="Живём в одном подъезде.")
    assert db.session.scalars(select(Conflict)).one().reason == "Живём в одном подъезде."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Назовите причину"),
        ({"reason": "  "}, "Назовите причину"),
        ({"ground": "<b>"}, "Назовите причину"),
        ({"ground": "other"}, "Назовите причину"),
        ({"ground": "other", "reason": "я" * 501}, "длиннее 500"),
    ],
)
def test_a_recusal_without_a_reason_is_refused_and_what_was_typed_stays(phone, task, data, said):
    answer = phone.post(f"/jury/sheets/{task.id}/recuse", data=data)
    assert answer.status_code == 422
    assert said in words(answer)
    assert data.get("reason", "").strip() in answer.text
    assert db.session.scalars(select(Challenge)).all() == []


def test_an_unread_work_comes_back_as_it_was(phone, event, juror, task):
    tap(phone, task)
    assert "Отменить самоотвод" in words(phone.get("/jury"))
    assert "снова в вашем списке" in words(undo(phone))
    back = db.session.scalars(select(Assignment)).one()
    assert (back.juror_id, back.entry.code, back.reading) == (juror.id, "Э-117", 1)
    assert db.session.scalars(select(Conflict)).all() == []
    assert only().state == "withdrawn"
    assert "Э-117" in words(phone.get("/jury"))
    assert ("challenge.undone", f"juror:{juror.id}") in acts("challenge")


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_marked_sheet_falls_and_comes_back_with_its_marks(phone, task, is_sent):
    enter_sheet(task, MARKS, submitted=is_sent)
    before = sheet_of(task.id)
    state, total, progress = before.state, before.total, task.progress
    db.session.commit()
    tap(phone, task)
    db.session.expire_all()
    assert (sheet_of(task.id).state, only().moment) == (
        "annulled",
        "after" if is_sent else "while",
    )
    assert len(letters("org@example.org")) == 1
    undo(phone)
    db.session.expire_all()
    sheet = sheet_of(task.id)
    assert (sheet.state, sheet.total, sheet.annulled_reason) == (state, total, "")
    assert sorted(mark.steps for mark in sheet.marks) == [4, 15]
    assert (task.state, task.progress, task.list_place is not None) == ("active", progress, True)
    versions = db.session.scalars(select(SheetVersion).order_by(SheetVersion.id))
    assert [v.state for v in versions][-2:] == ["annulled", state]


def test_words_without_marks_are_not_thrown_away(phone, task):
    save_comment(open_sheet(task), "note", "сильное начало")
    db.session.commit()
    tap(phone, task)
    assert "сильное начало" in words(phone.get(f"/jury/sheets/{task.id}"))
    undo(phone)
    assert sheet_of(task.id).private_note == "сильное начало"
    assert only().state == "withdrawn"


def test_after_the_moment_there_is_no_way_back(phone, task):
    tap(phone, task)
    later = now() + timedelta(minutes=15)
    set_clock(lambda: later)
    assert "Отменить самоотвод" not in words(phone.get("/jury/recusals"))
    assert "уже не отменить" in words(undo(phone))
    assert only().state == "accepted"


def test_when_somebody_has_got_the_work_there_is_no_way_back(phone, event, task):
    enter_sheet(task, MARKS)
    db.session.commit()
    tap(phone, task)
    entry = db.session.scalars(select(Conflict)).one().entry
    create_task(event, create_juror(event), entry)
    db.session.commit()
    assert "уже не отменить" in words(undo(phone))
    assert sheet_of(task.id).state == "annulled"


def test_somebody_elses_recusal_is_nobody_elses_to_undo(app, phone, task):
    tap(phone, task)
    assert app.test_client().post(f"/jury/recusals/{only().id}/undo").status_code in (302, 403)
    assert only().state == "accepted"


def test_a_second_tap_says_that_it_is_done(phone, task):
    enter_sheet(task, MARKS)
    db.session.commit()
    tap(phone, task)
    answer = phone.post(f"/jury/sheets/{task.id}/recuse", data={"ground": "relative"})
    assert answer.status_code == 422
    assert "уже записан" in words(answer)
    assert only().ground == "recognised"


def test_the_page_costs_the_same_queries_for_few_and_many(phone, event, juror, task, count_queries):
    with count_queries() as few:
        phone.get("/jury/recusals")
    for _ in range(12):
        raise_challenge(juror, create_task(event, juror).entry, ground="colleague")
        create_task(event, juror)
    db.session.commit()
    with count_queries() as many:
        assert phone.get("/jury/recusals").status_code == 200
    assert len(many) <= len(few) + 1, many


# Where the chair decides.


def test_the_work_waits_for_the_chair_and_takes_no_marks(chaired, phone, event, task):
    fields = [f"c{c.id}" for c in db.session.scalars(select(Criterion).order_by(Criterion.id))]
    phone.post(f"/jury/sheets/{task.id}", data={fields[0]: "4", "note": "заметка"})
    assert "Решит председатель, лист пока ждёт" in words(tap(phone, task))
    assert (only().state, only().moment) == ("waiting", "while")
    sheet = phone.get(f"/jury/sheets/{task.id}")
    assert "заявлен отвод" in words(sheet)
    assert "Отправить лист" not in words(sheet)
    data = {fields[0]: "1", fields[1]: "2", "act": "submit"}
    refused = phone.post(f"/jury/sheets/{task.id}", data=data)
    assert "баллы не принимаются" in words(refused)
    assert [mark.steps for mark in sheet_of(task.id).marks] == [4]
    assert "Самоотвод ждёт решения" in words(phone.get("/jury"))
    assert db.session.scalars(select(Conflict)).all() == []
    [letter] = letters("chair@example.org")
    assert "Э-117" in letter.subject
    assert "Узнал(а) автора" in letter.body
    assert "Самоотводы ждут вашего решения" in words(chaired.get("/desk"))
    assert "1 отвод ждёт решения" in words(chaired.get(f"/manage/{event.slug}"))


def test_a_sent_sheet_that_waits_counts_and_is_not_taken_back(chaired, phone, task):
    enter_sheet(task, MARKS)
    db.session.commit()
    tap(phone, task)
    page = words(phone.get(f"/jury/sheets/{task.id}"))
    assert "Вернуть в черновик" not in page
    told = words(phone.post(f"/jury/sheets/{task.id}/reopen", follow_redirects=True))
    assert "баллы не принимаются" in told
    assert (sheet_of(task.id).state, only().moment) == ("submitted", "after")


def test_the_chair_accepts_and_the_work_goes_to_another(chaired, phone, event, juror, task):
    enter_sheet(task, MARKS)
    other = create_juror(event)
    db.session.commit()
    tap(phone, task)
    told = words(decide(chaired, event, "accept", hand_on="y", answer="Согласна."))
    assert "Отвод по работе Э-117 принят" in told
    assert sheet_of(task.id).state == "annulled"
    heir = db.session.scalars(select(Assignment).where(Assignment.juror_id == other.id)).one()
    assert (heir.entry_id, heir.reading, heir.replaces_id) == (task.entry_id, 1, task.id)
    assert db.session.scalars(select(Conflict)).one().kind == "declared"
    assert "Самоотвод принят. Решение: Согласна." in letters("reader@example.org")[-1].body
    assert [act for act, _actor in acts("challenge")] == ["challenge.raised", "challenge.accepted"]
    assert acts("challenge")[1][1].startswith("account:")
    assert "уже не отменить" in words(undo(phone))


def test_an_unread_work_goes_to_another_in_the_same_reading(chaired, phone, event, task):
    other = create_juror(event)
    db.session.commit()
    tap(phone, task)
    decide(chaired, event, "accept", hand_on="y")
    heir = db.session.scalars(select(Assignment)).one()
    assert (heir.juror_id, heir.reading) == (other.id, 1)


def test_the_chair_refuses_and_the_juror_goes_on(chaired, phone, event, task):
    enter_sheet(task, {"K1": 4}, submitted=False)
    db.session.commit()
    tap(phone, task)
    assert "Осталось" not in words(phone.get("/jury"))
    without = decide(chaired, event, "refuse")
    assert without.status_code == 422
    assert "почему отвод отклонён" in words(without)
    told = words(decide(chaired, event, "refuse", answer="Вы не знакомы лично."))
    assert "Отвод отклонён" in told
    page = words(phone.get("/jury"))
    assert "Самоотвод отклонён. Узнал(а) автора Решение: Вы не знакомы лично." in page
    assert "Вы не знакомы лично." in letters("reader@example.org")[-1].body
    criterion = db.session.scalars(select(Criterion).where(Criterion.code == "K1")).one()
    phone.post(f"/jury/sheets/{task.id}", data={f"c{criterion.id}": "5"})
    assert [m.steps for m in sheet_of(task.id).marks if m.criterion.code == "K1"] == [5]
    assert db.session.scalars(select(Conflict)).all() == []


def test_a_decision_is_made_once(chaired, phone, event, task):
    tap(phone, task)
    decide(chaired, event, "refuse", answer="Нет.")
    again = decide(chaired, event, "accept")
    assert again.status_code == 409
    assert "Отклонён" in words(again)
    assert only().state == "refused"


def test_the_juror_takes_back_what_waits(chaired, phone, event, task):
    tap(phone, task)
    later = now() + timedelta(hours=5)
    set_clock(lambda: later)
    assert "снова в вашем списке" in words(undo(phone))
    assert only().state == "withdrawn"
    assert "Э-117" in words(phone.get("/jury"))
    assert "ждут решения" not in words(chaired.get(f"/manage/{event.slug}"))


def test_nobody_but_the_chair_decides(chaired, organizer, phone, event, task):
    tap(phone, task)
    assert decide(organizer, event, "accept").status_code == 403
    assert decide(phone, event, "accept").status_code == 403
    assert only().state == "waiting"
    assert "Решает председатель" in words(organizer.get(f"/manage/{event.slug}/jury/conflicts"))


def test_about_the_chair_the_organizer_decides(chaired, organizer, phone, event, juror, task):
    juror.is_chair = True
    db.session.commit()
    tap(phone, task)
    assert decide(chaired, event, "accept").status_code == 403
    assert "принят" in words(decide(organizer, event, "accept"))
    assert letters("org@example.org")[0].subject.startswith("Нужно решение")


def test_without_a_chair_the_organizer_decides(organizer, phone, event, task):
    choose_decider(event, "chair")
    db.session.commit()
    tap(phone, task)
    assert "принят" in words(decide(organizer, event, "accept"))


def test_a_plan_leaves_a_held_work_where_it_is(chaired, phone, event, juror, task):
    tap(phone, task)
    for _ in range(3):
        create_juror(event)
    made = preview(event, 2, touched_assignments(event.id))
    assert not made.plan.removed
    assert (task.entry_id, juror.id) in made.plan.pairs


def test_a_waiting_recusal_bars_from_being_given_the_work(chaired, event, juror):
    entry = create_entry(event, code="Э-5")
    raise_challenge(juror, entry, raised_by="participant", reason="соседи")
    other = create_juror(event)
    made = preview(event, 1, set())
    assert [pair for pair in made.plan.pairs if pair[0] == entry.id] == [(entry.id, other.id)]


def test_until_the_chair_decides_the_work_stays_and_a_late_mark_is_kept(
    chaired, organizer, phone, event, task
):
    other = create_juror(event)
    page, field = phone.get(f"/jury/sheets/{task.id}").text, f"c{criterion_ids(task)[0]}"
    assert field in page
    tap(phone, task)
    board = f"/manage/{event.slug}/jury/board"
    assert "Э-117 решается конфликт интересов" in words(organizer.get(board))
    moved = organizer.post(board, data={"task": task.id, "juror_id": other.id})
    assert moved.status_code == 422
    assert "останется на месте, пока не решено" in words(moved)
    touch = {"id": "t-1", "task": task.id, "field": field, "value": "4", "base": 0, "counter": 1}
    sent = phone.post("/jury/touches", json={"device": "phone", "touches": [touch]}).json
    assert sent["results"][0]["outcome"] == "late"
    assert "пока решают о вашем конфликте интересов" in sent["results"][0]["message"]
    late = words(organizer.get(f"/manage/{event.slug}/jury/late"))
    assert "решался конфликт интересов" in late
    assert "Решите, есть ли конфликт интересов" in late
    closing = words(organizer.get(f"/manage/{event.slug}/judging/close"))
    assert "Ждёт решения председателя 1 самоотвод" in closing
    assert "Не разобран 1 опоздавший балл: в листах его нет." in closing


def test_after_a_recusal_the_next_work_is_one_tap_away(event, juror, task, phone):
    """The page of recusals leads on; with nothing left it leads to the list."""
    other = create_task(event, juror, create_entry(event, code="Э-118"))
    db.session.commit()
    page = tap(phone, task)
    assert "Дальше: Э-118" in words(page)
    assert f'href="/jury/sheets/{other.id}?view=work"' in page.text
    page = tap(phone, other)
    assert "Дальше:" not in words(page)
    assert "К списку работ" in words(page)
