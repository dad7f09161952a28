"""The demo's quest: six teams a quarter of an hour after the start."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from eventkit.events.models import Event
from eventkit.events.operations import create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.hooks import DemoGround
from eventkit.scoring.rules_operations import open_judging
from eventkit.web.plain_data import written
from eventkit_quest import demo_doors
from eventkit_quest.engine import Answer, Quest, StationDefinition
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.presets import PRO_SHKOLU, shipped

ELAPSED = timedelta(minutes=15)
MEMBERS = 3
ACCENT = "bor"
TEAMS = (
    ("К1", "Камертон", "S2:3 S1:5? S5:8 S4:11!"),
    ("К2", "Вектор", "S1:3 S4:7? S7:10 S6:13~"),
    ("К3", "Лампочка", "S2:2 S3:6=9 S1:9 S5:11 S4:14"),
    ("К4", "ПроДвижение", "S4:4! S7:7 S1:10?"),
    ("К5", "Тихий Плёс", "S1:4? S2:8!"),
    ("К6", "ЁЖ", "S2:4 S1:6 S3:9=7.5 S5:13?"),
)
"""Code, name, way: station:minute; «?» after a wrong answer, «!» after a hint, «=» a host's mark,
«~» an answer that still waits for a person."""


def play(ground: DemoGround) -> Event:
    """Announce the quest, let the teams in, and play until the present moment."""
    ground.go(-90)
    document = shipped(PRO_SHKOLU)
    event = create_event(
        document["title"],
        "quest",
        organizer=ground.organizer,
        accent=ACCENT,
        subtitle="Образовательный квест для команд наставников и молодых педагогов",
        description=document["legend"],
    )
    set_up_quest(event, document)
    registration = event.stage("registration")
    assert registration is not None
    set_stage_times(registration, ground.go(-80), ground.go(-2))
    ground.go(-80)
    publish_event(event)
    ground.go(-1)
    for number, (code, title, _way) in enumerate(TEAMS):
        members = ground.people[number * MEMBERS : (number + 1) * MEMBERS]
        add_team(event, title, code=code, members=members)
    open_judging(event)
    started = ground.go(0) - ELAPSED
    quest = Quest.from_dict(document)
    for code, _title, way in TEAMS:
        receive(event, list(_events(quest, code, way, started)))
    demo_doors.make_ready(event)
    return event


def _events(quest: Quest, code: str, way: str, started: datetime) -> Iterator[dict[str, Any]]:
    """A team's events, numbered as a phone does it."""
    happened: list[tuple[float, dict[str, Any]]] = [(0, {"type": "start"})]
    for step in way.split():
        station, _colon, rest = step.partition(":")
        rest, _is, mark = rest.partition("=")
        minute = float(rest.rstrip("?!~"))
        here: dict[str, Any] = {"station": station}
        if "?" in rest:
            text = _text_of(quest.station(station), _wrong)
            happened.append((minute - 1.5, here | {"type": "answer", "text": text}))
        if "!" in rest:
            happened.append((minute - 1.2, here | {"type": "hint", "level": 1}))
        happened.append((minute, here | _done(quest.station(station), mark)))
    for number, (minute, data) in enumerate(happened, start=1):
        at = started + timedelta(minutes=minute)
        own = {"id": f"{code}-{number}", "team": code, "device": f"{code}-phone"}
        yield own | {"ts": at.isoformat()} | data


def _done(station: StationDefinition, mark: str) -> dict[str, Any]:
    if station.kind == "judged":
        return {"type": "judge_score", "score": mark, "revision": 1}
    return {"type": "answer", "text": _text_of(station, _right)}


def _text_of(station: StationDefinition, said: Callable[[Answer], str]) -> str:
    """What a phone sends of a task."""
    texts = {answer.id: said(answer) for answer in station.answers}
    return json.dumps(texts, ensure_ascii=False) if len(texts) > 1 else next(iter(texts.values()))


def _wrong(answer: Answer) -> str:
    """A wrong answer that a team could well send: neighbours change places, or a guess."""
    if answer.kind == "match":
        lefts, rights = zip(*sorted(answer.pairs), strict=True)
        turned = (*rights[1:], rights[0])
        return ",".join(f"{left}={right}" for left, right in zip(lefts, turned, strict=True))
    if answer.kind == "order":
        return ",".join((*answer.right[1:], answer.right[0]))
    if answer.kind in ("choice", "choices"):
        return next(one.id for one in answer.options if one.id not in answer.right)
    return "12" if answer.kind == "number" else "звонок"


def _right(answer: Answer) -> str:
    """The right answer as a phone sends it; of a text, one that somebody could give."""
    if answer.kind == "number" and answer.value is not None:
        return str(written(answer.value))
    if answer.kind == "match":
        return ",".join(sorted(f"{left}={right}" for left, right in answer.pairs))
    if answer.kind == "choices":
        return ",".join(sorted(answer.right))
    if answer.right:
        return ",".join(answer.right)
    return answer.accepted[0] if answer.accepted else "не делает за другого то, что тот уже может."
