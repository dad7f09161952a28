"""A quest on a served site: made from stations, its teams' phones, what the server counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from eventkit.db import db, set_mode
from eventkit.events.models import Event
from eventkit.events.operations import create_event
from eventkit.web.clock import now
from eventkit_quest.models import QuestTeam
from eventkit_quest.operations import add_team, set_up_quest
from eventkit_quest.queries import standings, stations_of
from eventkit_quest.running.host_operations import add_host, issue_host_link
from tests.browser.conftest import Site

MAP = (
    "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAg"
    "MCAxNiA5Ij48cmVjdCB3aWR0aD0iMTYiIGhlaWdodD0iOSIgZmlsbD0iI2NmZTNkNCIvPjwvc3ZnPg=="
)
TEAMS = {"К1": "Камертон", "К2": "Маяк"}
RULES = {"hint_cost": [1, 2], "wrong_answer_cost": "0.5", "control_time_minutes": 90}


def station(code: str, title: str, *answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A station of ten points."""
    ready = [{"id": f"a{place}"} | answer for place, answer in enumerate(answers, 1)]
    usual = {"code": code, "title": title, "kind": "code", "maximum": "10", "answers": ready}
    return usual | {"task": f"Задание станции «{title}».", "x": 0.2, "y": 0.5} | more


class Game:
    """A quest that has begun to be offered; teams come in by their codes."""

    def __init__(
        self, site: Site, stations: Sequence[Mapping[str, Any]], *, ending: str = ""
    ) -> None:
        self.site = site
        self.pins: dict[str, str] = {}
        self.links: dict[str, str] = {}
        with site.app.app_context():
            set_mode("write")
            event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
            parts = {
                "map": {"picture": "map.svg", "alt": "Схема школы"},
                "pictures": {"map.svg": MAP},
                "legend": "Звонок пропал.\n\nБез него нет перемен.",
                "goal": "Верните звонок.",
                "ending": ending,
            }
            head = {"format": "eventkit-quest", "version": 1, "title": event.title, "rules": RULES}
            set_up_quest(event, head | parts | {"stations": list(stations)})
            event.published_at = now()
            self.home, self.id = f"/quest/{event.slug}", event.id
            for code, title in TEAMS.items():
                entry = add_team(event, title, code=code)
                team = db.session.get(QuestTeam, entry.id)
                assert team is not None
                self.pins[code] = team.pin
                self.links[code] = f"{self.home}/enter/{team.secret}"
            db.session.commit()

    def event(self) -> Event:
        """The event on the session of whoever asks, inside an application's context."""
        event = db.session.get(Event, self.id)
        assert event is not None
        return event

    def host(self, code: str) -> str:
        """The address of a host's page at a station."""
        with self.site.app.app_context():
            set_mode("write")
            event = self.event()
            station = next(one for one in stations_of(event) if one.code == code)
            token = issue_host_link(add_host(event, station, "Мария Петровна"))
            db.session.commit()
        return f"{self.home}/host/{token}"

    def totals(self) -> dict[str, Any]:
        """The server's points by team."""
        with self.site.app.app_context():
            set_mode("read")
            return {row.result.team: row.result.total for row in standings(self.event()).rows}

    def come_in(self, page: Page, code: str, *, begin: bool = True) -> None:
        """Type the team's code, and begin."""
        page.goto(self.home)
        page.get_by_label("Код команды", exact=True).fill(self.pins[code])
        page.get_by_role("button", name="Войти в игру").click()
        if begin:
            page.get_by_role("button", name="Начать игру").click()


def open_station(page: Page, title: str) -> None:
    """From the map to a station."""
    page.locator(".stations").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
