"""What the calculation met that a person should look at stands in the results room in words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.results.alarm_words import TOLD_ELSEWHERE, alarms
from eventkit.results.explained.telling import Teller
from eventkit.results.operations import calculate
from eventkit.scoring.engine import Reason, checks
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event

TABLE: dict[str, Any] = {"N1": {"Э-1": (90, 80), "Э-2": (70, None), "Э-3": (None, None)}}
SUM = {"aggregation": "sum_of_valid_sheets", "sheets_per_entry": 2}


@pytest.mark.database
def test_the_room_lists_them(app: Flask, client: FlaskClient) -> None:
    event = create_judged_event(TABLE, rules=SUM)
    calculate(event, "system")
    db.session.commit()
    sign_in(client, create_account(roles={event.id: "organizer"}))
    page = words(client.get(f"/manage/{event.slug}/results"))
    assert "Проверьте: 3 замечания к подсчёту" in page
    assert "Работа Э-3 осталась без единого листа." in page
    assert "Работа Э-2: листов 1 вместо 2, а баллы складываются" in page


def test_each_warning_of_the_engine_has_words(app: Flask) -> None:
    folder = Path(str(checks.__file__)).parent
    text = "".join(
        (folder / name).read_text("utf-8") for name in ("checks.py", "ties.py", "standings.py")
    )
    told = re.findall(r'yield reason\(\s*"(\w+)"|reason\("(ruling_\w+)"', text)
    codes = {code for pair in told for code in pair if code} - set(TOLD_ELSEWHERE)
    assert len(codes) >= 9
    about = {
        "entry": "Э-1",
        "juror": "7",
        "criterion": "K1",
        "mark": None,
        "entries": ("Э-1", "Э-2"),
        "sheets": 1,
        "expected": 2,
    }
    with app.test_request_context():
        teller = Teller(maximum=100, jurors={"7": "Строгих К. П."})  # type: ignore[arg-type]
        said = alarms([Reason(code, about) for code in sorted(codes)], teller)
    assert len(said) == len(codes)
    assert sum("Строгих К. П." in one for one in said) >= 4
