"""A quest's map is drawn by keyboard only, by mouse and by finger; stations are moved and kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.events.queries import event_by_slug
from eventkit.people.operations import create_account, create_person, grant_role
from eventkit.people.passwords import hash_password
from eventkit_quest.operations import set_up_quest
from eventkit_quest.queries import quest_of
from tests.browser.quests import station

pytestmark = pytest.mark.browser


def walk_to(page: Page, target: Any) -> None:
    """Press Tab until the focus is there."""
    for _step in range(80):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not come there")


@pytest.fixture
def slug(site: Any) -> str:
    """The address of a quest without stations; its organizer is o@example.org."""
    with site.app.app_context():
        event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
        who = create_person("Распорядителева", "Вера", "Никитична")
        account = create_account("o@example.org", who, hashed_password=hash_password("тихая река"))
        grant_role(account, event.id, "organizer")
        db.session.commit()
        return event.slug


def test_a_map_is_drawn_by_keyboard_only(
    site: Any, slug: str, person: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
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


def drag(page: Page, station: Locator, right: float, down: float, *, by_touch: bool) -> None:
    """Move a station by points of the screen."""
    station.scroll_into_view_if_needed()
    box = station.locator(".map-touch").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if not by_touch:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + right, y + down, steps=5)
        page.mouse.up()
        return
    finger = page.context.new_cdp_session(page)
    for step in range(6):
        at = {"x": x + right * step / 5, "y": y + down * step / 5}
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_stations_are_dragged_by_mouse_and_by_finger(
    site: Any, slug: str, chromium: Browser
) -> None:
    """A quarter of the map's width to the right and a fifth of its height down, each way."""
    with site.app.app_context():
        event = event_by_slug(slug)
        assert event is not None
        game = {"format": "eventkit-quest", "version": 1, "title": event.title}
        set_up_quest(event, game | {"stations": [station("S1", "Вход", x=0.2, y=0.3)]})
        db.session.commit()
    context = chromium.new_context(
        base_url=site.url, locale="ru-RU", has_touch=True, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(f"/login?next=/quest/{slug}/edit/map")
    way = page.get_by_role("region", name="С паролем")
    way.get_by_label("Электронная почта").fill("o@example.org")
    way.get_by_label("Пароль").fill("тихая река")
    page.keyboard.press("Enter")
    pin = page.get_by_role("button", name="S1. Вход")
    for by_touch in (False, True):
        ground = page.locator(".map-ground").bounding_box()
        assert ground is not None
        drag(page, pin, ground["width"] / 4, ground["height"] / 5, by_touch=by_touch)
    page.get_by_role("button", name="Сохранить места").click()
    expect(page.get_by_text("Сохранено.")).to_be_visible()
    context.close()
    with site.app.app_context():
        made = event_by_slug(slug)
        assert made is not None
        (placed,) = quest_of(made).stations
        assert (placed.x, placed.y) == (pytest.approx(0.7, abs=0.01), pytest.approx(0.7, abs=0.01))
