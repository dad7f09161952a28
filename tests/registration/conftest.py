from datetime import datetime

import pytest

from eventkit.db import db
from eventkit.testing.registration import DURING, Applicant, create_open_event
from eventkit.web.clock import set_clock


@pytest.fixture
def at():
    """Set the clock: ``at(instant)``; in the middle of the time of applications at first."""

    def setting(instant: datetime) -> None:
        set_clock(lambda: instant)

    setting(DURING)
    return setting


@pytest.fixture
def event(app, at):
    made = create_open_event()
    db.session.commit()
    return made


@pytest.fixture
def applicant(client, event):
    return Applicant(client, event)
