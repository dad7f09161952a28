"""An organizer tries a questionnaire out; nothing of it is ever counted."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.questionnaires import operations, queries
from eventkit.questionnaires.models import Questionnaire, Response
from eventkit.testing.forms import forms_of
from eventkit.testing.pages import words
from tests.questionnaires.test_editor import of


def filled(page: Any, **answers: str) -> dict[str, str]:
    """What the page's form sends, with some answers."""
    form = max(forms_of(page), key=lambda one: len(one.names))
    sent = dict(form.values)
    for item_id, value in answers.items():
        name = next(one for one in form.names if one.endswith(item_id))
        sent[name] = value
    return sent


def test_a_test_run_looks_like_the_real_one_and_is_forgotten_when_the_wave_opens(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    wave = operations.add_wave(everything, "до", actor="account:1")
    place = of(everything, "/preview")
    page = organizer.get(place)
    assert "Пробный ответ не попадёт ни в один отчёт." in words(page)
    assert "Мне спокойно." in words(page)
    form = max(forms_of(page), key=lambda one: len(one.names))
    assert form.action == place
    wrong = organizer.post(place, data=filled(page, who="a"))
    assert wrong.status_code == 422  # the required item is empty
    sent = filled(page, who="a", calm="3")
    kept = organizer.post(place, data=sent, follow_redirects=True)
    assert "1 пробный ответ" in words(kept)
    assert "3 (да)" in words(kept)
    organizer.post(place, data=sent)
    assert db.session.query(Response.state).all() == [("trial",)]
    assert not queries.is_answered(everything)
    assert queries.answered_by_wave(everything.event) == {}
    operations.open_wave(wave, actor="account:1")
    db.session.commit()
    assert db.session.query(Response).count() == 0


def test_without_a_wave_or_after_answers_a_test_run_keeps_nothing(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    place = of(everything, "/preview")
    sent = filled(organizer.get(place), calm="3")
    answer = organizer.post(place, data=sent, headers={"Accept": "application/json"})
    assert answer.json == {"kind": "kept"}
    said = organizer.post(place, data=sent, follow_redirects=True)
    assert "Пробный ответ прошёл проверку." in words(said)
    assert db.session.query(Response).count() == 0
