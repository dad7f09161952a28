"""What was worked out of a version is kept in memory, without names and without a language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.operations import change_event
from eventkit.people.operations import update_person
from eventkit.registration.consent_operations import give_consent, withdraw_consent
from eventkit.results import remembered as kept
from eventkit.results.operations import calculate
from eventkit.results.queries import calculation
from eventkit.results.remembered import remembered
from eventkit.scoring.operations import annul_sheet
from eventkit.testing.pages import words
from tests.results.appeals import (
    LAST_SECOND,
    PUBLISHED,
    application,
    at,
    entry_of,
    published_contest,
    sheet,
    staff,
)


def room(app: Flask, event: Event, language: str = "ru") -> str:
    client = staff(app, event)
    client.post("/language", data={"lang": language, "next": "/"})
    return words(client.get(f"/manage/{event.slug}/results?nomination=N1"))


def test_a_new_version_is_worked_out_anew(app: Flask) -> None:
    event = published_contest()
    assert "65,00" in room(app, event)
    assert "65,00" in room(app, event)
    # Without the second sheet of Э-2, 45 points, its first one of 85 is all it has.
    annul_sheet(sheet(event, "Э-2", 2), "Ошибка.", open_third=False)
    calculate(event, "account:1", "лист аннулирован")
    db.session.commit()
    told = room(app, event)
    assert "85,00" in told
    assert "65,00" not in told


def test_what_is_kept_has_no_language(app: Flask) -> None:
    event = published_contest()
    assert "Среднее листов" in room(app, event)
    told = room(app, event, "en")
    assert "Среднее листов" not in told
    assert "mean of the sheets" in told.lower() or "mean of sheets" in told.lower()


def test_published_results_are_written_once_and_every_change_acts_at_once(
    app: Flask, client: FlaskClient, count_queries: Any
) -> None:
    event = published_contest()
    address = f"/events/{event.slug}/results"
    author = entry_of(event, "Э-1").authors[0].person
    assert author.full_name not in words(client.get(address))
    give_consent(application(event, "Э-1"), "publication", at=PUBLISHED)
    db.session.commit()
    name = author.full_name
    with count_queries() as first:
        assert name in words(client.get(address))
    with count_queries() as second:
        assert name in words(client.get(address))
    assert len(first) > 6
    assert len(second) <= 4
    assert "Апелляции принимают до 17 ноября 2025 г." in words(client.get(address))
    update_person(author, actor="account:1", last_name="Переименованная")
    db.session.commit()
    assert "Переименованная" in words(client.get(address))
    change_event(event, title="Второе имя", actor="account:1")
    db.session.commit()
    assert "Второе имя" in client.get(address).text.partition("<main")[2]
    withdraw_consent(application(event, "Э-1"), "publication", at=PUBLISHED)
    db.session.commit()
    assert "Переименованная" not in words(client.get(address))
    at(LAST_SECOND + timedelta(seconds=1))
    assert "Апелляции принимают" not in words(client.get(address))
    client.post("/language", data={"lang": "en", "next": "/"})
    assert "Первое место" not in words(client.get(address))


def test_the_oldest_answers_go_first(app: Flask) -> None:
    made = calculation(published_contest())
    assert made is not None
    asked: list[int] = []

    def ask(number: int) -> int:
        def work_out() -> int:
            asked.append(number)
            return number

        return remembered(made, f"test:{number}", work_out)

    for number in [*range(kept.MOST), 0, kept.MOST, 0]:
        assert ask(number) == number
    assert asked == [*range(kept.MOST), kept.MOST]  # 0 was asked for lately, so it stayed
    ask(1)
    assert asked[-1] == 1
