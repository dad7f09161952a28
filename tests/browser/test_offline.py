"""A juror without network, for real: nothing that was given may be lost, whatever is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from eventkit.db import db
from eventkit.people.passwords import hash_password
from eventkit.testing.factories import create_account, create_person
from tests.browser.conftest import Site
from tests.browser.phone import WORKS, Phone, Round, photographed

pytestmark = pytest.mark.browser
HALL = "http://hall.example"
"""A host name that is not this machine's: browsers give its pages no service worker over HTTP."""


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


def test_five_works_in_a_tunnel_with_the_browser_closed_on_the_way(
    phone: Phone, round_: Round
) -> None:
    phone.come_in(round_.door)
    phone.has_all_works()
    phone.network(False)
    for code, marks in WORKS.items():
        phone.read_and_mark(code, marks)
        phone.to_the_list()
    phone.holds(15)
    phone.switch_off()
    assert round_.marks() == {}

    phone.switch_on()
    phone.page.goto(round_.door)
    phone.holds(15)
    phone.page.locator(".wl").get_by_role("link", name="Э-204").click()
    expect(phone.page.locator("[data-score-value]").nth(1)).to_have_text("8")
    phone.to_the_list()
    phone.holds(15)
    phone.network(True)
    phone.holds(0)
    assert round_.marks() == WORKS


@pytest.fixture
def hall_phone(playwright: Playwright, site: Site, tmp_path: Path) -> Iterator[Phone]:
    """A phone in a hall that knows the server by a name, without HTTPS."""
    name = ["--host-resolver-rules=MAP hall.example 127.0.0.1"]
    made = Phone(playwright, tmp_path / "phone", f"{HALL}:{site.serving.port}", name)
    yield made
    made.throw_away()
    assert made.troubles == []


@pytest.mark.all
def test_over_plain_http_the_open_page_keeps_the_marks(hall_phone: Phone, round_: Round) -> None:
    phone, page = hall_phone, hall_phone.page
    phone.come_in(round_.door)
    assert page.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [False, False]
    phone.has_all_works()
    expect(page.locator("[data-plain]")).to_be_visible()
    phone.network(False)
    for code, marks in WORKS.items():
        phone.read_and_mark(code, marks)
        phone.to_the_list()
    phone.holds(15)
    expect(page.locator("[data-offline-text]")).to_contain_text("Не закрывайте страницу.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]
    phone.switch_off()
    assert round_.marks() == {}

    phone.switch_on()
    phone.network(True)
    phone.page.goto("/jury")
    phone.page.get_by_text("Все листы отправлены.").first.wait_for()
    phone.holds(0)
    assert round_.marks() == WORKS


@pytest.fixture
def secretary(round_: Round, site: Site, person: Callable[..., Page]) -> Page:
    """The secretary at a PC with a network, at the page for what devices hand over."""
    with site.app.app_context():
        create_account(
            create_person(),
            roles={round_.event_id: "secretary"},
            email="secretary@example.org",
            password_hash=hash_password("тихая река"),
        )
        db.session.commit()
    page = person()
    page.goto("/login?next=/manage/reading/handover")
    way = page.get_by_role("region", name="С паролем")
    way.get_by_label("Электронная почта").fill("secretary@example.org")
    way.get_by_label("Пароль").fill("тихая река")
    way.get_by_role("button", name="Войти", exact=True).click()
    return page


def as_file(phone: Phone) -> dict[str, Any]:
    """What the juror brings on a stick."""
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="Передать файлом").click()
    file = download.value
    content = Path(file.path()).read_bytes()
    return {"name": file.suggested_filename, "mimeType": "application/json", "buffer": content}


def as_photo(phone: Phone) -> dict[str, Any]:
    """A photograph of the juror's screen."""
    phone.page.get_by_role("button", name="Показать кодом").click()
    code = phone.page.get_by_role("img", name="Код с оценками, которые ждут отправки")
    picture = photographed(code.screenshot())
    return {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": picture}


@pytest.mark.all
@pytest.mark.parametrize("handed", [as_file, as_photo])
def test_where_no_network_comes_back_the_secretary_loads_the_marks(
    phone: Phone, round_: Round, secretary: Page, handed: Callable[[Phone], dict[str, Any]]
) -> None:
    phone.come_in(round_.door)
    phone.has_all_works()
    phone.network(False)
    for code, marks in WORKS.items():
        phone.read_and_mark(code, marks)
        phone.to_the_list()
    phone.holds(15)
    secretary.get_by_label("Файл с телефона или снимок кода").set_input_files([handed(phone)])
    secretary.get_by_role("button", name="Посмотреть, что внутри").click()
    expect(secretary.get_by_text("5 отправок листов")).to_be_visible()
    assert round_.marks() == {}
    secretary.get_by_role("button", name="Загрузить", exact=True).click()
    expect(secretary.get_by_text("Загружено 15 отметок.")).to_be_visible()
    assert round_.marks() == WORKS
    # The phone finds a network after all: the same touches change nothing.
    phone.network(True)
    phone.holds(0)
    assert round_.marks() == WORKS


@pytest.mark.all
def test_two_devices_of_one_juror_disagree_and_the_juror_chooses(
    phone: Phone, round_: Round, playwright: Playwright, site: Site, tmp_path: Path
) -> None:
    tablet = Phone(playwright, tmp_path / "tablet", site.url)
    sheet = f"/jury/sheets/{round_.tasks['Э-201']}"
    for device in (phone, tablet):
        device.come_in(round_.door)
        device.has_all_works()
        device.page.goto(sheet)
    phone.network(False)
    phone.touch(0, "3")
    phone.touch(1, "8")
    phone.is_kept()
    tablet.touch(0, "5")
    tablet.is_saved()
    phone.network(True)
    question = phone.page.locator("[data-criterion]").first.get_by_role("alert")
    expect(question.get_by_role("button")).to_have_text(["Оставить 5", "Поставить 3"])
    phone.page.get_by_role("button", name="Отправить лист").click()
    expect(phone.page.locator("[data-notes]")).to_contain_text("сначала выберите")
    assert round_.marks() == {}
    question.get_by_role("button", name="Поставить 3").click()
    phone.page.locator("[data-notes]").get_by_role("button", name="Понятно").click()
    phone.is_saved()
    expect(question).to_have_count(0)

    tablet.page.reload()
    expect(tablet.page.locator("[data-score-value]").first).to_have_text("3")
    expect(tablet.page.locator("[data-score-value]").nth(1)).to_have_text("8")
    tablet.page.get_by_role("button", name="Отправить лист").click()
    expect(tablet.page.locator(".flashes")).to_contain_text("Лист по работе Э-201 отправлен.")
    assert round_.marks() == {"Э-201": ("3", "8")}
    tablet.throw_away()
    assert tablet.troubles == []
