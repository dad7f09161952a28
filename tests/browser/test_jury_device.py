"""Whose works are on a device: one juror's alone, and nobody's after the jury is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from eventkit.db import db, set_mode
from eventkit.events.models import Event
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import issue_link, withdraw
from eventkit.scoring.operations import release_juror
from eventkit.testing.juries import create_entry, create_juror, create_task
from tests.browser.conftest import Site
from tests.browser.phone import WORKS, Phone, Round

pytestmark = [pytest.mark.browser, pytest.mark.all]
EVERYTHING = """async () => {
  const db = await new Promise((resolve) => {
    const request = indexedDB.open('eventkit-jury');
    request.onsuccess = () => resolve(request.result);
  });
  const of = (name) => new Promise((resolve) => {
    const request = db.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
  });
  const found = {};
  for (const name of ['touches', 'tasks', 'pages', 'notes', 'undo']) found[name] = await of(name);
  db.close();
  found.pages = found.pages.map((page) => page.url);
  return found;
}"""
"""All that the page's scripts keep, without the bodies."""


@pytest.fixture
def round_(site: Site) -> Round:
    """Five works for one juror."""
    return Round(site)


@pytest.fixture
def phone(playwright: Playwright, site: Site, tmp_path: Path) -> Iterator[Phone]:
    """The juror's phone."""
    made = Phone(playwright, tmp_path / "phone", site.url)
    yield made
    made.throw_away()
    assert made.troubles == []


def without_touches(whole: Callable[..., Any]) -> Callable[..., Any]:
    """The application with one of its doors out of order."""

    def part(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] != "/jury/touches":
            return whole(environ, start_response)
        start_response("503 Service Unavailable", [("Content-Length", "0")])
        return [b""]

    return part


def open_sheet(phone: Phone, code: str) -> Page:
    """Go from the list to the marks of a work."""
    phone.page.locator(".wl").get_by_role("link", name=code).click()
    phone.page.get_by_role("link", name="Оценки").click()
    return phone.page


def test_a_second_juror_on_the_same_phone_sees_nothing_of_the_first(
    phone: Phone, round_: Round, site: Site
) -> None:
    with site.app.app_context():
        event = db.session.get(Event, round_.event_id)
        assert event is not None
        other = create_juror(event)
        create_task(event, other, create_entry(event, code="Э-900"))
        token = issue_link(other)
        db.session.commit()
    phone.come_in(round_.door)
    phone.has_all_works()
    page = open_sheet(phone, "Э-201")
    # The server is away for what the phone sends, and there for whoever comes in.
    whole = site.app.wsgi_app
    site.app.wsgi_app = without_touches(whole)  # type: ignore[method-assign]
    phone.touch(0, "3")
    phone.is_kept()
    page.goto(f"/jury/{token}")
    page.get_by_role("button", name="Открыть мои работы").click()
    expect(page.locator("[data-stock]")).to_contain_text("1 работа")
    expect(page.locator("body")).not_to_contain_text("Э-201")
    kept = page.evaluate(EVERYTHING)
    assert [task["code"] for task in kept["tasks"]] == ["Э-900"]
    assert [url for url in kept["pages"] if str(round_.tasks["Э-201"]) in url.split("/")] == []
    assert len(kept["touches"]) == 1  # the first juror's mark, which must not be lost

    phone.network(False)
    page.goto(round_.door)
    expect(page.get_by_role("heading", name="Нет сети")).to_be_visible()
    page.goto(f"/jury/{token}")
    expect(page.get_by_role("link", name="Э-900").first).to_be_visible()

    phone.network(True)
    site.app.wsgi_app = whole  # type: ignore[method-assign]
    phone.come_in(round_.door)
    phone.has_all_works()
    open_sheet(phone, "Э-201")
    expect(page.locator("[data-score-value]").first).to_have_text("3")
    phone.is_saved()


def test_whoever_leaves_the_jury_hands_in_what_waits_and_keeps_nothing(
    phone: Phone, round_: Round, site: Site
) -> None:
    phone.come_in(round_.door)
    phone.has_all_works()
    page = open_sheet(phone, "Э-201")
    phone.network(False)
    phone.touch(0, "3")
    phone.is_kept()
    with site.app.app_context():
        set_mode("write")
        juror = db.session.get(Juror, round_.juror_id)
        assert juror is not None
        release_juror(juror)
        db.session.commit()
    phone.network(True)
    expect(page.locator("[data-offline-text]")).to_have_text(
        "Вы больше не в этом жюри. Работы убраны с этого устройства."
    )
    assert not any(page.evaluate(EVERYTHING).values())
    phone.network(False)
    page.goto("/jury")
    expect(page.get_by_role("heading", name="Нет сети")).to_be_visible()


def test_a_sheet_by_the_keyboard_and_back(phone: Phone, round_: Round) -> None:
    page = phone.page
    page.set_viewport_size({"width": 1366, "height": 768})
    phone.come_in(round_.door)
    phone.has_all_works()
    page.locator(".wl").get_by_role("link", name="Э-202").click()
    page.locator("form[data-ready]").wait_for()
    values = page.locator("[data-criterion] [data-score-value]")
    page.keyboard.type("4")
    expect(values.first).to_have_text("4")
    page.keyboard.press("Enter")
    page.keyboard.type("10")
    expect(values.nth(1)).to_have_text("10")
    phone.is_saved()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(values.nth(1)).to_have_text("–")
    expect(values.first).to_have_text("4")
    page.keyboard.type("6")
    expect(values.nth(1)).to_have_text("6")
    page.locator("[data-criterion]").nth(1).locator("input[value='8']").click()
    expect(values.nth(1)).to_have_text("8")
    page.locator("[data-undo]").click()
    expect(values.nth(1)).to_have_text("6")
    page.locator("[data-criterion]").nth(1).locator("input[value='6']").focus()
    page.keyboard.type("7,5")
    expect(values.nth(1)).to_have_text("7,5")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".flashes")).to_contain_text("Лист по работе Э-202 отправлен.")
    assert round_.marks() == {"Э-202": ("4", "7.5")}


def test_after_sending_the_next_unread_work_opens_to_be_read(phone: Phone, round_: Round) -> None:
    """The message says how to take the sheet back; a work that is begun opens at its marks."""
    phone.come_in(round_.door)
    page = phone.page
    page.goto(f"/jury/sheets/{round_.tasks['Э-203']}")
    phone.touch(0, "5")
    phone.is_saved()
    page.goto(f"/jury/sheets/{round_.tasks['Э-201']}?view=work")
    page.get_by_role("link", name="К оценкам").click()
    expect(page.locator("[data-dots-key]")).to_be_visible()
    for number, mark in enumerate(("3", "7.5")):
        phone.touch(number, mark)
    page.get_by_role("button", name="Отправить лист").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Э-202")
    expect(page.locator(".flashes")).to_contain_text("его можно вернуть в черновик")
    expect(page.locator(".sheet-lay")).to_have_class(re.compile("reading"))
    page.get_by_role("link", name="К оценкам").click()
    for number, mark in enumerate(("5", "10")):
        phone.touch(number, mark)
    page.get_by_role("button", name="Отправить лист").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Э-203")
    expect(page.locator(".sheet-lay")).not_to_have_class(re.compile("reading"))


def sheet_with_a_mark(phone: Phone, round_: Round) -> Page:
    """The first work's sheet with a three by the first criterion."""
    phone.come_in(round_.door)
    phone.has_all_works()
    page = open_sheet(phone, "Э-201")
    page.locator("form[data-ready]").wait_for()
    phone.touch(0, "3")
    phone.is_saved()
    return page


def test_taking_back_at_once_takes_back_the_last_touch(phone: Phone, round_: Round) -> None:
    page = sheet_with_a_mark(phone, round_)
    # Both within one moment: the device has not kept the second mark yet.
    page.evaluate(
        """() => {
            document.querySelectorAll("[data-criterion]")[1].querySelector("input[value='8']").click();
            document.querySelector("[data-undo]").click();
        }"""
    )
    values = page.locator("[data-criterion] [data-score-value]")
    expect(values.nth(1)).to_have_text("–")
    expect(values.first).to_have_text("3")


def test_a_full_device_that_keeps_a_mark_without_its_way_back_sends_the_mark(
    phone: Phone, round_: Round
) -> None:
    page = sheet_with_a_mark(phone, round_)
    page.evaluate(
        """() => {
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...row) {
                if (this.name === "undo") throw new DOMException("full", "QuotaExceededError");
                return put.apply(this, row);
            };
        }"""
    )
    phone.touch(1, "8")
    phone.touch(0, "4")
    phone.is_saved()
    page.reload()
    values = page.locator("[data-criterion] [data-score-value]")
    expect(values).to_have_text(["4", "8"])
    phone.touch(1, "6")
    page.locator("[data-undo]").click()
    expect(values).to_have_text(["4", "8"])
    page.get_by_role("button", name="Отправить лист").click()
    expect(page.locator(".flashes")).to_contain_text("Лист по работе Э-201 отправлен.")
    assert round_.marks() == {"Э-201": ("4", "8")}


def test_after_sending_nobody_is_led_to_a_work_that_was_taken_back(
    phone: Phone, round_: Round, site: Site
) -> None:
    phone.come_in(round_.door)
    phone.has_all_works()
    page = open_sheet(phone, "Э-201")
    for number, mark in enumerate(WORKS["Э-201"]):
        phone.touch(number, mark)
    phone.is_saved()
    with site.app.app_context():
        set_mode("write")
        withdraw(db.session.get_one(Assignment, round_.tasks["Э-202"]))
        db.session.commit()
    page.get_by_role("button", name="Отправить лист").click()
    expect(page.locator(".flashes")).to_contain_text("Лист по работе Э-201 отправлен.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Э-203")
