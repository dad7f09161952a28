"""A host's phone: a team's code, marks without a network, a photo that waits to be looked at."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from eventkit.printing.reading_codes import read_codes
from eventkit_quest.queries import events_of
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Site, network
from tests.browser.phone import photographed
from tests.browser.quests import Game, come_in, open_station, station

pytestmark = [pytest.mark.browser, pytest.mark.all]
IDEA = {"code": "K1", "title": "Смысл", "maximum": "5", "step": "1"}
STATIONS = [
    station("S1", "Сцена", kind="judged", criteria=[IDEA]),
    station("S2", "Двор", {"kind": "photo"}, x=0.6),
]
READER = """() => { window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  async detect(video) {
    if (!video.videoWidth) return [];
    const size = { width: video.videoWidth, height: video.videoHeight };
    const canvas = Object.assign(document.createElement("canvas"), size);
    canvas.getContext("2d").drawImage(video, 0, 0);
    const texts = await window.readCodes(canvas.toDataURL("image/jpeg"));
    return texts.map((rawValue) => ({ rawValue }));
  }
}; }"""
"""Reading codes is the browser's own doing, and Chromium for Linux has none: here each frame of the
camera is read as the server reads photographs."""


@pytest.fixture
def game(site: Site) -> Game:
    """A judged station and one with a photo."""
    return Game(site, STATIONS)


def heard(game: Game, kind: str) -> list[Any]:
    """What the server has of a kind: team and amount or station."""
    with game.event("read") as event:
        found = [one for one in events_of(event.id) if one.type == kind]
        return [(one.team, one.station) for one in found]


def as_dense_as_a_phone(screenshot: bytes) -> bytes:
    """A phone draws at least two points for each of a page; this browser draws one."""
    seen = Image.open(BytesIO(screenshot))
    out = BytesIO()
    seen.resize((seen.width * 2, seen.height * 2), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def test_a_host_without_a_network_gives_marks_that_arrive_once(
    person: Callable[..., Page], game: Game, accessible: Callable[[Page], None]
) -> None:
    """A photograph of the team's screen chooses it; 4 for К1 and 5 for К2 wait and arrive."""
    team, host = person(width=390), person(width=390)
    come_in(team, game, "К2")
    game.tell("К1", "start")
    team.get_by_text("Код для ведущего станции").click()
    picture = photographed(as_dense_as_a_phone(team.locator("[data-own-code] svg").screenshot()))
    host.goto(game.host_door("S1"))
    expect(host.get_by_text("умеет Chrome на Android")).to_be_visible()
    chosen = host.get_by_label("Команда", exact=True)
    shot = host.get_by_label("Снимок кода команды")
    nothing = BytesIO()
    Image.new("RGB", (300, 300), "teal").save(nothing, "PNG")
    for content, said in ((nothing.getvalue(), "QR-код на снимке не нашёлся"), (picture, "")):
        shot.set_input_files({"name": "к.jpg", "mimeType": "image/jpeg", "buffer": content})
        expect(host.locator("#scan-error")).to_contain_text(said)
    expect(chosen.locator("option:checked")).to_contain_text("Маяк")
    accessible(host)

    network(host, is_there=False)
    shot.set_input_files({"name": "к.jpg", "mimeType": "image/jpeg", "buffer": picture})
    expect(host.locator("#scan-error")).to_have_text("Нет сети: выберите команду в списке.")
    for code, mark in (("К2", "5"), ("К1", "4")):
        option = host.locator("#team option", has_text=code)
        chosen.select_option(option.get_attribute("value"))
        host.locator(f"[data-host-form] input[value='{mark}']").first.check(force=True)
        host.get_by_role("button", name="Записать результат").click()
    line = host.locator("[data-host-line]")
    expect(line).to_contain_text("Не отправлено: 2.")
    assert heard(game, "judge_score") == []
    network(host, is_there=True)
    expect(line).to_be_hidden()
    expect(host.locator(".qr-given")).to_contain_text("Камертон")
    assert sorted(heard(game, "judge_score")) == [("К1", "S1"), ("К2", "S1")]
    assert game.totals() == {"К1": 4, "К2": 5}


def test_a_photo_waits_at_the_host_and_its_points_come_to_the_phone(
    person: Callable[..., Page], game: Game
) -> None:
    team, host = person(width=390), person(width=390)
    come_in(team, game, "К1")
    open_station(team, "Двор")
    taken = BytesIO()
    Image.new("RGB", (2400, 1200), "olive").save(taken, "JPEG")
    file = {"name": "двор.jpg", "mimeType": "image/jpeg", "buffer": taken.getvalue()}
    team.get_by_label("Ваш ответ").set_input_files(file)
    team.get_by_role("button", name="Отправить ответ").click()
    expect(team.get_by_text("На проверке.")).to_be_visible()
    expect(team.locator("[data-line]")).to_contain_text("Связь есть")
    host.goto(game.host_door("S2"))
    photo = host.locator(".qr-photo")
    expect(photo).to_be_visible()
    # made smaller by the phone before it was sent
    assert photo.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1600
    host.get_by_role("button", name="Верно", exact=True).click()
    expect(host.locator(".qr-queue .badge")).to_have_text("верно")
    team.reload()
    expect(team.locator("[data-points]")).to_contain_text("10")
    assert heard(game, "checked") == [("К1", "S2")]


def filmed(screenshot: bytes, file: Path) -> Path:
    """A film of a code in the middle of a grey wall, as Chromium's camera from a file takes it."""
    wall = Image.new("RGB", (640, 480), "#777")
    code = Image.open(BytesIO(screenshot)).convert("RGB").resize((300, 300))
    wall.paste(code, (170, 90))
    frame = BytesIO()
    wall.save(frame, "JPEG", quality=85)
    file.write_bytes(frame.getvalue() * 30)
    return file


def read(frame: str) -> list[str]:
    """The codes of a frame that the page has drawn."""
    return read_codes(BytesIO(b64decode(frame.partition(",")[2])))


def before_the_camera(playwright: Any, site: Site, film: Path, door: str) -> tuple[Browser, Page]:
    """A host's browser whose camera sees the film, pointed at it."""
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    camera.append(f"--use-file-for-fake-video-capture={film}")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *camera])
    page = browser.new_context(base_url=site.url, locale="ru-RU").new_page()
    page.expose_function("readCodes", read)
    page.add_init_script(f"({READER})()")
    page.goto(door)
    page.get_by_role("button", name="Навести камеру").click()
    return browser, page


def test_the_live_camera_reads_the_code_of_a_team(
    person: Callable[..., Page], playwright: Any, site: Site, game: Game, tmp_path: Path
) -> None:
    """Another game's code is refused in words; that of «Маяк» chooses it and ends the camera."""
    other = Game(site, STATIONS)
    door = game.host_door("S1")
    for owner, said in ((other, "Это код не команды этой игры."), (game, "")):
        team = person(width=390)
        come_in(team, owner, "К2", start=False)
        team.get_by_text("Код для ведущего станции").click()
        screenshot = team.locator("[data-own-code] svg").screenshot()
        film = filmed(screenshot, tmp_path / f"film-{owner.id}.mjpeg")
        browser, page = before_the_camera(playwright, site, film, door)
        expect(page.locator("[data-camera] p")).to_have_text(said, timeout=40_000)
        chosen = page.locator("#team option:checked")
        expect(chosen).to_contain_text("Выберите команду" if said else "Маяк", timeout=40_000)
        if not said:
            expect(page.locator("video")).to_be_hidden()
        browser.close()
