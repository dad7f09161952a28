"""The core's rooms around a quest: no jury, no works; teams, places and what they are for."""

import re

import pytest
from pypdfium2 import PdfDocument

from eventkit.db import db
from eventkit.results.models import Calculation
from eventkit.results.operations import calculate
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit.scoring.setup_queries import current_rules
from eventkit.testing.pages import words
from eventkit_quest.operations import add_team

OF_A_JURY = re.compile(r"(?i)жюри|критери|\bработ[аыу]?\b|\bлист(?!\w*маршрут)|автор|шифр|чтени")
CLOSED = (
    *("jury", "jury/works", "jury/plan", "jury/conflicts", "paper", "draw", "timetable"),
    *("materials", "traces", "settings/criteria", "settings/trials", "settings/rules/steps"),
    *("results/jury", "results/what-if", "results/decisions", "results/places"),
    "results/summary.xlsx",
)


@pytest.fixture
def played(game, clock):
    """A game that is over and counted: the first team has ten points."""
    open_judging(game.event)
    game.press("start")
    clock.go(minutes=20)
    game.send(game.one, "answer", 1, station="S1", text="рефлексия")
    game.press("finish")
    close_judging(game.event)
    db.session.commit()
    game.manage = f"/manage/{game.event.slug}"
    return game


def count(played):
    return played.client.post(f"{played.manage}/results/calculate", follow_redirects=True)


def test_results_are_counted_from_the_empty_room_and_told_of_teams(played):
    empty = played.client.get(f"{played.manage}/results")
    assert f'action="{played.manage}/results/calculate"' in empty.text
    assert not OF_A_JURY.search(words(empty))
    room = words(count(played))
    assert "2 команды" in room
    assert re.search(r"1 «Маяк»: .* 10,00", room)
    assert "«Ёлки» К2" in room
    assert not OF_A_JURY.search(room), OF_A_JURY.search(room)
    assert "А что, если" not in room


def test_the_overview_counts_the_teams_that_organizers_brought(played):
    seen = words(played.client.get(played.manage))
    assert "2 команды, до" in seen
    assert "0 заявок" not in seen


def test_papers_and_steps_to_publication_name_no_jury(played):
    count(played)
    for page in ("results/versions", "results/publish", "ceremony", "settings/rules", "roles",
                 "settings/rules/awards", "new-edition", "settings/regulation"):  # fmt: skip
        seen = words(played.client.get(f"{played.manage}/{page}"))
        assert not OF_A_JURY.search(seen), (page, OF_A_JURY.search(seen))
    paper = played.client.get(f"{played.manage}/results/protocol.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in PdfDocument(paper.data))
    assert "2 команды" in " ".join(text.split())
    assert "жюри" not in text
    assert "Организатор" in text


def test_what_happens_after_a_count_makes_it_out_of_date(played):
    count(played)
    assert "устарел" not in words(played.client.get(f"{played.manage}/results"))
    played.about(played.one, "penalty", points="3", reason="Подсказывали")
    assert "устарел" in words(played.client.get(f"{played.manage}/results"))
    room = words(count(played))
    assert re.search(r"1 «Маяк».* 7,00", room)
    assert db.session.query(Calculation).count() == 2


def test_published_results_tell_who_is_awarded_and_no_rules_of_a_jury(played):
    count(played)
    played.client.post(f"{played.manage}/results/publish", data={"protocol_number": "1"})
    page = words(played.client.get(f"/events/{played.event.slug}/results"))
    assert "Победитель – тот, кто занял первое место" in page
    assert not OF_A_JURY.search(page), OF_A_JURY.search(page)


@pytest.mark.parametrize("page", CLOSED)
def test_rooms_of_a_jury_say_that_there_is_none(game, page):
    answer = game.client.get(f"/manage/{game.event.slug}/{page}")
    assert answer.status_code == 404
    assert "Жюри здесь нет" in words(answer)


def test_prizes_are_chosen_by_places_alone(game):
    rules = f"/manage/{game.event.slug}/settings/rules"
    assert game.client.get(f"{rules}/value").status_code == 404
    address = f"{rules}/awards"
    assert "%" not in words(game.client.get(address))
    bad = game.client.post(address, data={"prize_max_rank": "пять"})
    assert bad.status_code == 422
    assert 'value="пять"' in bad.text
    game.client.post(address, data={"prize_max_rank": "5"})
    assert current_rules(game.event).prize_max_rank == 5


def test_the_journal_calls_teams_and_games_by_their_names(game):
    journal = words(game.client.get(f"/manage/{game.event.slug}/journal"))
    assert "Добавлена команда команда К1" in journal
    assert "Добавлена игра" in journal
    assert not any(word in journal for word in ("работа", "омина", "спытани", "ритери"))


def test_days_of_a_new_quest_are_asked_without_a_jury(game, client):
    game.organizer.is_administrator = True
    db.session.commit()
    page = words(client.get("/manage/new/pro_shkolu"))
    assert "Последний день проведения" in page
    assert "жюри" not in page


def test_a_team_whose_start_nobody_noted_is_seen_at_its_station(game, app):
    game.send(game.one, "judge_score", 1, station="S2", score=4, revision=1)
    hall = words(app.test_client().get(f"{game.base}/board/state"))
    assert re.search(r"Маяк Сценка 4", hall)
    assert hall.count("не стартовала") == 1
    desk = words(game.client.get(f"{game.base}/manage/run"))
    assert "Стартовали 0 из 2" in desk
    assert "играет, старт не отмечен" in desk
    assert "играет, старт не отмечен" in words(
        game.client.get(f"{game.base}/manage/teams/{game.one.id}")
    )


def test_teams_out_of_the_competition_stand_by_their_points(game, clock):
    add_team(game.event, "Гости", code="А0")
    open_judging(game.event)
    game.press("start")
    clock.go(minutes=5)
    game.send(game.one, "quiz_result", 1, station="S4", correct=2)
    game.send(game.two, "quiz_result", 1, station="S4", correct=6)
    calculate(game.event, "system")
    db.session.commit()
    room = words(game.client.get(f"/manage/{game.event.slug}/results"))
    assert re.search(r"«Ёлки» .* 3,00 .*«Маяк»: .* 1,00 .*«Гости» .* 0,00", room)
