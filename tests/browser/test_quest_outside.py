"""A phone at a station whose points a table brings, and at one where a host counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.quests import Game, come_in, open_station, station

pytestmark = [pytest.mark.browser, pytest.mark.all]
STATIONS = [
    station("S1", "Тест на сайте", kind="judged", link="https://test.example/"),
    station("S2", "Викторина", kind="quiz", per_question="1"),
    station("S3", "Дверь", {"kind": "word", "accepted": ["да"]}, opens={"after": ["S1"]}),
]


def test_a_team_goes_on_and_its_points_come_later(
    person: Callable[..., Page], site: Site, accessible: Callable[[Page], None]
) -> None:
    game, page = Game(site, STATIONS), person(width=360)
    come_in(page, game, "К1")
    open_station(page, "Викторина")
    expect(page.get_by_text("Баллы поставит ведущий станции.")).to_be_visible()
    expect(page.get_by_role("button", name="Отправить ответ")).to_have_count(0)
    page.get_by_role("link", name="К карте").click()
    open_station(page, "Тест на сайте")
    expect(page.get_by_text("Баллы придут с другого сайта.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Задание сделано, дальше").click()
    row = page.locator(".stations li", has_text="Тест на сайте")
    expect(row).to_contain_text("баллы придут")
    open_station(page, "Дверь")
    expect(page.get_by_label("Ваш ответ")).to_be_visible()
    game.tell("К1", "judge_score", station="S1", score="8", revision=1)
    page.goto(game.home)
    expect(row).to_contain_text("8 баллов")
    open_station(page, "Тест на сайте")
    expect(page.get_by_text("Баллы с другого сайта внесены.")).to_be_visible()
