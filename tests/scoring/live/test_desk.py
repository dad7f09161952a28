"""The day at the desk: what the secretary presses, what becomes of it, who is told what."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.performances.operations import set_order
from eventkit.entries.performances.queries import performances_of
from eventkit.journal.models import JournalLine
from eventkit.juries.draw.queries import is_begun
from eventkit.juries.models import Assignment
from eventkit.scoring.live.models import LiveAct, LiveState
from eventkit.scoring.operations import enter_sheet
from eventkit.scoring.setup_queries import criteria_of
from eventkit.scoring.timing.models import PerformanceTime
from eventkit.testing.duets import Duet
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import enter_by_link
from eventkit.testing.pages import words
from eventkit.testing.stages import staged_duet
from eventkit.web.clock import set_clock

NOON = datetime(2026, 3, 14, 3, 0, tzinfo=UTC)
"""12:00 in Yakutsk, on the day of the first trial."""
LIMIT = 7 * 60
"""Of the visiting card by the preset; a point for each full minute beyond."""


class Hall:
    """A contest of three pairs on the stage of its first trial, with a clock that one may turn."""

    def __init__(self) -> None:
        self.duet: Duet = staged_duet(pairs=3, jurors=2)
        self.event = self.duet.event
        self.slots = performances_of(self.duet.trials[0])
        self.ids = [slot.id for slot in self.slots]
        self.address = f"/manage/{self.event.slug}/live"
        self.at = NOON
        self.number = 0
        db.session.commit()
        set_clock(lambda: self.at)

    def later(self, **time: float) -> None:
        self.at += timedelta(**time)

    def press(self, client, slot: int, verb: str, **data: object) -> dict[str, str]:
        """A press by a script that has seen what came before; returns what it was told."""
        self.number += 1
        key = str(data.pop("key", f"press {self.number}"))
        sent = {"key": key, "verb": verb, "seen": self.last(slot)} | data
        answer = client.post(
            f"{self.address}/{self.ids[slot]}", data=sent, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def last(self, slot: int) -> str:
        state = db.session.get(LiveState, self.ids[slot], populate_existing=True)
        return state.last_key if state else ""

    def state(self, slot: int) -> str:
        state = db.session.get(LiveState, self.ids[slot], populate_existing=True)
        return state.state if state else "waiting"

    def noted(self) -> dict[str, int]:
        rows = db.session.scalars(select(PerformanceTime)).all()
        return {row.entry.code: row.seconds for row in rows}


@pytest.fixture
def hall(app) -> Hall:
    return Hall()


@pytest.fixture
def at_desk(app, hall) -> Callable[[str], object]:
    """Somebody of the staff with a name and a role, signed in in a browser of their own."""

    def come(surname: str, role: str = "secretary"):
        person = create_person(last_name=surname, first_name="Инна", patronymic="Львовна")
        client = app.test_client()
        sign_in(client, create_account(person, roles={hall.event.id: role}))
        return client

    return come


@pytest.fixture
def secretary(at_desk):
    return at_desk("Счётова")


def test_a_performance_from_the_call_to_its_penalty(hall, secretary):
    page = words(secretary.get(hall.address))
    assert "Камертон" in page
    assert "из 7:00" in page
    hall.press(secretary, 0, "call")
    hall.press(secretary, 0, "start")
    hall.later(minutes=8, seconds=20, milliseconds=900)
    live = words(secretary.get(f"{hall.address}/state"))
    assert "8:20" in live
    assert "сверх регламента 1:20, снимут 1 балл" in live
    assert hall.press(secretary, 0, "stop") == {"outcome": "applied", "message": ""}
    assert hall.noted() == {"Д-1": 500}
    lines = db.session.scalars(select(JournalLine.act).order_by(JournalLine.id))
    acts = [act for act in lines if act.startswith("live.")]
    assert acts == ["live.call", "live.start", "live.stop"]
    done = words(secretary.get(hall.address))
    assert "сверх регламента 1:20, снимут 1 балл" in done
    assert "1 из 3" in done
    assert "Счётова И. Л." in done


def test_what_the_device_measured_stands_however_late_it_comes(hall, secretary):
    """Start and stop wait for the network for ten minutes; the stopwatch showed 6:05,4.

    By the server's reckoning it was a second and a half more: a slow line, not the pair.
    """
    hall.later(minutes=10)
    ages = {"age_ms": 9 * 60_000}
    assert hall.press(secretary, 0, "start", key="a", **ages)["outcome"] == "applied"
    sent = {"age_ms": 9 * 60_000 - 366_900, "own_ms": 365_400}
    assert hall.press(secretary, 0, "stop", key="b", seen="a", **sent)["outcome"] == "applied"
    assert hall.noted() == {"Д-1": 365}
    act = db.session.scalars(select(LiveAct).filter_by(key="b")).one()
    assert act.pressed_at == NOON + timedelta(minutes=1, milliseconds=366_900)
    assert act.server_ms == 366_900
    # The answer was lost on the way: the same press again changes nothing and is told the same.
    before = db.session.scalars(select(JournalLine.number).order_by(JournalLine.id)).all()
    assert hall.press(secretary, 0, "stop", key="b", seen="a", **sent)["outcome"] == "applied"
    assert db.session.scalars(select(JournalLine.number).order_by(JournalLine.id)).all() == before


def test_time_runs_on_through_pauses_reloads_and_other_devices(hall, secretary, at_desk):
    hall.press(secretary, 0, "start")
    hall.later(seconds=100)
    hall.press(secretary, 0, "pause", own_ms=100_000)
    hall.later(seconds=60)
    assert "1:40" in words(secretary.get(f"{hall.address}/state"))
    hall.press(secretary, 0, "resume")
    hall.later(seconds=50)
    # Another device, which has measured nothing itself, stops: the server's clock says 2:30.
    assert hall.press(at_desk("Сменова"), 0, "stop")["outcome"] == "applied"
    assert hall.noted() == {"Д-1": 150}


def test_two_at_the_desk_do_not_overwrite_each_other(hall, secretary, at_desk):
    other = at_desk("Вторникова")
    hall.press(secretary, 0, "start", key="first")
    hall.later(minutes=3)
    hall.press(other, 0, "stop", own_ms=176_000, key="theirs")
    hall.later(seconds=5)
    told = hall.press(secretary, 0, "stop", own_ms=185_000, seen="first")
    assert told["outcome"] == "refused"
    said = told["message"]
    assert "В 12:03 уже нажато «Стоп» (Вторникова И. Л.)." in said
    assert "ваш секундомер показал 3:05" in said
    assert hall.noted() == {"Д-1": 176}
    # What was measured is kept beside, struck through; where the stopwatches differ it is said.
    page = words(secretary.get(hall.address))
    assert "не применено" in page
    assert "2:56 (по серверу 3:00)" in page


def test_the_stage_holds_one_pair_and_order_of_presses_is_kept(hall, secretary):
    hall.press(secretary, 0, "start")
    told = hall.press(secretary, 1, "start")
    assert told == {
        "outcome": "refused",
        "message": "На сцене «Камертон». Сначала закончите это выступление.",
    }
    told = hall.press(secretary, 0, "start")
    assert "состояние выступления – «выступает»" in told["message"]


def test_a_technical_repeat_strikes_the_run_and_keeps_it(hall, secretary):
    hall.press(secretary, 0, "start")
    hall.later(minutes=4, seconds=12)
    hall.press(secretary, 0, "stop", own_ms=252_000)
    assert hall.press(secretary, 0, "repeat")["message"].startswith("Напишите причину")
    hall.press(secretary, 0, "repeat", reason="Погас свет")
    assert hall.noted() == {}
    page = secretary.get(hall.address)
    assert '<s class="tn">4:12</s> Погас свет' in page.text
    assert "попытка 2" in words(page)
    hall.press(secretary, 0, "start")
    hall.later(minutes=5)
    hall.press(secretary, 0, "stop", own_ms=300_000)
    assert hall.noted() == {"Д-1": 300}


def test_undoing_brings_back_what_was_also_the_running_clock(hall, secretary):
    hall.press(secretary, 0, "start")
    hall.later(minutes=2)
    hall.press(secretary, 0, "stop", own_ms=120_000)
    hall.later(seconds=30)
    assert hall.press(secretary, 0, "undo")["outcome"] == "applied"
    assert (hall.state(0), hall.noted()) == ("running", {})
    hall.later(seconds=30)
    assert "3:00" in words(secretary.get(f"{hall.address}/state"))
    hall.press(secretary, 0, "undo")
    assert hall.state(0) == "waiting"
    assert hall.press(secretary, 0, "undo")["message"] == "Отменять нечего."


def test_a_press_by_mistake_that_was_undone_leaves_the_order_free(hall, secretary):
    hall.press(secretary, 0, "start")
    assert is_begun(hall.duet.trials[:1])
    hall.press(secretary, 0, "undo")
    assert not is_begun(hall.duet.trials[:1])


def test_whoever_did_not_come_owes_no_sheet_until_they_come(hall, secretary):
    begun, free = hall.duet.task(0, 1, 0), hall.duet.task(1, 1, 0)
    marks = {criteria_of(hall.duet.trials[0])[0].code: 3}
    enter_sheet(begun, marks, source="screen", submitted=False)
    free_juror, place = free.juror_id, (free.entry_id, free.trial_id)
    db.session.commit()

    def jurors() -> list[int]:
        query = select(Assignment.juror_id).filter_by(entry_id=place[0], trial_id=place[1])
        return sorted(db.session.scalars(query))

    everybody = jurors()
    told = hall.press(secretary, 1, "absent")
    assert "Начатых листов: 1." in told["message"]
    assert free_juror not in jurors()
    assert len(jurors()) == 1
    hall.press(secretary, 1, "back")
    assert jurors() == everybody
    hall.press(secretary, 1, "undo")
    assert len(jurors()) == 1
    hall.press(secretary, 1, "undo")
    assert (jurors(), hall.state(1)) == (everybody, "waiting")


def test_time_put_right_by_hand_and_time_typed_meanwhile(hall, secretary):
    hall.press(secretary, 0, "start")
    hall.later(minutes=6)
    hall.press(secretary, 0, "stop")
    assert hall.press(secretary, 0, "correct", reason="Сбой", time="6:5")["message"].startswith(
        "Напишите минуты и секунды"
    )
    hall.press(secretary, 0, "correct", reason="По второму секундомеру", time="5:58")
    assert hall.noted() == {"Д-1": 358}
    # Someone types the time of the second pair on the sheet of times while it performs.
    hall.press(secretary, 1, "start")
    cell = f"t{hall.duet.entries[1].id}_{hall.duet.trials[0].id}"
    secretary.post(f"/manage/{hall.event.slug}/times", data={cell: "4:00"})
    hall.later(minutes=5)
    told = hall.press(secretary, 1, "stop")
    assert told["message"] == "Вручную записано другое время: 4:00. Оно осталось."
    assert hall.noted() == {"Д-1": 358, "Д-2": 240}


def test_a_replacement_is_written_down(hall, secretary):
    hall.press(secretary, 0, "replaced", reason="Вместо Начинаевой выходит Заменова")
    page = words(secretary.get(hall.address))
    assert "Замена: Вместо Начинаевой выходит Заменова" in page
    line = db.session.scalars(select(JournalLine).filter_by(act="live.replaced")).one()
    assert "Начинаевой" not in json.dumps(line.data, ensure_ascii=False)


def test_buttons_work_without_a_script(hall, secretary):
    address = f"{hall.address}/{hall.ids[0]}"
    answer = secretary.post(
        address, data={"key": "x", "verb": "start", "seen": ""}, follow_redirects=True
    )
    assert "Записано." in words(answer)
    answer = secretary.post(address, data={"verb": "dance"}, follow_redirects=True)
    assert "Страница устарела." in words(answer)
    assert hall.state(0) == "running"


def test_sheets_come_in_and_nothing_new_costs_nothing(hall, secretary, count_queries):
    state = f"{hall.address}/state"
    first = secretary.get(state)
    assert "отправлено 0 из 6" in words(first)
    task = hall.duet.task(0, 0, 0)
    scale = criteria_of(hall.duet.trials[0])
    enter_sheet(task, {c.code: c.maximum - 1 for c in scale}, source="screen")
    db.session.commit()
    second = secretary.get(state, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "отправлено 1 из 6" in words(second)
    assert "<b>15</b>" in second.text  # of 20: a point off each of five criteria
    with count_queries() as sent:
        third = secretary.get(state, headers={"If-None-Match": second.headers["ETag"]})
    assert (third.status_code, third.data) == (304, b"")
    few = len(sent)
    assert few <= 12
    with count_queries() as sent:
        secretary.get(f"{state}?trial={hall.duet.trials[0].id}")
    for_three = len(sent)
    more = staged_duet(pairs=6, jurors=3)
    sign_in(secretary, create_account(roles={more.event.id: "secretary"}))
    with count_queries() as sent:
        page = secretary.get(f"/manage/{more.event.slug}/live/state?trial={more.trials[0].id}")
    assert page.status_code == 200
    assert len(sent) <= for_three


def test_a_juror_is_told_who_is_on_and_led_to_the_sheet(app, hall, secretary):
    juror = app.test_client()
    enter_by_link(juror, hall.duet.jurors[1])
    assert "Сейчас выступает" not in words(juror.get("/jury"))
    hall.press(secretary, 1, "call")
    assert "На сцену вызваны: Компас" in words(juror.get("/jury/now"))
    hall.press(secretary, 1, "start")
    page = juror.get("/jury")
    assert "Сейчас выступает: Компас" in words(page)
    assert f"/jury/sheets/{hall.duet.task(1, 1, 0).id}" in page.text
    hall.event.is_blind = True
    assert "Сейчас выступает: Д-2" in words(juror.get("/jury/now"))
    assert app.test_client().get("/jury/now").status_code == 204


def test_where_all_are_on_at_once_one_stopwatch_serves_them(hall, secretary):
    for slot in hall.slots:
        slot.together = True
    hall.press(secretary, 2, "absent")
    hall.press(secretary, 0, "start", key="all")
    hall.later(minutes=6)
    assert hall.press(secretary, 1, "stop", own_ms=359_000)["outcome"] == "applied"
    assert hall.noted() == {"Д-1": 359, "Д-2": 359}
    assert hall.state(2) == "absent"
    hall.press(secretary, 0, "undo")
    assert (hall.state(0), hall.state(1), hall.noted()) == ("running", "running", {})


def test_what_was_noted_of_a_pair_that_leaves_the_order_is_kept(hall, secretary):
    hall.press(secretary, 0, "start")
    hall.press(secretary, 0, "stop", own_ms=5000)
    set_order(hall.duet.trials[0], hall.duet.entries[1:])
    db.session.commit()
    assert "Камертон" not in words(secretary.get(hall.address))
    assert [act.verb for act in db.session.scalars(select(LiveAct))] == ["start", "stop"]


def test_an_observer_and_a_stranger_press_nothing(app, hall, at_desk):
    watcher = at_desk("Смотрова", "observer")
    assert watcher.get(hall.address).status_code == 403
    assert watcher.post(f"{hall.address}/{hall.ids[0]}", data={}).status_code == 403
