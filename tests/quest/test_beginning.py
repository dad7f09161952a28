"""A new event becomes a quest: with an empty game, or with a copy of the shipped one."""

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.desk.setup_check import checks
from eventkit.desk.setup_operations import proposed_schedule
from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now, today
from eventkit_quest.engine import QuestRules
from eventkit_quest.models import QuestGame
from eventkit_quest.operations import add_team, receive
from eventkit_quest.queries import events_of, quest_of, stations_of, teams_of
from eventkit_quest.running.host_operations import add_host
from eventkit_quest.running.queries import hosts_of


@pytest.fixture
def organizer(app, client):
    account = create_account(roles={create_event().id: "organizer"})
    sign_in(client, account)
    return account


def begin(client, preset, title, language="ru"):
    client.post("/language", data={"lang": language, "next": "/"})
    days = proposed_schedule(None, today("Europe/Moscow"))
    first, last = days["registration"]
    fields = {
        "title": title,
        "format": "quest",
        "organizer": "0",
        "registration_first": first,
        "registration_last": last,
        "judging_last": days["judging"][1],
        "results_day": days["results"][0],
        "awards_day": "",
        "reference_date": first,
    }
    sent = {
        name: f"{value:%d.%m.%Y}" if hasattr(value, "year") else value
        for name, value in fields.items()
    }
    answer = client.post(f"/manage/new/{preset}", data=sent)
    assert answer.status_code == 302, words(answer)
    event = event_by_slug(answer.location.rsplit("/", 1)[1])
    assert event is not None
    return event


@pytest.mark.parametrize(
    ("language", "legend", "station"),
    [
        ("ru", "Накануне первого сентября", "Книжная полка"),
        ("en", "On the eve of the first of September", "The bookshelf"),
    ],
)
def test_the_ready_quest_is_offered_and_copied(client, organizer, language, legend, station):
    event = begin(client, "pro_shkolu", "Тайна звонка", language)
    made = quest_of(event)
    assert (event.title, len(made.stations), made.stations[1].title) == ("Тайна звонка", 8, station)
    assert made.legend.startswith(legend)
    assert event.description == made.legend
    # nothing is missing before it may be announced, and its map is there
    assert [check.text for check in checks(event) if check.state == "bad"] == []
    assert [trial.title for trial in event.trials] == ["Тайна звонка"]
    assert client.get(f"/quest/{event.slug}/map").mimetype == "image/svg+xml"


def test_an_empty_quest_asks_for_no_jury_and_for_nothing_that_comes_by_itself(client, organizer):
    page = words(client.get("/manage/new"))
    assert "Начать с заготовки «Pro_ШКОЛУ»" in page
    event = begin(client, "empty", "Наш квест")
    assert [line.title for line in event.nominations] == ["Команды"]
    assert [check.text for check in checks(event) if check.state == "bad"] == []
    assert "Собрать жюри" not in words(client.get(f"/manage/{event.slug}"))


def test_what_the_rehearsal_says_stands_where_stations_are_written(client, organizer):
    event = begin(client, "pro_shkolu", "Тайна звонка")
    page = client.get(f"/quest/{event.slug}/edit")
    assert "Застрять нельзя." in words(page)
    assert f'href="/quest/{event.slug}/rehearsal"' in page.text
    client.post(f"/quest/{event.slug}/edit/stations", data={"title": "Чердак"})
    assert "«Чердак»: верного ответа нет" in words(client.get(f"/quest/{event.slug}/edit"))
    # and from the rehearsal one comes back to each station
    assert (
        f'href="/quest/{event.slug}/edit/stations/'
        in client.get(f"/quest/{event.slug}/rehearsal").text
    )


def test_next_year_begins_with_the_same_game_and_without_what_happened(client, organizer):
    event = begin(client, "pro_shkolu", "Тайна звонка 2026")
    rules = QuestRules.from_dict(quest_of(event).rules.to_dict() | {"hint_cost": ["3"]})
    game = db.session.get(QuestGame, event.id)
    game.document = game.document | {"rules": rules.to_dict()}
    add_team(event, "Маяк", code="К1")
    add_host(event, stations_of(event)[2], "Мария Петровна")
    receive(event, [{"id": "1", "team": "К1", "type": "start", "ts": now().isoformat()}])
    db.session.commit()
    sent = {"title": "Тайна звонка 2027"}
    assert client.post(f"/manage/{event.slug}/new-edition", data=sent).status_code == 302
    made = db.session.scalars(select(Event).where(Event.title == sent["title"])).one()
    before, after = quest_of(event).to_dict(), quest_of(made).to_dict()
    assert after | {"title": ""} == before | {"title": ""}
    assert after["rules"]["hint_cost"] == ["3"]
    assert client.get(f"/quest/{made.slug}/map").data == client.get(f"/quest/{event.slug}/map").data
    assert (list(teams_of(made)), hosts_of(made.id), events_of(made.id)) == ([], [], [])
    # a station that is changed now stays as it was last year
    station = stations_of(made)[0]
    station.definition = station.definition | {"title": "Другая"}
    db.session.commit()
    assert stations_of(event)[0].definition["title"] != "Другая"
    assert [check.text for check in checks(made) if check.state == "bad"] == []
