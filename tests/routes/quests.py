"""A quest of the site: stations of each kind, teams on their way, a host, the same office."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from eventkit.db import db
from eventkit.events.models import Event, Stage
from eventkit.events.operations import create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.people.accounts import Account
from eventkit.people.operations import grant_role
from eventkit.web.clock import now
from eventkit_quest.models import QuestTeam
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.play.operations import keep_photo
from eventkit_quest.play.photos import safe
from eventkit_quest.queries import stations_of
from eventkit_quest.running.host_operations import add_host, issue_host_link

DAY = timedelta(days=1)
PICTURE = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
STATIONS: list[dict[str, Any]] = [
    {"code": "S1", "title": "Шифр", "kind": "code", "maximum": "10"},
    {"code": "S2", "title": "Сценка", "kind": "judged", "maximum": "5"},
    {"code": "S3", "title": "Викторина", "kind": "quiz", "per_question": "1"},
    {"code": "S4", "title": "Письмо", "kind": "code", "maximum": "5"},
]
STATIONS[0]["answers"] = [{"id": "a1", "kind": "word", "accepted": ["ключ"]}]
STATIONS[1]["criteria"] = [{"code": "K1", "title": "Игра", "maximum": "5", "step": "1"}]
STATIONS[3]["answers"] = [{"id": "a1", "kind": "text"}]


def quest_names(office: Mapping[str, Account], participant: Account) -> dict[str, Any]:
    """What stands in the addresses of its pages; ``office`` are accounts by their roles.

    The participant is on the second team.
    """
    assert participant.person is not None
    event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
    shape = {"picture": "map.svg", "width": 1600, "height": 900, "alt": "План школы"}
    game = {"format": "eventkit-quest", "version": 1, "title": event.title, "map": shape}
    set_up_quest(event, game | {"pictures": {"map.svg": PICTURE}, "stations": STATIONS})
    set_stage_times(_registration(event), now() - 2 * DAY, now() - DAY)
    publish_event(event)
    for role, account in office.items():
        grant_role(account, event.id, role)
    team = add_team(event, "Маяк", code="К1")
    firs = add_team(event, "Ёлки", code="К2", members=[participant.person])
    receive(event, list(_way("К1")))
    door = db.session.get(QuestTeam, team.id)
    assert door is not None
    host = add_host(event, stations_of(event)[3], "Мария Петровна")
    return {
        "slug": event.slug,
        "entry_id": team.id,
        "group_id": firs.group_id,
        "host_id": host.id,
        "token": issue_host_link(host),
        "secret": door.secret,
        "filename": "css/play.css",
        "number": keep_photo(team, "снимок", safe(_picture(), 10**6)).id,
        "run_act": "pause",
        "about_team": "time",
        "team_step": "finish",
        "about_host": "link",
    }


def _picture() -> io.BytesIO:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, "PNG")
    made.seek(0)
    return made


def _registration(event: Event) -> Stage:
    stage = event.stage("registration")
    assert stage is not None
    return stage


def _way(team: str) -> Iterable[dict[str, Any]]:
    steps = ({"type": "start"}, {"type": "answer", "station": "S4", "text": "Дорогой класс."})
    for number, step in enumerate(steps):
        yield {"id": f"{team}-{number}", "team": team, "ts": now().isoformat(), **step}
