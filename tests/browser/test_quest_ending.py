"""A short game to its goal on one phone, and numbers as phones and the server read them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from playwright.sync_api import Page, expect

from eventkit_quest.engine import Answer
from eventkit_quest.engine.checking import check_answer
from tests.browser.conftest import Site
from tests.browser.quests import Game, come_in, open_station, station

pytestmark = pytest.mark.browser
NUMBERS = {
    "45": 1, "45 минут": 1, "45 мин.": 1, "45.": 1, "+45": 1, "4 5": 1, "45,0%": 1, "45 км/ч": 1,
    "45²": 0, "4½": 0, "1 000": 1, "около 45": 0, "45-46": 0, "45 м2": 0, "1,000,5": 0, "": 0,
}  # fmt: skip
"""What is a number, worked out by reading: a unit may follow it, anything with digits may not."""
STATIONS = [
    station("S1", "Холл", {"kind": "word", "accepted": ["ёжик"]}),
    station("S2", "Звонок", {"kind": "word", "accepted": ["вместе"]}, is_goal=True),
]


def test_a_phone_and_the_server_read_the_same_numbers(
    person: Callable[..., Page], site: Site
) -> None:
    page = person(width=390)
    page.goto(Game(site, STATIONS).home)
    script = """async (texts) => {
        const { compared } = await import("/quest/static/js/play/checking.js");
        return texts.map((text) => compared("number", text).length);
    }"""
    assert page.evaluate(script, list(NUMBERS)) == list(NUMBERS.values())
    near = Answer("a1", kind="number", value=Fraction(45), tolerance=Fraction(10**9))
    assert [check_answer(near, text) == "right" for text in NUMBERS] == [
        bool(is_number) for is_number in NUMBERS.values()
    ]


def test_the_goal_shows_the_ending_and_the_way_out(
    person: Callable[..., Page], site: Site, accessible: Callable[..., None]
) -> None:
    game = Game(site, STATIONS, ending="Звонок зазвонил.\n\nСветает.", wrong_answer_cost="0.5")
    page = person(width=360)
    come_in(page, game, "К1", start=False)
    for said in ("За ошибку: −0,5 балла.", "Станцию можно пропустить"):
        expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("button", name="Начать игру").click()
    expect(page.locator(".stations li").first).to_contain_text("10 баллов")
    open_station(page, "Звонок")
    page.get_by_label("Ваш ответ").fill("вместе")
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Звонок зазвонил.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Закончить игру").click()
    expect(page.get_by_text("Не пройдено станций: 1.")).to_be_visible()
    page.get_by_role("button", name="Закончить", exact=True).click()
    expect(page.get_by_role("heading", name="Игра закончена")).to_be_in_viewport()
    expect(page.get_by_text("Светает.")).to_be_visible()
    expect(page.get_by_role("link", name="Табло игры")).to_be_visible()
