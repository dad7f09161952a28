"""Priorities of a training become proposals for the annual plan."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.plan.models import PlanProposal
from eventkit.journal.models import JournalLine
from eventkit.questionnaires import operations
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.library import library
from eventkit.spreadsheets.reading import load
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
from eventkit.testing.pages import words
from eventkit_training.operations import choose_feedback

BEFORE = [["goal", "class"]] * 6 + [["goal", "parents"]] * 2
"""8 people: the aim of a lesson 8 times, the class 6, parents 2."""
AFTER = [["parents"]] * 5 + [["goal"]] * 4
"""9 people: parents 5 times, the aim 4, the class none."""


class Wishes:
    """A questionnaire of a training whose waves are answered at once."""

    def __init__(self, training) -> None:
        document = next(one.document for one in library() if one.name == "gaps")
        self.made = operations.create_questionnaire(training.event, document, actor="system")
        self.event, self.client = training.event, training.organize()
        self.here = f"/manage/{training.event.slug}/plan"

    def wave(self, title, wishes):
        wave = operations.add_wave(self.made, title, actor="system")
        operations.open_wave(wave, actor="system")
        for number, wish in enumerate(wishes):
            keep_response(wave, uid=str(number), answers={"stage": "y1", "top": wish})
        operations.close_wave(wave, actor="system")
        db.session.commit()
        return wave

    def rows(self):
        rows = db.session.scalars(select(PlanProposal).order_by(PlanProposal.id))
        return [(row.title, row.named, row.asked, row.state) for row in rows]

    def act(self, title, act, **sent):
        query = select(PlanProposal.id).where(PlanProposal.title == title)
        return self.client.post(
            f"{self.here}/{db.session.scalar(query)}/{act}", data=sent, follow_redirects=True
        )


@pytest.fixture
def wishes(training) -> Wishes:
    return Wishes(training)


def test_a_later_wave_renews_what_is_not_decided_and_leaves_the_rest(wishes):
    wishes.wave("до тренинга", BEFORE)
    assert f'href="{wishes.here}"' in wishes.client.get(wishes.here[:-5]).get_data(as_text=True)
    said = words(wishes.client.post(wishes.here, follow_redirects=True))
    assert "Новых предложений: 3" in said
    assert "назвали 8 из 8" in said
    assert wishes.rows() == [
        ("Цель и ход урока", 8, 8, "proposed"),
        ("Порядок и контакт с классом", 6, 8, "proposed"),
        ("Разговор с родителями", 2, 8, "proposed"),
    ]
    assert "Всё уже предложено" in words(wishes.client.post(wishes.here, follow_redirects=True))
    wishes.act("Цель и ход урока", "take")
    wishes.wave("после тренинга", AFTER)
    assert "обновлены: 1" in words(wishes.client.post(wishes.here, follow_redirects=True))
    assert wishes.rows() == [
        ("Цель и ход урока", 8, 8, "taken"),
        ("Порядок и контакт с классом", 6, 8, "proposed"),
        ("Разговор с родителями", 5, 9, "proposed"),
    ]


def test_a_small_group_and_the_closing_questionnaire_propose_nothing(wishes):
    small = wishes.wave("до тренинга", BEFORE[:4])
    assert "Предложить пока нечего" in words(wishes.client.get(wishes.here))
    wishes.client.post(wishes.here)
    assert wishes.rows() == []
    wishes.wave("после тренинга", BEFORE)
    choose_feedback(wishes.event, small)
    db.session.commit()
    wishes.client.post(wishes.here)
    assert wishes.rows() == []


def test_under_names_a_few_propose_nothing_either(wishes):
    operations.change_settings(wishes.made, mode="named", once=False, small_group=5, actor="system")
    for count, said in ((4, "Предложить пока нечего"), (6, "назвали 6 из 6")):
        wave = operations.add_wave(wishes.made, f"из {count}", actor="system")
        operations.open_wave(wave, actor="system")
        for number in range(count):
            person = create_person(last_name=f"Планова{count}{number}")
            answers = {"stage": "y1", "top": ["goal"]}
            keep_response(wave, uid=str(number), answers=answers, person=person)
        operations.close_wave(wave, actor="system")
        db.session.commit()
        assert said in words(wishes.client.get(wishes.here))


def test_a_decision_has_a_reason_a_name_and_a_way_back(wishes):
    wishes.wave("до тренинга", BEFORE)
    wishes.client.post(wishes.here)
    title = "Разговор с родителями"
    refused = wishes.act(title, "decline", reason=" ")
    assert refused.status_code == 422
    assert wishes.rows()[2][3] == "proposed"
    said = words(wishes.act(title, "decline", reason="Есть курс в районе."))
    assert "отклонено" in said
    assert "Есть курс в районе." in said
    assert "уже решили" in words(wishes.act(title, "take"))
    assert wishes.rows()[2][3] == "declined"
    assert "Взять в план" in words(wishes.act(title, "undo"))
    one = db.session.scalars(select(PlanProposal).where(PlanProposal.title == title)).one()
    assert (one.state, one.reason, one.decided_by, one.decided_at) == ("proposed", "", "", None)
    acts = select(JournalLine.act).where(JournalLine.subject == f"plan_proposal:{one.id}")
    assert db.session.scalars(acts.order_by(JournalLine.number)).all() == [
        "plan.proposed",
        "plan.declined",
        "plan.undone",
    ]


def test_words_may_be_edited_and_stay_when_the_numbers_change(wishes):
    wishes.wave("до тренинга", BEFORE)
    wishes.client.post(wishes.here)
    row = db.session.scalars(select(PlanProposal).order_by(PlanProposal.id.desc())).first()
    page = f"{wishes.here}/{row.id}"
    sent = {"title": "Практикум «Трудный разговор»", "audience": "молодые педагоги"}
    bad = wishes.client.post(page, data={**sent, "title": "", "year": "1"})
    assert bad.status_code == 422
    assert "молодые педагоги" in bad.get_data(as_text=True)
    wishes.client.post(page, data={**sent, "year": str(row.year)})
    wishes.wave("после тренинга", AFTER)
    wishes.client.post(wishes.here)
    assert wishes.rows()[2] == (sent["title"], 5, 9, "proposed")


def test_the_list_is_of_the_own_events_filtered_printed_and_costs_the_same(
    wishes, client, count_queries
):
    other = create_event(title="Чужой тренинг")
    for event, number in [(wishes.event, 1), (other, 1)]:
        _put(event, number)
    with count_queries() as one:
        said = words(wishes.client.get("/manage/plan"))
    assert f"Замысел {wishes.event.id}-1" in said
    assert f"Замысел {other.id}-1" not in said
    for number in range(2, 12):
        _put(wishes.event, number, year=2027, state="taken", decided_by="account:1")
    with count_queries() as many:
        wishes.client.get("/manage/plan")
    assert len(many) == len(one)
    said = words(wishes.client.get("/manage/plan?year=2027&state=declined"))
    assert "С таким решением в этом году ничего нет" in said
    book = wishes.client.get("/manage/plan.xlsx?year=2026")
    _head, line = load(book.data, "plan.xlsx")[0].rows
    assert f"Замысел {wishes.event.id}-1" in [str(cell) for cell in line]
    sign_in(client, create_account(roles={wishes.event.id: "secretary"}))
    assert client.get("/manage/plan").status_code == 403
    sign_in(client, create_account(roles={other.id: "organizer"}))
    assert client.get(wishes.here).status_code == 403


def _put(event, number, *, year=2026, state="proposed", decided_by=""):
    row = PlanProposal(event=event, plugin="training", source=str(number), year=year)
    row.title, row.state, row.decided_by = f"Замысел {event.id}-{number}", state, decided_by
    row.proposed_at = event.created_at
    db.session.add(row)
    db.session.commit()
