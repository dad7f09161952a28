"""The programme: made by the organizer, read, printed, put into calendars; materials."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

from icalendar import Calendar

from eventkit.testing.pages import words

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
