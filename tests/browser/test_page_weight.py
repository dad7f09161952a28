"""What the juror's pages cost on a slow line, by what goes over the wire to a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from eventkit.db import db
from eventkit.juries.operations import issue_link
from eventkit.testing.juries import (
    create_criterion,
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
)
from tests.browser.conftest import Site, until
from tests.browser.phone import Phone
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser
WORKS = 20
PAGE = "Я долго думала, с чего начать это письмо, и начала с первого урока. " * 26
LEVELS = [
    (0, 2, "Тема не раскрыта, примеров из практики нет"),
    (3, 5, "Тема раскрыта частично, позиция не выражена"),
    (6, 8, "Позиция ясна, есть примеры из практики"),
    (9, 10, "Глубокое самостоятельное размышление, точные примеры"),
]


@pytest.fixture
def door(site: Site) -> str:
    """A juror with twenty works of a page each and six criteria with descriptors."""
    with site.app.app_context():
        event = create_judged_event()
        for number in range(3, 7):
            create_criterion(event, f"K{number}", "10", levels=LEVELS)
        juror = create_juror(event)
        for number in range(WORKS):
            text = f"Работа {number}.\n\n{PAGE}"
            create_task(event, juror, create_entry(event, code=f"Э-{301 + number}", text=text))
        token = issue_link(juror)
        db.session.commit()
    return f"/jury/{token}"


def test_list_and_sheet_weigh_little_the_first_time_and_less_afterwards(
    playwright: Playwright, site: Site, door: str, tmp_path: Path
) -> None:
    wire = Wire(site.app)
    phone = Phone(playwright, tmp_path / "phone", site.url, by_line=False)
    page = phone.page
    phone.come_in(door)
    # «7 из 20 работ» would do for less: the rest would be counted with the page that comes next.
    expect(page.locator("[data-stock]")).to_contain_text("без сети", timeout=30_000)
    until(page, "navigator.serviceWorker.controller !== null")
    page.locator(".wl").get_by_role("link", name="Э-301").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Э-301")
    until(page, "document.fonts.status === 'loaded'")
    first, beside = wire.page(), wire.background()
    page.goto("/jury")
    expect(page.locator("[data-stock]")).to_contain_text("без сети")
    list_again = wire.page() + wire.background()
    page.locator(".wl").get_by_role("link", name="Э-302").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Э-302")
    sheet_again = wire.page() + wire.background()
    phone.throw_away()
    print(f"door, list and sheet at first {first}, works and worker beside them {beside}")
    # Here with everything that the worker and the scripts asked for as well.
    print(f"list again {list_again}, sheet again {sheet_again}")
    assert first < 150_000
    assert max(list_again, sheet_again) < 30_000
    assert phone.troubles == []
