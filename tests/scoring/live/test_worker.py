"""What lets the desk of the day open without a network: the worker has all it needs."""

import json
import re

from eventkit.db import db
from eventkit.testing.duets import create_duet
from eventkit.testing.factories import create_account, create_person, sign_in


def test_the_worker_keeps_everything_that_the_desk_asks_for(client):
    event = create_duet(pairs=1, jurors=1).event
    sign_in(client, create_account(create_person(), roles={event.id: "secretary"}))
    db.session.commit()
    answer = client.get(f"/manage/{event.slug}/live/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == f"/manage/{event.slug}/live"
    told = json.loads(re.match(r"const LIVE = (.*);\n", answer.text)[1])
    page = client.get(told["home"]).text
    assert f'data-cache="{told["cache"]}"' in page
    asked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    kept = set(told["assets"])
    assert asked <= kept, asked - kept
    for address in kept:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "/js/live/" in address:
            for name in re.findall(r'from "\./([\w.]+)"', answer.text):
                assert f"/static/js/live/{name}" in kept, name


def test_who_leaves_empties_the_cache_by_its_name(client):
    event = create_duet(pairs=1, jurors=1).event
    sign_in(client, create_account(create_person(), roles={event.id: "secretary"}))
    db.session.commit()
    page = client.get(f"/manage/{event.slug}/live").text
    name = re.search(r'data-cache="([^"]+)"', page)[1]
    assert f'caches?.delete("{name}")' in client.get("/static/js/jury/leave.js").text
