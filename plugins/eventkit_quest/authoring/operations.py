"""Verbs of an author: texts, rules, stations, the map, routes, a whole quest out of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.ordering import exchange
from eventkit.events.refusals import RefusalError
from eventkit.files.models import StoredFile
from eventkit.journal.operations import event_chain, hold, record
from eventkit_quest.authoring.queries import has_begun, team_rows
from eventkit_quest.engine import DefinitionError, Quest, QuestRules, StationDefinition
from eventkit_quest.engine.definition import problems_between
from eventkit_quest.engine.station_definition import MOST_STATIONS
from eventkit_quest.models import QuestStation
from eventkit_quest.operations import add_stations, fit_criterion, open_game, without_parts
from eventkit_quest.pictures import keep_picture
from eventkit_quest.queries import definition_of, definitions_of, quest_of, stations_of

USUAL_POINTS = Fraction(10)
# What a station may change during the game without a reason: it changes nobody's points.
PLAIN = ("title", "x", "y", "obstacle", "task", "link")


def save_game(
    event: Event,
    texts: Mapping[str, str],
    way: str,
    rules: QuestRules,
    *,
    reason: str = "",
    actor: str,
) -> None:
    """Keep the legend, the goal, the ending, the way and the rules.

    Refuses other rules without a reason once the game has begun.
    """
    game = open_game(event, actor=actor)
    before = quest_of(event).rules
    is_counted = before != rules and _is_asked(event, reason)
    game.document = game.document | dict(texts) | {"way": way, "rules": rules.to_dict()}
    db.session.flush()
    act = "quest.rules_changed" if is_counted else "quest.texts_changed"
    _note(event, act, actor, reason if is_counted else "")


def add_station(event: Event, title: str, *, actor: str) -> QuestStation:
    """Put an empty station after the others, under the next free code."""
    open_game(event, actor=actor)
    stations = stations_of(event)
    if len(stations) >= MOST_STATIONS:
        raise RefusalError(_("Больше %(most)d станций не бывает.", most=MOST_STATIONS), "title")
    taken = {station.code for station in stations}
    code = next(f"S{n}" for n in range(1, len(taken) + 2) if f"S{n}" not in taken)
    place = len(stations)
    made = StationDefinition(
        code,
        title=title,
        maximum=USUAL_POINTS,
        x=(place % 5 + 1) / 6,
        y=(place // 5 % 4 + 1) / 5,
    )
    position = max((station.position for station in stations), default=-1) + 1
    station = QuestStation(
        event_id=event.id, code=code, position=position, definition=made.to_dict()
    )
    db.session.add(station)
    db.session.flush()
    _note(event, "quest.station_added", actor, code=code)
    return station


def save_station(
    event: Event, station: QuestStation, data: Mapping[str, Any], *, reason: str = "", actor: str
) -> None:
    """Give a station its definition.

    Raises DefinitionError for what cannot be; refuses another count without a reason once the
    game has begun.
    """
    made = StationDefinition.from_dict(data)
    others = [made if one.code == made.code else one for one in definitions_of(event)]
    if found := problems_between(others):
        raise DefinitionError(found)
    is_other = counted(definition_of(station)) != counted(made)
    is_counted = is_other and _is_asked(event, reason)
    station.definition = made.to_dict()
    db.session.flush()
    fit_criterion(event, actor=actor)
    act = "quest.station_counted" if is_counted else "quest.station_changed"
    _note(event, act, actor, reason if is_counted else "", code=station.code)


def move_station(event: Event, station: QuestStation, up: bool, *, actor: str) -> None:
    """Exchange a station with its neighbour in the list."""
    if exchange(list(stations_of(event)), station, up):
        db.session.flush()
        _note(event, "quest.station_changed", actor, code=station.code)


def remove_station(event: Event, station: QuestStation, *, actor: str) -> None:
    """Take a station out; the others wait for it no more. Refused once the game has begun."""
    if has_begun(event):
        raise RefusalError(_("Игра уже началась: станцию можно изменить, но не убрать."), "title")
    code = station.code
    for other in stations_of(event):
        known = definition_of(other)
        if code in known.opens.after:
            after = tuple(one for one in known.opens.after if one != code)
            needed = known.opens.needed and (min(known.opens.needed, len(after)) or None)
            opens = replace(known.opens, after=after, needed=needed)
            other.definition = replace(known, opens=opens).to_dict()
    for team in team_rows(event):
        team.route = [one for one in team.route if one != code]
    db.session.delete(station)
    db.session.flush()
    fit_criterion(event, actor=actor)
    _note(event, "quest.station_removed", actor, code=code)


def place_stations(event: Event, places: Mapping[str, tuple[float, float]], *, actor: str) -> None:
    """Put stations on the map; places are shares of its width and height, by code."""
    for station in stations_of(event):
        if station.code in places:
            x, y = places[station.code]
            station.definition = station.definition | {"x": x, "y": y}
    db.session.flush()
    _note(event, "quest.map_changed", actor)


def set_picture(
    event: Event,
    picture: StoredFile | None,
    size: tuple[int, int],
    alt: str,
    *,
    actor: str,
) -> None:
    """Give the map a picture of the organizer's, or only another description of it."""
    game = open_game(event, actor=actor)
    known = dict(game.document.get("map") or {}) | {"alt": alt}
    if picture is not None:
        game.picture_id = picture.id
        known |= {"picture": picture.name, "width": size[0], "height": size[1]}
    game.document = game.document | {"map": known}
    db.session.flush()
    _note(event, "quest.map_changed", actor)


def set_routes(event: Event, routes: Mapping[int, Sequence[str]], *, actor: str) -> None:
    """Give teams their routes, by the ids of their entries."""
    for team in team_rows(event):
        if team.entry_id in routes:
            team.route = list(routes[team.entry_id])
    db.session.flush()
    _note(event, "quest.routes_changed", actor)


def take_in(event: Event, document: Any, *, actor: str) -> Quest:
    """Put the quest of a file in the place of what the event had; the event keeps its title.

    Raises DefinitionError with every mistake of the file; refused once the game has begun.
    """
    if has_begun(event):
        raise RefusalError(_("Игра уже началась: заменить её нельзя."), "file")
    quest = Quest.from_dict(document)
    game = open_game(event, actor=actor)
    for station in stations_of(event):
        db.session.delete(station)
    db.session.flush()
    game.document = without_parts(quest)
    picture = quest.pictures.get(quest.map.picture)
    game.picture_id = keep_picture(quest.map.picture, picture).id if picture else None
    add_stations(event, quest.stations)
    for team in team_rows(event):
        team.route = []
    fit_criterion(event, actor=actor)
    _note(event, "quest.taken_in", actor)
    return quest


def take_questions(event: Event, stations: Sequence[StationDefinition], *, actor: str) -> None:
    """Add the stations of a table of questions."""
    open_game(event, actor=actor)
    both = [*definitions_of(event), *stations]
    if found := problems_between(both):
        raise DefinitionError(found)
    if len(both) > MOST_STATIONS:
        raise RefusalError(_("Больше %(most)d станций не бывает.", most=MOST_STATIONS), "file")
    add_stations(event, stations)
    fit_criterion(event, actor=actor)
    _note(event, "quest.questions_taken", actor, stations=len(stations))


def counted(station: StationDefinition) -> dict[str, Any]:
    """What of a station decides about points."""
    data = {name: value for name, value in station.to_dict().items() if name not in PLAIN}
    data["answers"] = [one | {"label": ""} for one in data["answers"]]
    data["hints"] = [one["price"] for one in data["hints"]]
    data["criteria"] = [one | {"title": ""} for one in data["criteria"]]
    return data


def _is_asked(event: Event, reason: str) -> bool:
    """Whether the game has begun, so that another count needs a reason; refuses without one."""
    begun = has_begun(event)
    if begun and not reason:
        raise RefusalError(
            _("Игра уже началась. Напишите, почему меняется подсчёт: это останется в журнале."),
            "reason",
        )
    return begun


def _note(event: Event, act: str, actor: str, reason: str = "", **data: Any) -> None:
    hold(event_chain(event.id))
    record(
        event_chain(event.id),
        act,
        f"event:{event.id}",
        actor=actor,
        data=data,
        texts={"reason": reason} if reason else {},
    )
