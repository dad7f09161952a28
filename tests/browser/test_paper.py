"""A secretary types a paper sheet by the keyboard alone, at three widths and in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db
from eventkit.people.operations import create_account, create_person, grant_role
from eventkit.people.passwords import hash_password
from eventkit.scoring.models import Sheet
from eventkit.scoring.paper.numbers import number_of, shown_number
from eventkit.testing.juries import create_judged_event, create_task

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(site: Any, person: Callable[..., Page]) -> Callable[[int], tuple[Page, str, int]]:
    """A secretary at the page «С бумаги»: the browser, the event's address, the task."""

    def open_desk(width: int) -> tuple[Page, str, int]:
        with site.app.app_context():
            event = create_judged_event()
            task = create_task(event)
            who = create_person("Протоколова", "Вера", "Никитична")
            account = create_account(
                "s@example.org", who, hashed_password=hash_password("тихая река")
            )
            grant_role(account, event.id, "secretary")
            db.session.commit()
            slug, id_ = event.slug, task.id
        page = person(width=width)
        page.goto("/login")
        page.get_by_role("region", name="С паролем").get_by_label("Электронная почта").fill(
            "s@example.org"
        )
        page.get_by_label("Пароль").fill("тихая река")
        page.get_by_role("button", name="Войти", exact=True).click()
        page.wait_for_url("**/desk")
        page.goto(f"/manage/{slug}/paper")
        return page, f"/manage/{slug}/paper", id_

    return open_desk


@pytest.mark.parametrize(
    "width", [360, *(pytest.param(wider, marks=pytest.mark.all) for wider in (768, 1440))]
)
def test_a_sheet_is_found_and_typed_by_the_keyboard_alone(
    site: Any,
    desk: Callable[[int], tuple[Page, str, int]],
    accessible: Callable[[Page], None],
    width: int,
) -> None:
    """The number, Enter; each mark, Enter; the sum follows; Enter on the button counts it."""
    page, room, task = desk(width)
    keys = page.keyboard
    accessible(page)
    keys.type(shown_number(task))
    keys.press("Enter")
    page.wait_for_url(f"**{room}/{number_of(task)}")
    accessible(page)
    keys.type("9")
    keys.press("Enter")
    expect(page.get_by_text("Балл не подходит")).to_be_visible()
    accessible(page)
    keys.press("ArrowUp")
    keys.type("4")
    keys.press("Enter")
    expect(page.get_by_text("Балл не подходит")).to_be_hidden()
    keys.type("7,5")
    expect(page.locator("[data-paper-sum]")).to_have_text("11,5")
    expect(page.get_by_text("Черновик сохранён в")).to_be_visible()
    keys.press("Enter")
    expect(page.locator(":focus")).to_have_text("Засчитать лист")
    keys.press("Enter")
    expect(page.get_by_text("Лист введён с бумаги и засчитан.")).to_be_visible()
    accessible(page)
    for path in (room, f"{room}/print", f"{room}/{number_of(task)}"):
        for language in ("en", "ru"):
            page.goto(f"{path}?lang={language}")
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    with site.app.app_context():
        sheet = db.session.query(Sheet).one()
        assert (sheet.state, sheet.source, str(sheet.total)) == ("submitted", "paper", "23/2")


def test_what_is_typed_is_there_after_the_page_was_closed(
    desk: Callable[[int], tuple[Page, str, int]],
) -> None:
    """The draft is on the server; a browser without a camera's reader says what to do instead."""
    page, room, task = desk(1440)
    expect(page.get_by_text("Этот браузер не читает коды камерой")).to_be_visible()
    page.goto(f"{room}/{number_of(task)}", wait_until="networkidle")
    page.keyboard.type("3")
    expect(page.get_by_text("Черновик сохранён в")).to_be_visible()
    page.goto(room)
    page.get_by_role("link", name=shown_number(task)).click()
    expect(page.get_by_label("1. Критерий K1")).to_have_value("3")
    expect(page.get_by_label("2. Критерий K2")).to_be_focused()
