"""What tests of answering share: a wave that is open, and answers of a form."""

from __future__ import annotations

from typing import Any

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.questionnaires.models import Questionnaire, Wave
from eventkit.questionnaires.operations import add_wave, create_questionnaire, open_wave
from eventkit.testing.factories import create_event
from tests.questionnaires.test_validity import ALL_KINDS

RIGHT = {
    "q-one": "b",
    "q-likert": "4",
    "q-pole": "-2",
    "q-some": ["a", "c"],
    "q-rank.a": "2",
    "q-rank.b": "3",
    "q-rank.c": "1",
    "q-years": "12,5",
    "q-way": "7",
    "q-why": "Так вышло",
    "q-end": "опора",
}
KEPT = {
    "one": "b",
    "likert": 4,
    "pole": -2,
    "some": ["a", "c"],
    "rank": ["c", "a", "b"],
    "years": "12.5",
    "way": "7",
    "why": "Так вышло",
    "end": "опора",
}


def asked_in(
    event: Event | None = None, mode: str = "anonymous", *, is_open: bool = True, **settings: Any
) -> Wave:
    """A wave of a questionnaire with items of all kinds."""
    document = ALL_KINDS | settings.pop("document", {})
    made: Questionnaire = create_questionnaire(
        event or create_event(), document, mode=mode, actor="system"
    )
    for name, value in settings.items():
        setattr(made, name, value)
    wave = add_wave(made, "До тренинга", actor="system")
    if is_open:
        open_wave(wave, actor="system")
    db.session.commit()
    return wave


def uid(number: int) -> str:
    """A device's name for an answer."""
    return f"{number:032x}"
