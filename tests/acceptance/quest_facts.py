"""Feeding a quest into the application: stations, teams, and the events as they arrived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from feeding import at, feed_directory, moment

from eventkit.db import db
from eventkit.events.operations import create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.results.operations import calculate, publish
from eventkit.scoring.rules_operations import close_judging, open_judging
from eventkit_quest.operations import add_team, receive, set_up_quest

DAY = timedelta(days=1)


@dataclass
class Played:
    """What the application made of the facts, by the ids of the input."""

    given: dict[str, Any]
    event: Any = None
    calculation: Any = None
    entries: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    duplicates: int = 0


def feed_quest(given: dict[str, Any], common: dict[str, Any]) -> Played:
    """Play the whole quest up to its published results."""
    schools, people = feed_directory(common)
    played = Played(given, people=people)
    day = date.fromisoformat(given["date"])
    event = played.event = create_event(
        given["title"], "quest", reference_date=day, organizer=schools.get(common.get("organizer"))
    )
    set_up_quest(event, _document(given))
    for team in given["teams"]:
        played.entries[team["id"]] = add_team(
            event,
            team["title"],
            code=team["id"],
            route=team.get("route", ()),
            organization=schools.get(team.get("org")),
            members=[played.people[person] for person in team.get("members", ())],
        )
    _run(played)
    db.session.commit()
    return played


def _document(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": "eventkit-quest",
        "version": 1,
        "title": given["title"],
        "rules": given.get("rules", {}),
        "stations": [_station(row) for row in given["stations"]],
    }


def _station(row: dict[str, Any]) -> dict[str, Any]:
    accepted = row.get("code", ())
    words = [accepted] if isinstance(accepted, str) else list(accepted)
    return {
        "code": row["id"],
        "title": row.get("title") or row["id"],
        "kind": row["kind"],
        "maximum": row.get("max", 0),
        "answers": [{"id": "a1", "accepted": words}] if row["kind"] == "code" else [],
        "per_question": row.get("points_per_question", 1),
    }


def _run(played: Played) -> None:
    """Parcels in the order of arrival; then the core counts and publishes."""
    event, events = played.event, played.given["events"]
    arrived = sorted(events, key=lambda e: (moment(e.get("received") or e["ts"]), e["id"]))
    moments = [moment(e["ts"]) for e in events]
    first = min(moments, default=datetime.fromisoformat(f"{played.given['date']}T00:00:00Z"))
    at(first - DAY)
    set_stage_times(event.stage("registration"), first - 2 * DAY, first - DAY)
    publish_event(event)
    open_judging(event)
    for start in range(0, len(arrived), 50):
        taken = receive(event, arrived[start : start + 50])
        if taken.refused:
            raise ValueError(f"an event is refused: {taken.refused[0][1]}")
        played.duplicates += len(taken.repeated)
    at(max(moments, default=first) + DAY)
    close_judging(event)
    played.calculation = calculate(event, "system")
    publish(played.calculation, actor="system")
