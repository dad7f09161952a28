"""A juror with a phone, a contest that is being judged, one work."""

from __future__ import annotations

import pytest

from eventkit.db import db
from eventkit.scoring.models import Criterion
from eventkit.testing.juries import (
    create_entry,
    create_judged_event,
    create_juror,
    create_task,
    enter_by_link,
)


@pytest.fixture
def event(app):
    return create_judged_event()


@pytest.fixture
def juror(event):
    return create_juror(event)


@pytest.fixture
def task(event, juror):
    return create_task(event, juror, create_entry(event, code="Э-117"))


@pytest.fixture
def fields(task):
    found = db.session.query(Criterion).filter_by(trial_id=task.trial_id).order_by(Criterion.id)
    return [f"c{criterion.id}" for criterion in found]


@pytest.fixture
def phone(client, juror, task):
    enter_by_link(client, juror)
    return client
