"""An organizer with an event, and a questionnaire's document with every kind of item."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from eventkit.events.models import Event
from eventkit.questionnaires import operations
from eventkit.questionnaires.models import Questionnaire
from eventkit.testing.factories import create_account, create_event, sign_in

OPTIONS = [{"id": "a", "text": {"ru": "да", "en": "yes"}}, {"id": "b", "text": {"ru": "нет"}}]
EVERY_KIND: dict[str, Any] = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": {"ru": "Всё сразу", "en": "All at once"},
    "intro": {"ru": "Первая строка\nвторая"},
    "thanks": {},
    "source": "Придумано здесь",
    "licence": "CC0",
    "groups": ["who"],
    "quoted": True,
    "own_result": False,
    "items": [
        {"id": "who", "kind": "one", "text": {"ru": "Вы наставник?"}, "options": OPTIONS},
        {
            "id": "calm",
            "text": {"ru": "Мне спокойно.", "en": "I am calm."},
            "note": {"ru": "за месяц"},
            "max": 3,
            "labels": [{"ru": "нет"}, {}, {"ru": "да", "en": "yes"}],
            "required": True,
        },
        {
            "id": "pole",
            "kind": "differential",
            "text": {"ru": "Чувство"},
            "max": 7,
            "labels": [{"ru": "усталость"}, {"ru": "силы"}],
        },
        {
            "id": "many",
            "kind": "several",
            "text": {"ru": "Отметьте"},
            "options": OPTIONS,
            "at_most": 1,
            "shuffled": True,
        },
        {"id": "order", "kind": "rank", "text": {"ru": "Расставьте"}, "options": OPTIONS},
        {
            "id": "grid",
            "kind": "matrix",
            "text": {"ru": "Оцените"},
            "min": 0,
            "max": 3,
            "rows": [{"id": "hall", "text": {"ru": "зал"}}, {"id": "time", "text": {"ru": "темп"}}],
        },
        {"id": "age", "kind": "number", "text": {"ru": "Лет"}, "max": 60, "step": "0.5"},
        {"id": "rate", "kind": "slider", "text": {"ru": "Посоветуете?"}, "max": 10},
        {
            "id": "why",
            "kind": "text",
            "text": {"ru": "Почему?"},
            "when": {"item": "rate", "test": "at_most", "value": "4.5"},
        },
        {
            "id": "end",
            "kind": "completion",
            "text": {"ru": "Завтра я…"},
            "when": {"item": "who", "test": "is", "value": "a"},
        },
    ],
    "pages": [
        {"items": ["who", "calm", "pole"], "title": {"ru": "О вас"}, "shuffled": True},
        {"items": ["many", "order", "grid", "age", "rate", "why", "end"], "text": {"ru": "Ещё"}},
    ],
    "scales": [
        {
            "id": "A",
            "title": {"ru": "Покой", "en": "Calm"},
            "about": {"ru": "Как вам."},
            "items": ["calm", "grid.hall", "grid.time"],
            "reversed": ["grid.time"],
            "min_answered": 2,
            "levels": [
                {
                    "title": {"ru": "низкий", "en": "low"},
                    "below": "-0.5",
                    "text": {"ru": "Бывает, берегите себя."},
                },
                {"title": {"ru": "высокий"}},
            ],
            "norms": [
                {"group": "", "mean": "2.1", "sd": "0.7"},
                {"group": "a", "mean": "1/3", "sd": "1"},
            ],
        },
        {"id": "B", "title": {"ru": "Сумма"}, "items": ["pole", "age"], "score": "sum"},
    ],
}


@pytest.fixture
def event(app: Any) -> Event:
    return create_event()


@pytest.fixture
def organizer(client: FlaskClient, event: Event) -> FlaskClient:
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return client


@pytest.fixture
def everything(event: Event) -> Questionnaire:
    return operations.create_questionnaire(event, EVERY_KIND, actor="account:1")
