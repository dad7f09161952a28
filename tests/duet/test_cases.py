"""Improvisation: situations are secret until they are drawn, and none is drawn twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from flask import url_for
from openpyxl import Workbook, load_workbook

from eventkit.db import db
from eventkit.testing.duets import judged_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import enter_by_link
from eventkit.testing.pages import words
from eventkit.testing.stages import put_in_order
from eventkit.web.clock import set_clock

NOON = datetime(2026, 3, 14, 3, 0, tzinfo=UTC)


class Game:
    """Three pairs before one trial; the secretary draws, a wall looks."""

    def __init__(self, app) -> None:
        self.app, self.at = app, NOON
        set_clock(lambda: self.at)
        self.duet = judged_duet(pairs=3, jurors=1)
        self.event, self.trial = self.duet.event, self.duet.trials[0]
        self.slots = [one.id for one in put_in_order(self.trial, self.duet.entries)]
        db.session.commit()
        self.room = f"/duet/{self.event.slug}/cases/{self.trial.id}"
        self.boss, self.office = self.enter("organizer"), self.enter("secretary")
        self.wall = app.test_client()

    def enter(self, role: str):
        client = self.app.test_client()
        sign_in(client, create_account(roles={self.event.id: role}))
        return client

    def fill(self, most: int) -> None:
        self.boss.post("/duet/cases/shipped")
        page = self.office.get(self.room).get_data(as_text=True)
        found = re.findall(r'name="cases" value="(\d+)"', page)
        assert len(found) == 12
        data = {"minutes": "3", "cases": found[:most]}
        assert self.office.post(self.room, data=data).status_code == 302

    def draw(self, slot: int, number: str = ""):
        there = f"{self.room}/draw/{self.slots[slot]}"
        answer = self.office.post(there, data={"number": number}, follow_redirects=True)
        return answer, words(answer)

    @property
    def hall(self) -> str:
        page = self.office.get(self.room).get_data(as_text=True)
        found = re.search(rf"/duet/{self.event.slug}/case/[\w-]+", page)
        assert found
        return found[0]

    def titles(self) -> dict[str, str]:
        """The bank's texts by title."""
        page = self.boss.get("/duet/cases").get_data(as_text=True)
        plain = re.sub(r"\s|&nbsp;", " ", page.replace("\xa0", " "))
        return dict(re.findall(r"<summary>([^<]*?) · [^<]*</summary><p>(.*?)</p>", plain))


@pytest.fixture
def game(app) -> Game:
    return Game(app)


def test_nothing_comes_twice_a_repeat_draws_another_one_and_tickets_end(game):
    game.fill(4)
    drawn = []
    for slot in (0, 1, 2, 0):
        _answer, told = game.draw(slot)
        drawn.append(told)
    assert "Осталось 0 билетов." in told
    assert "попытка 2" in told
    numbers = re.findall(r"Билет № (\d+)", told)
    assert len(set(numbers)) == 3
    assert "Билетов больше нет" in game.draw(1)[1]
    numbers = [re.findall(r"Билет № (\d+)", text) for text in drawn]
    everything = {numbers[0][0], numbers[1][1], numbers[2][2], numbers[3][0]}
    assert everything == {"1", "2", "3", "4"}


def test_the_choice_follows_from_the_seed_that_is_shown(game):
    game.fill(5)
    _answer, told = game.draw(0)
    seed = re.search(r"зерно ([0-9a-f]{16})", told)
    number = re.search(r"Билет № (\d+)", told)
    assert seed
    assert number
    digest = int(sha256(f"{seed[1]}:1:1".encode()).hexdigest(), 16)
    assert int(number[1]) == digest % 5 + 1


def test_a_ticket_drawn_by_hand_is_typed_and_a_wrong_one_is_refused(game):
    game.fill(3)
    assert "Билета № 9 нет" in game.draw(0, "9")[1]
    assert game.draw(0, "abc")[0].status_code == 422
    assert game.draw(0, "-1")[0].status_code == 422
    assert "Билет № 2." in game.draw(0, "2")[1]
    assert "Вытянут рукой" in game.draw(0, "2")[1]
    assert "Билета № 2 нет или он уже вытянут" in game.draw(1, "2")[1]


def test_a_situation_is_seen_only_when_it_is_drawn_by_hall_and_juror(game):
    game.fill(12)
    titles = game.titles()
    assert len(titles) == 12
    juror = game.app.test_client()
    enter_by_link(juror, game.duet.jurors[0])
    with game.app.test_request_context():
        task = url_for("scoring.sheet", assignment_id=game.duet.task(0, 0, 0).id)
    for client, page in ((game.wall, game.hall), (game.wall, f"{game.hall}/state")):
        early = words(client.get(page))
        assert "Билет ещё не вытянут" in early
        assert not [title for title in titles if title in early]
    assert not [title for title in titles if title in words(juror.get(task))]
    game.draw(0)
    seen = words(game.wall.get(game.hall))
    (title,) = [title for title in titles if title in seen]
    assert title in words(juror.get(task))
    for client in (game.wall, juror):
        assert client.get(game.room).status_code in (302, 403)
        assert client.get("/duet/cases").status_code in (302, 403)
    for role in ("chair", "observer"):
        assert game.enter(role).get("/duet/cases").status_code == 403
    assert game.trial.title in words(game.office.get(f"/manage/{game.event.slug}"))
    assert game.wall.get(f"/duet/{game.event.slug}/case/guess").status_code == 404


def test_reading_time_runs_on_the_hall_s_page(game):
    game.fill(2)
    game.draw(0)
    there = re.search(r"/read/\d+", game.office.get(game.room).get_data(as_text=True))
    assert there
    game.office.post(game.room + there[0])
    game.at += timedelta(seconds=75)
    assert "1:15 из 3:00" in words(game.wall.get(game.hall))
    game.office.post(game.room + there[0])
    assert "1:15 из 3:00" in words(game.wall.get(game.hall)), "a second press changes nothing"


def test_the_bank_is_the_organizer_s_own(game):
    assert "Кейсов ещё нет" in words(game.boss.get("/duet/cases"))
    empty = game.boss.post("/duet/cases/new", data={"title": "Опоздание", "text": " "})
    assert empty.status_code == 422
    assert "Опоздание" in empty.get_data(as_text=True)
    own = {"title": "Опоздание", "topic": "Урок", "text": "Половина класса опоздала."}
    game.boss.post("/duet/cases/new", data=own)
    game.boss.post("/duet/cases/shipped")
    game.boss.post("/duet/cases/shipped")
    assert len(game.titles()) == 13
    page = game.boss.get("/duet/cases").get_data(as_text=True)
    number = re.findall(r"/duet/cases/(\d+)/archive", page)[0]
    game.boss.post(f"/duet/cases/{number}/archive")
    assert "в архиве" in words(game.boss.get("/duet/cases"))
    room = game.office.get(game.room).get_data(as_text=True)
    assert len(re.findall(r'name="cases"', room)) == 12
    assert game.office.post(game.room, data={"minutes": "5"}).status_code == 302
    assert "Выберите хотя бы один кейс" in words(game.office.get(game.room))


def table_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return BytesIO(stream.getvalue()), "cases.xlsx"


def test_a_table_of_cases_comes_in_whole_or_not_at_all_and_each_mistake_has_its_row(game):
    there = "/duet/cases/table"
    book = load_workbook(BytesIO(game.office.get(f"{there}/template.xlsx").data))
    head = [cell.value for cell in next(book.active.rows)]
    assert head == ["Название", "Тема", "Ситуация"]

    def send(*rows):
        data = {"file": table_of(head, *rows)} if rows else {}
        answer = game.office.post(there, data=data, follow_redirects=True)
        return answer.status_code, words(answer)

    good = ["Тихий час", "Дети", "Никто не спит."]
    bad = [
        good,
        ["", "Дети", "Без названия."],
        ["Ничего", "", None],
        ["Длинная", "", "я" * 4001],
        ["тихий  час", "", "Ещё раз."],
    ]
    status, told = send(*bad)
    assert status == 422
    assert "Ничего не добавлено. Ошибок в файле: 4. Верных строк: 1." in told
    assert "Строка 3, столбец «Название». Ячейка пуста, а она нужна." in told
    assert "Строка 4, столбец «Ситуация»." in told
    assert "Строка 5, столбец «Ситуация». Не больше 4000 знаков, здесь 4001." in told
    assert "Строка 6. Кейс «тихий час» уже стоит в строке 2." in told
    assert "Кейсов ещё нет" in words(game.office.get("/duet/cases"))
    status, told = send(good, ["Снег", None, "Он выпал."])
    assert (status, "Добавлено кейсов: 2." in told) == (200, True)
    assert {"Тихий час": "Никто не спит."}.items() <= game.titles().items()
    assert "Строка 2. Кейс «Тихий час» в банке уже есть." in send(good)[1]
    assert send()[0] == 422
    broken = {"file": (BytesIO(b"PK\x03\x04rubbish"), "cases.xlsx")}
    assert game.office.post(there, data=broken).status_code == 422
    assert game.wall.get(there).status_code == 302
