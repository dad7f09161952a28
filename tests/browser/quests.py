"""A quest in the browser: a game on the site, a team that comes in, what the server has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.events.models import Event
from eventkit.events.operations import create_event
from eventkit.web.clock import now
from eventkit_quest.models import QuestTeam
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.queries import standings, stations_of
from eventkit_quest.running.host_operations import add_host, issue_host_link
from tests.browser.conftest import Site

MAP = (
    "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAg"
    "MCAxNiA5Ij48cmVjdCB3aWR0aD0iMTYiIGhlaWdodD0iOSIgZmlsbD0iI2NmZTNkNCIvPjwvc3ZnPg=="
)
TEAMS = (("Камертон", "К1"), ("Маяк", "К2"))


def station(code: str, title: str, *answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A station of ten points."""
    ready = [{"id": f"a{place}"} | answer for place, answer in enumerate(answers, 1)]
    usual = {"code": code, "title": title, "kind": "code", "maximum": "10", "answers": ready}
    return usual | {"task": f"Задание станции «{title}».", "x": 0.2, "y": 0.5} | more


class Game:
    """A published quest with two teams."""

    def __init__(
        self,
        site: Site,
        stations: Sequence[dict[str, Any]],
        *,
        ending: str = "",
        **rules: Any,
    ) -> None:
        self.site = site
        self.pins: dict[str, str] = {}
        with site.app.app_context():
            set_mode("write")
            event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
            picture = {"map": {"picture": "map.svg", "alt": "Схема школы"}}
            parts = picture | {"pictures": {"map.svg": MAP}, "rules": rules}
            story = {
                "legend": "Звонок пропал.\n\nБез него нет перемен.",
                "goal": "Верните звонок.",
                "ending": ending,
            }
            head = {"format": "eventkit-quest", "version": 1, "title": "Тайна звонка"}
            set_up_quest(
                event, head | parts | story | {"ending": ending, "stations": list(stations)}
            )
            event.published_at = now()
            for title, code in TEAMS:
                entry = add_team(event, title, code=code)
                team = db.session.get(QuestTeam, entry.id)
                assert team is not None
                self.pins[code] = team.pin
            self.home, self.id = f"/quest/{event.slug}", event.id
            db.session.commit()

    @contextmanager
    def event(self, mode: str = "write") -> Iterator[Event]:
        """The event, on the server; what is done with it is kept."""
        with self.site.app.app_context():
            set_mode(mode)
            event = db.session.get(Event, self.id)
            assert event is not None
            yield event
            if mode == "write":
                db.session.commit()

    def host_door(self, code: str) -> str:
        """The secret link of a new host of a station."""
        with self.event() as event:
            place = next(one for one in stations_of(event) if one.code == code)
            return f"{self.home}/host/{issue_host_link(add_host(event, place, 'Мария Петровна'))}"

    def tell(self, team: str, kind: str, **more: Any) -> None:
        """Something that happened to a team, told from elsewhere."""
        with self.event() as event:
            name = f"{team}-{kind}-{more.get('station', '')}"
            said = {"id": name, "team": team, "type": kind, "ts": now().isoformat()}
            assert receive(event, [said | more]).accepted

    def totals(self) -> dict[str, Any]:
        """The server's table."""
        with self.event("read") as event:
            return {row.result.team: row.result.total for row in standings(event).rows}


def come_in(page: Page, game: Game, code: str, *, start: bool = True) -> None:
    """Type the code and begin."""
    page.goto(game.home)
    page.get_by_label("Код команды").fill(game.pins[code])
    page.get_by_role("button", name="Войти в игру").click()
    # The page is drawn by a script, and what stands below moves down with it.
    expect(page.locator("[data-view] > *").first).to_be_visible()
    if start:
        page.get_by_role("button", name="Начать игру").click()


def open_station(page: Page, title: str) -> None:
    """From the map to a station."""
    page.locator(".stations").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def say(page: Page, text: str, button: str = "Проверить ответ") -> None:
    """Give an answer at the station in view."""
    page.get_by_label("Ваш ответ").fill(text)
    page.get_by_role("button", name=button).click()
