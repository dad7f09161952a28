"""Feeding a training's questionnaires into the application: two waves of answers, as on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from feeding import feed_directory

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.people.operations import create_person
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.operations import (
    add_wave,
    change_settings,
    close_wave,
    create_questionnaire,
    open_wave,
)

ACTOR = "system"
WAVES = {"pre": "До тренинга", "post": "После тренинга"}
MENTORS = "N"
LEAST_ANSWERED = 3
SMALL_GROUP = 5
PAIR_SCALE = "C"


@dataclass
class Trained:
    """What the application made of the facts: questionnaires by group, respondents by person."""

    given: dict[str, Any]
    event: Any = None
    questionnaires: dict[str, Any] = field(default_factory=dict)
    unreversed: dict[str, Any] = field(default_factory=dict)
    """The same first answers to questionnaires in which no item is reversed."""
    respondents: dict[int, dict[str, Any]] = field(default_factory=dict)
    """By the id of the person that stands for them."""

    def of(self, group: str) -> list[dict[str, Any]]:
        """The respondents of a group."""
        return [one for one in self.given["respondents"] if one["group"] == group]


def feed_training(given: dict[str, Any], common: dict[str, Any]) -> Trained:
    """Ask both groups before and after the training."""
    schools, _people = feed_directory(common)
    trained = Trained(given)
    day = date.fromisoformat(given["date"])
    owner = schools.get(common.get("organizer", ""))
    trained.event = create_event(given["title"], "training", reference_date=day, organizer=owner)
    people = {}
    for one in given["respondents"]:
        people[one["code"]] = create_person(one["code"], "–")
    db.session.flush()
    for one in given["respondents"]:
        trained.respondents[people[one["code"]].id] = one
    # mentors first: a gap is the first questionnaire's side less the second's
    for group in sorted(given["questionnaires"], key=lambda group: group != MENTORS):
        trained.questionnaires[group] = _ask(trained, trained.event, group, people)
    other = create_event(f"{given['title']}, без обратных пунктов", "training", reference_date=day)
    for group in given["questionnaires"]:
        trained.unreversed[group] = _ask(trained, other, group, people, turned=False)
    db.session.commit()
    return trained


def _ask(
    trained: Trained, event: Any, group: str, people: Mapping[str, Any], *, turned: bool = True
) -> Any:
    """A questionnaire, named so that pairs and single answers can be told, and its waves."""
    rules = trained.given["rules"]
    document = _document(trained.given, group, _bands(trained, group), turned=turned)
    made = create_questionnaire(event, document, mode="named", actor=ACTOR)
    change_settings(
        made,
        mode="named",
        once=False,
        small_group=rules.get("small_group_min", SMALL_GROUP),
        pair_scale=rules.get("pair_scale", PAIR_SCALE),
        actor=ACTOR,
    )
    for name, title in WAVES.items() if turned else list(WAVES.items())[:1]:
        wave = add_wave(made, title, actor=ACTOR)
        open_wave(wave, actor=ACTOR)
        for one in trained.of(group):
            answers = _answers(trained, one, name)
            if answers:
                keep_response(
                    wave,
                    uid=f"{one['code']} {name}",
                    answers=answers,
                    source="paper",
                    pair=one.get("pair") or "",
                    person=people[one["code"]],
                )
        close_wave(wave, actor=ACTOR)
    return made


def _bands(trained: Trained, group: str) -> list[str]:
    return sorted(
        {one["experience_band"] for one in trained.of(group) if one.get("experience_band")}
    )


def _answers(trained: Trained, one: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A sheet; experience and priorities are asked once, with the first."""
    values = one.get(name) or []
    answers: dict[str, Any] = {
        f"q{number}": value if isinstance(value, int) else str(value)
        for number, value in enumerate(values, start=1)
        if value is not None
    }
    if name == "pre":
        band = one.get("experience_band")
        if band:
            answers["band"] = f"b{_bands(trained, one['group']).index(band)}"
        answers["main"] = one.get("priorities") or []
        answers["open"] = one.get("open") or ""
    return answers


def _document(
    given: Mapping[str, Any], group: str, bands: Sequence[str], *, turned: bool
) -> dict[str, Any]:
    questionnaire, likert, multi = given["questionnaires"][group], given["likert"], given["multi"]
    options = [{"id": f"b{number}", "text": band} for number, band in enumerate(bands)]
    while len(options) < 2:
        options.append({"id": f"none{len(options)}", "text": "нет ответа"})
    items: list[dict[str, Any]] = [
        {"id": "band", "kind": "one", "text": "Стаж", "options": options},
        *(
            {
                "id": f"q{one['no']}",
                "text": one["text"],
                "min": likert["min"],
                "max": likert["max"],
                "labels": likert.get("labels", []),
            }
            for one in questionnaire["items"]
        ),
        {
            "id": "main",
            "kind": "several",
            "text": multi["text"],
            "options": [{"id": one["id"], "text": one["text"]} for one in multi["options"]],
            "at_most": multi["max"],
        },
        {"id": "open", "kind": "text", "text": "Что ещё важно?"},
    ]
    reversed_items = {one["no"] for one in questionnaire["items"] if one.get("reverse") and turned}
    return {
        "format": "eventkit-questionnaire",
        "version": 1,
        "title": questionnaire["title"],
        "items": items,
        "groups": ["band"],
        "scales": [_scale(given["rules"], one, reversed_items) for one in questionnaire["scales"]],
    }


def _scale(
    rules: Mapping[str, Any], one: Mapping[str, Any], reversed_items: set[int]
) -> dict[str, Any]:
    least = one.get("min_answered", rules.get("min_answered", LEAST_ANSWERED))
    if isinstance(least, Mapping):
        least = least.get(one["id"], LEAST_ANSWERED)
    return {
        "id": one["id"],
        "title": one["title"],
        "items": [f"q{number}" for number in one["items"]],
        "reversed": [f"q{number}" for number in one["items"] if number in reversed_items],
        "min_answered": least,
        "levels": [
            {"title": level["name"]}
            | ({} if level["below"] is None else {"below": str(level["below"])})
            for level in rules["levels"]
        ],
    }
