"""The programme: made by the organizer, read, printed, put into calendars; materials."""

from __future__ import annotations

import io
from datetime import date
from zoneinfo import ZoneInfo

from icalendar import Calendar

from eventkit.db import db
from eventkit.events.stage_operations import set_stage_days
from eventkit.registration.checkin.operations import mark
from eventkit.testing.pages import words
from eventkit_training.queries import sessions_of, times_of

SESSION = {
    "title": "Круги доверия",
    "day": "20.03.2027",
    "begins": "10:00",
    "ends": "11.30",
    "hours": "1,5",
    "room": "Актовый зал",
    "speakers": "Мария Камертонова",
    "exercises": "Знакомство\n\n  Круг  \n",
    "sign_up": "y",
    "places": "2",
}


def test_an_organizer_makes_the_programme_that_everybody_reads(training):
    client = training.organize()
    here = f"{training.base}/manage/programme"
    assert "Программы пока нет" in words(client.get(here))
    wrong = client.post(f"{here}/new", data=SESSION | {"ends": "9:00", "places": "0"})
    assert wrong.status_code == 422
    assert "раньше, чем начинается" in words(wrong)
    assert client.post(f"{here}/new", data=SESSION).status_code == 302
    with client.session_transaction() as session:
        session.clear()
    for page in (f"{training.base}/programme", f"/events/{training.event.slug}"):
        shown = words(client.get(page))
        for said in ("Круги доверия", "Мария Камертонова", "часов: 1,5", "осталось 2 места"):
            assert said in shown, (page, said)
    assert "Знакомство Круг" in words(client.get(f"{training.base}/programme"))
    calendar = Calendar.from_ical(client.get(f"{training.base}/programme.ics").data)
    (one,) = calendar.walk("VEVENT")
    begins = one.decoded("dtstart").astimezone(ZoneInfo("Asia/Yakutsk"))
    assert (f"{begins:%d.%m %H:%M}", str(one["location"])) == ("20.03 10:00", "Актовый зал")
    assert client.post(f"{here}/new", data=SESSION).status_code in (302, 403)


def test_materials_are_links_and_files(training):
    session = training.session()
    client = training.organize()
    here = f"{training.base}/manage/programme/{session.id}"
    bad = client.post(f"{here}/materials", data={"url": "javascript:alert(1)", "title": "X"})
    assert bad.status_code == 422
    assert "Нужен адрес" in words(bad)
    client.post(f"{here}/materials", data={"url": "https://example.org/s", "title": "Слайды"})
    file = (io.BytesIO("Памятка".encode()), "памятка.txt")
    client.post(f"{here}/materials", data={"file": file})
    shown = client.get(f"{training.base}/programme")
    assert "Материалы: Слайды , памятка.txt" in words(shown)
    (link,) = {part for part in shown.text.split('"') if "/programme/materials/" in part}
    answer = client.get(link)
    assert answer.data.decode() == "Памятка"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    remove = link.replace("/programme/", "/manage/programme/") + "/remove"
    client.post(remove)
    assert "памятка" not in words(client.get(f"{training.base}/programme"))


def test_the_programme_costs_the_same_for_one_session_and_for_many(training, count_queries):
    training.session()
    address = f"{training.base}/programme"
    training.client.get(address)
    with count_queries() as few:
        training.client.get(address)
    for number in range(12):
        training.session(f"Занятие {number}", after=number, sign_up=True, places=3)
    with count_queries() as many:
        training.client.get(address)
    assert len(many) == len(few)


def test_the_whole_programme_moves_to_another_day(training):
    """At the same times by the clock; once somebody was checked in, never again."""
    training.event.timezone = "Europe/Berlin"  # its clocks change between the two days
    client = training.organize()
    here = f"{training.base}/manage/programme"
    for day, title in (("20.03.2027", "Утро"), ("21.03.2027", "Второй день")):
        client.post(f"{here}/new", data=SESSION | {"day": day, "title": title})
    empty = client.post(here, data={"day": ""})
    assert empty.status_code == 422
    assert "Выберите день." in words(empty)
    assert client.post(here, data={"day": "03.04.2027"}).status_code == 302
    calendar = Calendar.from_ical(client.get(f"{training.base}/programme.ics").data)
    begins = {str(one["summary"]): one.decoded("dtstart") for one in calendar.walk("VEVENT")}
    zone = ZoneInfo("Europe/Berlin")
    assert {title: f"{at.astimezone(zone):%d.%m %H:%M}" for title, at in begins.items()} == {
        "Утро": "03.04 10:00",
        "Второй день": "04.04 10:00",
    }

    (first, _second) = sessions_of(training.event)
    mark(first.point, training.people[0].id, actor="system")
    db.session.commit()
    refused = client.post(here, data={"day": "10.04.2027"})
    assert refused.status_code == 422
    assert "уже отмечали участников" in words(refused)
    assert times_of(sessions_of(training.event)[0])[0].astimezone(zone).day == 3


def test_a_new_session_is_proposed_after_the_last_one(training):
    client = training.organize()
    here = f"{training.base}/manage/programme/new"
    held = training.event.stage("judging")
    set_stage_days(held, date(2027, 3, 20), date(2027, 3, 21))
    db.session.commit()
    assert 'value="2027-03-20"' in client.get(here).text
    client.post(here, data=SESSION | {"day": "21.03.2027"})
    shown = client.get(here).text
    assert 'value="2027-03-21"' in shown
    assert 'value="11:30"' in shown
    room = words(client.get(f"{training.base}/manage/programme"))
    assert "Мероприятие начинается 20 марта 2027 г., а программа в другой день." in room
