"""The hall's screen: whom it names, what it never tells, and the table that can stand still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from eventkit.db import db
from eventkit.entries.performances.queries import performances_of
from eventkit.results.screen.models import HallScreen
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.queries import sheet_of
from eventkit.scoring.setup_queries import criteria_of
from eventkit.scoring.sheets import reopen_sheet
from eventkit.testing.duets import Duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.testing.stages import staged_duet
from eventkit.web.clock import set_clock

NOON = datetime(2026, 3, 14, 3, 0, tzinfo=UTC)
NAMES = ("Камертон", "Компас", "Два крыла")


class Hall:
    """Three pairs before two jurors; the screen is open, the time stands until it is moved."""

    def __init__(self, app, client) -> None:
        self.at = NOON
        set_clock(lambda: self.at)
        self.duet: Duet = staged_duet(pairs=3, jurors=2)
        self.slug = self.duet.event.slug
        self.ids = [one.id for one in performances_of(self.duet.trials[0])]
        self.office = client
        sign_in(client, create_account(roles={self.duet.event.id: "organizer"}))
        client.post(f"/manage/{self.slug}/screen")
        self.wall = app.test_client()
        self.seen = [""] * len(self.ids)

    @property
    def address(self) -> str:
        screen = db.session.get(HallScreen, self.duet.event.id, populate_existing=True)
        assert screen is not None
        return f"/events/{self.slug}/live/{screen.key}"

    def shows(self) -> str:
        """What stands on the wall now."""
        answer = self.wall.get(f"{self.address}/state")
        assert answer.status_code == 200
        return words(answer)

    def press(self, slot: int, verb: str, **data: object) -> None:
        key = f"{verb}-{slot}-{self.at.timestamp()}"
        sent = {"key": key, "verb": verb, "seen": self.seen[slot]} | data
        self.office.post(f"/manage/{self.slug}/live/{self.ids[slot]}", data=sent)
        self.seen[slot] = key

    def send(self, juror: int, entry: int, below: int) -> None:
        """A juror's sheet of the first trial, each mark so many steps below its most."""
        task = self.duet.task(juror, entry, 0)
        scale = criteria_of(task.trial)
        enter_sheet(task, {c.code: c.maximum - c.step * below for c in scale}, source="screen")
        db.session.commit()

    def table(self, kind: str) -> None:
        answer = self.office.post(f"/manage/{self.slug}/screen/table", data={"table": kind})
        assert answer.status_code == 302


@pytest.fixture
def hall(app, client) -> Hall:
    return Hall(app, client)


def test_nobody_is_named_before_the_first_call_then_who_is_on_and_next(hall):
    assert "Скоро начнём" in hall.shows()
    assert not any(name in hall.shows() for name in NAMES)
    hall.press(0, "call")
    told = hall.shows()
    assert "приглашаем на сцену" in told
    assert "Камертон" in told
    assert "Следующие Компас" in told
    hall.press(0, "start")
    hall.at += timedelta(minutes=7, seconds=30)
    assert "7:30 из 7:00" in hall.shows()
    hall.press(0, "stop")
    assert "Компас" in hall.shows()
    assert "готовятся к выступлению" in hall.shows()
    for slot in (1, 2):
        hall.press(slot, "absent")
    assert "Выступления закончены" in hall.shows()


def test_without_the_table_no_point_reaches_the_wall(hall):
    for entry in range(3):
        hall.send(0, entry, entry)
        hall.press(entry, "start")
        hall.at += timedelta(minutes=9)
        hall.press(entry, "stop")
    whole = words(hall.wall.get(hall.address)) + hall.shows()
    assert "Таблица" not in whole
    assert "балл" not in whole.replace("баллы не снимаются", "")
    assert not any(points in whole for points in ("20", "17,5", "15"))


def test_the_table_goes_live_stands_still_and_goes_on(hall):
    hall.table("live")
    assert "Таблица" not in hall.shows()
    hall.send(0, 0, 2)
    assert "1 Камертон 15" in hall.shows()
    hall.send(0, 1, 1)
    assert "1 Компас 17,5 2 Камертон 15" in hall.shows()
    hall.at += timedelta(minutes=1)
    hall.office.post(f"/manage/{hall.slug}/screen/freeze", data={"at": ""})
    hall.at += timedelta(minutes=1)
    hall.send(0, 2, 0)
    hall.send(1, 0, 0)
    reopen_sheet(sheet_of(hall.duet.task(0, 1, 0).id))
    db.session.commit()
    told = hall.shows()
    assert "1 Компас 17,5 2 Камертон 15" in told
    assert "Два крыла" not in told
    assert "заморожена с 12:01" in told
    hall.office.post(f"/manage/{hall.slug}/screen/unfreeze")
    # Камертон: the mean of 15 and 20; the sheet of «Компас» is a draft again.
    assert "1 Два крыла 20 2 Камертон 17,5" in hall.shows()


def test_a_time_put_right_behind_the_freeze_moves_nothing(hall):
    """8:20 costs a point of 20; 10:20 and no time at all come after the freeze."""
    hall.table("live")
    for entry in (0, 1):
        hall.send(0, entry, 0)
        hall.press(entry, "start")
        hall.at += timedelta(minutes=8, seconds=20)
        hall.press(entry, "stop")
    assert "1 Камертон 19 1 Компас 19" in hall.shows()
    hall.at += timedelta(seconds=1)
    hall.office.post(f"/manage/{hall.slug}/screen/freeze", data={"at": ""})
    hall.at += timedelta(seconds=1)
    hall.press(0, "correct", time="10:20", reason="По второму секундомеру")
    hall.press(1, "repeat", reason="Погас свет")
    assert "1 Камертон 19 1 Компас 19" in hall.shows()
    hall.office.post(f"/manage/{hall.slug}/screen/unfreeze")
    assert "1 Компас 20 2 Камертон 17" in hall.shows()


def test_a_freeze_may_lie_ahead_and_comes_by_itself(hall):
    hall.table("live")
    hall.send(0, 0, 2)
    hall.office.post(f"/manage/{hall.slug}/screen/freeze", data={"at": "12:30"})
    hall.at = NOON + timedelta(minutes=29)
    hall.send(0, 1, 1)
    before = hall.wall.get(f"{hall.address}/state")
    assert "Компас 17,5" in words(before)
    hall.at = NOON + timedelta(minutes=31)
    after = hall.wall.get(
        f"{hall.address}/state", headers={"If-None-Match": before.headers["ETag"]}
    )
    assert "заморожена с 12:30" in words(after)
    hall.send(0, 2, 0)
    assert "Два крыла 20" not in hall.shows()


def test_after_each_trial_means_that_its_last_sheet_is_in(hall):
    hall.table("after_trial")
    for entry in range(3):
        hall.press(entry, "start")
        hall.at += timedelta(minutes=5)
        hall.press(entry, "stop")
        hall.send(0, entry, entry)
        hall.send(1, entry, entry) if entry < 2 else None
    assert "Таблица" not in hall.shows()
    hall.send(1, 2, 2)
    assert "1 Камертон 20 2 Компас 17,5 3 Два крыла 15" in hall.shows()


def test_sixty_screens_ask_for_nearly_nothing(hall, count_queries):
    hall.table("live")
    hall.send(0, 0, 2)
    first = hall.wall.get(f"{hall.address}/state")
    with count_queries() as sent:
        again = hall.wall.get(
            f"{hall.address}/state", headers={"If-None-Match": first.headers["ETag"]}
        )
    assert (again.status_code, again.data) == (304, b"")
    assert len(sent) <= 5


def test_the_address_is_a_secret_that_can_be_changed(hall, app):
    old = hall.address
    assert hall.wall.get(f"/events/{hall.slug}/live/guess").status_code == 404
    assert hall.wall.get(old).status_code == 200
    hall.office.post(f"/manage/{hall.slug}/screen")
    assert hall.wall.get(old).status_code == 404
    assert hall.wall.get(hall.address).status_code == 200
    secretary = app.test_client()
    sign_in(secretary, create_account(roles={hall.duet.event.id: "secretary"}))
    page = f"/manage/{hall.slug}/screen"
    assert "Меняет организатор." in words(secretary.get(page))
    assert secretary.post(f"{page}/table", data={"table": "live"}).status_code == 403
    wrong = hall.office.post(f"{page}/table", data={"table": "all"})
    assert wrong.status_code == 422
    assert hall.office.post(f"{page}/freeze", data={"at": "25:99"}).status_code in (302, 422)
