"""A juror's own hours, and whose duty the order and the times are before a day on stage."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from eventkit.db import db
from eventkit.juries.draw.operations import draw_by_seed, seal_tickets
from eventkit.juries.timetable.operations import lay_out, show
from eventkit.juries.timetable.slots import Layout
from eventkit.testing.duets import Duet, judged_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import enter_by_link
from eventkit.testing.pages import words
from eventkit.web.clock import set_clock

pytestmark = pytest.mark.database
NINE = datetime(2026, 4, 20, 9, 0, tzinfo=ZoneInfo("Asia/Yakutsk"))


@pytest.fixture
def duet(app: Flask) -> Duet:
    """Three pairs, two jurors, four trials; the first is held on 20 April, the others later."""
    made = judged_duet(3, 2, timezone="Asia/Yakutsk")
    for number, trial in enumerate(made.trials):
        trial.opens_at = NINE.replace(hour=0) + timedelta(days=10 * number)
        trial.closes_at = trial.opens_at + timedelta(days=1)
    db.session.commit()
    return made


def calendar(client: FlaskClient, duet: Duet) -> list[Any]:
    answer = client.get(f"/jury/calendar/{duet.jurors[1].id}.ics")
    assert answer.mimetype == "text/calendar"
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def test_a_juror_takes_the_own_hours_home(client: FlaskClient, duet: Duet) -> None:
    """Three performances of 20 minutes from 9:00, one of them not the juror's: two lines of text.

    The order by the seed is whatever it is; the first of it is withdrawn from the juror's tasks,
    so the juror sits from 9:20 to 10:00.
    """
    draw = draw_by_seed(duet.event, "17", step=0)
    lay_out(duet.trials[0], Layout(NINE, 20), "Актовый зал")
    gone, *mine = draw.order
    number = next(n for n, entry in enumerate(duet.entries) if entry.code == gone)
    duet.task(1, number, 0).state = "annulled"
    enter_by_link(client, duet.jurors[1])
    set_clock(lambda: NINE + timedelta(minutes=60))
    assert "Когда и где" not in words(client.get("/jury"))  # the last of them is over
    set_clock(lambda: NINE + timedelta(minutes=59))
    page = words(client.get("/jury"))
    assert "Когда и где 20 апреля, 09:20–10:00 · Актовый зал Визитная карточка" in page
    (sitting,) = calendar(client, duet)
    assert sitting["DTSTART"].dt == NINE + timedelta(minutes=20)
    assert sitting["DTEND"].dt == NINE + timedelta(minutes=60)
    assert sitting["LOCATION"] == "Актовый зал"
    assert sitting["DESCRIPTION"] == f"09:20 {mine[0]}\n09:40 {mine[1]}"
    title = duet.trials[0].title
    assert sitting["SUMMARY"] == f"{title}, жюри"
    lay_out(duet.trials[0], Layout(NINE + timedelta(hours=2), 20), "Малый зал")
    db.session.commit()
    (moved,) = calendar(client, duet)
    assert moved["UID"] == sitting["UID"]
    assert moved["LOCATION"] == "Малый зал"


def test_nobody_takes_the_hours_of_another_juror(client: FlaskClient, duet: Duet) -> None:
    enter_by_link(client, duet.jurors[0])
    strange = client.get(f"/jury/calendar/{duet.jurors[1].id}.ics")
    assert strange.status_code == 302
    assert "VCALENDAR" not in strange.text


def test_a_juror_costs_the_same_for_one_sitting_and_for_four(
    client: FlaskClient, duet: Duet, count_queries: Any
) -> None:
    draw_by_seed(duet.event, "17", step=0)
    enter_by_link(client, duet.jurors[1])
    costs = []
    for trials in (duet.trials[:1], duet.trials):
        for trial in trials:
            lay_out(trial, Layout(NINE, 20))
        db.session.commit()
        db.session.expire_all()
        with count_queries() as sent:
            found = calendar(client, duet)
        costs.append((len(found), len(sent)))
    assert costs == [(1, costs[0][1]), (4, costs[0][1])]


def test_order_and_times_are_a_duty_when_the_day_is_near(client: FlaskClient, duet: Duet) -> None:
    """Seven days before 20 April the order is due, then the times, then that visitors see them."""
    address = f"/manage/{duet.event.slug}"
    sign_in(client, create_account(roles={duet.event.id: "secretary"}))

    def said(day: int) -> str:
        db.session.commit()
        set_clock(lambda: NINE.replace(day=day))
        return words(client.get(address))

    first = duet.trials[0].title
    assert "Жеребьёвка" not in said(12).split("Требует внимания")[1]
    due = f"Начало 20 апреля: {first}. Дело организатора или секретаря."
    assert f"Жеребьёвка не проведена. {due} Провести жеребьёвку" in said(13)
    draw = seal_tickets(duet.event, step=0)
    assert "Жеребьёвка не закончена." in said(14)
    draw.replaced_at = NINE
    draw_by_seed(duet.event, "17", step=0, reason="Билеты потеряны")
    lacking = f"Расписание не готово. Без времени выступлений: {first}. {due}"
    assert f"{lacking} Открыть расписание" in said(15)
    lay_out(duet.trials[0], Layout(NINE, 20))
    assert "Расписание не показано. Время назначено, но посетители его не видят." in said(16)
    show(duet.event, True)
    assert "Расписание не" not in said(17)
    # On the 22nd the first is over, the second is eight days ahead; then it is seven.
    assert "Расписание не" not in said(22)
    assert f"Без времени выступлений: {duet.trials[1].title}." in said(23)
