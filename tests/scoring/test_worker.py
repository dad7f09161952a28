"""What lets the juror's pages open without a network: the worker, and what it keeps."""

import json
import re

import pytest

from eventkit.db import db
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_judged_event, create_juror, create_task, enter_by_link
from eventkit.testing.pages import plain
from eventkit.testing.workers import not_kept, told_by


def test_everything_that_the_pages_ask_for_is_kept(client):
    event = create_judged_event()
    juror = create_juror(event)
    task = create_task(event, juror)
    enter_by_link(client, juror)
    told = told_by(client, "/jury/worker.js")
    assert told["home"] == "/jury"
    assert not not_kept(client, told["assets"], ["/jury", f"/jury/sheets/{task.id}"])


@pytest.mark.parametrize(
    ("address", "is_told"),
    [("http://hall.example", True), ("https://hall.example", False), ("http://127.0.0.1", False)],
)
def test_the_organizer_is_told_what_plain_http_costs(app, client, address, is_told):
    event = create_judged_event()
    sign_in(client, create_account(create_person(), roles={event.id: "organizer"}))
    db.session.commit()
    before, app.config["BASE_URL"] = app.config["BASE_URL"], address
    page = plain(client.get(f"/manage/{event.slug}/jury").text)
    app.config["BASE_URL"] = before
    assert ("Без HTTPS лист работает без сети, только пока страница открыта." in page) is is_told


def test_a_sheet_tells_its_script_which_versions_it_shows(client):
    event = create_judged_event()
    juror = create_juror(event)
    task = create_task(event, juror)
    enter_by_link(client, juror)
    page = client.get(f"/jury/sheets/{task.id}").text
    about = json.loads(re.search(r"data-sheet='([^']+)'", page)[1])
    assert (about["id"], about["juror"], about["mayMark"]) == (task.id, juror.id, True)
