"""The demo's quest: a visitor plays at once, and nobody is given a team that somebody plays."""

import re
from datetime import timedelta

import pytest

from eventkit.db import db
from eventkit.hooks import DemoGround
from eventkit.testing.factories import create_organization, create_person
from eventkit.testing.pages import words
from eventkit.web.clock import now
from eventkit_quest import demo
from eventkit_quest.running.queries import without_host


@pytest.fixture
def event(app):
    app.config["DEMO"] = True
    people = [create_person(last_name=f"Гостев{number}") for number in range(18)]

    def go(days):
        return now() + timedelta(days=days)

    made = demo.play(DemoGround(create_organization(), people, go))
    db.session.commit()
    return made


def press(client, who):
    page = client.get("/demo").text
    form = page[page.index(f'<b class="serif">{who}') :]
    key = re.search(r'name="key" value="([^"]+)"', form)[1]
    answer = client.post("/demo/enter", data={"key": key})
    assert answer.status_code == 302
    return answer.location


def test_each_visitor_gets_a_team_of_its_own_and_a_host_stands_at_a_station(app, event):
    first, second, host = app.test_client(), app.test_client(), app.test_client()
    page = words(first.get("/demo"))
    card = re.search(r"Команда квеста: Гости .*Код для входа с телефона: (\d{4} \d{4})", page)
    phone = app.test_client()
    phone.post(f"/quest/{event.slug}", data={"code": card[1]})
    assert "Гости" in phone.get(f"/quest/{event.slug}").text
    assert press(first, "Команда квеста") == f"/quest/{event.slug}"
    press(second, "Команда квеста")
    teams = [one.get(f"/quest/{event.slug}/state").json["team"] for one in (first, second)]
    assert len(set(teams)) == 2
    assert "Команда квеста: Гости 3" in words(host.get("/demo"))
    door = press(host, "Ведущий станции")
    assert "Педагогическая ситуация" in words(host.get(door))
    assert without_host(event) == []


def test_who_looks_from_another_machine_is_shown_no_door(app, event):
    stranger = app.test_client()
    page = stranger.get("/demo", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert "Код для входа" not in words(page)
