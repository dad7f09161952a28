"""A quest of four stations and two teams that a test plays."""

import re
from datetime import date, timedelta

import pytest

from eventkit.db import db
from eventkit.events.operations import create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.web.clock import now, set_clock
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.queries import result_of_team
from eventkit_quest.running import board

WORD = {"code": "S1", "title": "Шифр", "kind": "code", "maximum": "10"}
WORD["answers"] = [{"id": "a1", "kind": "word", "accepted": ["рефлексия"]}]
MARK = {"code": "S2", "title": "Сценка", "kind": "judged", "maximum": "10"}
MARK["criteria"] = [
    {"code": "K1", "title": "Смысл", "maximum": "5", "step": "1"},
    {"code": "K2", "title": "Игра", "maximum": "5", "step": "0.5"},
]
TEXT = {"code": "S3", "title": "Письмо", "kind": "code", "maximum": "5"}
TEXT["answers"] = [{"id": "a1", "kind": "text"}]
QUIZ = {"code": "S4", "title": "Викторина", "kind": "quiz", "per_question": "0.5"}
DAY = timedelta(days=1)


class Game:
    """A quest of four stations and two teams, its organizer signed in."""

    def __init__(self, client):
        self.client, self.hour = client, timedelta()
        self.event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
        rules = {"hint_cost": [1, 2], "control_time_minutes": 60}
        rules |= {"tie_break": ["time_seconds_asc"]}
        stations = [WORD, MARK, TEXT, QUIZ]
        game = {"format": "eventkit-quest", "version": 1, "title": "Тайна звонка"}
        set_up_quest(self.event, game | {"rules": rules, "stations": stations})
        self.member, mate = create_person(), create_person(last_name="Звонкова")
        self.one = add_team(self.event, "Маяк", code="К1", members=[self.member, mate])
        self.two = add_team(self.event, "Ёлки", code="К2")
        set_stage_times(self.event.stage("registration"), now() - 2 * DAY, now() - DAY)
        publish_event(self.event)
        self.organizer = create_account(roles={self.event.id: "organizer"})
        db.session.commit()
        self.base = f"/quest/{self.event.slug}"
        sign_in(client, self.organizer)

    def press(self, act):
        return self.client.post(f"{self.base}/manage/run/{act}", follow_redirects=True)

    def about(self, entry, act="", **data):
        typed = {f"{act}-{name}" if name != "seen" else name: v for name, v in data.items()}
        return self.client.post(
            f"{self.base}/manage/teams/{entry.id}/{act}", data=typed, follow_redirects=True
        )

    def send(self, entry, kind, number, **more):
        parcel = {"id": f"{entry.code}-{number}", "team": entry.code, "type": kind}
        answer = receive(self.event, [parcel | {"ts": now().isoformat(), "device": "т"} | more])
        assert answer.accepted
        db.session.commit()

    def result(self, entry):
        return result_of_team(self.event, entry)

    def host(self, station, name="Мария Петровна"):
        shown = self.client.post(
            f"{self.base}/manage/hosts", data={"name": name, "station": station}
        )
        return re.search(rf"{self.base}/host/[\w-]+", shown.text)[0]


@pytest.fixture
def game(client):
    board._kept.clear()
    return Game(client)


@pytest.fixture
def clock():
    """A clock that a test moves on."""
    moment = now().replace(microsecond=0)

    class Clock:
        def go(self, **by):
            nonlocal moment
            moment += timedelta(**by)

    set_clock(lambda: moment)
    yield Clock()
    set_clock(None)
