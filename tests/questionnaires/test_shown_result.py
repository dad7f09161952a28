"""A named result in the portfolio: as far as its person wants, and gone as soon as they say so."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.journal.queries import verify
from eventkit.people.passwords import token_hash
from eventkit.portfolio.models import PortfolioItem
from eventkit.portfolio.operations import share
from eventkit.questionnaires.answering.deleting import delete_expired, empty_wave
from eventkit.questionnaires.models import Invitation, ShownResult
from eventkit.questionnaires.operations import add_wave, change_draft, issue_version, open_wave
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import today
from eventkit.web.i18n import day
from tests.questionnaires.answering import uid
from tests.questionnaires.test_own_result import HIGH, LOW, asked, send

LEVELS = "Покой: уровень «высокий»; Нормы: уровень «выше»."
FALL = "Покой: был уровень «высокий», стал «низкий»; Нормы: был уровень «выше», стал «ниже»."


@pytest.fixture
def event(app):
    return create_event(title="Тренинг «Опора»")


@pytest.fixture
def wave(event):
    return asked("named", event)


@pytest.fixture
def person(app):
    return create_person()


@pytest.fixture
def owner(wave, person, client):
    """Signed in, and has answered the first wave."""
    sign_in(client, create_account(person))
    send(client, wave, HIGH)
    return client


@pytest.fixture
def friend(app):
    """Somebody without an account."""
    return app.test_client()


@pytest.fixture
def link(person):
    made = share(person, actor="system")
    db.session.commit()
    return f"/p/{made.token}"


def choose(client, wave, extent, **more):
    return client.post(f"/q/{wave.code}/own/portfolio", data={"extent": extent} | more)


def later(wave):
    made = add_wave(wave.questionnaire, "После", actor="system")
    open_wave(made, actor="system")
    db.session.commit()
    return made


def test_nothing_is_shown_until_the_person_chooses(owner, wave, link, friend):
    page = words(owner.get(f"/q/{wave.code}/own"))
    assert "Портфолио Уровни можно показать в портфолио словами, без чисел." in page
    on = day(today(wave.questionnaire.event.timezone))
    assert f"О себе , {on} Результат опросника. Тренинг «Опора». {LEVELS}" in page
    assert "Шкал без уровней в записи нет: Силы." in page
    assert "Уровни и что изменилось" not in page
    assert re.search(r'checked[^>]*value="nothing"', owner.get(f"/q/{wave.code}/own").text)
    for looker, there in ((owner, "/me/portfolio"), (friend, link)):
        assert "О себе" not in words(looker.get(there))
        assert "Тренинг" not in words(looker.get(there))


def test_levels_stand_in_words_as_the_preview_said_and_no_value_does(owner, wave, link, friend):
    answer = choose(owner, wave, "levels")
    assert (answer.status_code, answer.location) == (303, f"/q/{wave.code}/own")
    assert "Сохранено: запись стоит в портфолио." in words(owner.get(answer.location))
    assert re.search(r'checked[^>]*value="levels"', owner.get(answer.location).text)
    for looker, there in ((owner, "/me/portfolio"), (friend, link)):
        page = words(looker.get(there))
        assert f"О себе Результат опросника. Тренинг «Опора». {LEVELS}" in page
        assert "4,33" not in page
        assert "Силы" not in page
    assert "показывает он их сам" in words(friend.get(link))
    # Who only answered has not taken part.
    assert "мероприятие" not in words(friend.get(link))
    [line] = db.session.scalars(select(PortfolioItem))
    event = wave.questionnaire.event
    assert (line.on, line.event_id, line.document_number) == (today(event.timezone), event.id, "")


def test_a_new_wave_renews_the_line_by_itself_as_far_as_it_was_chosen(owner, wave, link, friend):
    choose(owner, wave, "levels")
    after = later(wave)
    thanks = words(send(owner, after, LOW, number=2))
    assert "Запись в вашем портфолио обновлена." in thanks
    assert "Покой: уровень «низкий»; Нормы: уровень «ниже»." in words(friend.get(link))
    assert f"Тренинг «Опора». {FALL}" in words(owner.get(f"/q/{after.code}/own"))
    choose(owner, after, "changes")
    assert FALL in words(friend.get(link))
    third = later(wave)
    send(owner, third, HIGH, number=3)
    same = "Покой: уровень «высокий», без изменений; Нормы: уровень «выше», без изменений."
    assert same in words(friend.get(link))


def test_who_shows_nothing_is_told_that_they_could(owner, wave):
    thanks = words(send(owner, later(wave), LOW, number=2))
    assert "К нему можно вернуться и показать уровни в портфолио:" in thanks
    assert "обновлена" not in thanks
    assert "О себе" not in words(owner.get("/me/portfolio"))


def test_taking_it_back_removes_the_line_at_once(owner, wave, link, friend):
    for number, extra in enumerate(({}, {"next": "/me"})):
        choose(owner, wave, "levels")
        assert "О себе" in words(friend.get(link))
        answer = choose(owner, wave, "nothing", **extra)
        assert answer.location == (f"/q/{wave.code}/own", "/me")[number]
        assert "О себе" not in words(friend.get(link))
        assert "О себе" not in words(owner.get("/me/portfolio"))
        # The row is kept for the owner's note; what it told is not.
        assert [one.detail for one in db.session.scalars(select(PortfolioItem))] == [""]
    assert db.session.scalars(select(ShownResult)).all() == []


def test_the_account_lists_what_is_shown_and_takes_it_back(owner, wave):
    assert "О себе Тренинг «Опора»" in words(owner.get("/me"))
    assert "Убрать из портфолио" not in words(owner.get("/me"))
    choose(owner, wave, "levels")
    page = owner.get("/me")
    assert "О себе Тренинг «Опора» · в портфолио: уровни Убрать из портфолио" in words(page)
    assert f'action="/q/{wave.code}/own/portfolio"' in page.text
    elsewhere = choose(owner, wave, "nothing", next="//elsewhere.example")
    assert elsewhere.location == f"/q/{wave.code}/own"


def test_the_owner_may_hide_it_like_every_line(owner, wave, link, friend):
    choose(owner, wave, "levels")
    [line] = db.session.scalars(select(PortfolioItem))
    owner.post(f"/me/portfolio/{line.id}/hide")
    send(owner, later(wave), LOW, number=2)
    assert "О себе" not in words(friend.get(link))
    assert "скрыта" in words(owner.get("/me/portfolio"))


def test_what_is_not_offered_is_refused_at_its_field(owner, wave):
    for wrong in ("changes", "values", ""):
        answer = choose(owner, wave, wrong)
        assert answer.status_code == 422
        assert "Выберите из предложенного." in words(answer)
    assert db.session.scalars(select(ShownResult)).all() == []


def test_too_few_answers_have_no_level_to_show(wave, person, client):
    sign_in(client, create_account(person))
    send(client, wave, {"q-d": "3"})
    assert "Показать пока нечего" in words(client.get(f"/q/{wave.code}/own"))
    assert choose(client, wave, "levels").status_code == 422


def test_deleted_answers_take_the_line_and_the_choice_along(owner, wave, link, friend):
    after = later(wave)
    send(owner, after, LOW, number=2)
    choose(owner, wave, "changes")
    empty_wave(after, actor="system")
    db.session.commit()
    # Nothing is left to have changed to.
    assert LEVELS in words(friend.get(link))
    empty_wave(wave, actor="system")
    db.session.commit()
    assert "О себе" not in words(friend.get(link))
    send(owner, wave, LOW, number=3)
    assert "О себе" not in words(friend.get(link))


def test_the_day_on_which_answers_go_takes_the_line_along(owner, wave, link, friend):
    choose(owner, wave, "levels")
    kept = wave.questionnaire
    kept.keep_until = today(kept.event.timezone) - timedelta(days=1)
    db.session.commit()
    assert delete_expired() == 1
    assert "О себе" not in words(friend.get(link))
    assert db.session.scalars(select(ShownResult)).all() == []
    assert [one.detail for one in db.session.scalars(select(PortfolioItem))] == [""]


def test_an_author_who_shows_no_results_any_more_ends_the_lines(owner, wave, link, friend):
    choose(owner, wave, "levels")
    kept = wave.questionnaire
    change_draft(kept, dict(kept.draft) | {"own_result": False}, actor="system")
    issue_version(kept, "Уровни пересматриваем", actor="system")
    db.session.commit()
    assert "О себе" not in words(friend.get(link))
    assert "Мои опросники" not in words(owner.get("/me"))


@pytest.mark.parametrize("mode", ["anonymous", "code"])
def test_nobody_can_show_what_is_nobodys(owner, event, mode):
    other = asked(mode, event)
    send(owner, other, HIGH | {"own-code": "АН0742"}, number=5)
    here = f"/q/{other.code}/own"
    told = "В портфолио этого результата не показать: здесь никто не знает, чьи это ответы."
    assert told in words(owner.get(here))
    if mode == "code":
        assert told in words(owner.post(here, data={"code": "АН0742"}))
    assert choose(owner, other, "levels").status_code == 403
    assert db.session.scalars(select(ShownResult)).all() == []


def test_no_other_sets_it_and_no_organizer_reads_it(owner, wave, event, person, app):
    choose(owner, wave, "levels")
    manager, stranger = app.test_client(), app.test_client()
    sign_in(manager, create_account(roles={event.id: "organizer"}))
    for one in (manager, stranger):
        assert choose(one, wave, "nothing").status_code == 403
    assert [one.person_id for one in db.session.scalars(select(ShownResult))] == [person.id]
    root = f"/manage/{event.slug}"
    number = wave.questionnaire.id
    pages = [
        root,
        f"{root}/journal",
        f"{root}/questionnaires",
        f"{root}/questionnaires/{number}/results",
        f"/manage/people/{person.id}",
        f"/q/{wave.code}/own",
    ]
    for page in pages:
        answer = manager.get(page)
        assert answer.status_code == 200, page
        assert "портфолио" not in words(answer).lower().replace("моё портфолио", ""), page
        assert LEVELS not in words(answer), page


def test_the_journal_says_who_chose_and_never_what_came_out(owner, wave, person):
    choose(owner, wave, "levels")
    choose(owner, wave, "levels")
    choose(owner, wave, "nothing")
    query = select(JournalLine).where(JournalLine.act == "result.shown").order_by(JournalLine.id)
    lines = db.session.scalars(query).all()
    assert [(one.chain, one.subject, one.data) for one in lines] == [
        ("site", f"questionnaire:{wave.questionnaire.id}", {"person": person.id, "extent": extent})
        for extent in ("levels", "nothing")
    ]
    assert verify() == []


def test_by_a_personal_link_it_is_the_one_who_was_asked(owner, wave, friend):
    other = create_person()
    db.session.add(Invitation(wave=wave, person=other, token_hash=token_hash("hers")))
    db.session.commit()
    home = f"/q/{wave.code}/p/hers/own"
    assert friend.post(f"{home}/portfolio", data={"extent": "levels"}).status_code == 403
    friend.post(f"/q/{wave.code}/p/hers", data=LOW | {"uid": uid(7)})
    answer = friend.post(f"{home}/portfolio", data={"extent": "levels"})
    assert (answer.status_code, answer.location) == (303, home)
    assert [one.person_id for one in db.session.scalars(select(ShownResult))] == [other.id]
    assert "Покой: уровень «низкий»; Нормы: уровень «ниже»." in words(friend.get(home))
    assert friend.post(f"/q/{wave.code}/p/no/own/portfolio").status_code == 404


def test_a_line_stays_in_the_sites_language_whoever_presses(owner, wave, link, friend):
    owner.get("/?lang=en")
    page = words(owner.get(f"/q/{wave.code}/own"))
    assert "About me" in page
    assert LEVELS in page
    choose(owner, wave, "levels")
    assert LEVELS in words(friend.get(link))
    assert LEVELS in words(owner.get("/me/portfolio"))
