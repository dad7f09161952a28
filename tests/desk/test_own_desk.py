"""The desk of somebody in several juries leads to the works that wait, and to no others."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.juries.operations import assign
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_entry, create_judged_event, create_juror
from eventkit.web.clock import now

pytestmark = pytest.mark.database


def test_each_jury_has_its_own_door_and_only_where_works_wait(client: FlaskClient) -> None:
    """Two open juries with works, one that was closed: two buttons, each to its own part."""
    person = create_person()
    events = [create_judged_event(title=f"Конкурс {n}") for n in (1, 2, 3)]
    for event in events:
        assign(create_juror(event, person), create_entry(event), event.trials[0])
    closed = events[2].stage("judging")
    assert closed is not None
    closed.closed_at = now()
    db.session.commit()
    sign_in(client, create_account(person))
    desk = client.get("/desk").text
    buttons = re.findall(r'<a href="(/jury[^"]*)" class="btn', desk)
    assert sorted(buttons) == [f"/jury#works-{event.slug}" for event in events[:2]]
    page = client.get("/jury").text
    assert all(page.count(f'id="works-{event.slug}"') == 1 for event in events)
