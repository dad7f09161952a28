"""Materials of trials: handed in by the entrant, read by the jury, counted by the organizer."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.materials.models import Material
from eventkit.entries.materials.operations import set_wish
from eventkit.entries.models import EntryFile
from eventkit.events.days import end_of
from eventkit.journal.models import JournalLine
from eventkit.registration.models import Registration
from eventkit.registration.pairs.operations import invite
from eventkit.testing.duets import judged_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import enter_by_link
from eventkit.testing.pages import words
from eventkit.testing.registration import word_file
from eventkit.testing.stages import put_in_order
from eventkit.web.clock import set_clock

BEFORE = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
LAST = date(2026, 3, 10)
VIDEO = "https://rutube.ru/video/0123456789abcdef/"


class Place:
    """Two pairs and a juror; the second trial wants everything until 10 March."""

    def __init__(self, client) -> None:
        set_clock(lambda: BEFORE)
        self.accounts = {}
        self.client = client
        self.duet = judged_duet(pairs=2, jurors=1)
        self.event = self.duet.event
        self.trial = self.duet.trials[1]
        self.entry = self.duet.entries[0]
        set_wish(
            self.trial,
            wants_files=True,
            wants_video=True,
            wants_text=True,
            about="План занятия и видео до семи минут.",
            bring="Сменная обувь",
            closes_at=end_of(LAST, self.event.timezone),
        )
        query = select(Registration).where(Registration.entry_id == self.entry.id)
        self.registration = db.session.scalars(query).one()
        self.own = f"/events/{self.event.slug}/register/my-{self.registration.id}"
        self.page = f"{self.own}/materials/{self.trial.id}"
        self.staff = f"/manage/{self.event.slug}/materials"
        db.session.commit()

    def member(self, number: int) -> None:
        """Sign in as the mentor (0) or the young teacher (1) of the first pair."""
        person = self.entry.group.members[number].person
        if person.id not in self.accounts:
            self.accounts[person.id] = create_account(person, email=person.email)
        sign_in(self.client, self.accounts[person.id])

    def organizer(self) -> None:
        sign_in(self.client, create_account(roles={self.event.id: "organizer"}))

    def send(self, **data):
        return self.client.post(self.page, data=data, content_type="multipart/form-data")


@pytest.fixture
def place(client) -> Place:
    return Place(client)


def test_each_member_hands_in_and_sees_what_is_missing(place, client):
    place.member(1)
    own = words(client.get(place.own))
    assert f"{place.trial.title} ждём Не хватает: файлы, видео, текст." in own
    assert "до 10 марта 2026 г." in own
    answer = place.send(
        files=[(io.BytesIO(word_file()), "план.docx")],
        videos=f"{VIDEO}\n{VIDEO}",
        text="Занятие начинается с вопроса.",
    )
    assert answer.status_code == 302
    shown = words(client.get(place.page))
    assert "всё есть" in shown
    assert "план.docx" in shown
    assert "Текст.txt" not in shown
    assert db.session.scalars(select(Material)).one().videos == [VIDEO]
    acts = set(db.session.scalars(select(JournalLine.act)))
    assert {"materials.wanted", "materials.handed_in"} <= acts
    place.member(0)
    assert "всё есть" in words(client.get(place.own))
    file = db.session.scalars(select(EntryFile).order_by(EntryFile.id.desc())).first()
    assert client.post(f"{place.page}/files/{file.id}/remove").status_code == 302
    assert "Не хватает: файлы." in words(client.get(place.own))


def test_a_wrong_link_and_a_wrong_file_are_told_and_the_rest_stays(place, client):
    place.member(0)
    for wrong in (
        "http://rutube.ru/video/1/",
        "https://rutube.ru.example.org/video/1/",
        "javascript:alert(1)",
        "https://user@rutube.ru/video/1/",
        "https://[rutube.ru/video/1/",
    ):
        answer = place.send(videos=wrong, text="Печатал долго.")
        assert answer.status_code == 422
        assert "Ссылка не подходит" in words(answer)
        assert "Печатал долго." in answer.text
    answer = place.send(
        files=[
            (io.BytesIO(b"MZ\x90\x00" + b"\x00" * 500), "a.docx"),
            (io.BytesIO(word_file()), "план.docx"),
        ],
        videos=VIDEO,
    )
    assert answer.status_code == 422
    shown = words(answer)
    assert "a.docx: Файл не принят" in shown
    assert "план.docx" in shown
    assert "Не хватает: текст." in shown


def test_after_the_last_day_only_who_was_given_a_delay_hands_in(place, client):
    after = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)  # midnight in Yakutsk
    set_clock(lambda: after)
    place.member(0)
    assert "Принимали до 10 марта 2026 г." in words(client.get(place.page))
    refused = place.send(videos=VIDEO)
    assert refused.status_code == 409
    assert "Срок прошёл, материалы больше не принимают." in words(refused)
    assert VIDEO in refused.text  # to be copied and sent otherwise
    assert db.session.scalars(select(Material)).all() == []
    place.organizer()
    board = words(client.get(place.staff))
    assert "Камертон" in board
    assert board.count("не прислано") == 2
    late = f"{place.staff}/{place.trial.id}/{place.entry.id}/delay"
    wrong = client.post(late, data={"last": "10.03.2026", "reason": "Не было связи"})
    assert wrong.status_code == 422
    assert "Этот день уже прошёл." in words(wrong)
    assert client.post(late, data={"last": "12.03.2026", "reason": ""}).status_code == 422
    client.post(late, data={"last": "12.03.2026", "reason": "Не было связи"})
    assert "Отсрочка: Не было связи" in words(client.get(place.staff))
    place.member(0)
    place.send(videos=VIDEO)
    assert db.session.scalars(select(Material)).one().videos == [VIDEO]


def test_jurors_read_the_materials_of_the_trial_they_judge(place, client):
    place.member(0)
    place.send(
        files=[(io.BytesIO(word_file()), "план.docx")], videos=VIDEO, text="Начнём с вопроса."
    )
    files = db.session.scalars(select(EntryFile)).all()
    assert {file.trial_id for file in files} == {place.trial.id}
    here, elsewhere = place.duet.task(0, 0, 1), place.duet.task(0, 0, 0)
    enter_by_link(client, place.duet.jurors[0])
    shown = client.get(f"/jury/sheets/{here.id}")
    assert "Начнём с вопроса." in words(shown)
    assert VIDEO in shown.text
    other = client.get(f"/jury/sheets/{elsewhere.id}")
    assert "Начнём с вопроса." not in words(other)
    assert VIDEO not in other.text
    kept = {task["id"]: task["files"] for task in client.get("/jury/state").get_json()["tasks"]}
    assert len(kept[here.id]) == 2
    assert kept[elsewhere.id] == []
    for file in files:
        assert client.get(f"/jury/sheets/{here.id}/files/{file.id}").status_code == 200
        assert client.get(f"/jury/sheets/{elsewhere.id}/files/{file.id}").status_code == 404


def test_the_organizer_says_what_is_wanted_and_takes_the_table_home(place, client, count_queries):
    place.organizer()
    first = place.duet.trials[0]
    sent = {"wants_text": "y", "about": "Девиз", "last": "01.03.2026", "bring": "Костюмы"}
    assert client.post(f"{place.staff}/{first.id}", data=sent).status_code == 302
    with count_queries() as few:
        board = words(client.get(place.staff))
    assert first.title in board
    assert "текст" in board
    assert client.get(f"{place.staff}.xlsx").data[:2] == b"PK"
    from eventkit.testing.duets import create_pair_entry

    for number in range(2, 7):
        create_pair_entry(place.event, number)
    db.session.commit()
    with count_queries() as many:
        client.get(place.staff)
    assert len(few) == len(many)


def test_the_own_page_says_when_and_where_and_the_calendar_too(place, client):
    put_in_order(
        place.trial,
        place.duet.entries,
        starts_at=datetime(2026, 3, 14, 1, 0, tzinfo=UTC),
        room="Актовый зал",
    )
    db.session.commit()
    place.member(1)
    own = words(client.get(place.own))
    assert "14 марта 2026 г." in own
    assert "10:00" in own
    assert "Актовый зал" in own
    assert "Взять с собой: Сменная обувь" in own
    calendar = client.get(f"{place.own}/performances.ics").text
    assert "DTSTART;TZID=Asia/Yakutsk:20260314T100000" in calendar
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "LOCATION:Актовый зал" in calendar
    stranger = create_account()
    sign_in(client, stranger)
    for page in (place.own, place.page, f"{place.own}/performances.ics"):
        assert client.get(page).status_code in (403, 404)


def test_the_second_by_the_link_sees_when_and_where_and_hands_in_but_not_the_application(client):
    place = Place(client)
    group, at = place.entry.group, datetime(2026, 3, 14, 1, 30, tzinfo=UTC)
    put_in_order(place.trial, place.duet.entries, starts_at=at, room="Актовый зал")
    second = group.members[1].person
    partner, token = invite(place.registration, second.full_name, "second@example.org")
    partner.person, partner.role = second, "young"
    db.session.commit()
    page, own = (f"/events/{place.event.slug}/{part}/{token}" for part in ("pair", "register"))
    there = f"{own}/materials/{place.trial.id}"
    # Merely asked: the link shows an invitation and nothing of the pair's.
    assert "Актовый зал" not in words(client.get(page))
    assert client.get(there).status_code == 404
    partner.state, partner.confirmed_at = "confirmed", BEFORE
    db.session.commit()
    told = words(client.get(page))
    assert "14 марта 2026 г., 10:30 (UTC+9), Актовый зал" in told
    assert "Взять с собой: Сменная обувь" in told
    assert "Не хватает: файлы, видео, текст." in told
    assert "LOCATION:Актовый зал" in client.get(f"{own}/performances.ics").text
    sent = {"videos": VIDEO, "text": "План занятия."}
    assert client.post(there, data=sent, content_type="multipart/form-data").status_code == 302
    assert page in client.get(there).text
    material = db.session.scalars(select(Material)).one()
    assert (material.text, list(material.videos)) == ("План занятия.", [VIDEO])
    for closed in (own, f"{own}/withdraw", f"{own}/you"):
        assert client.get(closed).status_code == 404, closed
    place.registration.person = group.members[0].person
    place.member(1)
    told = words(client.get(place.own))
    assert f"Наставник {group.members[0].person.full_name}" in told
    assert "Заменить второго участника" not in told
    partner.state = "left"
    db.session.commit()
    assert client.get(there).status_code == 404
