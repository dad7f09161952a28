"""Paper: the sheet holds every item, and is typed in by numbers from the keyboard."""

from __future__ import annotations

import pypdfium2
import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.questionnaires.models import Response
from eventkit.questionnaires.operations import close_wave
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import plain, words
from tests.questionnaires.answering import KEPT, asked_in, uid

TYPED = {
    "q-one": "2",
    "q-likert": "4",
    "q-pole": "−2",
    "q-some": "1, 3",
    "q-rank": "2 3 1",
    "q-years": "12,5",
    "q-way": "7",
    "q-why": "Так вышло",
    "q-end": "опора",
}


@pytest.fixture
def wave(client, app):
    """An open wave; the client is its organizer."""
    made = asked_in()
    event = made.questionnaire.event
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return made


def here(wave, name="paper"):
    return f"/manage/{wave.questionnaire.event.slug}/waves/{wave.id}/{name}"


def answers(wave):
    return db.session.scalars(select(Response).where(Response.wave_id == wave.id)).all()


def test_a_typed_sheet_is_the_same_answer_as_one_from_a_phone(client, wave):
    page = client.post(here(wave), data=TYPED | {"uid": uid(1)}, follow_redirects=True)
    assert "Лист внесён" in words(page)
    assert "внесён 1 лист" in words(page)
    [kept] = answers(wave)
    assert (kept.answers, kept.source, kept.seconds) == (KEPT, "paper", None)


def test_what_cannot_be_right_is_asked_about_once_and_then_kept_as_it_stands(client, wave):
    wrong = TYPED | {"q-one": "9", "q-likert": "7", "q-years": "5", "uid": uid(1)}
    page = client.post(here(wave), data=wrong)
    assert page.status_code == 422
    for told in ("Выберите из предложенного", "Нужно число от 1 до 5", "не задают: не учтём"):
        assert told in words(page)
    assert 'value="7"' in page.text
    client.post(here(wave), data=wrong | {"anyway": "1"})
    [kept] = answers(wave)
    assert kept.answers["likert"] == 7
    assert "why" not in kept.answers


def test_an_empty_sheet_a_closed_wave_and_a_stranger_are_refused(client, wave, app):
    assert "Ответов нет" in words(client.post(here(wave), data={"uid": uid(1)}))
    assert app.test_client().post(here(wave), data=TYPED).status_code in (302, 403)
    close_wave(wave, actor="system")
    assert client.post(here(wave), data=TYPED | {"uid": uid(2)}).status_code == 409
    assert answers(wave) == []


def test_the_printed_sheet_holds_every_item_and_option(client, wave):
    answer = client.get(here(wave, "sheet.pdf"))
    pages = pypdfium2.PdfDocument(answer.data)
    text = plain(" ".join(page.get_textpage().get_text_bounded() for page in pages))
    pages.close()
    bare = "".join(text.split())
    for item in wave.questionnaire.draft["items"]:
        for told in (item["text"], *(one["text"] for one in item.get("options", ()))):
            assert "".join(told["ru"].split()) in bare
    assert "Толькоеслина«Стаж»ответот10." in bare
