"""Answering by link: what is kept, what is refused and how it is said, who may answer once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.mail.models import Letter
from eventkit.questionnaires.answering.codes import digest, normal, pair_salt
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.models import Invitation, Response
from eventkit.questionnaires.operations import close_wave
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.workers import not_kept, told_by
from tests.questionnaires.answering import KEPT, RIGHT, asked_in, uid

JSON = {"Accept": "application/json"}


def answers(wave):
    db.session.expire_all()
    return db.session.scalars(select(Response).where(Response.wave_id == wave.id)).all()


def test_without_scripts_one_long_form_is_filled_in_and_kept(client, app):
    wave = asked_in()
    page = client.get(f"/q/{wave.code}")
    assert page.status_code == 200
    for told in (
        "10 вопросов", "около 2 минут", "Ответы анонимны", "меньше 5", "Только если на «Стаж»",
    ):  # fmt: skip
        assert told in words(page)
    sent = client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(1), "seconds": "128"})
    assert sent.status_code == 303
    assert "Ответы сохранены" in words(client.get(sent.location))
    [kept] = answers(wave)
    assert kept.answers == KEPT
    assert (kept.seconds, kept.source, kept.language, kept.person_id) == (130, "phone", "ru", None)
    assert kept.version.document == wave.questionnaire.draft


def test_its_worker_keeps_everything_that_the_page_asks_for(client, app):
    wave = asked_in()
    told = told_by(client, f"/q/{wave.code}/worker.js")
    assert not not_kept(client, told["assets"], [f"/q/{wave.code}"])


def test_a_mistake_is_told_at_its_item_and_what_was_typed_stays(client, app):
    wave = asked_in()
    wrong = RIGHT | {"q-one": "", "q-years": "120", "q-some": ["a", "b", "c"], "q-rank.b": ""}
    page = client.post(f"/q/{wave.code}", data=wrong | {"uid": uid(1)})
    assert page.status_code == 422
    for told in (
        "Здесь нужен ответ.", "Нужно число от 0 до 60.", "Выберите не больше 2.",
        "Дайте каждой строке своё место",
    ):  # fmt: skip
        assert told in words(page)
    assert 'value="120"' in page.text
    assert "Так вышло" in page.text
    told = client.post(f"/q/{wave.code}", data=wrong | {"uid": uid(1)}, headers=JSON)
    assert told.status_code == 422
    assert set(told.json["errors"]) == {"one", "years", "some", "rank"}
    assert answers(wave) == []


def test_the_same_answer_sent_twice_counts_once_even_after_closing(client, app):
    wave = asked_in()
    for _time in range(2):
        sent = client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(7)}, headers=JSON)
        assert sent.json == {"kind": "kept"}
    close_wave(wave, actor="system")
    again = client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(7)}, headers=JSON)
    late = client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(8)}, headers=JSON)
    assert (again.json, late.json, late.status_code) == ({"kind": "kept"}, {"kind": "shut"}, 409)
    # A file may not add to what was counted and shown whole either.
    for source in ("import", "paper"):
        with pytest.raises(RefusalError):
            keep_response(wave, uid=uid(9), answers=KEPT, source=source)
    assert len(answers(wave)) == 1
    assert "Замер закрыт" in words(client.get(f"/q/{wave.code}"))


def test_a_wave_not_open_yet_and_an_unknown_one_say_so(client, app):
    wave = asked_in(is_open=False)
    assert "Ещё не открыто" in words(client.get(f"/q/{wave.code}"))
    assert client.get("/q/nobody").status_code == 404


def test_in_english_all_words_and_the_answers_language_are_english(client, app):
    wave = asked_in(document={"title": {"ru": "Всё сразу", "en": "Everything"}})
    page = client.get(f"/q/{wave.code}?lang=en")
    assert "Everything" in words(page)
    assert "Answers are anonymous" in words(page)
    client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(1)})
    assert answers(wave)[0].language == "en"


def test_a_self_made_code_links_waves_once_in_each_and_takes_its_answers_back(client, app):
    wave = asked_in(mode="code", pair_scale="A")
    sent = RIGHT | {"pair-code": "маяк 7"}
    for number, code in enumerate(("", "АН0"), 1):
        page = client.post(f"/q/{wave.code}", data=sent | {"uid": uid(number), "own-code": code})
        assert (page.status_code, "не меньше 4" in words(page)) == (422, True)
    client.post(f"/q/{wave.code}", data=sent | {"uid": uid(3), "own-code": "ан-07 42"})
    taken = client.post(f"/q/{wave.code}", data=sent | {"uid": uid(4), "own-code": "AH0742"})
    assert "Такой код здесь уже есть" in words(taken)
    [kept] = answers(wave)
    salt = wave.questionnaire.salt
    assert kept.respondent == digest(salt, "АН0742")
    ours = pair_salt(wave.questionnaire.event_id)
    assert kept.pair == digest(ours, "МАЯК7", "pair") != digest(salt, "МАЯК7", "pair")
    assert normal("Ёж x-1") == "ЕЖХ1"
    page = client.post(f"/q/{wave.code}/withdraw", data={"code": "БН0742"})
    assert (page.status_code, "Ответов с таким кодом нет" in words(page)) == (422, True)
    client.post(f"/q/{wave.code}/withdraw", data={"code": "ан 0742"})
    assert answers(wave) == []


def test_named_answers_are_of_the_account_or_of_the_link_and_once(client, app):
    wave = asked_in(mode="named")
    assert "Здесь отвечают под своим именем" in words(client.get(f"/q/{wave.code}"))
    refused = client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(1)}, headers=JSON)
    assert refused.status_code == 409
    person = create_person(last_name="Звонкова")
    sign_in(client, create_account(person))
    assert "под вашим именем: Звонкова" in words(client.get(f"/q/{wave.code}"))
    client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(2)})
    [kept] = answers(wave)
    assert kept.person_id == person.id
    assert "Вы уже ответили" in words(client.get(f"/q/{wave.code}"))
    with pytest.raises(RefusalError):
        keep_response(wave, uid=uid(3), answers=KEPT, person=person)
    lines = select(func.count()).select_from(JournalLine).where(JournalLine.act == "answer.kept")
    assert db.session.scalar(lines) == 1


def test_personal_links_come_by_mail_and_each_answers_once(client, app):
    wave = asked_in(once=True)
    event = wave.questionnaire.event
    sign_in(client, create_account(roles={event.id: "organizer"}))
    people = [create_person(email=f"P{n}@example.org") for n in (1, 2)]
    home = f"/manage/{event.slug}/waves/{wave.id}"
    typed = {"addresses": "p1@example.org, nobody@example.org\np2@example.org"}
    page = client.post(f"{home}/invite", data=typed)
    assert "нет в справочнике людей: nobody@example.org" in words(page)
    typed = {"addresses": "p1@example.org\np2@example.org p1@example.org"}
    page = client.post(f"{home}/invite", data=typed, follow_redirects=True)
    assert "Отправлено 2 письма" in words(page)
    letter = db.session.scalar(select(Letter).where(Letter.recipient == people[0].email))
    link = "/q/" + letter.body.partition("/q/")[2].split()[0]
    stranger = app.test_client()
    assert "Нужна личная ссылка" in words(stranger.get(f"/q/{wave.code}"))
    assert stranger.post(link, data=RIGHT | {"uid": uid(1)}).status_code == 303
    assert "Вы уже ответили" in words(stranger.get(link))
    second = stranger.post(link, data=RIGHT | {"uid": uid(2)}, headers=JSON)
    assert (second.status_code, len(answers(wave))) == (409, 1)
    used = db.session.scalars(select(Invitation.person_id).where(Invitation.used)).all()
    assert used == [people[0].id]
    page = client.post(f"{home}/remind", follow_redirects=True)
    assert "Отправлено 1 письмо" in words(page)


def test_the_page_costs_the_same_queries_for_one_and_many_links(client, app, count_queries):
    wave = asked_in(once=True)
    event = wave.questionnaire.event
    sign_in(client, create_account(roles={event.id: "organizer"}))
    costs = []
    for upto in (1, 12):
        for number in range(upto):
            person = create_person(email=f"a{upto}.{number}@example.org")
            db.session.add(Invitation(wave=wave, person=person, token_hash=f"{upto}.{number}"))
        client.get(f"/manage/{event.slug}/waves/{wave.id}")
        with count_queries() as sent:
            assert client.get(f"/manage/{event.slug}/waves/{wave.id}").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_answers_go_after_their_day_and_at_the_organizers_word(client, app):
    from eventkit.questionnaires.answering.deleting import delete_expired
    from eventkit.web.clock import today

    event = create_event()
    kept, over = asked_in(event), asked_in(event, keep_until=date(2025, 1, 31))
    kept.questionnaire.keep_until = today(event.timezone)
    for number, wave in enumerate((kept, over)):
        client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(number)})
    db.session.commit()
    assert delete_expired() == 1
    assert (len(answers(kept)), len(answers(over))) == (1, 0)
    assert delete_expired() == 0
    sign_in(client, create_account(roles={event.id: "organizer"}))
    home = f"/manage/{event.slug}/waves/{kept.id}"
    assert "Отметьте" in words(client.post(f"{home}/empty"))
    client.post(f"{home}/empty", data={"sure": "y"})
    assert answers(kept) == []
    acts = select(JournalLine.act).where(JournalLine.act.in_(["answers.expired", "wave.emptied"]))
    assert sorted(db.session.scalars(acts)) == ["answers.expired", "wave.emptied"]
