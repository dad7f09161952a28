"""What every scenario is fed with: schools and people, moments and zones."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eventkit.people.operations import add_mentoring_pair, create_organization, create_person
from eventkit.web.clock import set_clock


def feed_directory(common: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Organizations (a parent before its branches) and people by their ids; who mentors whom."""
    schools: dict[str, Any] = {}
    people: dict[str, Any] = {}
    waiting = list(common.get("orgs", ()))
    while waiting:
        ready = [o for o in waiting if not o.get("parent") or o["parent"] in schools]
        if not ready:
            raise ValueError(f"organizations without their parents: {[o['id'] for o in waiting]}")
        for org in ready:
            schools[org["id"]] = create_organization(
                org["short"],
                org.get("full", ""),
                place=org.get("place", ""),
                kind=org.get("kind", "school"),
                parent=schools.get(org.get("parent")),
            )
        waiting = [o for o in waiting if o["id"] not in schools]
    for person in common.get("persons", ()):
        people[person["id"]] = create_person(
            person["last"],
            person["first"],
            person.get("middle") or "",
            gender=person.get("gender") or "",
            organization=schools.get(person.get("org")),
            position=person.get("position") or "",
            category=person.get("category") or "",
            birth_date=day(person.get("birth")),
            teaching_since=day(person.get("experience_start")),
        )
    for pair in common.get("mentoring", ()):
        mentor, mentee = people[pair["mentor"]], people[pair["mentee"]]
        add_mentoring_pair(mentor, mentee, pair.get("order", ""))
    return schools, people


def at(present: datetime) -> None:
    """Set the clock."""
    set_clock(lambda: present)


def moment(text: str) -> datetime:
    """An instant with its zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"a moment without a zone: {text}")
    return found


def day(text: str | None) -> date | None:
    """A day, or None for nothing."""
    return date.fromisoformat(text) if text else None


def zone(text: str) -> str:
    """«Asia/Yakutsk (UTC+9), …» or «UTC+10:00» as the name of a zone; the default for others."""
    name = text.split(" ", maxsplit=1)[0].strip(",;")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        offset = re.search(r"UTC([+\-−])(\d{1,2})(?::00)?(?!:?\d)", text)
        if offset is None:
            return "Asia/Yakutsk"
        # the names of fixed zones count from the other side
        return f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}"
    return name or "Asia/Yakutsk"
