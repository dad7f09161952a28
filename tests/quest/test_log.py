"""What happened to a team, in the words of whoever reads it."""

import json
import re
from datetime import timedelta

from eventkit.db import db
from eventkit.testing.pages import words
from eventkit.web.clock import now
from eventkit_quest.engine import StationDefinition
from eventkit_quest.operations import add_stations
from eventkit_quest.running.operations import put_window

OPTIONS = [{"id": "o1", "text": "Глобус"}, {"id": "o2", "text": "Колба"}]
PARTNERS = [{"id": "p1", "text": "Химия"}, {"id": "p4", "text": "География"}]
PAIRS = {"id": "a1", "kind": "match", "options": OPTIONS, "partners": PARTNERS}
PAIRS["pairs"] = [["o1", "p4"], ["o2", "p1"]]
TASKS = {
    "M1": [PAIRS],
    "M2": [{"id": "a1", "kind": "order", "options": OPTIONS, "right": ["o1", "o2"]}],
    "M3": [{"id": "a1", "kind": "choices", "options": OPTIONS, "right": ["o2"]}],
    "M4": [
        {"id": "a1", "kind": "number", "label": "Сколько минут?", "value": "45"},
        {"id": "a2", "kind": "choice", "label": "Где?", "options": OPTIONS, "right": ["o1"]},
        {"id": "a3", "kind": "photo", "label": "Снимок"},
    ],
}


def stations():
    common = {"kind": "code", "maximum": "5"}
    return [
        StationDefinition.from_dict(common | {"code": code, "title": code, "answers": answers})
        for code, answers in TASKS.items()
    ]


def test_answers_are_read_by_the_texts_of_their_options(game):
    add_stations(game.event, stations())
    game.press("start")
    game.send(game.one, "answer", 1, station="M1", text="o1=p4,o2=p1")
    game.send(game.one, "answer", 2, station="M2", text="o2,o1")
    game.send(game.one, "answer", 3, station="M3", text="o1,o2")
    sent = {"a1": "45 минут", "a2": "o1", "a3": "17"}
    game.send(game.one, "answer", 4, station="M4", text=json.dumps(sent))
    # the author has taken this option out since
    game.send(game.one, "answer", 5, station="M3", text="o9")
    page = game.client.get(f"{game.base}/manage/teams/{game.one.id}")
    told = words(page)
    assert "M1: верный ответ Глобус → География Колба → Химия" in told
    assert re.search(r"M2: неверный ответ\S* (бесплатно )?1\. Колба 2\. Глобус", told)
    assert re.search(r"M3: неверный ответ\S* (бесплатно )?Глобус Колба", told)
    assert "«вариант, которого больше нет»" in told
    assert "Сколько минут? «45 минут» Где? «Глобус» Снимок фотография" in told
    assert f'href="{game.base}/manage/teams/{game.one.id}/photos/17"' in page.text
    assert not re.search(r"o\d=p\d|o2,o1", told)
    queue = words(game.client.get(f"{game.base}/manage/run"))
    assert re.search(r"M4.*Сколько минут\? 45 минут Где\? Глобус Снимок", queue)


def test_a_team_on_its_way_is_neither_out_nor_offered_a_second_start(game, clock):
    def page(entry):
        return words(game.client.get(f"{game.base}/manage/teams/{entry.id}"))

    assert "Старт сейчас" in page(game.one)
    assert "вне зачёта" not in page(game.one)
    game.press("start")
    clock.go(minutes=5)
    playing = page(game.one)
    assert "играет" in playing
    assert ("Старт сейчас" in playing, "Финиш сейчас" in playing) == (False, True)
    assert "вне зачёта" not in playing
    # its own window closes, and it has not come: now it is out
    put_window(game.two, None, now() - timedelta(minutes=1))
    db.session.commit()
    assert "Финиша нет: вне зачёта" in page(game.two)
    assert "вне зачёта" not in page(game.one)
    game.press("finish")
    assert "Финиш сейчас" not in page(game.one)
