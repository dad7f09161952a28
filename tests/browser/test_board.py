"""An organizer moves works between jurors on the board, by mouse and from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db
from eventkit.juries.operations import add_conflict
from eventkit.people.operations import create_account, create_person, grant_role
from eventkit.people.passwords import hash_password
from eventkit.testing.juries import create_entry, create_judged_event, create_juror, create_task

pytestmark = pytest.mark.browser
NAMES = ("Азарова", "Белов", "Вяткин")


@pytest.fixture
def board(site: Any, person: Callable[..., Page]) -> Page:
    """Азарова has Э-1 and Э-2; Белов must not read Э-2."""
    with site.app.app_context():
        event = create_judged_event(rules={"sheets_per_entry": 1})
        jury = [create_juror(event, create_person(name, "Анна", "")) for name in NAMES]
        works = [create_entry(event, code=code) for code in ("Э-1", "Э-2")]
        for work in works:
            create_task(event, jury[0], work)
        add_conflict(jury[1], works[1], "Сосед.", is_late=False)
        who = create_person("Распорядителева", "Вера", "Никитична")
        account = create_account("o@example.org", who, hashed_password=hash_password("тихая река"))
        grant_role(account, event.id, "organizer")
        db.session.commit()
        address = f"/manage/{event.slug}/jury/board"
    page = person()
    page.goto(f"/login?next={address}")
    page.get_by_role("region", name="С паролем").get_by_label("Электронная почта").fill(
        "o@example.org"
    )
    page.get_by_label("Пароль").fill("тихая река")
    page.get_by_role("button", name="Войти", exact=True).click()
    page.wait_for_url(f"**{address}")
    return page


def test_works_move_by_mouse_and_by_keyboard_and_never_into_a_conflict(
    board: Page, accessible: Callable[[Page], None]
) -> None:
    columns = {name: board.get_by_role("region", name=name) for name in NAMES}
    accessible(board)
    card = columns["Азарова"].locator("label", has_text="Э-1")
    card.drag_to(columns["Белов"])
    expect(columns["Белов"].locator("label")).to_have_text(["Э-1"])
    expect(columns["Азарова"].locator("label")).to_have_text(["Э-2"])
    # The page is a new one, and so is the script that answers the keyboard.
    board.locator("form[data-ready]").wait_for()
    # Белов has a conflict with Э-2, so the arrow passes by.
    columns["Азарова"].get_by_role("radio", name="Э-2").focus()
    board.keyboard.press("Space")
    board.keyboard.press("ArrowRight")
    expect(board.get_by_role("status").filter(has_text="Вяткин")).to_be_visible()
    accessible(board)
    board.keyboard.press("Enter")
    expect(columns["Вяткин"].locator("label")).to_have_text(["Э-2"])
    expect(columns["Азарова"].locator("label")).to_have_count(0)
    columns["Вяткин"].locator("label").drag_to(columns["Белов"])
    expect(columns["Вяткин"].locator("label")).to_have_text(["Э-2"])
