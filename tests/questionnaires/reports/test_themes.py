"""Open answers are put into themes by hand, with the help of words they have in common."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.models import Response, ThemedAnswer
from eventkit.questionnaires.operations import (
    add_wave,
    close_wave,
    create_questionnaire,
    open_wave,
)
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.pages import words

DOCUMENT = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": {"ru": "Ожидания"},
    "items": [{"id": "wish", "kind": "text", "text": "Чего не хватает?"}],
}
ANSWERS = (
    "Не хватает открытых уроков",
    "Хочу посидеть на уроке наставника",
    "Урок у коллег",
    "Времени",
    "Времени и сил",
)


@pytest.fixture
def wishes(client):
    """A closed wave with open answers; the organizer is signed in."""
    event = create_event()
    made = create_questionnaire(event, DOCUMENT, actor="system")
    wave = add_wave(made, "До", actor="system")
    open_wave(wave, actor="system")
    for number, text in enumerate(ANSWERS):
        keep_response(wave, uid=str(number), answers={"wish": text}, source="paper")
    close_wave(wave, actor="system")
    db.session.flush()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return f"/manage/{event.slug}/questionnaires/{made.id}/results"


def ids(*texts):
    found = db.session.scalars(select(Response)).all()
    return [str(one.id) for one in found if one.answers["wish"] in texts]


def test_a_common_word_ticks_its_answers_in_all_forms_and_they_go_into_a_theme(client, wishes):
    page = words(client.get(f"{wishes}/words/wish"))
    assert "урок 3 время 2" in page
    ticked = client.get(f"{wishes}/words/wish?word=урок").text
    assert ticked.count(" checked") == 3
    data = {"answers": ids(*ANSWERS[:3]), "title": "Видеть  уроки"}
    done = client.post(f"{wishes}/words/wish", data=data, follow_redirects=True)
    assert "Видеть уроки 3 ответа" in words(done)
    # the same title again is the same theme, an answer is in it once
    data = {"answers": ids(ANSWERS[0], ANSWERS[4]), "title": "видеть уроки"}
    done = client.post(f"{wishes}/words/wish", data=data, follow_redirects=True)
    assert "Видеть уроки 4 ответа" in words(done)
    assert "Темы: Видеть уроки – 4" in words(client.get(wishes))
    [theme] = {one.theme_id for one in db.session.scalars(select(ThemedAnswer))}
    [wrong] = ids(ANSWERS[4])
    root = f"{wishes}/themes/{theme}"
    assert client.post(f"{root}/out", data={"answer": wrong}).status_code == 302
    assert "Видеть уроки 3 ответа" in words(client.get(f"{wishes}/words/wish"))
    client.post(f"{root}/remove")
    assert "Темы" not in words(client.get(wishes))
    acts = db.session.scalars(select(JournalLine.act)).all()
    assert {"theme.filled", "theme.thinned", "theme.removed"} < set(acts)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"title": "Уроки"}, "Отметьте хотя бы один ответ."),
        ({"title": "Уроки", "answers": ["9" * 30, "x", "5"]}, "Отметьте хотя бы один ответ."),
        ({"title": ""}, "Назовите тему или выберите из списка."),
        ({"title": "т" * 201}, "200"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, wishes, data, told):
    page = client.post(f"{wishes}/words/wish", data=data)
    assert page.status_code == 422
    assert told in words(page)
    assert data.get("title", "") in page.text


def test_an_item_that_is_no_open_question_has_no_page(client, wishes):
    assert client.get(f"{wishes}/words/nothing").status_code == 404
    assert client.post(f"{wishes}/words/nothing", data={}).status_code == 404
    assert client.post(f"{wishes}/themes/77/remove").status_code == 404
