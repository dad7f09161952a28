"""Two groups of eight that fill in the same questions before a training, one of them after too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from eventkit.db import db
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.questionnaires.operations import (
    add_wave,
    change_settings,
    close_wave,
    create_questionnaire,
    open_wave,
)
from eventkit.testing.factories import create_person

ACTOR = "system"
LEVELS = [
    {"title": "низкий", "below": "2.5"},
    {"title": "средний", "below": "3.75"},
    {"title": "высокий"},
]
SCALES = ("Уверенность", "Спокойствие", "Контакт")
TEACHERS = {
    # the means are 24/8 = 3; 24/8 = 3, three are low; 28/8 = 3.5
    "before": [(3, 2, 4)] * 3 + [(3, 3, 4), (3, 3, 3)] + [(3, 4, 3)] * 3,
    # 31/8 = 3.875, seven are one higher; 26/8 = 3.25, two are low and two higher; 30/8 = 3.75
    "after": [(4, 2, 4)] * 2 + [(4, 3, 4)] * 2 + [(4, 4, 4)] * 2 + [(4, 4, 3), (3, 4, 3)],
}
MENTORS = [(5, 4, 4)] * 8
SAID = "Дайте время на тишину."
SILENT = "Об этом молчу."


def document(title: str) -> dict[str, Any]:
    """Three scales of an item, what matters most, and words."""
    options = [{"id": "p", "text": "Родители"}, {"id": "c", "text": "Класс"}]
    return {
        "format": "eventkit-questionnaire",
        "version": 1,
        "title": title,
        "quoted": True,
        "items": [
            *({"id": f"q{number}", "text": title} for number, title in enumerate(SCALES, 1)),
            {
                "id": "main",
                "kind": "several",
                "text": "Что главное? (не более двух)",
                "options": options,
                "at_most": 2,
            },
            {"id": "why", "kind": "text", "text": "Чего не хватает?"},
        ],
        "scales": [
            {"id": f"S{number}", "title": title, "items": [f"q{number}"], "levels": LEVELS}
            for number, title in enumerate(SCALES, 1)
        ],
    }


def asked(event: Any, title: str, mode: str = "named") -> Questionnaire:
    """A questionnaire of the event, groups under five hidden."""
    made = create_questionnaire(event, document(title), mode=mode, actor=ACTOR)
    change_settings(made, mode=mode, once=False, small_group=5, pair_scale="", actor=ACTOR)
    return made


def opened(questionnaire: Questionnaire, title: str) -> Wave:
    """A wave that takes answers."""
    wave = add_wave(questionnaire, title, actor=ACTOR)
    open_wave(wave, actor=ACTOR)
    return wave


def answer(
    wave: Wave,
    people: Sequence[Any],
    rows: Iterable[Sequence[int]],
    main: Sequence[str] = (),
    words: str = "",
) -> None:
    """The sheets of these people; the first of them adds words, by permission."""
    for number, (person, row) in enumerate(zip(people, rows, strict=False)):
        answers: dict[str, Any] = {f"q{n}": value for n, value in enumerate(row, 1)}
        if main:
            answers["main"] = [main[number]]
        if words and number < 2:
            answers["why"] = words if number == 0 else SILENT
        keep_response(
            wave,
            uid=f"{wave.id}-{person.id}",
            answers=answers,
            source="paper",
            person=person,
            quoted=number == 0,
        )


def two_groups(event: Any) -> tuple[Questionnaire, Questionnaire]:
    """Teachers in two closed waves, mentors in one."""
    people = [create_person(last_name=f"Тестова{number}") for number in range(16)]
    teachers, mentors = asked(event, "Анкета «Молодой педагог»"), asked(event, "Наставник")
    first = opened(teachers, "До тренинга")
    answer(first, people[:8], TEACHERS["before"], ["p"] * 6 + ["c"] * 2, SAID)
    close_wave(first, actor=ACTOR)
    second = opened(teachers, "После тренинга")
    answer(second, people[:8], TEACHERS["after"])
    close_wave(second, actor=ACTOR)
    only = opened(mentors, "До тренинга")
    answer(only, people[8:], MENTORS, ["p"] * 2 + ["c"] * 6)
    close_wave(only, actor=ACTOR)
    db.session.commit()
    return teachers, mentors
