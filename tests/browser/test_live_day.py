"""A day on the stage in real browsers: a desk, five phones, a projector; nothing is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from eventkit.db import db
from eventkit.juries.operations import assign, issue_link
from eventkit.people.passwords import hash_password
from eventkit.results.screen.operations import open_screen, show_table
from eventkit.scoring.criteria_operations import remove_criterion
from eventkit.scoring.live.models import LiveAct
from eventkit.scoring.models import Sheet
from eventkit.scoring.rules_operations import open_judging
from eventkit.scoring.setup_queries import criteria_of
from eventkit.scoring.timing.models import PerformanceTime
from eventkit.testing.duets import create_duet
from eventkit.testing.factories import create_account, create_person
from eventkit.testing.stages import put_in_order
from tests.browser.conftest import PATIENCE, Site, network, until
from tests.serving.process import Served, installation

pytestmark = pytest.mark.browser
SOON = 30_000
"""Milliseconds within which everybody has heard: phones that were away wait before they ask."""
MARKS = {"Д-1": ("4", "4.5"), "Д-2": ("5", "3.5"), "Д-3": ("3", "5")}
"""What each juror gives by the two criteria; the fourth pair does not come."""


class Stage:
    """The contest: four pairs, five jurors with two criteria, a secretary, the hall's screen."""

    def __init__(self) -> None:
        duet = create_duet(pairs=4, jurors=5)
        trial = duet.trials[0]
        for criterion in criteria_of(trial)[2:]:
            remove_criterion(criterion)
        open_judging(duet.event)
        for juror in duet.jurors:
            for entry in duet.entries:
                assign(juror, entry, trial)
        put_in_order(trial, duet.entries, room="Актовый зал")
        screen = open_screen(duet.event)
        show_table(duet.event, "live")
        create_account(
            create_person(last_name="Счётова", first_name="Инна"),
            roles={duet.event.id: "secretary"},
            email="secretary@example.org",
            password_hash=hash_password("тихая река"),
        )
        self.doors = [f"/jury/{issue_link(juror)}" for juror in duet.jurors]
        self.desk = f"/manage/{duet.event.slug}/live"
        self.wall = f"/events/{duet.event.slug}/live/{screen.key}"
        db.session.commit()


def sign_in(page: Page, stage: Stage) -> None:
    """The secretary comes to the desk."""
    page.goto(f"/login?next={stage.desk}")
    way = page.get_by_role("region", name="С паролем")
    way.get_by_label("Электронная почта").fill("secretary@example.org")
    way.get_by_label("Пароль").fill("тихая река")
    way.get_by_role("button", name="Войти", exact=True).click()
    expect(page.get_by_role("heading", name="Ведение дня")).to_be_visible()


def card(page: Page, name: str) -> object:
    """The card of a pair on the desk's stage."""
    return page.locator(".lv-card", has=page.get_by_role("heading", name=name))


def press(page: Page, name: str, verb: str) -> None:
    """A button on the card of a pair."""
    page.locator(".lv-card").filter(has_text=name).get_by_role(
        "button", name=verb, exact=True
    ).click()


def seconds_on(page: Page) -> int:
    """What the stopwatch in sight shows."""
    minutes, seconds = page.locator("[data-clock]:visible").first.inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def runs_to(page: Page, seconds: int) -> None:
    """Wait until the stopwatch in sight has come so far."""
    pattern = "|".join(f"0:{number:02d}" for number in range(seconds, seconds + 30))
    expect(page.locator("[data-clock]:visible").first).to_have_text(re.compile(f"^({pattern})$"))


def test_the_desk_goes_on_without_a_network_and_after_a_reload(
    site: Site, person: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    with site.app.app_context(), site.app.test_request_context():
        stage = Stage()
    page = person()
    sign_in(page, stage)
    accessible(page)
    press(page, "Камертон", "Начать")
    runs_to(page, 1)
    page.reload()
    runs_to(page, 2)
    network(page, is_there=False)
    line = page.locator("[data-live-line]")
    expect(line).to_contain_text("Без сети с ")
    press(page, "Камертон", "Стоп")
    press(page, "Компас", "Вызвать")
    expect(line).to_contain_text("2 нажатия отправим сами")
    press(page, "Компас", "Начать")
    runs_to(page, 1)
    assert times_of(site.app) == {}
    network(page, is_there=True)
    expect(line).to_be_hidden()
    press(page, "Компас", "Стоп")
    expect(page.locator(".lv-head").filter(has_text="Порядок")).to_contain_text("2 из 4")
    kept = times_of(site.app)
    assert kept["Д-1"] in (2, 3, 4)
    assert 1 <= kept["Д-2"] <= 6
    with site.app.app_context():
        acts = db.session.scalars(select(LiveAct).filter_by(verb="stop")).all()
        # By its own stopwatch the first stop waited; both stopwatches agree about the time.
        assert acts[0].age_ms > 500
        assert all(abs(act.own_ms - act.server_ms) < 1000 for act in acts)


def test_the_desk_is_opened_anew_without_a_network_and_nothing_is_lost_or_doubled(
    site: Site, person: Callable[..., Page]
) -> None:
    with site.app.app_context(), site.app.test_request_context():
        stage = Stage()
    page = person(width=390)
    sign_in(page, stage)
    expect(page.locator("[data-plain]")).to_be_hidden()
    until(
        page,
        "navigator.serviceWorker.controller"
        " && (await (await caches.open('eventkit-live-page')).keys()).length >= 3",
    )
    before = time.monotonic()
    press(page, "Камертон", "Начать")
    expect(page.locator(".lv-log")).to_contain_text("Начать")
    began = time.monotonic()
    network(page, is_there=False)
    page.reload()
    line = page.locator("[data-live-line]")
    expect(line).to_contain_text("Без сети с ")
    expect(page.locator("[data-clock]:visible").first).to_have_text(re.compile("^0:0"))
    shown, at = seconds_on(page), time.monotonic()
    assert at - began - 1 <= shown <= at - before + 1
    press(page, "Камертон", "Стоп")
    press(page, "Компас", "Начать")
    expect(line).to_contain_text("2 нажатия отправим сами")
    # Once more from cold, by the plain address: what was pressed is still there.
    page.goto("about:blank")
    page.goto(stage.desk)
    expect(line).to_contain_text("2 нажатия отправим сами")
    runs_to(page, 1)
    assert times_of(site.app) == {}
    network(page, is_there=True)
    expect(line).to_be_hidden(timeout=SOON)
    press(page, "Компас", "Стоп")
    expect(page.locator(".lv-head").filter(has_text="Порядок")).to_contain_text("2 из 4")
    with site.app.app_context():
        acts = db.session.scalars(select(LiveAct).order_by(LiveAct.id)).all()
        assert [(act.verb, act.outcome) for act in acts] == [
            ("start", "applied"),
            ("stop", "applied"),
            ("start", "applied"),
            ("stop", "applied"),
        ]
        assert all(abs(a.own_ms - a.server_ms) < 1000 for a in acts if a.verb == "stop")
    # Whoever has signed out leaves nothing on the device.
    page.get_by_text("Меню").click()
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url("**/")
    assert page.evaluate("caches.has('eventkit-live-page')") is False


def times_of(app: Flask) -> dict[str, int]:
    """Code → official seconds."""
    with app.app_context():
        rows = db.session.scalars(select(PerformanceTime)).all()
        found = {row.entry.code or "": row.seconds for row in rows}
        db.session.rollback()
    return found


@pytest.fixture
def hall(tmp_path: Path) -> tuple[Path, Stage]:
    """An installation in a folder, as an administrator has it."""
    with installation(tmp_path) as app, app.test_request_context():
        stage = Stage()
    return tmp_path, stage


class Guests:
    """Everybody in the hall, each with a browser of their own."""

    def __init__(self, chromium: Browser, url: str) -> None:
        self._chromium, self._url = chromium, url
        self.contexts: list[BrowserContext] = []

    def come(self, width: int, height: int) -> Page:
        context = self._chromium.new_context(
            base_url=self._url, locale="ru-RU", viewport={"width": width, "height": height}
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


def judge(phone: Page, code: str, pair: str) -> None:
    """From the line «Сейчас выступает» to the sent sheet and back to the list."""
    phone.get_by_role("link", name=f"Сейчас выступает: {pair}").click()
    fill_in(phone, code)
    phone.goto("/jury")


def fill_in(phone: Page, code: str) -> None:
    """Give the marks and send; where there is no network the phone keeps it."""
    expect(phone.get_by_role("heading", level=1)).to_have_text(code)
    for number, mark in enumerate(MARKS[code]):
        group = phone.locator("[data-criterion]").nth(number)
        tap(phone, group, mark)
        expect(group.locator("[data-score-value]")).to_have_text(mark.replace(".", ","))
    phone.get_by_role("button", name="Отправить лист").click()
    expect(phone.locator(".flashes")).to_contain_text(code)


def tap(phone: Page, group: object, mark: str) -> None:
    """A whole mark, or a half as its second tap."""
    group.locator(f"input[value='{mark}']").click()  # type: ignore[attr-defined]


@pytest.mark.all
def test_a_whole_day_with_five_phones_and_a_projector(
    chromium: Browser, hall: tuple[Path, Stage]
) -> None:
    folder, stage = hall
    server = Served(folder)
    guests = Guests(chromium, f"http://127.0.0.1:{server.port}")
    desk, wall = guests.come(1366, 900), guests.come(1920, 1080)
    phones = [guests.come(390, 800) for _door in stage.doors]
    sign_in(desk, stage)
    wall.goto(stage.wall)
    expect(wall.get_by_role("heading", level=1)).to_have_text("Скоро начнём")
    for phone, door in zip(phones, stage.doors, strict=True):
        phone.goto(door)
        phone.get_by_role("button", name="Открыть мои работы").click()
        expect(phone.locator("[data-stock]")).to_contain_text("без сети", timeout=30_000)

    # The first pair: everything as it should be.
    press(desk, "Камертон", "Вызвать")
    expect(wall.get_by_text("приглашаем на сцену")).to_be_visible(timeout=SOON)
    press(desk, "Камертон", "Начать")
    for phone in phones:
        judge(phone, "Д-1", "Камертон")
    expect(desk.get_by_text("отправлено 5 из 20")).to_be_visible(timeout=SOON)
    expect(wall.locator(".scene-table")).to_contain_text("8,5", timeout=SOON)
    assert abs(seconds_on(wall) - seconds_on(desk)) <= 1
    press(desk, "Камертон", "Стоп")

    # The second: one phone drives into a tunnel, then the server dies in the middle.
    press(desk, "Компас", "Начать")
    began = time.monotonic()
    tunnel = phones[4]
    expect(tunnel.get_by_role("link", name="Сейчас выступает: Компас")).to_be_visible(timeout=SOON)
    tunnel.context.set_offline(True)
    tunnel.get_by_role("link", name="Сейчас выступает: Компас").click()
    fill_in(tunnel, "Д-2")
    for phone in phones[:2]:
        judge(phone, "Д-2", "Компас")
    server.kill()
    expect(wall.locator("[data-screen-line]")).to_be_visible(timeout=SOON)
    expect(desk.locator("[data-live-line]")).to_be_visible(timeout=SOON)
    assert abs(seconds_on(wall) - seconds_on(desk)) <= 1
    assert abs(seconds_on(desk) - (time.monotonic() - began)) <= 2
    server = Served(folder, port=server.port)
    expect(wall.locator("[data-screen-line]")).to_be_hidden(timeout=SOON)
    expect(desk.locator("[data-live-line]")).to_be_hidden(timeout=SOON)
    assert abs(seconds_on(desk) - (time.monotonic() - began)) <= 2
    for phone in phones[2:4]:
        phone.goto("/jury")
        judge(phone, "Д-2", "Компас")
    press(desk, "Компас", "Стоп")
    lasted = time.monotonic() - began

    # The third: the desk is closed and opened again in the middle; the fourth does not come.
    press(desk, "Два крыла", "Начать")
    runs_to(desk, 1)
    desk.reload()
    runs_to(desk, 2)
    for phone in phones[:4]:
        phone.goto("/jury")
        judge(phone, "Д-3", "Два крыла")
    press(desk, "Два крыла", "Стоп")
    press(desk, "Вектор", "Не явились")
    expect(wall.get_by_role("heading", level=1)).to_have_text("Выступления закончены", timeout=SOON)

    # Out of the tunnel: what the phone kept comes in by itself, and it judges what it missed.
    tunnel.context.set_offline(False)
    tunnel.goto("/jury")
    expect(desk.get_by_text("отправлено 14 из 15")).to_be_visible(timeout=SOON)
    tunnel.locator(".wl").get_by_role("link", name="Д-3").click()
    tunnel.get_by_role("link", name="К оценкам").click()
    fill_in(tunnel, "Д-3")
    expect(desk.get_by_text("отправлено 15 из 15")).to_be_visible(timeout=SOON)
    rows = wall.locator(".scene-table li b")
    expect(rows).to_have_text(["Камертон", "Компас", "Два крыла"])
    guests.leave()
    server.stop()
    with installation(folder) as app:
        kept = times_of(app)
        given = marks_now()
    assert set(kept) == {"Д-1", "Д-2", "Д-3"}
    assert abs(kept["Д-2"] - lasted) <= 2
    assert given == {code: [marks] * 5 for code, marks in MARKS.items()}


def marks_now() -> dict[str, list[tuple[str, ...]]]:
    """Code → the marks of each sheet that was sent."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for sheet in db.session.scalars(select(Sheet).filter_by(state="submitted")):
        marks = sorted(sheet.marks, key=lambda mark: mark.criterion_id)
        given = tuple(f"{float(m.steps * m.criterion.step):g}" for m in marks if m.steps)
        found.setdefault(sheet.assignment.entry.code or "", []).append(given)
    return found
