"""Alarms about a jury: sentences with the numbers of the sheets, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.operations import assign
from eventkit.juries.queries import jurors_of
from eventkit.results.operations import calculate
from eventkit.scoring.operations import enter_sheet, release_juror
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.testing.pages import words

pytestmark = pytest.mark.database
RULES = {
    "sheets_per_entry": 3,
    "divergence_points": 5,
    "strict_judge_flag": {"abs_mean_deviation": 2, "min_sheets": 5},
}


def judged(marks: Mapping[str, Sequence[int]]) -> Event:
    """A contest in which each juror has marked the works in their order: K2 is the mark."""
    event = create_judged_event(rules=RULES)
    works = max(len(given) for given in marks.values())
    entries = [create_entry(event, code=f"Э-{number}") for number in range(1, works + 1)]
    for name, given in marks.items():
        juror = create_juror(event, create_person(last_name=name))
        for entry, mark in zip(entries, given, strict=False):
            enter_sheet(assign(juror, entry, event.trials[0]), {"K1": 0, "K2": mark})
    db.session.commit()
    return event


def alarms(client: FlaskClient, event: Event) -> str:
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return words(client.get(f"/manage/{event.slug}/jury/progress"))


def test_a_mark_that_never_moves(app: Flask, client: FlaskClient) -> None:
    """Always 5, while the two others go from 2 and 3 to 8 and 9: means from 2,5 to 8,5."""
    page = alarms(
        client,
        judged(
            {
                "Ровнова": [5, 5, 5, 5, 5, 5],
                "Первицкая": [2, 3, 5, 6, 7, 8],
                "Вторушина": [3, 4, 4, 7, 8, 9],
            }
        ),
    )
    assert (
        "Почти один и тот же балл. Ровнова Д. И.: 6 листов от 5,0 до 5,0 балла,"
        " у коллег по тем же работам от 2,5 до 8,5." in page
    )
    assert "Это подсказки, а не упрёк" in page


def test_differences_up_and_down(app: Flask, client: FlaskClient) -> None:
    """Four agree but for a point, one is 4 above and 4 below their means of 5, in turn."""
    calm = [5, 5, 5, 5, 5, 5]
    page = alarms(
        client,
        judged(
            {
                "Качелина": [9, 1, 9, 1, 9, 1],
                "Первицкая": calm,
                "Вторушина": calm,
                "Третьякова": [5, 5, 5, 5, 5, 6],
                "Четвертова": [5, 5, 5, 5, 6, 5],
            }
        ),
    )
    assert (
        "Отличия то в плюс, то в минус. Качелина Д. И.: разница с коллегами от −4,3 до +4,0 балла,"
        " 6 листов." in page
    )


def test_a_strict_juror_and_sheets_that_diverge(app: Flask, client: FlaskClient) -> None:
    """Строгова gives 2 where both colleagues give 8: 6 points below them, and below 5 allowed."""
    page = alarms(client, judged({"Строгова": [2] * 5, "Первицкая": [8] * 5, "Вторушина": [8] * 5}))
    assert "Строгова Д. И. ставит в среднем на 6,0 балла ниже коллег, 5 листов." in page
    assert "Листы разошлись на 6 баллов: Э-1. 2, 8 и 8 при допуске 5." in page


def test_before_any_count_alarms_lead_to_the_sheets_and_afterwards_to_the_work(
    app: Flask, client: FlaskClient
) -> None:
    """Nobody is led to a room that says only that nothing is counted yet."""
    event = judged({"Строгова": [2] * 5, "Первицкая": [8] * 5, "Вторушина": [8] * 5})
    sign_in(client, create_account(roles={event.id: "organizer"}))
    page = client.get(f"/manage/{event.slug}").text.split('class="alarms"')[1].split("</ul>")[0]
    assert page.count(f'href="/manage/{event.slug}/jury/works"') == 4
    assert f"/manage/{event.slug}/results" not in page
    calculate(event, "account:1")
    db.session.commit()
    page = client.get(f"/manage/{event.slug}").text.split('class="alarms"')[1].split("</ul>")[0]
    assert f'href="/manage/{event.slug}/results?nomination=N1&amp;open=Э-1"' in unquote(page)
    assert f'href="/manage/{event.slug}/results/jury"' in page


def test_closing_the_jury_names_sheets_that_diverge(app: Flask, client: FlaskClient) -> None:
    """2 against 8 and 8 at a limit of 5: the sheets cannot be mended after closing."""
    event = judged({"Строгова": [2, 8], "Первицкая": [8, 8], "Вторушина": [8, 8]})
    sign_in(client, create_account(roles={event.id: "organizer"}))
    page = words(client.get(f"/manage/{event.slug}/judging/close"))
    assert "Листы разошлись больше допуска у 1 работы: Э-1: разница 6, листы 2 · 8 · 8" in page
    assert "Э-2" not in page


def test_a_calm_jury_raises_nothing(app: Flask, client: FlaskClient) -> None:
    page = alarms(client, judged({"Первицкая": [2, 4, 6, 8, 5], "Вторушина": [3, 4, 6, 7, 5]}))
    assert "то в минус" not in page
    assert "один и тот же" not in page
    assert "Строгий" not in page


def test_sheets_of_a_juror_who_left_count_and_no_alarm_speaks_of_that_one(
    app: Flask, client: FlaskClient
) -> None:
    """Строгова gives 3 less than the two others on five works; then Ровнова leaves."""
    event = judged(
        {
            "Ровнова": [5, 5, 5, 5, 5],
            "Строгова": [3, 2, 3, 4, 3],
            "Первицкая": [7, 5, 7, 9, 7],
        }
    )
    leaver = next(j for j in jurors_of(event.id) if j.person.last_name == "Ровнова")
    release_juror(leaver)
    db.session.commit()
    page = alarms(client, event)
    # Beside (5 + 7)/2, (5 + 5)/2, (5 + 7)/2, (5 + 9)/2, (5 + 7)/2: 3 less on each.
    assert "Строгий член жюри. Строгова Д. И. ставит в среднем на 3,0 балла ниже" in page
    assert "Ровнова" not in page
    assert client.get(f"/manage/{event.slug}").status_code == 200
