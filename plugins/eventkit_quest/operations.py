"""Verbs of the quest: set up a game, name a team, take in what devices send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.entries.operations import admit_entry, create_entry
from eventkit.events.models import Event
from eventkit.events.nomination_operations import add_nomination
from eventkit.hooks import CriterionPreset
from eventkit.journal.operations import event_chain, hold, record
from eventkit.lazy import dataclass
from eventkit.people.models import Group, GroupMember, Organization, Person
from eventkit.scoring.criteria_operations import (
    add_criterion,
    add_trial,
    change_criterion,
    may_change_criteria,
)
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import criteria_of
from eventkit.web.clock import now
from eventkit_quest.engine import EventError, Quest, QuestEvent, StationDefinition, read_event
from eventkit_quest.models import QuestGame, QuestHappening, QuestStation, QuestTeam
from eventkit_quest.pictures import keep_picture
from eventkit_quest.queries import definitions_of, known_ids, stations_of, teams_of

TEAMS = "Команды"
POINTS = "Баллы за станции"
AWARDED_PLACES = 3


@dataclass(frozen=True)
class Received:
    """What became of a parcel of events: ids new, ids seen before, and why others were refused.

    A refused event stands by its place in the parcel, since it may have no id.
    """

    accepted: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()


def set_up_quest(event: Event, document: Mapping[str, Any], *, actor: str = "system") -> None:
    """Give a new event its game: rules, stations, map, and what the core's results stand on.

    ``document`` is the file of a quest, see ``engine.Quest``. Raises DefinitionError with every
    mistake in it.
    """
    quest = Quest.from_dict(document)
    game = open_game(event, actor=actor)
    game.document = without_parts(quest)
    picture = quest.pictures.get(quest.map.picture)
    if picture is not None:
        game.picture_id = keep_picture(quest.map.picture, picture).id
    add_stations(event, quest.stations)
    fit_criterion(event, actor=actor)
    record(
        event_chain(event.id),
        "quest.set_up",
        f"event:{event.id}",
        actor=actor,
        data={"stations": len(quest.stations)},
    )


def open_game(event: Event, *, actor: str = "system") -> QuestGame:
    """The event's game; made with what the core's results stand on where there is none yet."""
    game = db.session.get(QuestGame, event.id)
    if game is not None:
        return game
    game = QuestGame(event_id=event.id, document=without_parts(Quest()), picture_id=None)
    db.session.add(game)
    db.session.flush()
    if not event.nominations:
        add_nomination(event, TEAMS, actor=actor)
    if not event.trials:
        add_trial(event, event.title, actor=actor)
    fit_criterion(event, actor=actor)
    set_rules(event, {"prize_max_rank": AWARDED_PLACES}, actor=actor)
    return game


def copy_quest(source: Event, target: Event, *, actor: str = "system") -> None:
    """Give an event the game of another: rules, map, stations with tasks and hints.

    Teams, hosts and what happened stay behind; what the core's results stand on is there already.
    """
    game = db.session.get(QuestGame, source.id)
    if game is None:
        open_game(target, actor=actor)
        return
    copy = QuestGame(
        event_id=target.id, document=deepcopy(game.document), picture_id=game.picture_id
    )
    db.session.add(copy)
    stations = definitions_of(source)
    add_stations(target, stations)
    data = {"stations": len(stations), "from": source.id}
    about = f"event:{target.id}"
    record(event_chain(target.id), "quest.set_up", about, actor=actor, data=data)


def add_stations(event: Event, stations: Sequence[StationDefinition]) -> None:
    """Put stations after those that are there."""
    start = max((station.position for station in stations_of(event)), default=-1) + 1
    for place, station in enumerate(stations):
        db.session.add(
            QuestStation(
                event_id=event.id,
                code=station.code,
                position=start + place,
                definition=station.to_dict(),
            )
        )
    db.session.flush()


def fit_criterion(event: Event, *, actor: str = "system") -> None:
    """Make the most that the core's results expect the most that the stations give."""
    most = max(ceil(sum((s.most for s in definitions_of(event)), Fraction(0))), 1)
    preset = CriterionPreset(code="Q", title=POINTS, maximum=Decimal(most))
    known = criteria_of(event.trials[0])
    if not known:
        add_criterion(event.trials[0], preset, actor=actor)
    elif known[0].maximum != preset.maximum and may_change_criteria(event):
        change_criterion(known[0], preset, actor=actor)


def without_parts(quest: Quest) -> dict[str, Any]:
    """What of a quest stands in the game's own row: all but stations, pictures and title."""
    document = quest.to_dict()
    for name in ("stations", "pictures", "title"):
        del document[name]
    return document


def add_team(
    event: Event,
    title: str,
    *,
    members: Iterable[Person] = (),
    organization: Organization | None = None,
    route: Sequence[str] = (),
    code: str = "",
    actor: str = "system",
) -> Entry:
    """Let a team in under a code; each member is an author of its entry and has its result."""
    persons = list(members)
    group = Group(kind="team", title=title, organization=organization, created_at=now())
    group.members = [GroupMember(person=person, position=i) for i, person in enumerate(persons)]
    entry = create_entry(
        event,
        event.nominations[0],
        title=title,
        group=group,
        authors=[(person, "member") for person in persons],
        actor=actor,
    )
    admit_entry(entry, code)
    db.session.add(QuestTeam(entry_id=entry.id, route=list(route)))
    db.session.flush()
    return entry


def receive(
    event: Event, parcel: Sequence[Mapping[str, Any]], *, actor: str = "system"
) -> Received:
    """Take in what devices sent, each id once; of two contents under one id the first came stays.

    What cannot be read is refused with its reason, and the rest is kept: one bad event must not
    hold back a phone's queue.
    """
    hold(event_chain(event.id))
    readable, refused = _read(parcel)
    teams = {entry.code or "": entry.id for entry in teams_of(event)}
    stations = {station.code: station.id for station in stations_of(event)}
    seen = known_ids(event, [happened.id for _place, happened in readable])
    accepted: list[str] = []
    repeated: list[str] = []
    for place, happened in readable:
        if happened.id in seen:
            repeated.append(happened.id)
        elif happened.team not in teams:
            refused.append((place, f"team: {happened.team!r} is not in this quest"))
        elif happened.station and happened.station not in stations:
            refused.append((place, f"station: {happened.station!r} is not in this quest"))
        else:
            seen.add(happened.id)
            accepted.append(happened.id)
            station_id = stations[happened.station] if happened.station else None
            db.session.add(_kept(event, happened, teams[happened.team], station_id))
    if accepted:
        _journal(event, actor, len(accepted), len(repeated), len(refused))
    return Received(tuple(accepted), tuple(repeated), tuple(sorted(refused)))


def _read(
    parcel: Sequence[Mapping[str, Any]],
) -> tuple[list[tuple[int, QuestEvent]], list[tuple[int, str]]]:
    readable: list[tuple[int, QuestEvent]] = []
    refused: list[tuple[int, str]] = []
    for place, data in enumerate(parcel):
        try:
            readable.append((place, read_event(data)))
        except EventError as problem:
            refused.append((place, str(problem)))
    return readable, refused


def _kept(
    event: Event, happened: QuestEvent, entry_id: int, station_id: int | None
) -> QuestHappening:
    return QuestHappening(
        event_id=event.id,
        entry_id=entry_id,
        station_id=station_id,
        uid=happened.id,
        device=happened.device,
        type=happened.type,
        at=happened.at,
        received_at=now(),
        text=happened.text,
        amount=happened.amount,
        number=happened.number,
        about=happened.about,
    )


def _journal(event: Event, actor: str, accepted: int, repeated: int, refused: int) -> None:
    record(
        event_chain(event.id),
        "quest.received",
        f"event:{event.id}",
        actor=actor,
        data={"accepted": accepted, "repeated": repeated, "refused": refused},
    )
