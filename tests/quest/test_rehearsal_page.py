"""The rehearsal's page tells the organizer, and nobody else, what to expect of the game."""

from datetime import date

import pytest

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit_quest.operations import set_up_quest
from eventkit_quest.presets import PRO_SHKOLU, shipped


@pytest.fixture
def event(app):
    made = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
    db.session.commit()
    return made


def page(client, event, query="", role="organizer"):
    sign_in(client, create_account(roles={event.id: role}))
    return client.get(f"/quest/{event.slug}/rehearsal{query}")


def test_the_shipped_quest_is_proved_and_its_times_are_told(client, event):
    set_up_quest(event, shipped(PRO_SHKOLU))
    db.session.commit()
    said = words(page(client, event, "?teams=3&hosts=2"))
    assert "До цели можно дойти из любого положения" in said
    assert "Половина команд укладывается в 2" in said
    assert "Пять вопросов на раздаче" in said
    assert "Контрольное время 30 мин" in said
    # what the page does not offer is passed over
    odd = client.get(f"/quest/{event.slug}/rehearsal?teams=1000000&hosts=x&seed=-1")
    usual = client.get(f"/quest/{event.slug}/rehearsal")
    assert words(odd) == words(usual)


def test_where_a_team_may_get_stuck_is_said_in_the_stations_names(client, event):
    document = shipped(PRO_SHKOLU)
    document["rules"]["hint_cost"] = ["9"]
    for station in document["stations"]:
        if station["code"] == "S8":
            station |= {"attempts": 2}
        if station["code"] == "S6":
            station["opens"] |= {"at_score": "70"}
    set_up_quest(event, document)
    db.session.commit()
    said = words(page(client, event))
    assert "Команда может застрять" in said
    assert "кончатся здесь: «Слово для звонка», не откроется: «Портрет наставника»" in said
    assert "«Книжная полка»: все подсказки вместе стоят не меньше" in said


def test_without_stations_the_page_says_what_to_do_first(client, event):
    assert "Добавьте станции" in words(page(client, event))


@pytest.mark.parametrize("role", ["secretary", "observer", "chair"])
def test_answers_stay_with_the_organizer(client, event, role):
    assert page(client, event, role=role).status_code == 403
