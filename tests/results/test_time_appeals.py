"""An appeal about a stopwatch: the ground, the correction, the places; all numbers by hand."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.refusals import RefusalError
from eventkit.journal.models import JournalLine
from eventkit.journal.queries import verify
from eventkit.results import queries
from eventkit.results.appeals.changes import Changes
from eventkit.results.appeals.decision_operations import Verdict, decide_appeal, name_commission
from eventkit.results.appeals.models import Appeal
from eventkit.results.operations import calculate, publish
from eventkit.scoring.timing.operations import note_time
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event
from tests.results.appeals import (
    PUBLISHED,
    TABLE,
    at,
    author,
    entry_of,
    filed,
    person_of,
    published_contest,
    sheet,
    staff,
)

# Means: Э-1 80, Э-2 65, Э-3 70. Seven minutes are given, a full minute beyond costs 1,5 points.
# Э-3 took 11:10, four full minutes too long: 70 − 6 = 64, so it is third behind Э-2.
# In truth it took 8:10, one full minute too long: 70 − 1,5 = 68,5, and it is second.
LIMITS = {"time_limits": {"": 420}, "overtime_rule": {"points": "1.5"}}
ANSWER = "Сверили с записью: выступление длилось 8:10."


@pytest.fixture
def event(app: Flask) -> Event:
    at(PUBLISHED)
    rules = {"winner_min_percent": 75, "prize_min_percent": 60, **LIMITS}
    made = create_judged_event(TABLE, rules=rules, criteria=(("K1", 50), ("K2", 50)), appeal_days=3)
    note_time(entry_of(made, "Э-3"), made.trials[0], 670)
    note_time(entry_of(made, "Э-1"), made.trials[0], 420)
    publish(calculate(made, "account:1"), actor="account:1", protocol_number="1")
    db.session.commit()
    return made


def places(event: Event) -> dict[str, tuple[str, str]]:
    """Value and place of the first nomination's works in the latest calculation."""
    rows = queries.standings(queries.calculation(event))
    return {
        row.entry.code: (str(row.value), row.place_shown) for row in rows if row.entry.code != "Э-4"
    }


def decided(appeal: Appeal, outcome: str, **times: int) -> None:
    trial = appeal.event.trials[0]
    changes = Changes(times={trial.id: times["seconds"]} if times else {})
    decide_appeal(appeal, Verdict(outcome, ANSWER, date(2025, 11, 15), "А-1", changes))


def test_time_beyond_the_limit_costs_points_and_the_author_is_told(
    app: Flask, event: Event
) -> None:
    assert places(event) == {"Э-1": ("80", "1"), "Э-2": ("65", "2"), "Э-3": ("64", "3")}
    client, own = author(app, event, "Э-3")
    told = words(client.get(f"{own}/result"))
    assert (
        "Выступление длилось 11:10 при регламенте 7:00, за это снято 6 баллов: 70,00 − 6 = 64,00."
        in told
    )
    client, own = author(app, event, "Э-1")
    assert "Выступление длилось" not in words(client.get(f"{own}/result"))


def test_the_author_appeals_and_the_commission_corrects_the_stopwatch(
    app: Flask, event: Event
) -> None:
    client, own = author(app, event, "Э-3")
    assert "Время выступления" in words(client.get(f"{own}/appeals/new"))
    sent = {"kind": "time", "criterion": "", "ground": "Секундомер не остановили."}
    page = words(client.post(f"{own}/appeals/new", data=sent, follow_redirects=True))
    assert "Апелляция № 1 ждёт решения" in page
    appeal = db.session.scalars(select(Appeal)).one()
    name_commission(appeal, [person_of(event, 3)])
    db.session.commit()
    organizer, address = staff(app, event), f"/manage/{event.slug}/results/appeals/1"
    page = words(organizer.get(address))
    assert "регламент 7:00" in page
    name = f"time{event.trials[0].id}"
    typed = {name: "8:10", "outcome": "accepted", "answer": ANSWER, "considered_on": "15.11.2025"}

    looked = words(organizer.post(f"{address}/decision", data={**typed, "act": "preview"}))
    assert "сейчас 64,00, был бы 68,50" in looked
    assert places(event)["Э-3"] == ("64", "3")

    wrong = organizer.post(f"{address}/decision", data={**typed, name: "8.75", "act": "settle"})
    assert wrong.status_code == 422
    assert "Напишите минуты и секунды через двоеточие" in words(wrong)
    assert 'value="8.75"' in wrong.text

    answer = organizer.post(f"{address}/decision", data={**typed, "act": "settle"})
    assert answer.status_code == 302
    db.session.expire_all()
    assert places(event) == {"Э-1": ("80", "1"), "Э-2": ("65", "3"), "Э-3": ("137/2", "2")}
    assert "время было 11:10, стало 8:10" in words(organizer.get(address))
    noted = select(JournalLine).filter_by(act="time.noted").order_by(JournalLine.id)
    lines = db.session.scalars(noted).all()
    assert lines[-1].data["source"] == f"appeal:{appeal.id}"
    assert (lines[-1].data["before"], lines[-1].data["seconds"]) == (670, 490)
    assert verify() == []


def test_what_a_decision_about_time_may_not_do(event: Event) -> None:
    appeal = filed(event, "Э-3", kind="time")
    name_commission(appeal, [person_of(event, 3)])
    db.session.commit()
    with pytest.raises(RefusalError, match="время прежнее"):
        decided(appeal, "accepted")
    with pytest.raises(RefusalError, match="листы изменены"):
        decided(appeal, "rejected", seconds=490)
    db.session.rollback()
    marks = Changes({sheet(event, "Э-3", 1).id: {"K1": 40}})
    with pytest.raises(RefusalError, match="баллы не исправляют"):
        decide_appeal(appeal, Verdict("accepted", ANSWER, date(2025, 11, 15), "А-1", marks))
    db.session.rollback()
    decided(appeal, "rejected")
    assert (appeal.state, appeal.outcome) == ("rejected", None)
    slip = filed(event, "Э-3")
    name_commission(slip, [person_of(event, 3)])
    with pytest.raises(RefusalError, match="только по апелляции о времени"):
        decided(slip, "accepted", seconds=490)


def test_without_limits_there_is_no_such_ground(app: Flask) -> None:
    event = published_contest()
    client, own = author(app, event)
    assert "Время выступления" not in words(client.get(f"{own}/appeals/new"))
    with pytest.raises(RefusalError, match="не ограничено"):
        filed(event, kind="time")
