"""Two teams and a host play; one phone is without network from the second station to the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, network, until
from tests.browser.quests import Game, come_in, open_station, station

pytestmark = [pytest.mark.browser, pytest.mark.all]
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
def game(site: Site) -> Game:
    """Five stations; hints and errors cost."""
    rules = {"hint_cost": [1, 2], "wrong_answer_cost": "0.5", "control_time_minutes": 90}
    return Game(site, STATIONS, **rules)


def test_one_phone_plays_on_without_a_network_and_the_table_is_right(
    person: Callable[..., Page], game: Game, accessible: Callable[..., None]
) -> None:
    """Камертон: 10 + (10 − 1 hint − 0.5 wrong) + 10 + a host's 7.5 = 36; Маяк: 10 alone."""
    page, other = person(width=390), person(width=390)
    come_in(page, game, "К1")
    accessible(page)
    open_station(page, "Холл")
    page.get_by_label("Ваш ответ").fill("Ежик")
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Верно.")).to_be_visible()
    expect(page.locator("[data-line]")).to_contain_text("Связь есть")
    until(
        page,
        "navigator.serviceWorker.controller && (await caches.keys())"
        ".some((name) => name.startsWith('eventkit-quest-page'))",
    )
    network(page, is_there=False)
    page.goto(game.home)
    play_offline(page, accessible)

    come_in(other, game, "К2")
    open_station(other, "Холл")
    other.get_by_label("Ваш ответ").fill("ёжик")
    other.get_by_role("button", name="Проверить ответ").click()
    expect(other.get_by_text("Верно.")).to_be_visible()
    expect(other.locator("[data-line]")).to_contain_text("Связь есть")
    assert game.totals() == {"К1": 10, "К2": 10}

    network(page, is_there=True)
    expect(page.locator("[data-line]")).to_have_text("")
    game.tell("К1", "judge_score", station="S4", score="7.5", revision=1)
    expect(page.locator("[data-points]")).to_contain_text("28,5")
    page.reload()
    # a marked station looks passed, one that is still read has a look of its own
    dots = page.locator("[data-way] i")
    expect(dots).to_have_class(["tn d", "tn d", "tn d", "tn d", "tn w"])
    expect(page.locator("[data-points]")).to_contain_text("36 баллов")
    assert game.totals() == {"К1": 36, "К2": 10}


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
    expect(page.get_by_text("Не все ответы верны.")).to_be_in_viewport()
    expect(page.get_by_text("Эта попытка стоила 0,5 балла.")).to_be_visible()
    accessible(page)
    page.get_by_label("Сколько").fill("3,15 см.")
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Верно.")).to_be_visible()
    expect(page.get_by_text("10 − 0,5 за ошибку − 1 за подсказку = 8,5")).to_be_visible()
    expect(page.get_by_text("Открылась станция «Кабинет».")).to_be_visible()
    page.get_by_role("link", name="Дальше: Кабинет").click()
    expect(page.get_by_role("heading", level=1, name="Кабинет")).to_be_visible()

    drag_to_top(page, "Глобус")
    while not page.locator(".order li span").nth(1).inner_text().startswith("Тетрадь"):
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
    expect(page.get_by_text("Мы нашли звонок под лестницей.")).to_be_visible()
    page.get_by_role("link", name="К карте").click()
    expect(page.locator("[data-line]")).to_contain_text("Нет сети")
    page.get_by_role("button", name="Закончить игру").click()
    expect(page.get_by_text("Не пройдено станций: 1.")).to_be_visible()
    expect(page.get_by_text("Они могут добавить до 10 баллов.")).to_be_visible()
    page.get_by_role("button", name="Закончить", exact=True).click()
    expect(page.get_by_role("heading", name="Игра закончена")).to_be_in_viewport()
    expect(page.get_by_text("Ждём итогов.")).to_be_visible()
    accessible(page)


def drag_to_top(page: Page, name: str) -> None:
    """Pull a row by its dots over the first one."""
    grip = page.locator(".order li", has_text=name).locator(".grip")
    grip.hover()  # waits out a redrawing of the page
    start, top = grip.bounding_box(), page.locator(".order li").first.bounding_box()
    assert start is not None
    assert top is not None
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(start["x"] + 9, top["y"] + 3, steps=5)
    page.mouse.up()
    expect(page.locator(".order li").first).to_contain_text(name)
