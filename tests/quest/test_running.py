"""A quest while it goes on: the desk, hosts, paper, the hall, and what comes of it."""

import re
from datetime import timedelta

from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.models import Award
from eventkit.documents.operations import prepare_awards
from eventkit.documents.wording import place_in_pair
from eventkit.events.nomination_operations import add_nomination
from eventkit.journal.models import JournalLine
from eventkit.portfolio.queries import items_of
from eventkit.registration.operations import submit_application
from eventkit.results.operations import calculate, publish
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now
from eventkit_quest.engine import StationDefinition
from eventkit_quest.models import QuestTeam
from eventkit_quest.operations import add_stations, add_team
from eventkit_quest.play.operations import receive_from_team
from eventkit_quest.running import board
from eventkit_quest.running.operations import put_window
from tests.quest.conftest import WORD


def test_a_common_start_a_pause_time_given_and_a_finish_make_the_time(game, clock):
    assert "Стартовали 0 из 2" in words(game.client.get(f"{game.base}/manage/run"))
    game.press("start")
    assert "Все команды уже стартовали" in words(game.press("start"))
    clock.go(minutes=10)
    game.press("pause")
    assert "Игра уже на паузе" in words(game.press("pause"))
    clock.go(minutes=5)
    game.press("resume")
    clock.go(minutes=15)
    refused = game.about(game.one, "time", minutes="сто", reason="")
    assert refused.status_code == 422
    assert "сто" in refused.text
    game.about(game.one, "time", minutes="2,5", reason="Сломался замок")
    game.about(game.two, "penalty", points="1,5", reason="Подсказывали друг другу")
    game.press("finish")
    assert game.result(game.one).seconds == 25 * 60 - 150
    assert (game.result(game.two).seconds, game.result(game.two).total) == (1500, -1.5)
    assert "Игра уже закончена" in words(game.press("start"))
    page = words(game.client.get(f"{game.base}/manage/teams/{game.two.id}"))
    assert "Подсказывали друг другу" in page
    of_quest = select(JournalLine.act).where(JournalLine.act.like("quest.%"))
    acts = db.session.scalars(of_quest.order_by(JournalLine.id)).all()
    assert acts[-5:] == [
        "quest.paused",
        "quest.resumed",
        "quest.time_given",
        "quest.penalized",
        "quest.ended",
    ]


def test_windows_come_one_after_another_and_nobody_overwrites_a_window(game):
    data = {"first": "10:00", "every": "15", "length": "40"}
    bad = game.client.post(f"{game.base}/manage/run/windows", data=data | {"every": "много"})
    assert bad.status_code == 422
    assert "много" in bad.text
    game.client.post(f"{game.base}/manage/run/windows", data=data)
    page = words(game.client.get(f"{game.base}/manage/run"))
    assert "окно с 10:00 до 10:40" in page
    assert "окно с 10:15 до 10:55" in page
    team = f"{game.base}/manage/teams/{game.one.id}"
    seen = re.search(r'name="seen" value="([^"]*)"', game.client.get(team).text)[1]
    game.about(game.one, "window", opens="11:00", closes="", seen=seen)
    late = game.about(game.one, "window", opens="12:00", closes="", seen=seen)
    assert "окно изменил другой человек" in words(late)
    assert "окно с 11:00" in words(game.client.get(f"{game.base}/manage/run"))


def test_a_phone_starts_within_its_window_and_what_comes_after_it_is_refused(game, clock):
    put_window(game.one, now() + timedelta(minutes=10), now() + timedelta(minutes=50))

    def told(number, kind, **more):
        event = {"id": f"т-{number}", "type": kind, "ts": now().isoformat(), "device": "т"}
        return receive_from_team(game.one, [event | more], offset=0).refused

    assert told(1, "start") == (("т-1", "early"),)
    clock.go(minutes=10)
    assert told(2, "start") == ()
    clock.go(minutes=39)
    assert told(3, "answer", station="S1", text="рефлексия") == ()
    clock.go(minutes=2)
    assert told(4, "answer", station="S3", text="письмо") == (("т-4", "late"),)
    assert game.result(game.one).total == 10


def test_a_route_sheet_is_printed_and_typed_in_and_corrected(game):
    assert words(game.client.get(f"{game.base}/manage/sheets")).count("Подпись ведущего") == 2
    page = f"{game.base}/manage/teams/{game.one.id}/paper"

    def seen():
        return re.search(r'name="seen" value="(\d+)"', game.client.get(page).text)[1]

    typed = {"start": "10:00", "finish": "10:48", "done-S1": "1", "hints-S1": "2", "right-S4": "7"}
    typed |= {"mark-S2-K1": "5", "mark-S2-K2": "3,5", "seen": seen()}
    bad = game.client.post(page, data=typed | {"finish": "25:99", "right-S4": "семь"})
    assert bad.status_code == 422
    assert "25:99" in bad.text
    assert "семь" in bad.text
    assert game.client.post(page, data=typed).status_code == 302
    # 10 − (1 + 2) for the word, 8.5 from the host, 7 × 0.5 of the quiz
    assert (game.result(game.one).total, game.result(game.one).seconds) == (19, 48 * 60)
    stale = game.client.post(page, data=typed)
    assert "о команде пришло новое" in words(stale)
    del typed["done-S1"]
    game.client.post(page, data=typed | {"hints-S1": "1", "finish": "10:50", "seen": seen()})
    result = game.result(game.one)
    assert (result.stations["S1"].is_solved, result.stations["S1"].hints) == (False, 1)
    assert (result.total, result.seconds) == (12, 50 * 60)
    log = words(game.client.get(f"{game.base}/manage/teams/{game.one.id}"))
    assert "Событие вычеркнуто" in log


def test_the_hall_sees_the_table_until_it_is_frozen_and_then_the_reveal(game, clock, app):
    hall = app.test_client()
    game.press("start")
    clock.go(minutes=5)
    game.send(game.one, "answer", 1, station="S1", text="Рефлекcия")
    clock.go(seconds=5)
    state = hall.get(f"{game.base}/board/state")
    assert re.search(r"Маяк.*10.*Ёлки.*0", words(state))
    tag = state.headers["ETag"]
    assert hall.get(f"{game.base}/board/state", headers={"If-None-Match": tag}).status_code == 304
    game.press("freeze")
    clock.go(minutes=5)
    game.send(game.two, "answer", 1, station="S1", text="рефлексия")
    game.send(game.two, "quiz_result", 2, station="S4", correct=9)
    clock.go(seconds=5)
    frozen = words(hall.get(f"{game.base}/board/state"))
    assert "заморожено" in frozen
    assert re.search(r"Маяк.*10.*Ёлки.*0", frozen)
    assert "14,5" not in frozen
    assert "14,5" in words(game.client.get(f"{game.base}/manage/run"))
    game.press("reveal")
    assert re.search(r"Ёлки.*14,5.*Маяк.*10", words(hall.get(f"{game.base}/board/state")))
    game.client.post(f"{game.base}/manage/run/board", data={"board": "map"})
    assert "14,5" not in words(hall.get(f"{game.base}/board"))


def test_pages_of_a_running_game_cost_the_same_for_one_team_and_for_many(game, count_queries):
    def asked(address):
        board._kept.clear()
        db.session.commit()
        with count_queries() as queries:
            assert game.client.get(f"{game.base}{address}").status_code == 200
        return len(queries)

    host = game.host("S2").removeprefix(game.base)
    team = f"/manage/teams/{game.one.id}"
    pages = ("/board/state", "/board", "/manage/run", "/manage/sheets", "/rehearsal", host, team)
    letters = game.host("S3").removeprefix(game.base)
    pages += (letters,)
    game.press("start")
    game.send(game.one, "answer", 1, station="S3", text="Дорогой класс")
    game.send(game.one, "judge_score", 2, station="S2", score=5, revision=1)
    game.send(game.one, "hint", "первая", station="S1", level=1)
    for page in pages:
        asked(page)
    before = [asked(page) for page in pages]
    for number in range(3, 13):
        team = add_team(game.event, f"Команда {number}", code=f"К{number}")
        game.send(team, "answer", 1, station="S1", text="рефлексия")
        game.send(team, "answer", 2, station="S3", text="Дорогой класс")
        game.send(team, "judge_score", 3, station="S2", score=5, revision=1)
        game.send(game.one, "hint", number, station="S1", level=number - 1)
    assert [asked(page) for page in pages] == before
    assert asked("/board/state") > 0
    with count_queries() as queries:
        game.client.get(f"{game.base}/board/state")
    # the event, its staff's viewer and how the game stands: nothing is worked out anew
    assert len(queries) <= 6


def publish_as_it_is(event):
    """Results of what has come by now: the team may read its log."""
    open_judging(event)
    close_judging(event)
    publish(calculate(event, "system"), actor="system")


def test_a_phone_costs_the_same_however_much_was_played(game, app, count_queries):
    phone = app.test_client()
    phone.post(f"{game.base}/enter/{db.session.get(QuestTeam, game.one.id).secret}")

    def asked(number):
        db.session.commit()
        event = {"id": f"п-{number}", "type": "opened", "station": "S1", "device": "т"}
        body = {"team": str(game.one.id), "events": [event | {"ts": now().isoformat()}]}
        counts = []
        for path in ("", "/state", "/events", "/log"):
            with count_queries() as queries:
                address = f"{game.base}{path}"
                answer = phone.post(address, json=body) if path == "/events" else phone.get(address)
                assert answer.status_code == 200
            counts.append(len(queries))
        return counts

    game.press("start")
    game.send(game.one, "answer", 1, station="S3", text="Дорогой класс")
    game.send(game.one, "judge_score", 2, station="S2", score=5, revision=1)
    publish_as_it_is(game.event)
    asked(0)
    before = asked(1)
    for number in range(3, 13):
        team = add_team(game.event, f"Команда {number}", code=f"К{number}")
        game.send(team, "answer", 1, station="S1", text="рефлексия")
        game.send(game.one, "answer", f"ещё {number}", station="S1", text="нет")
        game.send(game.one, "hint", f"новая {number}", station="S1", level=1)
        station = WORD | {"code": f"Д{number}", "title": f"Дом {number}"}
        add_stations(game.event, [StationDefinition.from_dict(station)])
    assert asked(2) == before


def test_a_finished_game_is_published_and_papers_and_portfolios_follow(game, clock, app):
    phone, door = app.test_client(), db.session.get(QuestTeam, game.one.id)
    phone.post(f"{game.base}/enter/{door.secret}")
    log = f"{game.base}/log"
    assert phone.get(log).status_code in (302, 403)
    open_judging(game.event)
    game.press("start")
    clock.go(minutes=20)
    game.send(game.one, "answer", 1, station="S1", text="рефлексия")
    clock.go(minutes=10)
    game.press("finish")
    game.about(game.two, "out", reason="Вне конкурса: команда гостей")
    close_judging(game.event)
    publish(calculate(game.event, "system"), actor="system")
    papers = prepare_awards(game.event, "system")
    db.session.commit()
    assert papers
    to = db.session.scalars(select(Award).where(Award.event_id == game.event.id)).all()
    # one of the team and one of each of its two members; the guests without a place have none
    named = {award.person_id: award for award in to}
    assert set(named) == {None, *(one.person_id for one in game.one.authors)}
    assert {award.degree for award in to} == {1}
    assert place_in_pair(named[None]) == "команда «Маяк»"
    assert "Звонкова" in named[None].shown_name
    assert place_in_pair(named[game.member.id]) == "в составе команды «Маяк»"
    for member in (one.person_id for one in game.one.authors):
        (line,) = [item for item in items_of(member) if item.title == "Тайна звонка"]
        assert (line.place, line.detail) == (1, "Команда «Маяк»")
    account = create_account(game.member)
    db.session.commit()
    of_member, team = app.test_client(), f"/me/teams/{game.one.group_id}"
    sign_in(of_member, account)
    assert f'href="{team}"' in of_member.get("/me/portfolio").text
    assert "Тайна звонка место 1" in words(of_member.get(team))
    assert app.test_client().get(team).status_code in (302, 403)
    table = words(game.client.get(f"/events/{game.event.slug}/results"))
    assert "Маяк" in table
    assert "Шифр: верный ответ «рефлексия»" in words(phone.get(log))
    assert log in phone.get(game.base).text
    assert app.test_client().get(log).status_code in (302, 403)


def test_nobody_is_asked_for_a_jury_that_a_quest_does_not_need(game):
    page = words(game.client.get(f"/manage/{game.event.slug}"))
    assert "Закрыть приём и начать" in page


def test_an_application_names_no_nomination_where_there_is_none_to_choose(game):
    captain = create_person()
    teams = game.event.nominations[0]
    sent = {"title": "Маяк"}
    submit_application(game.event, captain, captain.organization, teams, sent, now(), late_too=True)
    db.session.commit()
    page = f"/manage/{game.event.slug}/registrations/1"
    assert "Номинация" not in game.client.get(page).text
    add_nomination(game.event, "Семьи")
    db.session.commit()
    assert "Номинация" in game.client.get(page).text


def test_visitors_find_the_door_and_no_word_of_a_jury(game, client):
    game.event.is_blind = True
    db.session.commit()
    page = words(client.get(f"/events/{game.event.slug}"))
    assert "Играть: вход для команды" in page
    assert not any(
        word in page for word in ("жюри", "Жюри", "шифр", "риём работ", "Приём закончен", "оминаци")
    )
    rules = words(client.get(f"/events/{game.event.slug}/regulation"))
    assert not any(word in rules for word in ("Работы", "жюри", "оминаци"))
    game.press("start")
    assert "Игра идёт" in words(client.get(f"/events/{game.event.slug}"))
    overview = words(game.client.get(f"/manage/{game.event.slug}"))
    assert "В жюри пока никого нет" not in overview
    for page in ("", "/settings", "/settings/stages", "/settings/check", "/settings/entrants"):
        seen = words(game.client.get(f"/manage/{game.event.slug}{page}"))
        assert not any(word in seen for word in ("Жюри", "жюри", "Критерии", "шифр")), page
    assert "Проведение квеста" in overview


def test_stations_without_a_host_are_named_until_somebody_has_a_link(game):
    run, hosts = f"{game.base}/manage/run", f"{game.base}/manage/hosts"
    named = "Нет ведущего у 3 станций: Сценка, Письмо, Викторина."
    assert named in words(game.client.get(run))
    for station in ("S2", "S4"):
        game.host(station)
    assert "Нет ведущего у 1 станции: Письмо." in words(game.client.get(hosts))
