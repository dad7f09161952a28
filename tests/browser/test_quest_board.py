"""The hall's board in a browser: a freeze, the reveal, a network that goes away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from eventkit_quest.running import operations
from tests.browser.conftest import Site, network
from tests.browser.quests import Game, station

pytestmark = [pytest.mark.browser, pytest.mark.all]
STATIONS = [
    station("S1", "Холл", {"kind": "word", "accepted": ["ёжик"]}),
    station("S2", "Архив", {"kind": "word", "accepted": ["звонок"]}, x=0.7),
]
COUNT = """() => {
  window.slid = 0;
  const real = Element.prototype.animate;
  Element.prototype.animate = function (...all) {
    window.slid++;
    return real.apply(this, all);
  };
}"""


@pytest.fixture
def game(site: Site) -> Game:
    """Two stations; both teams have started."""
    made = Game(site, STATIONS)
    for code in ("К1", "К2"):
        made.tell(code, "start")
    return made


def test_a_freeze_hides_what_comes_and_the_reveal_shows_it(
    person: Callable[..., Page], game: Game, accessible: Callable[[Page], None]
) -> None:
    """Камертон leads 10 : 0 when the board is frozen; Маяк has 20 when it is revealed."""
    board, calm = person(width=1440), person(width=1440)
    calm.emulate_media(reduced_motion="reduce")
    game.tell("К1", "answer", station="S1", text="ёжик")
    for page in (board, calm):
        page.add_init_script(f"({COUNT})()")
        page.goto(f"{game.home}/board")
    rows, points = board.locator("[data-row]"), board.locator("[data-row] .v")
    expect(rows).to_contain_text(["Камертон", "Маяк"])
    expect(points).to_have_text(["10", "0"])
    accessible(board)
    with game.event() as event:
        operations.freeze(event)
    expect(board.locator("[data-slot=table]")).to_contain_text("заморожено")
    for place, text in (("S1", "ёжик"), ("S2", "звонок")):
        game.tell("К2", "answer", station=place, text=text)
    # Longer than a state is remembered and twice the time between two questions.
    for _question in range(3):
        board.wait_for_event("response", lambda one: one.url.endswith("/board/state"))
    expect(points).to_have_text(["10", "0"])
    expect(board.locator("[data-slot=news]")).not_to_contain_text("Маяк")
    accessible(board)
    with game.event() as event:
        operations.reveal(event)
    for page in (board, calm):
        expect(page.locator("[data-row] .v")).to_have_text(["20", "10"])
        expect(page.locator("[data-row]")).to_contain_text(["Маяк", "Камертон"])
    # Places open one after another; whoever asked for rest sees them at once.
    assert board.evaluate("window.slid") >= 2
    assert calm.evaluate("window.slid") == 0


def test_a_board_without_a_network_keeps_its_picture_and_says_since_when(
    person: Callable[..., Page], game: Game
) -> None:
    board = person(width=1440)
    board.clock.install(time=datetime(2026, 3, 1, 11, 5, 20, tzinfo=ZoneInfo("UTC")))
    board.goto(f"{game.home}/board")
    zone = board.locator("[data-board]").get_attribute("data-zone")
    line = board.locator("[data-line]")
    network(board, is_there=False)
    board.clock.run_for(60_000)
    expect(line).to_be_visible()
    said = line.inner_text()
    expect(board.locator("[data-row]")).to_have_count(2)
    board.clock.run_for(120_000)
    expect(line).to_have_text(said)
    assert zone
    assert said.startswith("без сети с ")
    network(board, is_there=True)
    board.clock.run_for(5_000)
    expect(line).to_be_hidden()
