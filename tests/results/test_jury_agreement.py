"""«Жюри в цифрах»: how far the jury agrees and how firm first places are, in words."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.results.operations import calculate
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event

pytestmark = pytest.mark.database


def page(app: Flask, client: FlaskClient, table: dict[str, Any]) -> str:
    event = create_judged_event(table)
    calculate(event, "system")
    db.session.commit()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    return words(client.get(f"/manage/{event.slug}/results/jury"))


def test_a_jury_of_one_mind_has_firm_places(app: Flask, client: FlaskClient) -> None:
    table = {"N1": {f"Э-{n}": (20 * n, 20 * n, 20 * n) for n in range(1, 5)}}
    told = page(app, client, table)
    assert "Члены жюри оценивают работы почти одинаково." in told
    assert "Оценка одного члена жюри повторяет общее мнение на 100 %" in told
    assert "Номинация N1 Э-4 100 прочно –" in told


def test_a_divided_jury_is_told_who_else_might_be_first(app: Flask, client: FlaskClient) -> None:
    # Of three jurors one puts Э-2 far ahead: Э-1 leads by the mean, 200 : 190. Drawn anew, Э-2 is
    # ahead when its juror comes twice or three times: 3 · (1/9) · (2/3) + 1/27 = 7/27, 26 of 100;
    # once: 60 + 60 + 80 against 50 + 50 + 90, as it stands.
    table = {"N1": {"Э-1": (60, 60, 80), "Э-2": (50, 50, 90), "Э-3": (10, 20, 30)}}
    told = page(app, client, table)
    assert "непрочно" in told
    firmness = told.split("Номинация N1 Э-1 ")[1]
    percent = int(firmness.split(" ")[0])
    other = int(firmness.split("Э-2 (")[1].split(")")[0])
    assert percent == pytest.approx(74, abs=3)
    assert other == pytest.approx(26, abs=3)


def test_few_sheets_say_nothing_about_agreement(app: Flask, client: FlaskClient) -> None:
    told = page(app, client, {"N1": {"Э-1": (60,), "Э-2": (50,)}})
    assert "Листов слишком мало, чтобы говорить о согласии жюри." in told


def test_a_nomination_of_one_work_has_no_rival(app: Flask, client: FlaskClient) -> None:
    table = {"N1": {"Э-1": (60, 70, 80)}, "N2": {f"Э-{n}": (n, n, n) for n in range(2, 5)}}
    told = page(app, client, table)
    assert "Номинация N2 Э-4 100 прочно" in told
    assert "Номинация N1 Э-1" not in told


def test_a_first_place_that_others_share_is_not_firm(app: Flask, client: FlaskClient) -> None:
    # Э-1 is always first, and whenever the third juror is not drawn (8 of 27) Э-2 is first too.
    table = {"N1": {"Э-1": (60, 60, 80), "Э-2": (60, 60, 70), "Э-3": (10, 20, 30)}}
    told = page(app, client, table)
    assert "Номинация N1 Э-1 100 непрочно Э-2 (" in told
    assert int(told.split("Э-2 (")[1].split(")")[0]) == pytest.approx(30, abs=3)
