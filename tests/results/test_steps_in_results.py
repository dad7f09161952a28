"""An event whose rules are steps, and jurors with a conflict, as the results room tells them."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.operations import add_conflict
from eventkit.juries.queries import jurors_of
from eventkit.results import queries
from eventkit.results.board import result_row, teller_of
from eventkit.results.explained.paragraphs import paragraphs
from eventkit.results.explained.telling import Teller
from eventkit.results.operations import calculate
from eventkit.results.workbooks import summary_workbook
from eventkit.scoring.engine.explain import reason
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import plain, words
from eventkit.testing.results import create_judged_event

pytestmark = pytest.mark.database

# Places by juror: first Э-1 1, Э-2 2, Э-3 3; second, who may not mark Э-3, Э-2 1, Э-1 2; third
# Э-3 1, Э-1 2, Э-2 3. Means: 5/3 = 1,67; 2; 2.
TABLE: dict[str, Any] = {"N1": {"Э-1": (90, 60, 70), "Э-2": (80, 80, 50), "Э-3": (50, None, 99)}}
STEPS = [
    {"step": "weight"},
    {"step": "combine", "over": "criterion", "whole": True},
    {"step": "place"},
    {"step": "combine", "over": "juror", "by": "mean"},
]


@pytest.fixture
def event(app: Flask) -> Event:
    event = create_judged_event(TABLE, rules={"steps": STEPS, "place_style": "competition"})
    juror = sorted(jurors_of(event.id), key=lambda juror: juror.id)[1]
    juror.person.last_name = "Родственникова"
    entry = db.session.query(Entry).filter_by(code="Э-3").one()
    add_conflict(juror, entry, "Учились вместе", is_late=False)
    calculate(event, "system")
    db.session.commit()
    return event


def test_the_room_shows_places_and_each_step(client: FlaskClient, event: Event) -> None:
    sign_in(client, create_account(roles={event.id: "organizer"}))
    page = words(client.get(f"/manage/{event.slug}/results?open=Э-1"))
    assert "1,67" in page
    assert "Шаг 3. Места среди работ номинации" in page
    assert "Шаг 4. Среднее: жюри: ≈ 1,67." in page


def test_the_staff_reads_how_much_was_lacking_and_the_author_does_not(
    app: Flask, event: Event
) -> None:
    made = queries.calculation(event)
    assert made is not None
    row = next(r for r in queries.standings(made) if r.entry.code == "Э-2")
    with app.test_request_context():
        reasons = result_row(row).reasons
        staff = plain(" ".join(paragraphs(reasons, teller_of(made))))
        author = plain(" ".join(paragraphs(reasons, teller_of(made, is_discreet=True))))
    # 2 − 5/3
    assert "До работы Э-1, ближайшей выше, не хватило ≈ 0,33." in staff
    assert "Э-1" not in author
    assert "не хватило" not in author


def test_who_has_a_conflict_is_named_and_has_no_gap(client: FlaskClient, event: Event) -> None:
    sign_in(client, create_account(roles={event.id: "organizer"}))
    page = words(client.get(f"/manage/{event.slug}/results?open=Э-3"))
    assert "Не оценивали из-за конфликта интересов: Родственникова" in page
    other = words(client.get(f"/manage/{event.slug}/results?open=Э-1"))
    assert "конфликта интересов" not in other


def test_the_author_reads_the_steps_without_names(app: Flask, event: Event) -> None:
    made = queries.calculation(event)
    assert made is not None
    row = next(r for r in queries.standings(made) if r.entry.code == "Э-3")
    with app.test_request_context():
        told = plain(
            " ".join(paragraphs(result_row(row).reasons, teller_of(made, is_discreet=True)))
        )
    assert "1 член жюри не оценивал работу из-за конфликта интересов." in told
    assert "Родственникова" not in told
    # places 3 and 1; no order tells a juror, and the number of the step is that of the rules
    assert "Шаг 3. Места среди работ номинации: 3; 1." in told


def test_the_summary_marks_a_conflict(event: Event) -> None:
    made = queries.calculation(event)
    assert made is not None
    sheet = load_workbook(BytesIO(summary_workbook(event, made))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (work,) = [row for row in rows if "Э-3" in row]
    assert "КИ" in work
    assert sum("КИ" in row for row in rows) == 1


@pytest.mark.parametrize(
    ("values", "weights", "by", "said"),
    [
        ((27, 16), (1, 1), "sum", "Вместе: 27 + 16 = 43,00."),
        ((27, 16), (1, Fraction(3, 2)), "mean", "Вместе: (27 + 16 × 1,5) / 2 = 25,50."),
        ((Fraction(82, 3), 16), (1, 1), "sum", "Вместе: 27,33 + 16 ≈ 43,33."),
    ],
)
def test_trials_are_added_up_and_a_rounded_sum_is_no_equation(
    app: Flask, values: Any, weights: Any, by: str, said: str
) -> None:
    exact = [Fraction(value) for value in values]
    total = sum(v * Fraction(w) for v, w in zip(exact, weights, strict=True))
    why = reason(
        "trials_together",
        by=by,
        value=total / (2 if by == "mean" else 1),
        trials=("T1", "T2"),
        values=tuple(exact),
        weights=tuple(map(Fraction, weights)),
    )
    with app.test_request_context():
        told = plain(" ".join(paragraphs([why], Teller(maximum=Fraction(60)))))
    assert said in told
    assert ("округлены" in told) == ("≈" in said)
