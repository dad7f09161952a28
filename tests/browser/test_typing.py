"""What a page says while a work is typed: words are counted, a mended field is not red."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.people.operations import create_organization
from eventkit.testing.registration import DURING, create_open_event
from eventkit.web.clock import set_clock
from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def form(person: Callable[..., Page], site: Site) -> Iterator[Page]:
    """A phone at the first step of an application."""
    with site.app.app_context():
        set_mode("write")
        slug = create_open_event().slug
        create_organization("Школа у пруда")
        db.session.commit()
    set_clock(lambda: DURING)
    page = person(width=360)
    page.goto(f"/events/{slug}/register")
    yield page
    set_clock(None)


def _to_the_work(page: Page) -> None:
    for label, value in {
        "Фамилия": "Первакова",
        "Имя": "Дарья",
        "Дата рождения": "17.05.2001",
        "Начало педагогической работы": "01.09.2023",
        "Должность": "учитель",
        "Электронная почта": "darya@example.org",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Дальше").click()
    page.locator("#organization").fill("Школа у пруда")
    page.get_by_role("option", name="Школа у пруда").click()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Дальше").click()


def test_words_are_counted_while_they_are_typed(
    form: Page, accessible: Callable[[Page], None]
) -> None:
    _to_the_work(form)
    expect(form.get_by_text("Слов: 0 из 1500")).to_be_visible()
    text = form.get_by_label("Текст письма")
    text.fill("Анна-Мария шла в 5 «Б» класс – и пела")
    expect(form.get_by_text("Слов: 8 из 1500")).to_be_visible()
    text.fill("слово " * 1503)
    expect(form.get_by_text("Слов: 1503, лишних 3").first).to_be_visible()
    expect(form.get_by_role("status").get_by_text("лишних 3")).to_have_count(1)
    accessible(form)


def test_a_field_that_was_refused_is_not_red_once_it_is_filled(form: Page) -> None:
    form.get_by_role("button", name="Дальше").click()
    name = form.get_by_label("Фамилия", exact=True)
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("Первакова")
    name.blur()
    expect(name).not_to_have_attribute("aria-invalid", "true")
    expect(form.locator("#last_name-error")).to_be_hidden()
    expect(form.locator("#first_name-error")).to_be_visible()
