"""At the door of a training: the own code on a phone, and whoever comes without an application."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.models import Award
from eventkit.events.stage_operations import set_stage_times
from eventkit.people.models import Person
from eventkit.people.operations import create_person
from eventkit.printing.qr import path
from eventkit.registration.checkin.keys import badge_address
from eventkit.registration.models import Consent, Registration
from eventkit.testing.factories import create_organization
from eventkit.testing.pages import words
from eventkit.web.clock import now

NEW = {
    "last_name": "Нежданова",
    "first_name": "Ольга",
    "patronymic": "",
    "organization": "Школа на холме",
    "not_listed": "y",
    "place": "с. Дальнее",
    "position": "учитель химии",
    "consent": "y",
}


@pytest.fixture
def late(training):
    """The sign-up is over, as on the day itself."""
    stage = training.event.stage("registration")
    set_stage_times(stage, now() - timedelta(days=9), now() - timedelta(days=1))
    db.session.commit()
    return training


def walk_ins() -> list[Registration]:
    query = select(Registration).join(Registration.person).where(Person.last_name == "Нежданова")
    return list(db.session.scalars(query))


def test_whoever_came_without_an_application_takes_part_with_hours_and_a_paper(late):
    session = late.session(hours="2")
    client = late.organize()
    desk = f"/manage/{late.event.slug}/checkin/desk"
    shown = client.get(f"{desk}?point={session.point.id}").text
    (link,) = re.findall(rf"{desk}/add\?point=\d+", shown)
    assert client.get(link).status_code == 200
    sent = NEW | {"point": str(session.point.id)}
    for wrong, said in (
        ({"last_name": " "}, "Напишите фамилию."),
        ({"consent": ""}, "Без согласия записать человека нельзя."),
        ({"place": ""}, "Напишите, где находится организация."),
    ):
        answer = client.post(f"{desk}/add", data=sent | wrong)
        assert answer.status_code == 422, wrong
        assert said in words(answer)
        assert "учитель химии" in answer.text
    assert walk_ins() == []
    done = client.post(f"{desk}/add", data=sent, follow_redirects=True)
    assert "Нежданова Ольга: отмечено." in words(done)
    assert "1 из 5" in words(done)
    (made,) = walk_ins()
    assert (made.state, made.position, made.email) == ("admitted", "учитель химии", "")
    assert made.number == max(one.number for one in late.registrations) + 1
    kinds = db.session.scalars(select(Consent.kind).where(Consent.registration_id == made.id))
    assert list(kinds) == ["processing"]
    client.post(f"/manage/{late.event.slug}/awards/prepare?kind=hours")
    (award,) = db.session.scalars(select(Award))
    assert award.name_nominative == "Нежданова Ольга"
    assert "в объёме 2 часов" in award.text


def test_a_helper_adds_too_and_nobody_is_added_twice(late):
    late.session()
    client, here = late.organize(), f"/manage/{late.event.slug}/checkin"
    page = client.post(f"{here}/helpers", data={"name": "Мария"}).text
    door = re.search(rf"/events/{late.event.slug}/checkin/[\w-]+", page)[0]
    with client.session_transaction() as session:
        session.clear()
    assert client.post(f"{door}/add", data=NEW).status_code == 302
    again = client.post(f"{door}/add", data=NEW)
    assert again.status_code == 422
    assert "уже есть в списке" in words(again)
    assert len(walk_ins()) == 1
    assert client.post(f"{door}x/add", data=NEW).status_code == 404


def test_the_person_of_the_directory_is_meant_by_name_and_school(late):
    late.session()
    school = create_organization(short_name="Лицей у реки")
    known, other = (
        create_person("Нежданова", "Ольга", "", organization=one, actor="system")
        for one in (school, create_organization(short_name="Лицей у моря"))
    )
    assert known.id != other.id
    db.session.commit()
    desk = f"/manage/{late.event.slug}/checkin/desk"
    sent = NEW | {"organization": "Лицей у реки", "organization_id": school.id, "not_listed": ""}
    answer = late.organize().post(f"{desk}/add", data=sent)
    assert answer.status_code == 302, words(answer)
    (made,) = walk_ins()
    assert made.person_id == known.id


def test_a_participant_has_the_badges_code_on_the_own_page(training):
    own = f"/events/{training.event.slug}/register/{training.secret}"
    assert "Ваш код у входа" not in words(training.client.get(own))
    training.session()
    shown = training.client.get(own)
    assert "Ваш код у входа" in words(shown)
    drawn, _size = path(badge_address(training.event.id, training.people[-1].id))
    assert drawn in shown.text
    training.registrations[-1].state = "refused"
    db.session.commit()
    assert "Ваш код у входа" not in words(training.client.get(own))
