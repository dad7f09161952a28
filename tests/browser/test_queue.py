"""All applications of a page are ticked at once, and someone without an application is added."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.events.nomination_operations import add_nomination
from eventkit.events.operations import create_event
from eventkit.people.operations import create_account, create_organization, create_person
from eventkit.people.passwords import hash_password
from eventkit.registration.operations import submit_application
from eventkit.web.clock import now
from tests.browser.conftest import Site

pytestmark = pytest.mark.browser
LONGEST = "Кто ещё бывал первым или делил место"
"""The longest name that a column of the site has: on a phone it stands before each value."""
CUT = """(longest) => {
    const cells = [...document.querySelectorAll("main .table.rows > tbody > tr > *")];
    for (const cell of cells) cell.dataset.label = longest;
    return cells
        .filter((cell) => cell.scrollWidth > cell.clientWidth
            || cell.getBoundingClientRect().right > innerWidth)
        .map((cell) => cell.textContent);
}"""
"""Values of a phone's table that run out of it."""


def test_an_organizer_admits_all_at_once_and_adds_one_at_the_door(
    person: Callable[..., Page], site: Site, accessible: Callable[[Page], None]
) -> None:
    with site.app.app_context():
        set_mode("write")
        event = create_event("Круг доверия", "training")
        line = add_nomination(event, "Участники")
        for name in ("Азбукина", "Букварёва", "Глаголева"):
            submit_application(event, create_person(name, "Дарья"), None, line, {}, now())
        create_organization("Школа у пруда")
        create_account(
            "admin@example.org",
            None,
            hashed_password=hash_password("тихая река"),
            is_administrator=True,
        )
        slug = event.slug
        db.session.commit()
    page = person(width=360)
    page.goto("/login")
    page.get_by_role("region", name="С паролем").get_by_label("Электронная почта").fill(
        "admin@example.org"
    )
    page.get_by_label("Пароль").fill("тихая река")
    page.get_by_role("button", name="Войти", exact=True).click()
    page.goto(f"/manage/{slug}/registrations")
    assert page.evaluate(CUT, LONGEST) == []
    page.reload()
    ticks = page.get_by_role("checkbox", name="Отметить заявку")
    button = page.get_by_role("button", name="Отметить все")
    button.click()
    expect(page.locator("[name=number]:checked")).to_have_count(3)
    button.click()
    expect(page.locator("[name=number]:checked")).to_have_count(0)
    ticks.first.check()
    button.click()
    expect(page.locator("[name=number]:checked")).to_have_count(3)
    accessible(page)
    page.get_by_role("button", name="Допустить отмеченные").click()
    expect(page.get_by_text("Допущено 3 заявки.")).to_be_visible()

    page.goto(f"/manage/{slug}/checkin/desk")
    page.get_by_role("link", name="Добавить пришедшего без заявки").click()
    accessible(page)
    page.get_by_label("Фамилия").fill("Нежданова")
    page.get_by_label("Имя").fill("Ольга")
    page.get_by_role("combobox").press_sequentially("пруд")
    page.get_by_role("option", name="Школа у пруда").click()
    page.get_by_label("Согласие на обработку").check()
    page.get_by_role("button", name="Добавить и отметить").click()
    expect(page.get_by_text("Нежданова Ольга: отмечено.")).to_be_visible()
    accessible(page)
