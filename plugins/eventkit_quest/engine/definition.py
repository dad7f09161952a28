"""A quest as one document: what its file holds, checked whole before any of it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from eventkit.lazy import dataclass
from eventkit.web.plain_data import DefinitionError, Place, Problem
from eventkit_quest.engine.rules import QuestRules, QuestRulesError
from eventkit_quest.engine.station_definition import (
    MOST_STATIONS,
    Limits,
    Opening,
    StationDefinition,
    read_station,
)
from eventkit_quest.engine.tasks import LONG, Answer, Hint, Option, StationCriterion

__all__ = [
    "Answer",
    "DefinitionError",
    "Hint",
    "Limits",
    "MapPicture",
    "Opening",
    "Option",
    "Problem",
    "Quest",
    "StationCriterion",
    "StationDefinition",
]

FORMAT = "eventkit-quest"
VERSION = 1
WAYS = ("free", "routes")
LANGUAGES = ("ru", "en")
PICTURE_KINDS = ("png", "jpeg", "webp", "svg+xml")
LONGEST_PICTURE = 8_000_000


@dataclass(frozen=True)
class MapPicture:
    """The map: ``picture`` names one of the quest's pictures; sizes give its proportions."""

    picture: str = ""
    width: int = 1600
    height: int = 900
    alt: str = ""


@dataclass(frozen=True)
class Quest:
    """A whole quest. ``ending`` is what a team reads when the goal is reached; ``pictures`` are
    data URLs by their names."""

    title: str = ""
    language: str = "ru"
    legend: str = ""
    goal: str = ""
    ending: str = ""
    rules: QuestRules = field(default_factory=QuestRules)
    way: str = "free"
    map: MapPicture = MapPicture()
    pictures: Mapping[str, str] = field(default_factory=dict)
    stations: tuple[StationDefinition, ...] = ()

    @classmethod
    def from_dict(cls, data: Any) -> Quest:
        """Read a document. Raises DefinitionError with every mistake and its place."""
        if not isinstance(data, Mapping) or data.get("format") != FORMAT:
            raise DefinitionError([Problem("format", "format")])
        if data.get("version") != VERSION:
            raise DefinitionError([Problem("version", "version", str(data.get("version"))[:20])])
        place = Place(data)
        quest = cls(
            title=place.text("title", 200, wanted=True),
            language=place.one_of("language", LANGUAGES),
            legend=place.text("legend", LONG),
            goal=place.text("goal", LONG),
            ending=place.text("ending", LONG),
            rules=_rules(place),
            way=place.one_of("way", WAYS),
            map=_map(place.inside("map")),
            pictures=_pictures(place.inside("pictures")),
            stations=tuple(read_station(row) for row in place.rows("stations", MOST_STATIONS)),
        )
        place.problems.extend(problems_between(quest.stations))
        if quest.map.picture and quest.map.picture not in quest.pictures:
            place.wrong("map.picture", "unknown", quest.map.picture)
        if place.problems:
            raise DefinitionError(place.problems)
        return quest

    def to_dict(self) -> dict[str, Any]:
        """The document."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "language": self.language,
            "title": self.title,
            "legend": self.legend,
            "goal": self.goal,
            "ending": self.ending,
            "rules": self.rules.to_dict(),
            "way": self.way,
            "map": {
                "picture": self.map.picture,
                "width": self.map.width,
                "height": self.map.height,
                "alt": self.map.alt,
            },
            "pictures": dict(self.pictures),
            "stations": [station.to_dict() for station in self.stations],
        }

    def station(self, code: str) -> StationDefinition:
        """A station by its code; raises KeyError."""
        for station in self.stations:
            if station.code == code:
                return station
        raise KeyError(code)


def problems_between(stations: Iterable[StationDefinition]) -> list[Problem]:
    """What stations say of each other: codes once, and only known ones waited for."""
    listed = tuple(stations)
    codes = [station.code for station in listed]
    problems = []
    for number, station in enumerate(listed):
        path = f"stations[{number}]"
        if station.code in codes[:number]:
            problems.append(Problem(f"{path}.code", "repeated", station.code))
        for place, code in enumerate(station.opens.after):
            where = f"{path}.opens.after[{place}]"
            if code == station.code:
                problems.append(Problem(where, "own"))
            elif code not in codes:
                problems.append(Problem(where, "unknown", code))
    return problems


def _rules(place: Place) -> QuestRules:
    try:
        return QuestRules.from_dict(place.inside("rules").data)
    except QuestRulesError as problem:
        name, _colon, text = str(problem).partition(": ")
        place.wrong(f"rules.{name}", "rules", text)
        return QuestRules()


def _map(place: Place) -> MapPicture:
    return MapPicture(
        picture=place.text("picture", 100),
        width=place.maybe_whole("width", 1, 20_000) or 1600,
        height=place.maybe_whole("height", 1, 20_000) or 900,
        alt=place.text("alt", 2000),
    )


def _pictures(place: Place) -> dict[str, str]:
    heads = tuple(f"data:image/{kind};base64," for kind in PICTURE_KINDS)
    found = {}
    for name, value in place.data.items():
        if not isinstance(value, str) or not value.startswith(heads):
            place.wrong(str(name)[:100], "picture", str(name)[:100])
        elif len(value) > LONGEST_PICTURE:
            place.wrong(str(name)[:100], "long", LONGEST_PICTURE)
        else:
            found[str(name)] = value
    return found
