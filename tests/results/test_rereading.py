"""Advice on reading again in «Жюри в цифрах», and giving a work to one more reader."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Assignment
from eventkit.juries.operations import add_juror
from eventkit.mail.models import Letter
from eventkit.results.operations import calculate
from eventkit.scoring.operations import enter_sheet
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event

pytestmark = pytest.mark.database

# As tests/scoring/agreement/test_rereading.py works out: the error of each mean is the root of
# 2300/27, 9,23; Э-2 is first in 7 of 27 draws.
DIVIDED: dict[str, Any] = {"N1": {"Э-1": (60, 60, 80), "Э-2": (50, 50, 90), "Э-3": (10, 20, 30)}}


def counted(table: dict[str, Any], *, closed: bool = False, **rules: Any) -> Event:
    """A contest with its calculation; by default its jury is still at work."""
    event = create_judged_event(table, rules=rules, closed=closed)
    calculate(event, "system")
    db.session.commit()
    return event


def page(client: FlaskClient, event: Event, role: str = "organizer") -> str:
    sign_in(client, create_account(roles={event.id: role}))
    return words(client.get(f"/manage/{event.slug}/results/jury"))


def give(client: FlaskClient, event: Event, code: str) -> str:
    path = f"/manage/{event.slug}/results/jury/reader"
    return words(client.post(path, data={"code": code}, follow_redirects=True))


def tasks_of(code: str) -> list[Assignment]:
    query = select(Assignment).join(Entry).where(Entry.code == code).order_by(Assignment.reading)
    return list(db.session.scalars(query))


def test_the_top_and_the_works_that_need_a_reader_are_named(
    app: Flask, client: FlaskClient
) -> None:
    told = page(client, counted(DIVIDED, prize_max_rank=1))
    top, wanting = told.split("Прочитать ещё раз верх таблицы")[1].split(
        "Какой работе нужен ещё один читатель, чтобы места устоялись"
    )
    assert "Номинация N1 Э-1 66,67 1–2" in top
    assert "Номинация N1 Э-2 63,33 1–2" in top
    assert "Э-3" not in top
    assert "Э-1 Номинация N1 3 9,23 1–2 Дать ещё одному" in wanting
    assert "Э-2 Номинация N1 3 9,23 1–2 Дать ещё одному" in wanting
    assert wanting.index("Э-1") < wanting.index("Э-2")


def test_one_more_reader_is_the_least_loaded_free_one_and_gets_a_letter(
    app: Flask, client: FlaskClient
) -> None:
    event = counted(DIVIDED, prize_max_rank=1)
    fresh = add_juror(event, create_person(last_name="Свежая", email="fresh@example.org"))
    page(client, event)
    told = give(client, event, "Э-2")
    assert "Работа Э-2 теперь и у этого члена жюри: Свежая Д. И." in told
    assert "Э-2 Номинация N1 3 9,23 1–2 её ещё читают" in told
    made = tasks_of("Э-2")[-1]
    assert (made.juror_id, made.reading) == (fresh.id, 4)
    letter = db.session.scalars(select(Letter).filter_by(kind="extra_reading")).one()
    assert letter.recipient == "fresh@example.org"
    assert "ещё одну работу, Э-2" in letter.body
    # A fourth sheet counts in the mean as the others do: (50 + 50 + 90 + 70) / 4.
    enter_sheet(made, {"K1": 70})
    result = calculate(event, "system", "ещё один лист").result
    value = next(e["value"] for e in result["entries"] if e["entry"] == "Э-2")
    assert Fraction(value) == 65


def test_a_work_that_is_still_read_gets_nobody_else(app: Flask, client: FlaskClient) -> None:
    event = counted(DIVIDED, prize_max_rank=1)
    for _ in range(2):
        add_juror(event, create_person())
    page(client, event)
    give(client, event, "Э-2")
    assert "Работу Э-2 ещё читают" in give(client, event, "Э-2")
    assert len(tasks_of("Э-2")) == 4


@pytest.mark.parametrize(
    ("code", "told"),
    [("Э-1", "Работу Э-1 дать некому"), ("Э-77", "Такой работы у жюри нет."), ("", "нет.")],
)
def test_what_cannot_be_given_is_told_in_words(
    app: Flask, client: FlaskClient, code: str, told: str
) -> None:
    event = counted(DIVIDED, prize_max_rank=1)
    page(client, event)
    assert told in give(client, event, code)
    assert len(tasks_of("Э-1")) == 3


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (
            {
                "aggregation": "two_plus_third",
                "divergence_points": 100,
                "third_policy": "closest_two",
            },
            "Лишний лист в него не войдёт",
        ),
        (
            {"aggregation": "sum_of_valid_sheets", "sheets_per_entry": 3},
            "лишний лист поднял бы её над другими",
        ),
    ],
)
def test_where_a_further_sheet_does_not_count_none_is_offered(
    app: Flask, client: FlaskClient, rules: dict[str, Any], why: str
) -> None:
    event = counted(DIVIDED, prize_max_rank=1, **rules)
    add_juror(event, create_person())
    told = page(client, event)
    assert why in told
    assert "Дать ещё одному" not in told
    assert "Номинация N1 Э-1 66,67 1–2" in told, "the top is worth reading by any rules"
    assert why in give(client, event, "Э-1")
    assert len(tasks_of("Э-1")) == 3


def test_after_the_jurys_work_the_advice_stays_without_its_button(
    app: Flask, client: FlaskClient
) -> None:
    event = counted(DIVIDED, closed=True, prize_max_rank=1)
    add_juror(event, create_person())
    told = page(client, event)
    assert "Э-1 Номинация N1 3 9,23 1–2" in told
    assert "Дать ещё одному" not in told
    assert "Работа жюри закрыта" in give(client, event, "Э-1")


@pytest.mark.parametrize("role", ["secretary", "observer"])
def test_others_see_the_advice_and_give_nothing(app: Flask, client: FlaskClient, role: str) -> None:
    event = counted(DIVIDED, prize_max_rank=1)
    told = page(client, event, role)
    assert "Какой работе нужен ещё один читатель" in told
    assert "Дать ещё одному" not in told
    path = f"/manage/{event.slug}/results/jury/reader"
    assert client.post(path, data={"code": "Э-1"}).status_code == 403


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"Э-1": (60, 70), "Э-2": (50, 60)}, "работы читали 2 члена жюри, а нужно не меньше 3"),
        (
            {"Э-1": (60, 70, 65, None, None, None), "Э-2": (None, None, None, 50, 60, 55)},
            "жюри распалось на группы без общих работ",
        ),
        ({"Э-1": (60, 70, 65), "Э-2": (50, None, None)}, "почти у каждой работы один лист"),
    ],
)
def test_a_design_that_is_too_small_is_refused_with_the_reason(
    app: Flask, client: FlaskClient, table: dict[str, Any], why: str
) -> None:
    told = page(client, counted({"N1": table}))
    assert f"Номинация «Номинация N1»: сказать нельзя, {why}" in told


def test_a_jury_of_one_mind_is_told_that_nothing_is_to_be_read_again(
    app: Flask, client: FlaskClient
) -> None:
    told = page(client, counted({"N1": {f"Э-{n}": (20 * n,) * 3 for n in range(1, 5)}}))
    assert "Перечитывать нечего" in told
    assert "Ни одной: ещё один лист вряд ли изменит, кому достанется награда." in told


def test_the_room_names_works_that_lack_a_third_reading(app: Flask, client: FlaskClient) -> None:
    event = counted(
        {"N1": {"Э-1": (60, 80), "Э-2": (50, 51)}},
        aggregation="two_plus_third",
        divergence_points=10,
        third_policy="closest_two",
    )
    sign_in(client, create_account(roles={event.id: "organizer"}))
    answer = client.get(f"/manage/{event.slug}/results")
    assert "Нет третьего чтения: Э-1. Пока балл – среднее двух листов" in words(answer)
    assert f"/manage/{event.slug}/jury/thirds" in answer.text
    sign_in(client, create_account(roles={event.id: "observer"}))
    assert (
        f"/manage/{event.slug}/jury/thirds" not in client.get(f"/manage/{event.slug}/results").text
    )
