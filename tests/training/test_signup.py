"""Places, the line, pairs: who comes in when somebody leaves."""

from __future__ import annotations

from sqlalchemy import select

from eventkit.db import db
from eventkit.mail.models import Letter
from eventkit.people.passwords import new_token, token_hash
from eventkit.registration.operations import refuse, reopen
from eventkit.testing.pages import words
from eventkit.testing.registration import Applicant
from eventkit.web.clock import now
from eventkit_training.models import TrainingBooking, TrainingSeat
from eventkit_training.queries import places_of


class Door:
    """A participant who comes by the secret of the application."""

    def __init__(self, training, number: int) -> None:
        self.client, self.training = training.client, training
        secret = new_token()
        training.registrations[number].token_hash = token_hash(secret)
        db.session.commit()
        self.address = f"{training.base}/own/{secret}/sessions"
        self.mine = f"/events/{training.event.slug}/register/{secret}"

    def act(self, session, act: str, **data) -> str:
        where = f"{self.address}/{session.id}/{act}"
        return words(self.client.post(where, data=data, follow_redirects=True))

    def shown(self) -> str:
        return words(self.client.get(self.address))


def letters() -> list[tuple[str, str]]:
    db.session.expire_all()
    return [(row.recipient, row.subject) for row in db.session.scalars(select(Letter))]


def test_who_leaves_lets_the_next_in_with_a_letter(training):
    session = training.session(sign_up=True, places=1)
    first, second, third = (Door(training, n) for n in range(3))
    assert "Вы записаны." in first.act(session, "join")
    assert "вы в очереди, место 1" in second.act(session, "join")
    assert "вы в очереди, место 2" in third.act(session, "join")
    assert "вы в очереди, место 1" in second.act(session, "join")  # twice changes nothing
    assert letters() == []
    first.act(session, "leave")
    assert letters() == [("Букварёва@example.org", "Вы записаны: Круги доверия")]
    assert "вы записаны" in second.shown()
    assert "вы в очереди, место 1" in third.shown()
    assert "Круги доверия вы записаны" in words(second.client.get(second.mine))


def test_a_pair_comes_together_or_waits_together(training):
    names = [person.full_name for person in training.people]
    training.registrations[1].sent = {"part": {"partner": f"  {names[2].upper()} "}}
    training.registrations[2].sent = {"part": {"partner": names[1]}}
    training.registrations[3].sent = {"part": {"partner": names[0]}}  # one-sided: no pair
    session = training.session(sign_up=True, places=2)
    alone, pair, other, last = (Door(training, n) for n in range(4))
    assert "Ваша пара" not in last.shown()
    assert f"Ваша пара: {names[2]}" in pair.shown()
    alone.act(session, "join")
    assert "вы в очереди, место 1" in pair.act(session, "join", together="1")
    assert "вы в очереди, место 1" in other.shown()
    # One place is left: a pair needs two, somebody behind it may have the one.
    assert "вы записаны" in last.act(session, "join")
    alone.act(session, "leave")
    assert letters() == []
    last.act(session, "leave")
    assert sorted(to for to, _subject in letters()) == [
        "Букварёва@example.org",
        "Веретенникова@example.org",
    ]
    assert "вы записаны" in other.shown()


def test_who_withdraws_or_is_refused_gives_the_places_up(training):
    session = training.session(sign_up=True, places=1)
    begun = training.session("Вчерашнее", after=-5, sign_up=True, places=1)
    doors = [Door(training, n) for n in range(4)]
    for door in doors[:3]:
        door.act(session, "join")
    rows = training.registrations
    for row in rows[:2]:
        seat = TrainingSeat(session_id=begun.id, registration=row)
        state = "taken" if row is rows[0] else "waiting"
        db.session.add(TrainingBooking(session=begun, state=state, asked_at=now(), seats=[seat]))
    db.session.commit()
    doors[0].client.post(f"{doors[0].mine}/withdraw")
    assert [to for to, subject in letters() if subject == "Вы записаны: Круги доверия"] == [
        "Букварёва@example.org"
    ]
    assert "вы в очереди, место 1" in doors[2].shown()
    refuse(rows[1], "Группа уже набрана.", at=now())
    db.session.commit()
    assert "вы записаны" in doors[2].shown()
    # Nobody is let into what has begun.
    assert "Вы записаны: Вчерашнее" not in [subject for _to, subject in letters()]
    reopen(rows[1])
    assert places_of([session])[session.id].used == 1


def test_what_is_refused_is_said(training):
    door = Door(training, 0)
    one, same = training.session(sign_up=True), training.session("Зеркало", sign_up=True)
    for_all, begun = training.session("Открытие"), training.session("Вчера", -5, sign_up=True)
    door.act(one, "join")
    assert "В это время занято: «Круги доверия»" in door.act(same, "join")
    assert "оно для всех" in door.act(for_all, "join")
    assert "уже началось" in door.act(begun, "join")
    training.registrations[0].state = "withdrawn"
    db.session.commit()
    assert door.client.post(f"{door.address}/{one.id}/leave").status_code == 404
    assert "Записаться можно с действующей заявкой" in door.shown()
    stranger = training.client.get(
        f"{training.base}/own/my-{training.registrations[1].id}/sessions"
    )
    assert stranger.status_code in (302, 403)


def test_more_places_or_a_withdrawal_let_the_line_in(training):
    session = training.session(sign_up=True, places=1)
    first, second, third = (Door(training, n) for n in range(3))
    for door in (first, second, third):
        door.act(session, "join")
    training.registrations[0].state = "withdrawn"
    db.session.commit()
    client, here = training.organize(), f"{training.base}/manage/programme/{session.id}"
    shown = words(client.get(here))
    assert "Кто записался 0 из 1" in shown
    assert "Отдать свободные места очереди" in shown
    client.post(f"{here}/fill")
    assert [to for to, _subject in letters()] == ["Букварёва@example.org"]
    assert "вы в очереди, место 1" in third.shown()


def test_an_application_that_was_brought_in_opens_for_its_organizer_and_its_owner(training):
    training.registrations[0].sent = {"part": {"role": "young"}}
    door = Door(training, 0)
    number = training.registrations[0].number
    page = training.organize().get(f"/manage/{training.event.slug}/registrations/{number}")
    assert page.status_code == 200
    assert training.people[0].last_name in words(page)
    assert "изменения, которые ещё не отправлены" not in words(door.client.get(door.mine))


def test_the_application_asks_who_one_is_and_leaves_the_work_out(training):
    event = training.event
    stage = event.stage("registration")
    stage.opens_at, stage.opened_at = now(), now()
    db.session.commit()
    applicant = Applicant(training.client, event)
    applicant.start()
    applicant.post("school", organization=applicant.school)
    assert "Выберите, кто вы." in words(applicant.post("part", partner="x"))
    wrong = applicant.post("part", role="juror")
    assert wrong.status_code == 422
    assert applicant.post("part", role="mentor", partner="Азбукина Дарья").status_code == 302
    applicant.post("nomination", nomination=applicant.nomination)
    applicant.post("consents", processing="y")
    check = words(applicant.get("check"))
    assert "Кто вы Наставник" in check
    assert "Название работы" not in check
    assert applicant.send().status_code == 302
    mine = words(applicant.get())
    assert "Ваша пара Азбукина Дарья" in mine
    assert "Работа" not in mine.split("Что отправлено")[1].split("Получена")[0]
