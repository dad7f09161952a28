"""A quest that is being written: stations, a map's picture, teams, two without a door; nothing has
happened yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.people.accounts import Account
from eventkit.people.operations import grant_role
from eventkit_quest.models import QuestTeam
from eventkit_quest.operations import add_team, set_up_quest
from eventkit_quest.queries import stations_of

PICTURE = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
STATIONS = [{"code": f"S{n}", "title": title} for n, title in enumerate("абв", start=1)]


def draft_names(office: Mapping[str, Account]) -> dict[str, Any]:
    """What stands in the addresses of its pages; ``office`` are accounts by their roles."""
    event = create_event("Ещё не сыграно", "quest", reference_date=date(2026, 3, 1))
    shape = {"picture": "map.svg", "width": 1600, "height": 900, "alt": "План школы"}
    game = {"format": "eventkit-quest", "version": 1, "title": event.title, "map": shape}
    set_up_quest(event, game | {"pictures": {"map.svg": PICTURE}, "stations": STATIONS})
    for title in ("Маяк", "Ёлки"):
        db.session.delete(db.session.get_one(QuestTeam, add_team(event, title).id))
    add_team(event, "Сосны")
    for role, account in office.items():
        grant_role(account, event.id, role)
    station = stations_of(event)[1]
    return {
        "slug": event.slug,
        "station_id": station.id,
        "station_act": "up",
    }
