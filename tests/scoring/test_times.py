"""The stopwatch's sheet and the rule about time, as the organizer and the secretary use them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.hooks import CriterionPreset
from eventkit.scoring.criteria_operations import add_criterion, add_trial
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.timing.models import PerformanceTime
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event
from eventkit.web.fields import read_duration
from eventkit.web.i18n import duration

TABLE: dict[str, Any] = {"N1": {"Э-1": ((5,),), "Э-2": ((6,),)}}
LIMITS = {"time_limits": {"": 120}, "overtime_rule": {"count": "started", "points": 2}}


@pytest.fixture
def event(app) -> Event:
    return create_judged_event(TABLE, rules=LIMITS, criteria=(("K1", 10),))


@pytest.fixture
def secretary(client, event):
    sign_in(client, create_account(roles={event.id: "secretary"}))
    return client


def cells(event: Event) -> dict[str, str]:
    """The names of the cells by the work's code."""
    trial = event.trials[0].id
    entries = db.session.scalars(select(Entry).filter_by(event_id=event.id))
    return {entry.code: f"t{entry.id}_{trial}" for entry in entries}


def noted(event: Event) -> dict[str, int]:
    db.session.expire_all()
    return {row.entry.code: row.seconds for row in db.session.scalars(select(PerformanceTime))}


def test_times_are_typed_kept_and_taken_away(secretary, event):
    one, two = cells(event)["Э-1"], cells(event)["Э-2"]
    address = f"/manage/{event.slug}/times"
    page = words(secretary.get(address))
    assert (
        "На выступление даётся 2:00. За каждую начатую минуту сверх регламента снимают 2 балла."
        in page
    )
    answer = secretary.post(address, data={one: "3:01", two: "2"}, follow_redirects=True)
    assert "Время записано." in words(answer)
    assert "−4 балла" in words(answer)  # 61 seconds too long: two minutes begun
    assert noted(event) == {"Э-1": 181, "Э-2": 120}
    seen = f"s{one[1:]}"
    secretary.post(address, data={one: "", seen: "181", two: "2:00", f"s{two[1:]}": "120"})
    assert noted(event) == {"Э-2": 120}


def test_a_time_that_no_stopwatch_shows_stays_typed_with_its_message(secretary, event):
    one, two = cells(event)["Э-1"], cells(event)["Э-2"]
    answer = secretary.post(f"/manage/{event.slug}/times", data={one: "2:75", two: "1:30"})
    assert answer.status_code == 422
    assert "Напишите минуты и секунды через двоеточие, например 7:05." in words(answer)
    assert 'value="2:75"' in answer.text
    assert 'value="1:30"' in answer.text
    assert noted(event) == {}


def test_two_who_type_at_once_do_not_overwrite_each_other(secretary, event):
    one = cells(event)["Э-1"]
    address = f"/manage/{event.slug}/times"
    secretary.post(address, data={one: "2:10"})
    # The second page was opened before: it still shows an empty cell.
    answer = secretary.post(address, data={one: "2:20", f"s{one[1:]}": ""})
    assert answer.status_code == 422
    assert "здесь записали другое время. Сейчас записано 2:10." in words(answer)
    assert noted(event) == {"Э-1": 130}
    # The same time typed by both is no quarrel.
    assert secretary.post(address, data={one: "2:10", f"s{one[1:]}": ""}).status_code == 302


def test_an_observer_does_not_keep_time(client, event):
    sign_in(client, create_account(roles={event.id: "observer"}))
    assert client.get(f"/manage/{event.slug}/times").status_code == 403


def test_the_rule_about_time_is_set_in_words(client, event):
    sign_in(client, create_account(roles={event.id: "organizer"}))
    second = add_trial(event, "Бинарный урок", actor="test")
    set_rules(event, ScoringRules(), reason="без регламента", actor="test")
    db.session.commit()
    address = f"/manage/{event.slug}/settings/rules"
    assert "Время выступления не ограничено." in words(client.get(address))
    typed = {
        "limit_": "35",
        "points": "1,5",
        "count": "full",
        "unit_seconds": "0:30",
        "grace_seconds": "0:10",
        "max_points": "5",
        "reason": "Регламент утверждён",
    }
    assert second.code
    answer = client.post(f"{address}/time", data=typed, follow_redirects=True)
    db.session.expire_all()
    told = words(answer)
    assert "За каждые полные 0:30 сверх регламента снимают 1,5 балла." in told
    assert "Первые 0:10 прощают" in told
    assert "не больше 5 баллов" in told
    rule = current_rules(event).overtime
    assert (rule.unit_seconds, rule.grace_seconds, str(rule.points)) == (30, 10, "3/2")
    wrong = client.post(f"{address}/time", data={**typed, "unit_seconds": "0:00"})
    assert wrong.status_code == 422
    assert "не бывает короче секунды" in words(wrong)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("7", 420),
        ("7:05", 425),
        ("0:09", 9),
        ("90:00", 5400),
        ("1:10:00", 4200),
        ("23:59:59", 86399),
    ],
)
def test_a_stopwatch_is_read_as_people_write_it(typed, seconds):
    assert read_duration(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["7:5", "7.05", "-1:00", "1:60:00", "24:00:00", "семь", "1:2:3:4"]
)
def test_what_no_stopwatch_shows_is_refused(app, typed):
    with app.test_request_context(), pytest.raises(ValueError, match=r"Проверьте|Напишите"):
        read_duration(typed)


def test_durations_are_written_as_stopwatches_show_them():
    assert [duration(s) for s in (0, 9, 425, 3599, 3600, 4265)] == [
        "0:00", "0:09", "7:05", "59:59", "1:00:00", "1:11:05",
    ]  # fmt: skip


def test_the_limit_of_the_only_trial_stays_its_own_when_a_second_one_comes(app):
    event = create_event()
    preset = CriterionPreset(title="Речь", maximum=Decimal(5))
    add_criterion(event.trials[0], preset)
    set_rules(event, LIMITS)
    second = add_trial(event, "Круглый стол")
    add_criterion(second, preset)
    add_criterion(second, preset)
    assert current_rules(event).time_limits == {event.trials[0].code: 120}
