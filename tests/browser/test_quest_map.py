"""A quest's map is drawn by keyboard only: stations are added, moved by arrows and kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.events.queries import event_by_slug
from eventkit.people.operations import create_account, create_person, grant_role
from eventkit.people.passwords import hash_password
from eventkit_quest.queries import quest_of

pytestmark = pytest.mark.browser


def walk_to(page: Page, target: Any) -> None:
    """Press Tab until the focus is there."""
    for _step in range(80):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not come there")


def test_a_map_is_drawn_by_keyboard_only(
    site: Any, person: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    with site.app.app_context():
        event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
        who = create_person("Распорядителева", "Вера", "Никитична")
        account = create_account("o@example.org", who, hashed_password=hash_password("тихая река"))
        grant_role(account, event.id, "organizer")
        db.session.commit()
        slug = event.slug
    page = person()
    page.goto(f"/login?next=/quest/{slug}/edit")
    login = page.get_by_role("region", name="С паролем").get_by_label("Электронная почта")
    walk_to(page, login)
    page.keyboard.type("o@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("тихая река")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Квест", exact=True)).to_be_visible()
    accessible(page)
    for title in ("Вход", "Архив"):
        walk_to(page, page.get_by_label("Новая станция"))
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        page.wait_for_url("**/edit/stations/*")
        if title == "Архив":
            after = page.get_by_label("S1. Вход")
            walk_to(page, after)
            page.keyboard.press("Space")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            expect(page.get_by_text("Сохранено.")).to_be_visible()
            accessible(page)
        page.goto(f"/quest/{slug}/edit")
    page.goto(f"/quest/{slug}/edit/map")
    station = page.get_by_role("button", name="S2. Архив")
    walk_to(page, station)
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowDown", "ArrowUp", "Shift+ArrowDown"):
        page.keyboard.press(key)
    # 33.33 + 1 + 5 to the right, 20 + 1 − 1 + 5 down
    said = "S2. Архив: слева 39.33 %, сверху 25 %"
    expect(page.locator("[data-map-status]")).to_have_text(said)
    expect(page.locator(".map-way")).to_have_count(1)
    accessible(page)
    walk_to(page, page.get_by_role("button", name="Сохранить места"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Сохранено.")).to_be_visible()
    with site.app.app_context():
        made = event_by_slug(slug)
        assert made is not None
        placed = [(one.x, one.y, one.opens.after) for one in quest_of(made).stations]
        assert placed[1] == (0.3933, 0.25, ("S1",))
