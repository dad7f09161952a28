"""A team with two phones, and a phone in a hall without HTTPS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import Site, network
from tests.browser.phone import Phone
from tests.browser.quests import Game, come_in, open_station, say, station

pytestmark = [pytest.mark.browser, pytest.mark.all]
STATIONS = [
    station("S1", "Холл", {"kind": "word", "accepted": ["ёжик"]}),
    station("S2", "Архив", {"kind": "word", "accepted": ["звонок"]}, x=0.6),
    station("S3", "Зал", {"kind": "photo"}, x=0.8),
]


@pytest.fixture
def game(site: Site) -> Game:
    """Two words and a photo; an error costs a point."""
    return Game(site, STATIONS, wrong_answer_cost="1", free_wrong_answers=0)


def test_two_phones_of_a_team_see_the_same_and_one_answer_counts_once(
    person: Callable[..., Page], game: Game
) -> None:
    """Both solve the hall (10 once), one errs in the archive and solves it: 10 + 10 − 1."""
    first, second = person(width=390), person(width=390)
    come_in(first, game, "К1")
    expect(first.locator("[data-line]")).to_contain_text("Связь есть")
    come_in(second, game, "К1", start=False)
    for page in (first, second):
        open_station(page, "Холл")
    # The second is out of reach while both answer: neither knows of the other's answer.
    network(second, is_there=False)
    for page in (first, second):
        say(page, "Ежик")
        expect(page.get_by_text("Верно.")).to_be_visible()
        expect(page.locator("[data-points]")).to_contain_text("10")
    first.get_by_role("link", name="К карте").click()
    open_station(first, "Архив")
    say(first, "гудок")
    expect(first.get_by_text("Неверно.")).to_be_visible()
    say(first, "Звонок")
    expect(first.locator("[data-points]")).to_contain_text("19")
    network(second, is_there=True)
    expect(second.locator("[data-points]")).to_contain_text("19")
    expect(second.locator("[data-mates]")).to_have_text("Телефонов у команды: 2.")
    first.reload()
    expect(first.locator("[data-points]")).to_contain_text("19")
    assert game.totals()["К1"] == 19


def test_over_plain_http_the_page_says_to_stay_open_and_sends_later(
    playwright: Playwright, site: Site, tmp_path: Path, game: Game
) -> None:
    name = ["--host-resolver-rules=MAP hall.example 127.0.0.1"]
    hall = f"http://hall.example:{site.serving.port}"
    phone = Phone(playwright, tmp_path / "phone", hall, name)
    page = phone.page
    come_in(page, game, "К1")
    assert page.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [False, False]
    expect(page.locator("[data-line]")).to_contain_text("Не закрывайте эту страницу")
    phone.network(False)
    open_station(page, "Холл")
    say(page, "гудок")
    expect(page.get_by_text("Неверно.")).to_be_visible()
    say(page, "ёжик")
    expect(page.get_by_text("Верно.")).to_be_visible()
    expect(page.locator("[data-line]")).to_contain_text("Нет сети. Ждёт отправки: ")
    expect(page.locator("[data-line]")).to_contain_text("Не закрывайте страницу.")
    expect(page.locator("[data-points]")).to_contain_text("9")
    assert game.totals()["К1"] == 0
    phone.network(True)
    expect(page.locator("[data-line]")).to_contain_text("Связь есть")
    assert game.totals()["К1"] == 9
    phone.throw_away()
    assert phone.troubles == []
