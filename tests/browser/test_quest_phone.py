"""Two teams and a host play; one phone is without network from the second station to the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.events.models import Event
from eventkit.events.operations import create_event
from eventkit.web.clock import now
from eventkit_quest.models import QuestTeam
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.queries import standings
from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.all]
MAP = (
    "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAg"
    "MCAxNiA5Ij48cmVjdCB3aWR0aD0iMTYiIGhlaWdodD0iOSIgZmlsbD0iI2NmZTNkNCIvPjwvc3ZnPg=="
)
THINGS = [
    {"id": "o1", "text": "Тетрадь"},
    {"id": "o2", "text": "Глобус"},
    {"id": "o3", "text": "Мел"},
]
PARTS = [
    {"id": "p1", "text": "География"},
    {"id": "p2", "text": "Письмо"},
    {"id": "p3", "text": "Доска"},
]
PAIRS = [["o1", "p2"], ["o2", "p1"], ["o3", "p3"]]


def station(code: str, title: str, *answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A station of ten points."""
    ready = [{"id": f"a{place}"} | answer for place, answer in enumerate(answers, 1)]
    usual = {"code": code, "title": title, "kind": "code", "maximum": "10", "answers": ready}
    return usual | {"task": f"Задание станции «{title}».", "x": 0.2, "y": 0.5} | more


STATIONS = [
    station("S1", "Холл", {"kind": "word", "accepted": ["ёжик"]}),
    station(
        "S2", "Лаборатория",
        {"kind": "number", "label": "Сколько", "value": "3.14", "tolerance": "0.01"},
        {"kind": "choices", "label": "Что взять", "options": THINGS, "right": ["o1", "o3"]},
        hints=[{"text": "Число Архимеда."}, {"text": "Три целых и ещё немного."}],
        obstacle="Дверь закрыта на число.", opens={"after": ["S1"]}, x=0.5,
    ),
    station(
        "S3", "Кабинет",
        {"kind": "order", "label": "Порядок", "options": THINGS, "right": ["o2", "o1", "o3"]},
        {"kind": "match", "label": "Пары", "options": THINGS, "partners": PARTS, "pairs": PAIRS},
        opens={"after": ["S2"]}, x=0.8,
    ),
    station("S4", "Сцена", kind="judged", x=0.4, y=0.8),
    station("S5", "Рассказ", {"kind": "text"}, x=0.7, y=0.8),
]  # fmt: skip


@pytest.fixture
def game(site: Site) -> dict[str, str]:
    """The address of the game and the teams' codes."""
    with site.app.app_context():
        set_mode("write")
        event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
        rules = {"hint_cost": [1, 2], "wrong_answer_cost": "0.5", "control_time_minutes": 90}
        parts = {"map": {"picture": "map.svg", "alt": "Схема школы"}, "pictures": {"map.svg": MAP}}
        story = {"legend": "Звонок пропал.\n\nБез него нет перемен.", "goal": "Верните звонок."}
        head = {"format": "eventkit-quest", "version": 1, "title": "Тайна звонка", "rules": rules}
        set_up_quest(event, head | parts | story | {"stations": STATIONS})
        event.published_at = now()
        made = {"home": f"/quest/{event.slug}", "id": str(event.id)}
        for title, code in (("Камертон", "К1"), ("Маяк", "К2")):
            entry = add_team(event, title, code=code)
            team = db.session.get(QuestTeam, entry.id)
            assert team is not None
            made[code] = team.pin
        db.session.commit()
    return made


def come_in(page: Page, game: dict[str, str], code: str) -> None:
    """Type the code and begin."""
    page.goto(game["home"])
    page.get_by_label("Код команды").fill(game[code])
    page.get_by_role("button", name="Войти в игру").click()
    page.get_by_role("button", name="Начать игру").click()


def open_station(page: Page, title: str) -> None:
    """From the map to a station."""
    page.locator(".stations").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_one_phone_plays_on_without_a_network_and_the_table_is_right(
    person: Callable[..., Page], site: Site, game: dict[str, str], accessible: Callable[..., None]
) -> None:
    """Камертон: 10 + (10 − 1 hint − 0.5 wrong) + 10 + a host's 7.5 = 36; Маяк: 10 alone."""
    page, other = person(width=390), person(width=390)
    come_in(page, game, "К1")
    accessible(page)
    open_station(page, "Холл")
    page.get_by_label("Ваш ответ").fill("Ежик")
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Верно.")).to_be_visible()
    page.wait_for_function(
        "async () => (await caches.keys()).some((name) => name.startsWith('eventkit-quest-page'))"
        " && navigator.serviceWorker.controller !== null"
    )
    page.context.set_offline(True)
    page.goto(game["home"])
    play_offline(page, accessible)

    come_in(other, game, "К2")
    open_station(other, "Холл")
    other.get_by_label("Ваш ответ").fill("ёжик")
    other.get_by_role("button", name="Проверить ответ").click()
    expect(other.get_by_text("Верно.")).to_be_visible()
    expect(other.locator("[data-line]")).to_contain_text("Связь есть")
    assert total(site, game) == {"К1": 10, "К2": 10}

    page.context.set_offline(False)
    expect(page.locator("[data-line]")).to_contain_text("Связь есть", timeout=15000)
    mark(site, game)
    expect(page.locator("[data-points]")).to_contain_text("28,5")
    page.reload()
    expect(page.locator("[data-points]")).to_contain_text("36,0")
    assert total(site, game) == {"К1": 36, "К2": 10}


def play_offline(page: Page, accessible: Callable[..., None]) -> None:
    """From the second station to the end."""
    open_station(page, "Лаборатория")
    page.get_by_role("button", name="Открыть за 1 балл").click()
    page.get_by_role("button", name="Открыть за 1 балл").click()
    expect(page.get_by_text("Число Архимеда.")).to_be_visible()
    page.get_by_label("Сколько").fill("3,2")
    page.get_by_label("Тетрадь").check()
    page.get_by_label("Мел").check()
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Неверно.")).to_be_visible()
    accessible(page)
    page.get_by_label("Сколько").fill("3,15")
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Верно.")).to_be_visible()
    page.get_by_role("link", name="К карте").click()

    open_station(page, "Кабинет")
    for _time in range(2):
        page.get_by_role("button", name="Выше: Глобус").click()
    while not page.locator(".order li").nth(1).inner_text().startswith("Тетрадь"):
        page.get_by_role("button", name="Выше: Тетрадь").click()
    for thing, part in (("Тетрадь", "Письмо"), ("Глобус", "География"), ("Мел", "Доска")):
        page.get_by_label(thing, exact=True).select_option(label=part)
    accessible(page)
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Верно.")).to_be_visible()
    page.get_by_role("link", name="К карте").click()

    open_station(page, "Рассказ")
    page.get_by_label("Ваш ответ").fill("Мы нашли звонок под лестницей.")
    page.get_by_role("button", name="Отправить ответ").click()
    expect(page.get_by_text("На проверке.")).to_be_visible()
    page.get_by_role("link", name="К карте").click()
    expect(page.locator("[data-line]")).to_contain_text("Нет сети")
    page.get_by_role("button", name="Закончить игру").click()
    page.get_by_role("button", name="Закончить", exact=True).click()
    expect(page.get_by_role("heading", name="Игра закончена")).to_be_visible()
    expect(page.get_by_text("Ждём итогов.")).to_be_visible()
    accessible(page)


def mark(site: Site, game: dict[str, str]) -> None:
    """What a host says of the judged station."""
    with site.app.app_context():
        set_mode("write")
        event = db.session.get(Event, int(game["id"]))
        assert event is not None
        said = {"id": "h1", "team": "К1", "type": "judge_score", "station": "S4", "score": "7.5"}
        receive(event, [said | {"revision": 1, "ts": now().isoformat()}])
        db.session.commit()


def total(site: Site, game: dict[str, str]) -> dict[str, Any]:
    """The server's table."""
    with site.app.app_context():
        set_mode("read")
        event = db.session.get(Event, int(game["id"]))
        assert event is not None
        return {row.result.team: row.result.total for row in standings(event).rows}
