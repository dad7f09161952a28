"""An organizer writes a quest: texts, stations of all kinds, the map, teams, routes, a file."""

import io
import json
import re
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import Workbook
from PIL import Image
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.setup_operations import create_empty_event, proposed_schedule
from eventkit.journal.models import JournalLine
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import today
from eventkit_quest.authoring.queries import team_rows
from eventkit_quest.engine import verdict
from eventkit_quest.engine.rotation import meetings, rotated
from eventkit_quest.engine.station_definition import Opening, StationDefinition
from eventkit_quest.operations import receive
from eventkit_quest.queries import quest_of, stations_of, teams_of

STATION = {
    "title": "Архив",
    "kind": "code",
    "maximum": "10",
    "per_question": "1",
    "charge": "at_once",
}


@pytest.fixture
def quest(app, client):
    account = create_account()
    event = create_empty_event(
        "Тайна звонка",
        "quest",
        account=account,
        schedule=proposed_schedule(None, today("Europe/Moscow")),
        reference_date=date(2026, 3, 1),
    )
    db.session.commit()
    sign_in(client, account)
    return event


def add(client, quest, title="Архив"):
    client.post(f"/quest/{quest.slug}/edit/stations", data={"title": title})
    return stations_of(quest)[-1]


def save(client, quest, station, **fields):
    address = f"/quest/{quest.slug}/edit/stations/{station.id}"
    return client.post(address, data=STATION | fields)


def answer(number, kind, text="", label=""):
    before = f"answers-{number}-"
    return {before + "kind": kind, before + "text": text, before + "label": label}


def test_a_quest_can_be_chosen_and_written_from_nothing(client, quest):
    page = words(client.get(f"/manage/{quest.slug}"))
    assert "Написать квест" in page
    rules = {
        "legend": "Звонок пропал.",
        "goal": "Найти звонок",
        "ending": "Звонок зазвонил.",
        "way": "routes",
        "hint_cost": "1 1,5",
        "free_wrong_answers": "2",
        "wrong_answer_cost": "0,5",
        "control_time_minutes": "45",
        "overtime_points": "1",
        "overtime_count": "started",
        "tie": "time_seconds_asc hints_asc",
    }
    assert client.post(f"/quest/{quest.slug}/edit", data=rules).status_code == 302
    made = quest_of(quest)
    assert (made.legend, made.ending, made.way, made.rules.control_time_minutes) == (
        "Звонок пропал.",
        "Звонок зазвонил.",
        "routes",
        45,
    )
    assert made.rules.hint_cost == (Fraction(1), Fraction(3, 2))
    assert made.rules.tie_break == ("time_seconds_asc", "hints_asc")
    bad = client.post(
        f"/quest/{quest.slug}/edit", data=rules | {"hint_cost": "даром", "goal": "Ой"}
    )
    assert bad.status_code == 422
    assert "«даром» – не цена" in words(bad)
    assert "Ой" in bad.text
    # what the core's results stand on has come by itself
    assert [one.title for one in quest.nominations] == ["Команды"]


@pytest.mark.parametrize(
    ("kind", "typed", "right", "wrong"),
    [
        ("word", "Лицей №5\nпятый", "лицей n 5", "шестой"),
        ("number", "3,14 ± 0,01", "3.15", "3,2"),
        ("choice", "да\n+ нет", "o2", "o1"),
        ("choices", "+ раз\nдва\n+ три", "o1,o3", "o1"),
        ("order", "в\nа\nб", "o3,o1,o2", "o1,o2,o3"),
        ("match", "кот = мяу\nпёс = гав\n= хрю", "o1=p2,o2=p1", "o1=p1,o2=p2"),
        ("qr", "звонок-7", "Звонок 7", "звонок 8"),
    ],
)
def test_each_kind_of_answer_is_typed_and_shown_again(client, quest, kind, typed, right, wrong):
    station = add(client, quest)
    assert save(client, quest, station, **answer(0, kind, typed)).status_code == 302
    made = quest_of(quest).stations[0]
    assert [verdict(made, text) for text in (right, wrong)] == ["right", "wrong"]
    page = client.get(f"/quest/{quest.slug}/edit/stations/{station.id}").text
    assert typed.replace("\n", "\r\n") in page or typed in page


def test_a_station_keeps_its_answers_hints_limits_and_doors(client, quest):
    first, station = add(client, quest, "Вход"), add(client, quest)
    fields = answer(0, "word", "ключ", "Слово") | answer(1, "photo", "", "Фото команды")
    fields |= {"hints-0-text": "Под ковром", "hints-0-price": "2,5", "charge": "if_solved"}
    fields |= {"attempts": "3", "lock_out_seconds": "30", "minutes": "10", "bonus": "1"}
    fields |= {"after": [first.code], "needed": "1", "after_minutes": "5", "at_score": "7"}
    assert save(client, quest, station, is_goal="y", **fields).status_code == 302
    made = quest_of(quest).stations[1]
    assert [(one.kind, one.label) for one in made.answers] == [
        ("word", "Слово"),
        ("photo", "Фото команды"),
    ]
    assert [(one.text, one.price) for one in made.hints] == [("Под ковром", Fraction(5, 2))]
    assert made.opens == Opening(("S1",), 1, 5, Fraction(7))
    assert (made.limits.attempts, made.charge, made.is_goal) == (3, "if_solved", True)
    marks = {"criteria-0-title": "Игра", "criteria-0-maximum": "5", "criteria-0-step": "0,5"}
    save(client, quest, first, kind="judged", **marks)
    assert (quest_of(quest).stations[0].most, quest.trials[0].title) == (5, "Тайна звонка")
    # gone from the list, it is waited for no more
    client.post(f"/quest/{quest.slug}/edit/stations/{first.id}/remove")
    assert quest_of(quest).stations[0].opens.after == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (answer(0, "choice", "да\nнет"), "Поставьте «+» перед верным вариантом."),
        (answer(0, "number", "много"), "Напишите число, например 42"),
        (answer(0, "match", "кот мяу"), "Напишите пары «слева = справа»"),
        (answer(0, "", "слово"), "Выберите вид ответа."),
        ({"link": "javascript:alert(1)"}, "Ссылка начинается с https:// или http://."),
        # said once, in the list of mistakes and at the field
        ({"maximum": "много"}, "Баллы станции : Напишите число, например 5 или 4,5. Название"),
        ({"needed": "9"}, "Сколько из отмеченных достаточно : Отмечено станций: 0. Название"),
        (answer(0, "word", ""), "Верные ответы или варианты : Напишите хотя бы один"),
        ({"title": " "}, "Заполните это поле."),
        ({"criteria-0-maximum": "5"}, "Нужны и название, и наибольший балл."),
        ({"hints-0-price": "5"}, "Напишите подсказку или уберите цену."),
        ({"criteria-0-title": "Игра"}, "Нужны и название, и наибольший балл."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, quest, fields, said):
    station = add(client, quest)
    page = save(client, quest, station, **{"task": "Найдите дверь"} | fields)
    assert page.status_code == 422
    assert said in words(page)
    assert "Найдите дверь" in page.text
    assert quest_of(quest).stations[0].task == ""


def test_during_the_game_texts_change_and_points_want_a_reason(client, quest):
    station = add(client, quest)
    save(client, quest, station, **answer(0, "word", "ключ"))
    client.post(f"/quest/{quest.slug}/edit/teams", data={"many-teams": "Маяк; СОШ № 1\nЁлки"})
    assert [one.title for one in teams_of(quest)] == ["Маяк", "Ёлки"]
    start = {"id": "1", "team": "К1", "type": "start", "ts": "2026-03-01T09:00:00Z"}
    assert receive(quest, [start]).accepted
    db.session.commit()
    known = answer(0, "word", "ключ")
    assert save(client, quest, station, task="Найдите дверь", **known).status_code == 302
    refused = save(client, quest, station, task="Найдите дверь", **known | {"maximum": "20"})
    assert "Напишите, почему меняется подсчёт" in words(refused)
    assert quest_of(quest).stations[0].maximum == 10
    given = {"maximum": "20", "reason": "Опечатка в баллах"}
    assert save(client, quest, station, **known | given).status_code == 302
    assert quest_of(quest).stations[0].maximum == 20
    acts = db.session.scalars(
        select(JournalLine.act).where(JournalLine.act == "quest.station_counted")
    ).all()
    assert len(acts) == 1
    gone = client.post(f"/quest/{quest.slug}/edit/stations/{station.id}/remove")
    assert "не убрать" in words(client.get(gone.location))


def test_stations_are_placed_by_numbers_and_the_map_gets_a_picture(client, quest):
    add(client, quest, "Вход"), add(client, quest)
    address = f"/quest/{quest.slug}/edit/map"
    places = {"x-S1": "12,5", "y-S1": "30", "x-S2": "100", "y-S2": "0"}
    assert client.post(address, data=places).status_code == 302
    assert [(one.x, one.y) for one in quest_of(quest).stations] == [(0.125, 0.3), (1, 0)]
    bad = client.post(address, data=places | {"x-S2": "101"})
    assert (bad.status_code, "Число от 0 до 100." in words(bad)) == (422, True)
    assert 'value="101"' in bad.text
    image = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(image, "PNG")
    for content, status in ((image.getvalue(), 302), (b"<svg onload='x'/>", 422)):
        sent = {"picture": (io.BytesIO(content), "план.png"), "alt": "План школы"}
        assert client.post(f"{address}/picture", data=sent).status_code == status
    shown = client.get(f"/quest/{quest.slug}/map")
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert (quest_of(quest).map.width, quest_of(quest).map.alt) == (300, "План школы")


def test_a_quest_goes_out_as_a_file_and_comes_in_at_a_colleagues(client, quest):
    save(client, quest, add(client, quest), **answer(0, "choice", "да\n+ нет"))
    image = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(image, "PNG")
    sent = {"picture": (io.BytesIO(image.getvalue()), "план.png"), "alt": "План"}
    client.post(f"/quest/{quest.slug}/edit/map/picture", data=sent)
    file = client.get(f"/quest/{quest.slug}/edit/file/quest.json").data
    before = quest_of(quest)
    client.post(f"/quest/{quest.slug}/edit/stations", data={"title": "Лишняя"})
    answered = take(client, quest, file)
    assert answered.status_code == 302
    assert quest_of(quest) == before
    assert client.get(f"/quest/{quest.slug}/map").status_code == 200


def take(client, quest, content):
    sent = {"quest-file": (io.BytesIO(content), "квест.json")}
    return client.post(f"/quest/{quest.slug}/edit/file", data=sent)


DRAWING = "data:image/svg+xml;base64,"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (b"{", "Это не файл квеста."),
        (b"[" * 5000, "Это не файл квеста."),
        ({"format": "чужой"}, "format: Это не файл квеста."),
        (
            {"stations": [{"code": "S1", "title": "А", "maximum": "много"}]},
            "stations[0].maximum: «много» – не число.",
        ),
        (
            {
                "map": {"picture": "m.svg"},
                "pictures": {
                    "m.svg": DRAWING
                    + "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQvPjwvc3ZnPg=="
                },
            },
            "содержит не только рисунок",
        ),
        (
            {"map": {"picture": "m"}, "pictures": {"m": "data:image/png;base64,?"}},
            "Картинка в файле повреждена.",
        ),
    ],
)
def test_a_bad_file_changes_nothing_and_says_what_is_wrong(client, quest, change, said):
    add(client, quest)
    fair = {"format": "eventkit-quest", "version": 1, "title": "Чужой", "stations": []}
    content = change if isinstance(change, bytes) else json.dumps(fair | change).encode()
    page = take(client, quest, content)
    assert page.status_code == 422
    assert said in words(page)
    assert [one.title for one in quest_of(quest).stations] == ["Архив"]


def table(*rows):
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return io.BytesIO(stream.getvalue())


def test_questions_come_from_a_table_all_or_none(client, quest):
    head = ["Станция", "Название", "Задание", "Вид", "Ответ", "Баллы", "Подсказка"]
    rows = [
        ["A", "Физика", "Сила тока?", "число", "5 ± 0,1", 8, "Закон Ома"],
        ["A", None, "И слово?", None, "ампер; ампeры", None, None],
        ["B", None, "Верно?", "выбор", "+да; нет", None, None],
    ]

    def sent(*lines):
        file = {"table-file": (table(head, *lines), "вопросы.xlsx")}
        return client.post(f"/quest/{quest.slug}/edit/questions", data=file)

    wrong = sent(*rows, ["C", None, "Что?", "танец", "да", None, None])
    assert wrong.status_code == 422
    assert "Строка 5: вида «танец» нет." in words(wrong)
    assert quest_of(quest).stations == ()
    assert sent(*rows).status_code == 302
    first, second = quest_of(quest).stations
    assert (first.title, first.maximum, len(first.answers), first.hints[0].text) == (
        "Физика",
        8,
        2,
        "Закон Ома",
    )
    assert verdict(first, json.dumps({"a1": "4,95", "a2": "Амперы"})) == "right"
    assert verdict(second, "o1") == "right"
    assert "станция «A» в квесте уже есть" in words(sent(*rows))


def test_routes_are_worked_out_so_that_teams_do_not_meet_and_changed_by_hand(client, quest):
    for title in "абвг":
        add(client, quest, title)
    goal = stations_of(quest)[-1]
    save(client, quest, goal, is_goal="y", after=["S1"])
    client.post(f"/quest/{quest.slug}/edit/teams", data={"many-teams": "Маяк\nЁлки\nИскра"})
    address = f"/quest/{quest.slug}/edit/routes"
    assert client.post(address, data={"act": "work_out"}).status_code == 302
    typed = re.findall(r'name="(route-\d+)"[^>]*value="([^"]*)"', client.get(address).text)
    assert [route for _name, route in typed] == ["S1 S2 S3 S4", "S2 S3 S1 S4", "S3 S1 S2 S4"]
    same = {name: "S1 S2 S3 S4" for name, _route in typed}
    assert client.post(address, data=same).status_code == 302
    assert "Команды встретятся." in words(client.get(address))
    wrong = client.post(address, data=same | {typed[0][0]: "S1 S9"})
    assert (wrong.status_code, 'value="S1 S9"' in wrong.text) == (422, True)


@pytest.mark.parametrize(("stations", "teams"), [(8, 8), (8, 3), (5, 5), (6, 4)])
def test_no_two_teams_stand_at_one_station_at_one_step(stations, teams):
    ring = [StationDefinition(f"S{n}") for n in range(stations)]
    routes = rotated([*ring, StationDefinition("Ф", is_goal=True)], teams)
    assert meetings(routes, ["Ф"]) == []
    assert all(sorted(route) == sorted(routes[0]) and route[-1] == "Ф" for route in routes)
    assert meetings(rotated(ring, stations + 1)) != []


def test_a_team_is_named_with_its_people(client, quest):
    one = {"one-title": "Маяк", "one-members": "Ёжикова Анна Павловна\nСоснов Пётр"}
    assert client.post(f"/quest/{quest.slug}/edit/teams", data=one).status_code == 302
    people = teams_of(quest)[0].authors
    assert [row.person.last_name for row in people] == ["Ёжикова", "Соснов"]
    card = client.get(f"/quest/{quest.slug}/edit/teams/cards")
    pin = team_rows(quest)[0].pin
    assert f"Код для входа: {pin[:4]} {pin[4:]}" in words(card)
    assert "Вход команды «Маяк»" in card.text
    bad = client.post(f"/quest/{quest.slug}/edit/teams", data={"one-title": ""})
    assert bad.status_code == 422


def test_the_list_of_stations_costs_the_same_for_one_and_for_many(client, quest, count_queries):
    def asked(page):
        with count_queries() as queries:
            assert client.get(f"/quest/{quest.slug}/edit{page}").status_code == 200
        return len(queries)

    def all_asked():
        return [asked(page) for page in ("", "/map", "/teams", "/teams/cards", "/routes")]

    names = f"/quest/{quest.slug}/edit/teams"
    add(client, quest)
    client.post(names, data={"many-teams": "Маяк"})
    one = all_asked()
    for number in range(6):
        add(client, quest, f"Станция {number}")
    client.post(names, data={"many-teams": "\n".join(f"Команда {n}" for n in range(6))})
    assert all_asked() == one
