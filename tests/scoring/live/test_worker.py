"""What lets the desk of the day open without a network: the worker has all it needs."""

import re

from eventkit.db import db
from eventkit.testing.duets import create_duet
from eventkit.testing.factories import create_account, create_person, sign_in
from eventkit.testing.workers import not_kept, told_by


def test_the_worker_keeps_everything_that_the_desk_asks_for(client):
    event = create_duet(pairs=1, jurors=1).event
    sign_in(client, create_account(create_person(), roles={event.id: "secretary"}))
    db.session.commit()
    told = told_by(client, f"/manage/{event.slug}/live/worker.js")
    assert told["home"] == f"/manage/{event.slug}/live"
    assert f'data-cache="{told["cache"]}"' in client.get(told["home"]).text
    assert not not_kept(client, told["assets"], [told["home"]])


def test_who_leaves_empties_the_cache_by_its_name(client):
    event = create_duet(pairs=1, jurors=1).event
    sign_in(client, create_account(create_person(), roles={event.id: "secretary"}))
    db.session.commit()
    page = client.get(f"/manage/{event.slug}/live").text
    name = re.search(r'data-cache="([^"]+)"', page)[1]
    assert f'caches?.delete("{name}")' in client.get("/static/js/jury/leave.js").text
