"""A juror without network, for real: nothing that was given may be lost, whatever is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.conftest import Site
from tests.browser.phone import WORKS, Phone, Round

pytestmark = pytest.mark.browser


@pytest.fixture
def round_(site: Site) -> Round:
    """Five works for one juror."""
    return Round(site)


@pytest.fixture
def phone(playwright: Playwright, site: Site, tmp_path: Path) -> Iterator[Phone]:
    """The juror's phone."""
    made = Phone(playwright, tmp_path / "phone", site.url)
    yield made
    made.switch_off()
    assert made.troubles == []


def test_five_works_in_a_tunnel_with_the_browser_closed_on_the_way(
    phone: Phone, round_: Round
) -> None:
    phone.come_in(round_.door)
    phone.has_all_works()
    phone.network(False)
    for code, marks in WORKS.items():
        phone.read_and_mark(code, marks)
        phone.to_the_list()
    expect(phone.page.locator("[data-waits-text]")).to_have_text("Ждёт отправки: 15.")
    phone.switch_off()
    assert round_.marks() == {}

    phone.switch_on()
    phone.page.goto(round_.door)
    expect(phone.page.locator("[data-waits-text]")).to_have_text("Ждёт отправки: 15.")
    phone.page.get_by_role("link", name="Э-204").click()
    expect(phone.page.locator("[data-score-value]").nth(1)).to_have_text("8")
    phone.to_the_list()
    phone.network(True)
    expect(phone.page.locator("[data-waits]")).to_be_hidden()
    assert round_.marks() == WORKS
