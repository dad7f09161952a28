"""Results of a task on another site come by a table: looked at first, repeated without doubles."""

import io
import re
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.journal.models import JournalLine
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now
from eventkit_quest.models import QuestHappening, QuestTeam
from eventkit_quest.operations import add_team, set_up_quest
from eventkit_quest.queries import result_of_team, stations_of, teams_of
from eventkit_quest.running.host_operations import Said, give_marks
from eventkit_quest.running.queries import without_host

STATIONS = [
    {"code": "S1", "title": "Ключ", "answers": [{"id": "a1", "accepted": ["да"]}]},
    {"code": "S2", "title": "Тест", "kind": "judged", "maximum": "10", "link": "https://test.ru/"},
    {"code": "S3", "title": "Олимпиада", "kind": "quiz", "maximum": "10", "per_question": "2"},
]


@pytest.fixture
def quest(app, client):
    event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
    document = {"format": "eventkit-quest", "version": 1, "title": event.title}
    set_up_quest(event, document | {"stations": STATIONS})
    for code, title in (("К1", "Маяк"), ("К2", "Ёлки"), ("К3", "Вектор")):
        add_team(event, title, code=code)
    db.session.commit()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return event


def look(client, quest, table, station="S2", name="итоги.csv"):
    content = table.encode() if isinstance(table, str) else table
    ids = {one.code: one.id for one in stations_of(quest)}
    sent = {"station": str(ids[station]), "file": (io.BytesIO(content), name)}
    return client.post(f"/quest/{quest.slug}/manage/outside", data=sent)


def take(client, quest, page):
    fields = dict(re.findall(r'name="(station|seen|points-\d+)" value="([^"]*)"', page.text))
    address = f"/quest/{quest.slug}/manage/outside/take"
    return client.post(address, data=fields, follow_redirects=True)


def points(quest):
    return [result_of_team(quest, team).total for team in teams_of(quest)]


def kept(quest):
    lines = select(func.count(JournalLine.id)).where(JournalLine.act == "quest.outside_taken")
    return db.session.scalar(select(func.count(QuestHappening.id))), db.session.scalar(lines)


def test_a_table_is_looked_at_taken_and_taken_again_without_doubles(client, quest):
    # a code in Latin letters, a title with «е» for «ё», points as test sites write them
    table = "Команда;Баллы\nk1;8\nЕЛКИ;7,5 / 10\nМель;5\nМаяк;3\nВектор;много\n"
    page = look(client, quest, table)
    said = words(page)
    assert "Строка 4: команды «Мель» в квесте нет." in said
    assert "Строка 5: эта команда уже есть в строке 2." in said
    assert "Строка 6: «много» – не баллы." in said
    assert "1 команды в таблице нет" in said
    assert points(quest) == [0, 0, 0]
    assert "Записаны баллы 2 команд." in words(take(client, quest, page))
    assert points(quest) == [8, 7.5, 0]
    assert kept(quest) == (2, 1)
    # the first team sat the test again: only its points change
    book = Workbook()
    for row in (["Team", "Score"], ["К1", 9], ["К2", 7.5]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    page = look(client, quest, file.getvalue(), name="results.xlsx")
    assert "заменим" in words(page)
    assert "уже записано" in words(page)
    assert "Записаны баллы 1 команды." in words(take(client, quest, page))
    assert points(quest) == [9, 7.5, 0]
    again = take(client, quest, look(client, quest, file.getvalue(), name="results.xlsx"))
    assert "Всё это уже записано." in words(again)
    assert kept(quest) == (3, 2)


def test_a_quiz_of_others_counts_by_its_answers(client, quest):
    page = look(client, quest, "Код,Баллы\nК1,8\nК2,7\nК3,12\n", "S3")
    assert "Строка 3: на этой станции шаг баллов 2." in words(page)
    assert "Строка 4: на этой станции баллы от 0 до 10." in words(page)
    take(client, quest, page)
    assert points(quest) == [8, 0, 0]


def test_points_that_came_meanwhile_are_not_lost(client, quest):
    page = look(client, quest, "Команда;Баллы\nК1;8\n")
    give_marks(teams_of(quest)[1], stations_of(quest)[1], {}, Said())
    db.session.commit()
    answer = take(client, quest, page)
    assert answer.status_code == 422
    assert "на станции появились новые баллы" in words(answer)
    assert points(quest) == [0, 10, 0]
    # the page shows what is there now, and takes it then
    take(client, quest, answer)
    assert points(quest) == [8, 10, 0]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "Таблица"),
        ("Команда\nК1\n", "Нет столбца «Баллы»"),
        ("Команда;Баллы\n", "В таблице нет ни одной команды."),
        ("\0\1\2", "итоги.csv"),
    ],
)
def test_what_is_no_table_of_results_is_refused_in_words(client, quest, table, said):
    page = look(client, quest, table)
    assert page.status_code == 422
    assert said in words(page)
    answer = client.post(f"/quest/{quest.slug}/manage/outside/take", data={"station": "1"})
    assert answer.status_code == 422


def test_without_such_stations_the_page_says_which_ones_take_a_table(client, quest):
    assert "S1" not in words(client.get(f"/quest/{quest.slug}/manage/outside"))
    for station in stations_of(quest)[1:]:
        db.session.delete(station)
    db.session.commit()
    assert "Станций для таблицы нет" in words(client.get(f"/quest/{quest.slug}/manage/outside"))


def test_the_table_costs_the_same_for_many_teams(client, quest, count_queries):
    table = "Команда;Баллы\nК1;8\n"
    with count_queries() as few:
        look(client, quest, table)
    for number in range(4, 24):
        add_team(quest, f"Команда {number}", code=f"К{number}")
    db.session.commit()
    table += "".join(f"К{number};5\n" for number in range(4, 24))
    with count_queries() as many:
        look(client, quest, table)
    assert len(many) <= len(few)


def test_a_phone_says_where_the_points_of_an_outside_task_come_from(client, quest, app):
    phone = app.test_client()
    team = teams_of(quest)[0]
    quest.published_at = now()
    db.session.commit()
    secret = db.session.get(QuestTeam, team.id).secret
    phone.post(f"/quest/{quest.slug}/enter/{secret}")
    told = phone.get(f"/quest/{quest.slug}/state").json["quest"]["stations"]
    by_link = [one["code"] for one in told if one["from_table"]]
    assert by_link == [one["code"] for one in told if one["link"]] == ["S2"]
    # nobody has to stand at a station whose points a table brings
    assert "Тест" not in without_host(quest)
