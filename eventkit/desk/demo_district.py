"""The demo's invented district: its organizations, people and accounts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from eventkit.db import db
from eventkit.desk.year import school_year
from eventkit.events.models import Event
from eventkit.events.naming import slug_of
from eventkit.people.accounts import Account
from eventkit.people.models import Organization, Person
from eventkit.people.operations import (
    add_mentoring_pair,
    create_account,
    create_organization,
    create_person,
    grant_role,
)
from eventkit.web.models import SiteSettings


@dataclass
class Cast:
    """The people of the demo by their keys in the data, and the events played so far."""

    organizations: Mapping[str, Organization]
    people: Mapping[str, Person]
    accounts: dict[str, Account] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    @property
    def jury(self) -> list[Person]:
        """The members of the jury, the chair first."""
        return [self.people[key] for key in load_district()["jury"]]

    @property
    def authors(self) -> list[Person]:
        """All who may enter, in the order of the data."""
        return [person for key, person in self.people.items() if key.startswith("A")]


@cache
def load_district() -> dict[str, Any]:
    """The invented district as data."""
    text = files("eventkit.desk").joinpath("data/district.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def create_district(at: datetime) -> Cast:
    """Fill the directory; dates of birth move along with the present year."""
    data = load_district()
    db.session.merge(SiteSettings(id=1, **data["site"]))
    shift = school_year(at.date()) - data["reference_year"]
    organizations: dict[str, Organization] = {}
    for row in data["organizations"]:
        organizations[row["id"]] = create_organization(
            row["short"],
            row["full"],
            place=row["place"],
            kind=row["kind"],
            parent=organizations.get(row["parent"]),
        )
    people = {row["id"]: _person(row, organizations, shift) for row in data["persons"]}
    for row in data["mentoring"]:
        add_mentoring_pair(people[row["mentor"]], people[row["mentee"]], row["order"])
    cast = Cast(organizations, people)
    for row in data["accounts"]:
        cast.accounts[row["key"]] = create_account(
            row["email"],
            people[row["person"]],
            is_administrator=row["key"] == "administrator",
        )
    return cast


def _person(
    row: Mapping[str, Any], organizations: Mapping[str, Organization], shift: int
) -> Person:
    last, first, middle = row["name"]
    return create_person(
        last,
        first,
        middle,
        gender=row["gender"],
        birth_date=_shifted(row["birth"], shift),
        teaching_since=_shifted(row["start"], shift),
        position=row["position"],
        category=row["category"],
        organization=organizations.get(row["org"]),
        email=f"{slug_of(last)}@romashkino.example",
    )


def _shifted(text: str, years: int) -> date:
    day = date.fromisoformat(text)
    return day.replace(year=day.year + years)


def give_roles(cast: Cast) -> None:
    """Let the staff work on each event played."""
    for row in load_district()["accounts"]:
        for event in cast.events if row["role"] else ():
            grant_role(cast.accounts[row["key"]], event.id, row["role"])
