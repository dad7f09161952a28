"""The directory of persons and organizations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.people.operations import create_organization, create_person
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.pages import words


@pytest.fixture
def organizer(client: FlaskClient) -> FlaskClient:
    """A browser of an organizer."""
    event = create_event()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return client


def test_persons_stand_in_russian_order_and_are_found_without_yo(organizer: FlaskClient) -> None:
    """Ё stands beside Е, and «семенов» finds Семёнов."""
    for last in ("Жуков", "Ёлкин", "Егоров", "Абрамов", "Ежов", "Семёнов"):
        create_person(last, "Пётр")
    db.session.commit()
    text = organizer.get("/manage/people").text
    order = ["Абрамов", "Егоров", "Ежов", "Ёлкин", "Жуков", "Семёнов"]
    assert sorted(order, key=text.index) == order
    found = organizer.get("/manage/people?q=семенов петр").text
    assert "Семёнов Пётр" in found
    assert "Жуков" not in found
    nobody = words(organizer.get("/manage/people?q=Иванова"))
    assert "По запросу «Иванова» никого нет" in nobody


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_costs_the_same_queries(
    organizer: FlaskClient,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    rows: int,
) -> None:
    """One for the viewer, one for the site, two for the page."""
    school = create_organization("МАОУ СОШ №1 с. Ромашкино")
    for number in range(rows):
        create_person(f"Выдумкина{number}", "Дарья", organization=school)
    db.session.commit()
    db.session.expunge_all()
    with count_queries() as sent:
        assert organizer.get("/manage/people").status_code == 200
    assert len(sent) == 4, sent


def test_an_organization_gets_aliases_and_a_parent(organizer: FlaskClient) -> None:
    """It is found by its alias afterwards, and the branch shows its school."""
    parent = create_organization("МАОУ СОШ №2 с. Придумье")
    db.session.commit()
    data = {
        "short_name": "филиал в с. Нижняя Выдумка",
        "aliases": "Нижневыдумская школа; филиал СОШ 2",
        "parent_id": str(parent.id),
    }
    assert organizer.post("/manage/organizations/new", data=data).status_code == 302
    text = words(organizer.get("/manage/organizations?q=нижневыдумская"))
    assert "филиал в с. Нижняя Выдумка" in text
    assert "МАОУ СОШ №2 с. Придумье" in text


def test_what_a_form_leaves_out_stays_as_it_is(organizer: FlaskClient) -> None:
    """Another program may send only what it changes."""
    school = create_organization("МАОУ СОШ №2 с. Придумье", aliases=("Придумская школа",))
    db.session.commit()
    address = f"/manage/organizations/{school.id}"
    answer = organizer.post(address, data={"short_name": "МАОУ СОШ №3 с. Придумье"})
    assert answer.status_code == 302
    assert "МАОУ СОШ №3" in words(organizer.get("/manage/organizations?q=придумская"))


def test_a_secretary_gives_nobody_the_way_into_another_persons_account(
    client: FlaskClient, app: Flask
) -> None:
    """A letter to the address would open an account with all that the person may do."""
    event, juror = create_event(), create_person("Строгих", "Клара", email="juror@example.org")
    secretary, organizer = client, app.test_client()
    sign_in(secretary, create_account(roles={event.id: "secretary"}))
    sign_in(organizer, create_account(roles={event.id: "organizer"}))
    address = f"/manage/people/{juror.id}"
    page = secretary.get(address)
    assert "juror@example.org" in words(page)
    assert 'name="email"' not in page.text
    typed = {"last_name": "Строгих", "first_name": "Клавдия", "email": "other@example.org"}
    assert secretary.post(address, data=typed).status_code == 302
    shown = organizer.get(address).text
    assert 'value="Клавдия"' in shown
    assert 'value="juror@example.org"' in shown
    assert organizer.post(address, data=typed).status_code == 302
    assert 'value="other@example.org"' in organizer.get(address).text


def test_a_name_is_needed_and_what_was_typed_stays(organizer: FlaskClient) -> None:
    """The empty field says so."""
    answer = organizer.post("/manage/people/new", data={"last_name": "Ли", "first_name": ""})
    assert answer.status_code == 422
    assert "Заполните это поле" in words(answer)
    assert 'value="Ли"' in answer.text


def test_strangers_and_participants_see_no_directory(client: FlaskClient) -> None:
    """A stranger is asked to sign in, a participant is refused."""
    assert client.get("/manage/people").status_code == 302
    sign_in(client, create_account())
    assert client.get("/manage/people").status_code == 403
