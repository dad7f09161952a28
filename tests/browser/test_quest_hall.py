"""A quest in its hall: hosts, two phones of one team, photographs, the projector's board."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from eventkit.db import db, set_mode
from eventkit.printing import qr
from eventkit_quest.running import board
from eventkit_quest.running.operations import choose_board, freeze, reveal
from tests.browser.conftest import Site
from tests.browser.phone import Phone
from tests.browser.quest_game import Game, open_station, station

pytestmark = [pytest.mark.browser, pytest.mark.all]
HALL = "http://hall.example"
STATIONS = [
    station("S1", "Холл", {"kind": "word", "accepted": ["ёжик"]}),
    station(
        "S2",
        "Сцена",
        kind="judged",
        criteria=[
            {"code": "a", "title": "Выразительность", "maximum": "5"},
            {"code": "b", "title": "Слаженность", "maximum": "5", "step": "0.5"},
        ],
    ),
    station("S3", "Снимок", {"kind": "photo"}),
]


@pytest.fixture
def game(site: Site) -> Game:
    """Three stations that are open from the beginning."""
    board._kept.clear()
    return Game(site, STATIONS)


def picture(text: str | None = None) -> bytes:
    """A photograph: of a code, or of nothing."""
    paper = Image.new("L", (700, 700), 235)
    if text is not None:
        modules = qr.matrix(text)
        code = Image.new("L", (len(modules), len(modules)))
        code.putdata([0 if dark else 255 for row in modules for dark in row])
        paper.paste(code.resize((500, 500), Image.Resampling.NEAREST), (100, 100))
    out = BytesIO()
    paper.rotate(4, fillcolor=170).save(out, "JPEG")
    return out.getvalue()


def photo_of(text: str | None = None) -> dict[str, object]:
    """The same as a file that a phone offers."""
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": picture(text)}


def give(page: Page, team: str, first: str, second: str) -> None:
    """Marks of a host by both criteria, «4-5» is four and a half; "" takes the chosen team."""
    if team:
        value = page.locator("#team option", has_text=team).get_attribute("value")
        page.get_by_label("Команда", exact=True).select_option(value)
    page.locator(f"#mark-a-{first}").check()
    page.locator(f"#mark-b-{second}").check()
    page.get_by_role("button", name="Записать результат").click()


def test_a_host_finds_a_team_by_its_code_and_marks_without_a_network(
    person: Callable[..., Page], game: Game, site: Site, accessible: Callable[..., None]
) -> None:
    """К1 by a photograph with the network, К2 without it: 4 + 4.5 and 5 + 3 points, each once."""
    page = person(width=390)
    page.goto(game.host("S2"))
    accessible(page)
    page.get_by_label("Снять код команды").set_input_files(photo_of())
    expect(page.get_by_text("QR-код на снимке не нашёлся.")).to_be_visible()
    page.get_by_label("Снять код команды").set_input_files(photo_of(site.url + game.links["К1"]))
    expect(page.get_by_label("Команда", exact=True).locator(":checked")).to_have_text(
        re.compile("Камертон")
    )
    accessible(page)
    give(page, "", "4", "4-5")
    expect(page.locator(".qr-given")).to_contain_text("Камертон")
    page.context.set_offline(True)
    give(page, "Маяк", "5", "3")
    expect(page.locator("[data-host-line]")).to_contain_text("Не отправлено: 1.")
    assert game.totals() == {"К1": 8.5, "К2": 0}
    page.context.set_offline(False)
    expect(page.locator(".qr-given")).to_contain_text("Маяк", timeout=20_000)
    expect(page.locator("[data-host-line]")).to_be_hidden()
    assert game.totals() == {"К1": 8.5, "К2": 8}


def test_two_phones_of_a_team_are_one_team(person: Callable[..., Page], game: Game) -> None:
    """The same right answer from both, one of them late: ten points, and both phones know."""
    one, two = person(width=390), person(width=390)
    game.come_in(one, "К1")
    game.come_in(two, "К1", begin=False)
    expect(two.locator("[data-time]")).to_be_visible()
    open_station(two, "Холл")
    two.context.set_offline(True)
    open_station(one, "Холл")
    for page in (one, two):
        page.get_by_label("Ваш ответ").fill("ежик")
        page.get_by_role("button", name="Проверить ответ").click()
        expect(page.get_by_text("Верно.")).to_be_visible()
    two.context.set_offline(False)
    for page in (one, two):
        expect(page.locator("[data-line]")).to_contain_text("Связь есть", timeout=20_000)
        expect(page.locator("[data-points]")).to_contain_text("10")
    assert game.totals()["К1"] == 10


def test_a_photograph_waits_for_the_host_and_comes_back_as_points(
    person: Callable[..., Page], game: Game
) -> None:
    phone, host = person(width=390), person(width=390)
    game.come_in(phone, "К1")
    open_station(phone, "Снимок")
    phone.locator("input[type=file]").set_input_files(photo_of())
    phone.get_by_role("button", name="Отправить ответ").click()
    expect(phone.get_by_text("На проверке.")).to_be_visible()
    expect(phone.locator("[data-line]")).to_contain_text("Связь есть")
    host.goto(game.host("S3"))
    shown = host.locator(".qr-photo")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") == 700
    host.locator(".qr-queue").get_by_role("button", name="Верно", exact=True).click()
    expect(host.locator(".qr-queue .badge")).to_have_text("верно")
    phone.reload()
    expect(phone.locator("[data-points]")).to_contain_text("10")
    assert game.totals()["К1"] == 10


@pytest.fixture
def hall_phone(playwright: Playwright, site: Site, tmp_path: Path) -> Iterator[Phone]:
    """A team's phone in a hall that knows the server by a name, without HTTPS."""
    name = ["--host-resolver-rules=MAP hall.example 127.0.0.1"]
    made = Phone(playwright, tmp_path / "phone", f"{HALL}:{site.serving.port}", name)
    yield made
    made.switch_off()
    assert made.troubles == []


def test_over_plain_http_the_open_page_plays_on(hall_phone: Phone, game: Game) -> None:
    page = hall_phone.page
    game.come_in(page, "К1")
    assert page.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [False, False]
    expect(page.locator("[data-line]")).to_contain_text("Не закрывайте")
    open_station(page, "Холл")
    hall_phone.network(False)
    page.get_by_label("Ваш ответ").fill("ёжик")
    page.get_by_role("button", name="Проверить ответ").click()
    expect(page.get_by_text("Верно.")).to_be_visible()
    expect(page.locator("[data-line]")).to_contain_text("Нет сети", timeout=20_000)
    assert game.totals()["К1"] == 0
    hall_phone.network(True)
    expect(page.locator("[data-line]")).not_to_contain_text("Нет сети", timeout=20_000)
    expect(page.locator("[data-points]")).to_contain_text("10")
    assert game.totals()["К1"] == 10


def run(game: Game, verb: Callable[..., object], *said: object) -> None:
    """What the organizer presses."""
    with game.site.app.app_context():
        set_mode("write")
        verb(game.event(), *said)
        db.session.commit()


def test_a_frozen_board_tells_nothing_until_it_is_opened(
    person: Callable[..., Page], game: Game, accessible: Callable[..., None]
) -> None:
    run(game, choose_board, "table")
    screen = person(width=1920, height=1080)
    phone, other = person(width=390), person(width=390)
    game.come_in(phone, "К2")
    game.come_in(other, "К1")
    screen.goto(f"{game.home}/board")
    rows = screen.locator("[data-slot=table] [data-row]")
    expect(rows).to_have_count(2)
    accessible(screen)
    run(game, freeze)
    expect(screen.locator("[data-slot=table]")).to_contain_text("заморожено в", timeout=10_000)
    open_station(phone, "Холл")
    phone.get_by_label("Ваш ответ").fill("ёжик")
    phone.get_by_role("button", name="Проверить ответ").click()
    expect(phone.locator("[data-line]")).to_contain_text("Связь есть")
    assert game.totals()["К2"] == 10
    with screen.expect_response(lambda answer: "/board/state" in answer.url):
        pass
    expect(rows.first.locator(".v")).to_have_text("0")
    expect(screen.locator("[data-slot=news]")).not_to_contain_text("Маяк: Холл")
    run(game, reveal)
    expect(rows.first).to_contain_text("Маяк", timeout=10_000)
    expect(rows.first.locator(".v")).to_have_text("10")
    screen.context.set_offline(True)
    expect(screen.locator("[data-line]")).to_contain_text(
        re.compile(r"Нет связи с \d\d:\d\d"), timeout=20_000
    )
    expect(rows.first).to_contain_text("Маяк")
    screen.context.set_offline(False)
    expect(screen.locator("[data-line]")).to_be_hidden(timeout=10_000)
