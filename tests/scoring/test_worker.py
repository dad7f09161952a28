"""What lets the juror's pages open without a network: the worker, and what it keeps."""

import json
import re

import pytest

from eventkit.db import db
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.juries import create_judged_event, create_juror, create_task, enter_by_link
from eventkit.testing.pages import plain


def head_of(client):
    answer = client.get("/jury/worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == "/jury"
    return json.loads(re.match(r"const DESK = (.*);\n", answer.text)[1])


def test_everything_that_the_worker_keeps_is_there(client):
    for address in head_of(client)["assets"]:
        assert client.get(address).status_code == 200, address


def test_everything_that_the_pages_ask_for_is_kept(client):
    event = create_judged_event()
    juror = create_juror(event)
    task = create_task(event, juror)
    enter_by_link(client, juror)
    kept = set(head_of(client)["assets"])
    for page in ("/jury", f"/jury/sheets/{task.id}"):
        asked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(page).text))
        assert asked <= kept, asked - kept
    scripts = {address for address in kept if ".js" in address}
    for address in scripts:
        folder = address.split("?")[0].rpartition("/")[0]
        for name in re.findall(r'(?:from|import)\s*\(?"\./([\w.]+)"', client.get(address).text):
            # app.js fetches the rest only for pages that are not the jury's.
            if folder.endswith("/jury"):
                assert any(one.startswith(f"{folder}/{name}") for one in kept), name


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
