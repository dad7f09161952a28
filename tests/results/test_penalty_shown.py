"""Time that was over the limit is seen wherever points are: in the room, protocol, public page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.results import queries
from eventkit.results.board import rows_of
from eventkit.results.models import Standing
from eventkit.results.names import staff_names
from eventkit.results.operations import calculate, publish
from eventkit.results.protocol_chapters import chapters_of
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.rules_operations import close_judging, set_rules
from eventkit.scoring.setup_queries import current_rules
from eventkit.scoring.timing.operations import note_time
from eventkit.testing.duets import Duet, judged_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words

pytestmark = pytest.mark.database


@pytest.fixture
def duet(app) -> Duet:
    """Two pairs: the second one took five minutes where two are allowed, and loses 2 points a
    minute, 6 in all."""
    found = judged_duet(2, 2, marks=lambda juror, entry, trial: entry)
    code = found.trials[0].code
    limits = {"time_limits": {code: 120}, "overtime_rule": {"count": "started", "points": 2}}
    rules = ScoringRules.from_dict(current_rules(found.event).to_dict() | limits)
    set_rules(found.event, rules, reason="Регламент", actor="account:1")
    note_time(found.entries[1], found.trials[0], 300)
    close_judging(found.event)
    publish(calculate(found.event, "account:1"), actor="account:1", protocol_number="1")
    db.session.commit()
    return found


def late(duet: Duet) -> Standing:
    rows = queries.standings(queries.calculation(duet.event))
    return next(row for row in rows if row.entry_id == duet.entries[1].id)


def value(shown: str) -> float:
    """«18,38 − 1» as a number."""
    first, *rest = (float(one.replace(",", ".")) for one in shown.split(" − "))
    return first - sum(rest)


def test_the_points_of_trials_less_the_penalty_make_the_total(
    client: FlaskClient, duet: Duet
) -> None:
    row = late(duet)
    (shown,) = rows_of([row], staff_names(duet.event, [row.entry]), {})
    assert shown.sheets[0].endswith(" − 6")
    assert not any("−" in one for one in shown.sheets[1:])
    assert round(sum(map(value, shown.sheets)), 2) == round(float(row.value), 2)
    sign_in(client, create_account(roles={duet.event.id: "organizer"}))
    assert shown.sheets[0] in words(client.get(f"/manage/{duet.event.slug}/results"))


def test_protocol_and_public_page_tell_of_it(client: FlaskClient, duet: Duet) -> None:
    chapters = chapters_of(duet.event, queries.calculation(duet.event))
    remarks = " ".join(remark for table in chapters[0].tables for remark in table.remarks)
    assert f"«{duet.trials[0].title}»: 6. Баллы испытаний – уже за вычетом." in remarks
    page = words(client.get(f"/events/{duet.event.slug}/results"))
    assert "2:00" in page.split("Как определялись места")[1]


def test_nothing_is_said_where_nobody_was_late(app) -> None:
    calm = judged_duet(2, 2, marks=lambda juror, entry, trial: entry)
    close_judging(calm.event)
    calculate(calm.event, "account:1")
    db.session.commit()
    chapters = chapters_of(calm.event, queries.calculation(calm.event))
    assert not any(table.remarks for table in chapters[0].tables)
