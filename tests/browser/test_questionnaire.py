"""Phones answer a questionnaire, some without a network; each answer arrives once and whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventkit.db import db
from eventkit.questionnaires.models import Response
from eventkit.testing.pages import plain
from tests.browser.conftest import Site, network
from tests.questionnaires.answering import asked_in

pytestmark = [pytest.mark.browser, pytest.mark.all]
PAGES = [
    {"title": "О вас", "items": ["one", "grid", "years"]},
    {"title": "Сейчас", "items": ["likert", "pole", "some", "rank", "way", "why", "end"]},
]
SCALE = {
    "id": "A",
    "title": "Согласие с собой",
    "items": ["likert"],
    "levels": [{"title": "низкий", "below": "3"}, {"title": "высокий", "text": "Вам спокойно."}],
}
IS_KEPT = """async () => {
    while (!(await caches.match(location.pathname)) || !navigator.serviceWorker.controller)
        await new Promise((again) => setTimeout(again, 50));
}"""
"""The page waits until it would open without a network."""
WHOLE = {
    "one": "a",
    "grid": {"x": 1, "y": 3},
    "years": "12.5",
    "likert": 4,
    "some": ["a"],
    "rank": ["c", "a", "b"],
    "way": "8",
    "why": "Так вышло",
}


@pytest.fixture
def home(site: Site) -> str:
    """The address of an open wave."""
    with site.app.app_context():
        wave = asked_in(document={"pages": PAGES, "scales": [SCALE]}, keep_until=None)
        return f"/q/{wave.code}"


def answers(site: Site) -> list[dict[str, Any]]:
    """What the server has."""
    with site.app.app_context():
        found = [dict(row.answers) for row in db.session.scalars(select(Response))]
        db.session.rollback()
    return found


def first_page(page: Page) -> None:
    """From the start to the second page; the table is for «A» alone."""
    page.get_by_role("button", name="Начать").click()
    page.get_by_role("button", name="Дальше").click()
    expect(page.locator("#i-q-one [data-error]")).to_have_text("Здесь нужен ответ.")
    expect(page.locator("#i-q-grid")).to_be_hidden()
    page.get_by_role("radio", name="A", exact=True).check()
    expect(page.locator("#i-q-one [data-error]")).to_be_hidden()
    page.locator("[data-row=x] input").nth(0).check()
    page.locator("[data-row=y] input").nth(2).check()
    page.get_by_label("Стаж").fill("12,5")
    expect(page.get_by_text("Сохранено на этом устройстве")).to_be_visible()
    page.get_by_role("button", name="Дальше").click()


def second_page(page: Page) -> None:
    """The second page to the end, and send."""
    page.locator("#i-q-likert input").nth(3).check()
    page.get_by_role("checkbox", name="A", exact=True).check()
    for name in ("C", "A", "B"):
        page.locator("#i-q-rank").get_by_role("button", name=name).click()
    page.get_by_role("slider").fill("8")
    page.get_by_label("Почему").fill("Так вышло")
    page.get_by_role("button", name="Отправить ответы").click()


def test_phones_answer_online_and_offline_and_each_counts_once(
    person: Callable[..., Page], site: Site, home: str, accessible: Callable[..., None]
) -> None:
    """One at once, one without a network from the start page on, one after a reload."""
    at_once, far, slow = (person(width=360) for _phone in range(3))
    far.goto(home)
    far.evaluate(IS_KEPT)
    network(far, is_there=False)
    far.goto(home)
    accessible(far)
    first_page(far)
    accessible(far)
    second_page(far)
    expect(far.get_by_text("Нет сети: ответы сохранены на этом устройстве.")).to_be_visible()
    far.goto(home)
    expect(far.get_by_text("Нет сети: ответы сохранены на этом устройстве.")).to_be_visible()

    slow.goto(home)
    first_page(slow)
    slow.reload()
    expect(slow.get_by_text("Страница 2 из 2")).to_be_visible()
    expect(slow.get_by_text("Отвечено 3 из 9")).to_be_visible()

    at_once.goto(home)
    first_page(at_once)
    second_page(at_once)
    expect(at_once.get_by_text("Ответы сохранены. Спасибо.")).to_be_visible()
    assert answers(site) == [WHOLE]
    expect(at_once.locator("[data-own]")).to_contain_text("Вам спокойно.")
    accessible(at_once)
    with at_once.expect_download() as saved:
        at_once.get_by_role("button", name="Сохранить текстом").click()
    assert "4 на шкале от 1 до 5 высокий" in plain(saved.value.path().read_text("utf-8"))

    network(far, is_there=True)
    expect(far.get_by_text("Ответы сохранены. Спасибо.")).to_be_visible()
    expect(far.locator("[data-own]")).to_contain_text("Вам спокойно.")
    second_page(slow)
    expect(slow.get_by_text("Ответы сохранены. Спасибо.")).to_be_visible()
    assert answers(site) == [WHOLE] * 3
    for phone in (at_once, far, slow):
        assert phone.evaluate("Object.keys(localStorage)") == []


def test_a_shared_pc_keeps_nothing_for_the_next_person(
    person: Callable[..., Page], site: Site, home: str
) -> None:
    """After sending, and after leaving in the middle, the form is empty."""
    page = person()
    page.goto(f"{home}?device=shared")
    first_page(page)
    second_page(page)
    expect(page.locator("[data-own]")).to_contain_text("Вам спокойно.")
    page.get_by_role("button", name="Следующий участник").click()
    expect(page.locator("[data-own]")).to_have_count(0)
    page.get_by_role("button", name="Начать").click()
    expect(page.get_by_role("radio", name="A", exact=True)).not_to_be_checked()
    page.get_by_label("Стаж").fill("3")
    page.get_by_role("button", name="Стереть всё и уйти").click()
    page.reload()
    page.get_by_role("button", name="Начать").click()
    expect(page.get_by_label("Стаж")).to_have_value("")
    first_of_new = page.evaluate("[sessionStorage.length, localStorage.length]")
    assert first_of_new == [1, 0]
    assert answers(site) == [WHOLE]


def test_over_plain_http_the_open_page_keeps_the_answers_and_sends_them_later(
    person: Callable[..., Page], site: Site, home: str
) -> None:
    """No worker there: the page says that it has to stay open, and does the rest itself."""
    site.app.config["BASE_URL"] = "http://hall.example"
    page = person(width=360)
    page.goto(home)
    network(page, is_there=False)
    first_page(page)
    second_page(page)
    expect(page.get_by_text("Не закрывайте эту страницу.")).to_be_visible()
    assert answers(site) == []
    network(page, is_there=True)
    expect(page.get_by_text("Ответы сохранены. Спасибо.")).to_be_visible()
    assert answers(site) == [WHOLE]
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
