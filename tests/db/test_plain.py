"""Rows read as plain columns, on either database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm.exc import DetachedInstanceError, StaleDataError

from eventkit.db import db
from eventkit.db.plain import Columns, keep
from eventkit.events.models import Round, Trial
from eventkit.testing.juries import create_judged_event

TRIAL = Columns(Trial, ("id", "code", "title", "round_id"))
FIRST_ROW = """
import sys
from pathlib import Path
from eventkit.app import create_app
from eventkit.db.plain import Columns
from eventkit.events.models import Trial
create_app(instance=Path(sys.argv[1]))
print(Columns(Trial, ("id", "title")).row((7, "Урок")).title)
"""


@pytest.fixture
def trial(app: Flask) -> Trial:
    """A trial as the session knows it."""
    return create_judged_event().trials[0]


def plainly(trial: Trial) -> Trial:
    query = select(*TRIAL).where(Trial.__table__.c.id == trial.id)
    return TRIAL.row(db.session.execute(query).one(), round=None)


def test_what_was_not_read_is_not_made_up(trial: Trial) -> None:
    plain = plainly(trial)
    assert (plain.id, plain.title, plain.round) == (trial.id, trial.title, None)
    with pytest.raises(DetachedInstanceError):
        _ = plain.position
    with pytest.raises(DetachedInstanceError):
        _ = plain.event


def test_the_first_row_of_a_process_may_be_a_plain_one(tmp_path: Path) -> None:
    """A juror's open page may be the first to speak to a server that was started anew."""
    program = [sys.executable, "-c", FIRST_ROW, str(tmp_path)]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.returncode) == ("Урок\n", 0), done.stderr


def test_a_change_is_kept_and_the_session_sees_it(trial: Trial, count_queries) -> None:
    mode, plain = trial.mode, plainly(trial)
    plain.title, plain.code = "Урок", plain.code
    with count_queries() as sent:
        keep(plain)
        keep(plain)
    assert len(sent) == 1, sent
    assert "code" not in sent[0]
    assert (trial.title, trial.mode) == ("Урок", mode)
    db.session.commit()
    assert plainly(trial).title == "Урок"


def test_a_new_row_has_its_id_and_what_the_table_gives_it(trial: Trial) -> None:
    new = Trial(event_id=trial.event_id, code="T9", title="Ещё одно", round_id=None)
    keep(new)
    assert (new.position, new.mode) == (0, "remote")
    new.title = "И ещё"
    keep(new)
    assert db.session.get_one(Trial, new.id).title == "И ещё"


def test_a_row_of_the_session_is_kept_by_the_session(trial: Trial) -> None:
    judged_in = Round(event_id=trial.event_id, number=1, title="Первый тур")
    db.session.add(judged_in)
    keep(judged_in)
    assert judged_in.id
    trial.round = judged_in
    keep(trial)
    assert plainly(trial).round_id == judged_in.id


def test_a_change_of_a_row_that_is_gone_is_an_error(trial: Trial) -> None:
    new = Trial(event_id=trial.event_id, code="T9", title="Ещё одно")
    keep(new)
    db.session.execute(delete(Trial.__table__).where(Trial.__table__.c.id == new.id))
    new.title = "И ещё"
    with pytest.raises(StaleDataError):
        keep(new)
