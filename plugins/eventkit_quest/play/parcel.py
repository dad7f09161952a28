"""What a team's phone holds: the quest without its right answers, and how the team stands.

Tasks of closed stations and hints that nobody has opened are in it as they are, because a phone
without network has to show them; the docs say that whoever digs finds them.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.files.models import StoredFile
from eventkit.results.queries import published_calculation
from eventkit.web.clock import now
from eventkit_quest.engine import Quest, StationDefinition
from eventkit_quest.models import QuestGame
from eventkit_quest.outside.stations import comes_from_table
from eventkit_quest.pictures import data_url
from eventkit_quest.play.digests import check_for
from eventkit_quest.play.doors import TeamDoor
from eventkit_quest.play.queries import StationView, TeamView, marks_of
from eventkit_quest.running.queries import run_of, window_of

SECRET = ("accepted", "value", "tolerance", "right", "pairs")
MINUTE = 60


def quest_for_phone(door: TeamDoor, quest: Quest) -> dict[str, Any]:
    """The quest as a phone plays it."""
    return {
        "title": door.event.title,
        "legend": quest.legend,
        "goal": quest.goal,
        "ending": quest.ending,
        "way": quest.way,
        "route": list(door.team.route),
        "rules": quest.rules.to_dict(),
        "map": _map(door, quest),
        "team": {"title": door.entry.title, "code": door.entry.code},
        "stations": [_station(door, station) for station in quest.stations],
    }


def version_of(door: TeamDoor, quest: Quest) -> str:
    """Sixteen signs that follow everything a phone holds of the quest."""
    game = db.session.get(QuestGame, door.event.id)
    parts = [
        quest.to_dict(),
        door.event.title,
        door.entry.title,
        list(door.team.route),
        game.picture_id if game else None,
    ]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def state_for_phone(view: TeamView) -> dict[str, Any]:
    """How the team stands; instants are milliseconds since 1970."""
    control = view.quest.rules.control_time_minutes
    marks = marks_of(view.entry) if any(one.marked for one in view.stations) else {}
    return {
        "started_at": _instant(view.started_at),
        "finished_at": _instant(view.finished_at),
        "paused_at": _instant(view.paused_at),
        "idle_seconds": _idle(view),
        "control_seconds": None if control is None else float(control * MINUTE),
        "points": float(view.result.subtotal - view.result.penalty),
        "overtime": float(view.result.overtime_penalty),
        "has_results": published_calculation(view.entry.event) is not None,
        **_start(view),
        "stations": {
            one.code: _station_state(one) | {"marks": marks.get(one.code, {})}
            for one in view.stations
        },
    }


def _idle(view: TeamView) -> float:
    """Seconds since the start that are not counted: pauses and given time."""
    if view.started_at is None or view.seconds is None:
        return 0
    return (view.until - view.started_at).total_seconds() - float(view.seconds)


def _start(view: TeamView) -> dict[str, Any]:
    """Whether the team may start by itself now, and what is to be told meanwhile."""
    event, window, run = view.entry.event, window_of(view.entry.id), run_of(view.entry.event_id)
    message = ""
    if view.started_at is not None:
        return {"may_start": False, "message": ""}
    if run is not None and run.ended_at is not None:
        message = str(_("Игра закончена организатором."))
    elif run is not None and run.paused_at is not None:
        message = str(_("Игра на паузе. Начать можно будет, когда её продолжат."))
    elif window is not None and window.opens_at is not None and now() < window.opens_at:
        clock = window.opens_at.astimezone(ZoneInfo(event.timezone))
        message = str(_("Ваша команда стартует в %(time)s.", time=f"{clock:%H:%M}"))
    return {"may_start": not message, "message": message}


def _station_state(one: StationView) -> dict[str, Any]:
    return {
        "state": one.state,
        "sent": one.sent,
        "points": float(one.points),
        "base": float(one.base),
        "wrong": one.wrong,
        "hints": list(one.hints),
        "skipped": one.skipped,
        "marked": one.marked,
        "opened_at": _instant(one.opened_at),
        "locked_until": _instant(one.locked_until),
        "minutes_end": _instant(one.until),
    }


def _instant(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1000)


def _station(door: TeamDoor, station: StationDefinition) -> dict[str, Any]:
    data = station.to_dict()
    data["answers"] = [_answer(door, station.code, answer) for answer in station.answers]
    return data | {"most": float(station.most), "from_table": comes_from_table(station)}


def _answer(door: TeamDoor, code: str, answer: Any) -> dict[str, Any]:
    """An answer without what is right, its parts in an order that says nothing."""
    where = f"{door.event.id}/{code}/{answer.id}"
    data: dict[str, Any] = {k: v for k, v in answer.to_dict().items() if k not in SECRET}
    mixed = random.Random(where)  # noqa: S311 - no secret, only the same for every phone
    if answer.kind == "order":
        mixed.shuffle(data["options"])
        if [option["id"] for option in data["options"]] == list(answer.right):
            data["options"].reverse()
    if answer.kind == "match":
        mixed.shuffle(data["partners"])
    return data | {"check": check_for(answer, where)}


def _map(door: TeamDoor, quest: Quest) -> Mapping[str, Any]:
    game = db.session.get(QuestGame, door.event.id)
    file = db.session.get(StoredFile, game.picture_id) if game and game.picture_id else None
    return {
        "src": data_url(file) if file else "",
        "alt": quest.map.alt,
        "width": quest.map.width,
        "height": quest.map.height,
    }
