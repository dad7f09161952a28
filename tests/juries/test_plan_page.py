"""The page of a plan: it counts assignments as such, and names whom one may ask into the jury."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.juries.newcomers import who_may_come
from eventkit.people.models import Person
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.testing.pages import words

pytestmark = pytest.mark.database


@pytest.fixture
def small_jury(client: FlaskClient):
    """Two works of three sheets, two jurors: four assignments can be made, two are missing."""
    event = create_judged_event({"sheets_per_entry": 3})
    works = [create_entry(event, code=f"Э-{n}") for n in (1, 2)]
    for _ in range(2):
        create_juror(event)
    db.session.commit()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return event, works


def judged_elsewhere(*people: Person) -> None:
    other = create_judged_event()
    for person in people:
        create_juror(other, person)
    db.session.commit()


def test_a_short_plan_says_how_much_is_missing_and_whom_one_may_ask(client, small_jury) -> None:
    event, works = small_jury
    free, tied = create_person(last_name="Свободина"), create_person(last_name="Коллегина")
    tied.organization = works[0].authors[0].person.organization
    judged_elsewhere(free, tied)
    page = words(client.get(f"/manage/{event.slug}/jury/plan"))
    assert "Не хватает 2 назначений: дать работы некому." in page
    assert "Позвать ещё одного члена жюри: работы Э-1, Э-2" in page
    assert f"Конфликта нет, в жюри уже бывали: {free.short_name}" in page
    assert "Коллегина" not in page
    assert "Раздать: 4 назначения" in page


def test_what_is_given_out_is_counted_as_assignments(client, small_jury) -> None:
    event, _works = small_jury
    form = client.get(f"/manage/{event.slug}/jury/plan").text
    digest = form.split('name="digest" value="')[1].split('"')[0]
    answer = client.post(
        f"/manage/{event.slug}/jury/plan", data={"digest": digest}, follow_redirects=True
    )
    assert "Сделано 4 назначения." in words(answer)


def test_members_and_authors_are_not_proposed(small_jury) -> None:
    event, works = small_jury
    here, author = create_person(), works[0].authors[0].person
    create_juror(event, here)
    judged_elsewhere(here, author)
    assert who_may_come([work.id for work in works]) == []
