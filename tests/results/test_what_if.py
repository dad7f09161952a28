"""«А что, если»: who would stand elsewhere, by hand arithmetic; applying it with a reason."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.operations import make_chair
from eventkit.juries.queries import jurors_of
from eventkit.results import queries
from eventkit.results.operations import calculate
from eventkit.results.what_if.ways import ways
from eventkit.scoring.models import Sheet
from eventkit.scoring.rules_operations import close_judging, set_rules
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, rules_version
from eventkit.testing.duets import judged_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.juries import enter_by_link
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event

pytestmark = pytest.mark.database

# Sums of three jurors. Means: Э-1 (80+70+60)/3 = 70, Э-2 (60+72+72)/3 = 68, Э-3 (50+50+71)/3 = 57.
# Without the first juror: Э-1 65, Э-2 72, Э-3 60,5. Medians: Э-1 70, Э-2 72, Э-3 50.
TABLE: dict[str, Any] = {
    "N1": {
        "Э-1": ((40, 40), (30, 40), (20, 40)),
        "Э-2": ((40, 20), (42, 30), (42, 30)),
        "Э-3": ((30, 20), (30, 20), (41, 30)),
    },
    "N2": {"Э-4": ((10, 10), (10, 10), (10, 10))},
}
CRITERIA = (("K1", 50), ("K2", 50))


@pytest.fixture
def event(app: Flask) -> Event:
    event = create_judged_event(TABLE, criteria=CRITERIA, rules={"sheets_per_entry": 3})
    calculate(event, "system")
    db.session.commit()
    return event


@pytest.fixture
def address(event: Event) -> str:
    return f"/manage/{event.slug}/results/what-if"


@pytest.fixture
def organizer(client: FlaskClient, event: Event) -> FlaskClient:
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return client


def first_juror(event: Event) -> Juror:
    return min(jurors_of(event.id), key=lambda juror: juror.id)


def test_nothing_asked_shows_the_question_alone(organizer: FlaskClient, address: str) -> None:
    page = words(organizer.get(address))
    assert "Без листов члена жюри" in page
    assert "Среднее листов, по положению" in page
    assert "Сделать официальным" not in page


def test_without_a_juror_the_works_that_move_stand_side_by_side(
    organizer: FlaskClient, event: Event, address: str
) -> None:
    page = words(organizer.get(f"{address}?without={first_juror(event).id}"))
    assert "На другом месте оказались бы 2 работы" in page
    assert "Другое первое место Номинация N1" in page
    assert "Э-2" in page
    for told in ("выше на 1", "68,00", "72,00", "Э-1", "ниже на 1", "70,00", "65,00"):
        assert told in page
    assert "Э-3" not in page
    assert "Ещё 2 работы остались бы на своих местах" in page


def test_another_method_and_other_weights(
    organizer: FlaskClient, event: Event, address: str
) -> None:
    page = words(organizer.get(f"{address}?aggregation=median_of_valid_sheets"))
    assert "На другом месте оказались бы 2 работы" in page
    # K1 counts three times: Э-1 90/3·3 + 120/3 = 130, Э-2 124/3·3 + 80/3 = 150,67
    page = words(organizer.get(f"{address}?{_weights(event)[0]}=3"))
    assert "150,67" in page
    assert "130,00" in page
    assert "Правила подсчёта получат новую версию" in page


def _weights(event: Event) -> list[str]:
    return [f"weight{criterion.id}" for criterion in criteria_of_event(event)]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("weight=0", "Вес должен быть больше нуля"),
        ("weight=много", "Напишите число"),
        ("aggregation=guess", ""),
        ("without=999999", ""),
    ],
)
def test_a_question_that_cannot_be_meant_is_said_at_its_field(
    organizer: FlaskClient, event: Event, address: str, query: str, told: str
) -> None:
    query = query.replace("weight", _weights(event)[0])
    answer = organizer.get(f"{address}?{query}")
    assert answer.status_code == 422
    assert told in words(answer)
    assert "На другом месте" not in words(answer)


def test_what_changes_nothing_is_said_so(
    organizer: FlaskClient, event: Event, address: str
) -> None:
    last = max(jurors_of(event.id), key=lambda juror: juror.id)
    # without the third: Э-1 75, Э-2 66, Э-3 50: the same order
    assert "Все остались бы на своих местах" in words(organizer.get(f"{address}?without={last.id}"))


def test_applying_another_method_is_a_new_version_of_the_rules_and_a_new_count(
    organizer: FlaskClient, event: Event, address: str
) -> None:
    before = queries.calculation(event)
    assert before is not None
    query = f"{address}?aggregation=median_of_valid_sheets"
    refused = organizer.post(query, data={"reason": ""})
    assert refused.status_code == 422
    assert 'id="reason-error"' in refused.text
    answer = organizer.post(query, data={"reason": "Решение комиссии, протокол № 3"})
    assert answer.status_code == 302
    after = queries.calculation(event)
    assert after is not None
    assert (after.number, after.reason) == (before.number + 1, "Решение комиссии, протокол № 3")
    assert current_rules(event).aggregation == "median_of_valid_sheets"
    version = rules_version(event)
    assert version is not None
    assert after.rules_version_id == version.id
    places = {row.entry.code: row.value for row in queries.standings(after)}
    assert places["Э-2"] == 72


def test_applying_the_loss_of_a_juror_annuls_the_sheets_and_keeps_them(
    organizer: FlaskClient, event: Event, address: str
) -> None:
    juror = first_juror(event)
    answer = organizer.post(f"{address}?without={juror.id}", data={"reason": "Поздний самоотвод"})
    assert answer.status_code == 302
    states = {
        (sheet.assignment.juror_id == juror.id, sheet.state)
        for sheet in db.session.query(Sheet).all()
    }
    assert states == {(True, "annulled"), (False, "submitted")}
    made = queries.calculation(event)
    assert made is not None
    assert {row.entry.code: row.value for row in queries.standings(made)}["Э-1"] == 65
    assert len(db.session.query(Sheet).filter_by(annulled_reason="Поздний самоотвод").all()) == 4


def test_applying_other_weights_is_a_new_version_of_the_rules_and_leaves_the_criteria(
    organizer: FlaskClient, event: Event, address: str
) -> None:
    weight = _weights(event)[0]
    answer = organizer.post(f"{address}?{weight}=3", data={"reason": "Опечатка в положении"})
    assert answer.status_code == 302
    made = queries.calculation(event)
    assert made is not None
    rows = {row.entry.code: row for row in queries.standings(made)}
    assert rows["Э-1"].value == 130
    assert rows["Э-1"].percent == Fraction(130 * 100, 3 * 50 + 50)
    assert [criterion.weight for criterion in criteria_of_event(event)] == [1, 1]
    assert current_rules(event).to_dict()["steps"][0]["weights"] == {"K1": 3, "K2": 1}
    assert organizer.post(address, data={"reason": "Ничего"}).status_code == 404


def test_other_weights_of_two_readings_are_refused_in_words(
    organizer: FlaskClient, event: Event, address: str
) -> None:
    rules = {
        "aggregation": "two_plus_third",
        "divergence_points": 50,
        "third_policy": "closest_two",
    }
    set_rules(event, rules, reason="Другое положение")
    calculate(event, "system")
    db.session.commit()
    weight = _weights(event)[0]
    answer = organizer.post(f"{address}?{weight}=3", data={"reason": "Хочу"})
    assert answer.headers["Location"] == f"{address}?{weight}=3"
    assert "веса стоят только у критериев" in words(organizer.get(address))


def test_the_chair_by_link_asks_and_does_not_apply(
    client: FlaskClient, event: Event, address: str
) -> None:
    chair = first_juror(event)
    make_chair(chair)
    enter_by_link(client, chair)
    page = words(client.get(f"{address}?without={chair.id}"))
    assert "На другом месте оказались бы 2 работы" in page
    assert "Сделать официальным" not in page
    assert client.post(f"{address}?without={chair.id}", data={"reason": "Так"}).status_code == 403


def test_five_ways_stand_side_by_side_where_there_are_trials(
    app: Flask, client: FlaskClient
) -> None:
    """Two pairs, three jurors: two rank Д-1 first, the third puts it far below.

    Sums of a juror's sheets are 89,5, 89,5 and 58 for Д-1 and 79, 79 and 89,5 for Д-2: the mean
    puts Д-2 first (82,5 > 79), the places of jurors Д-1.
    """
    below = {(0, 0): 1, (1, 0): 1, (2, 0): 4, (0, 1): 2, (1, 1): 2, (2, 1): 1}
    duet = judged_duet(2, 3, marks=lambda juror, entry, _trial: below[juror, entry])
    close_judging(duet.event)
    made = calculate(duet.event, "system")
    found = {way.key: way for way in ways(made)}
    totals = {
        way.key: {code: way.values[code] for code in ("Д-1", "Д-2")} for way in found.values()
    }
    assert totals["mean"] == {"Д-1": 79, "Д-2": Fraction(165, 2)}
    assert totals["raw_sum"] == {"Д-1": 237, "Д-2": Fraction(495, 2)}
    assert totals["median"] == {"Д-1": Fraction(179, 2), "Д-2": 79}
    assert totals["mean_place"] == {"Д-1": Fraction(4, 3), "Д-2": Fraction(5, 3)}
    assert [key for key, way in found.items() if way.is_official] == ["mean"]
    sign_in(client, create_account(roles={duet.event.id: "organizer"}))
    page = words(client.get(f"/manage/{duet.event.slug}/results/what-if"))
    assert "Пять способов рядом" in page
    # officially second, by the jurors' places first
    assert "Д-1" in page
    assert "1,33 место 1" in page
