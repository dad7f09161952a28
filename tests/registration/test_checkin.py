"""Badges and marks at the door: by list, by photograph, by a helper's phone, sent late."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.registration.checkin.keys import badge_address, badge_key
from eventkit.registration.checkin.operations import add_point, mark
from eventkit.registration.checkin.queries import present_by_point
from eventkit.registration.operations import start_draft
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now

JSON = {"Accept": "application/json"}


class Doors:
    """Two who take part, one who was refused, a session, the organizer's account."""

    def __init__(self, client) -> None:
        self.client = client
        self.event = create_event(title="Слёт наставников")
        names = {"Азбукина": "admitted", "Букварёва": "submitted", "Отказова": "refused"}
        self.people = [create_person(last_name=name) for name in names]
        for person, state in zip(self.people, names.values(), strict=True):
            made, _secret = start_draft(self.event)
            made.person, made.state, made.number = person, state, person.id
        self.session = add_point(self.event, "Круги доверия", now(), now() + timedelta(hours=1))
        self.account = create_account(None, {self.event.id: "organizer"})
        self.here = f"/manage/{self.event.slug}/checkin"
        db.session.commit()

    def helper(self) -> str:
        """The address of a new helper's page; afterwards nobody is signed in."""
        sign_in(self.client, self.account)
        page = self.client.post(f"{self.here}/helpers", data={"name": "Мария"}).text
        with self.client.session_transaction() as session:
            session.clear()
        return re.search(rf"/events/{self.event.slug}/checkin/[\w-]+", page)[0]

    def present(self, point) -> set[int]:
        db.session.expire_all()
        return present_by_point(self.event).get(point.id, set())


@pytest.fixture
def doors(app, client) -> Doors:
    return Doors(client)


def test_a_helper_marks_by_a_link_and_a_late_word_does_not_undo_a_later_one(doors):
    first, _second, refused = doors.people
    address, client = doors.helper(), doors.client
    page = words(client.get(f"{address}?point={doors.session.id}"))
    assert "Азбукина Дарья Игоревна" in page
    assert "Отказова" not in page
    at = now() - timedelta(minutes=10)

    def say(what, person, minutes):
        told = {
            what: person.id,
            "point": doors.session.id,
            "at": (at + timedelta(minutes=minutes)).isoformat(),
        }
        return client.post(address, data=told, headers=JSON).json["outcome"]

    assert say("here", first, 1) == "kept"
    assert say("here", first, 1) == "kept"  # sent twice
    assert doors.present(doors.session) == {first.id}
    assert say("away", first, 3) == "kept"
    assert say("here", first, 2) == "kept"  # kept without a network, sent after the correction
    assert doors.present(doors.session) == set()
    assert say("here", refused, 1) == "refused"
    lines = db.session.query(JournalLine).filter(JournalLine.act.like("checkin.%marked")).all()
    assert [line.act for line in lines] == ["checkin.marked", "checkin.unmarked"]
    helper = doors.event.id and re.search(r"helpers/(\d+)/link", _room(doors))[1]
    client.post(f"{doors.here}/helpers/{helper}/revoke")
    assert client.get(address).status_code == 404


def _room(doors) -> str:
    sign_in(doors.client, doors.account)
    return doors.client.get(doors.here).text


def test_a_badge_says_nothing_to_strangers_and_lets_the_office_mark(doors):
    person = doors.people[0]
    address = f"/checkin/{badge_key(doors.event.id, person.id)}"
    seen = doors.client.get(address)
    assert seen.status_code == 200
    for private in (person.last_name, person.first_name, person.organization.short_name):
        assert private not in seen.text
    assert doors.client.post(address, data={"point": "0"}).status_code == 403
    assert doors.client.get(address + "x").status_code == 404
    sign_in(doors.client, doors.account)
    assert person.full_name in words(doors.client.get(address))
    told = doors.client.post(address, data={"point": "0"}, follow_redirects=True)
    assert f"{person.full_name}: отмечено." in words(told)
    assert "Приход отмечено" in words(told)


def test_a_photograph_of_a_badge_marks_and_another_picture_does_not(doors):
    import qrcode

    made = io.BytesIO()
    qrcode.make(badge_address(doors.event.id, doors.people[1].id)).save(made, "PNG")
    sign_in(doors.client, doors.account)

    def send(content: bytes) -> dict:
        data = {"photo": (io.BytesIO(content), "badge.png"), "point": str(doors.session.id)}
        return doors.client.post(f"{doors.here}/desk/scan", data=data, headers=JSON).json

    assert send(made.getvalue())["person"] == doors.people[1].id
    assert doors.present(doors.session) == {doors.people[1].id}
    assert "не снимок" in send(b"text")["message"]
    other = io.BytesIO()
    qrcode.make("https://example.org/checkin/x").save(other, "PNG")
    assert "нет бейджа этого мероприятия" in send(other.getvalue())["message"]


def test_the_workbook_and_the_badges_hold_who_takes_part(doors):
    import pypdfium2

    mark(doors.session, doors.people[0].id, actor="system")
    db.session.commit()
    sign_in(doors.client, doors.account)
    book = load_workbook(io.BytesIO(doors.client.get(f"{doors.here}.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    (one,) = (row for row in rows if row[0] == "Азбукина Дарья Игоревна")
    assert one[3] == 1
    assert not any("Отказова" in str(row[0]) for row in rows)
    pdf = pypdfium2.PdfDocument(doors.client.get(f"{doors.here}/badges.pdf").data)
    text = pdf[0].get_textpage().get_text_range()
    assert len(pdf) == 1
    assert "Букварёва" in text
    assert "Отказова" not in text


def test_the_page_at_the_door_costs_the_same_for_more_people(doors, count_queries):
    address = doors.helper()
    doors.client.get(address)
    with count_queries() as few:
        doors.client.get(address)
    for number in range(9):
        made, _secret = start_draft(doors.event)
        made.person, made.state = create_person(), "admitted"
        made.number = 1000 + number
    db.session.commit()
    with count_queries() as many:
        doors.client.get(address)
    assert len(many) == len(few)
