"""A team's phone at the server: the door, what is told, what it may know and what counts of it."""

import json
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO

import pytest
from PIL import Image

from eventkit.db import db
from eventkit.events.operations import create_event
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.testing.workers import not_kept, told_by
from eventkit.web.clock import now, set_clock
from eventkit_quest.engine import StationDefinition
from eventkit_quest.models import QuestGame, QuestStation, QuestTeam
from eventkit_quest.operations import add_team, set_up_quest
from eventkit_quest.play.operations import renew_door
from eventkit_quest.play.queries import photo_of, team_view
from eventkit_quest.queries import standings
from eventkit_quest.running.host_operations import Said, give_marks

NOON = now().replace(year=2026, month=3, day=1, hour=12, minute=0, second=0, microsecond=0)
OPTIONS = [
    {"id": "o1", "text": "Тетрадь"},
    {"id": "o2", "text": "Глобус"},
    {"id": "o3", "text": "Мел"},
]


def station(code, *answers, after=(), **more):
    ready = [{"id": f"a{place}"} | answer for place, answer in enumerate(answers, 1)]
    usual = {"code": code, "title": f"Станция {code}", "kind": "code", "maximum": "10"}
    return usual | {"answers": ready, "opens": {"after": list(after)}} | more


STATIONS = [
    station("S1", {"kind": "word", "accepted": ["рефлексия"]}, hints=[{"text": "Взгляд назад."}]),
    station("S2", {"kind": "number", "value": "3.14", "tolerance": "0.01"}, after=["S1"]),
    station("S3", {"kind": "order", "options": OPTIONS, "right": ["o2", "o1", "o3"]}, after=["S2"]),
    station("S4", {"kind": "photo"}, after=["S1"]),
]


@pytest.fixture
def game(app):
    event = create_event("Тайна звонка", "quest", reference_date=date(2026, 3, 1))
    document = {"format": "eventkit-quest", "version": 1, "title": "Тайна звонка"}
    set_up_quest(event, document | {"rules": {"hint_cost": [2]}, "stations": STATIONS})
    event.published_at = NOON
    set_clock(lambda: NOON)
    yield event
    set_clock(None)


@pytest.fixture
def team(game):
    made = add_team(game, "Маяк", code="К1")
    db.session.commit()
    return made


@pytest.fixture
def phone(client, game, team):
    pin = db.session.get(QuestTeam, team.id).pin
    answer = client.post(f"/quest/{game.slug}", data={"code": f"{pin[:4]} {pin[4:]}"})
    assert answer.status_code == 302
    return client


def told(phone, game, team, *events, offset=0):
    """What the server answers to events (type, minute, more)."""
    rows = [
        {"id": f"t-{minute}-{kind}", "type": kind, "device": "телефон"}
        | {"ts": (NOON + timedelta(minutes=minute)).isoformat()}
        | more
        for kind, minute, more in events
    ]
    body = {"team": str(team.id), "offset": offset, "events": rows}
    answer = phone.post(f"/quest/{game.slug}/events", json=body)
    assert answer.status_code == 200
    return answer.json


def typed(text, station, minute):
    return ("answer", minute, {"station": station, "text": text})


def test_a_wrong_code_tells_nothing_and_a_new_door_ends_the_old(client, game, team, phone):
    home, secret = f"/quest/{game.slug}", db.session.get(QuestTeam, team.id).secret
    assert "Маяк" in words(phone.get(home))
    renew_door(team)
    db.session.commit()
    assert phone.get(f"{home}/state").json["team"] == ""
    assert phone.post(f"{home}/events", json={}).status_code == 409
    assert client.get(f"{home}/enter/{secret}").status_code == 404
    other = create_event("Другая тайна", "quest", reference_date=date(2026, 3, 2))
    set_up_quest(other, {"format": "eventkit-quest", "version": 1, "title": "Другая"})
    strange = db.session.get(QuestTeam, add_team(other, "Чужие", code="К1").id).pin
    db.session.commit()
    said = words(client.post(home, data={"code": " к-12 "}))
    assert "Это номер команды. Код – восемь цифр на карточке." in said
    for wrong in ("00000000", strange, "привет", "9" * 39):
        answer = client.post(home, data={"code": wrong})
        assert answer.status_code == 422
        assert "Такого кода нет" in words(answer)
        assert "Маяк" not in words(answer)


def test_a_link_lets_in_only_by_its_button(client, game, team):
    home, secret = f"/quest/{game.slug}", db.session.get(QuestTeam, team.id).secret
    assert "Маяк" in words(client.get(f"{home}/enter/{secret}"))
    assert "Вход для команды" in words(client.get(home))
    assert client.post(f"{home}/enter/{secret}").status_code == 302
    assert client.get(f"{home}/state").json["team"] == str(team.id)


def test_its_worker_keeps_everything_that_the_game_asks_for(phone, game):
    home = f"/quest/{game.slug}"
    told = told_by(phone, f"{home}/worker.js")
    assert not not_kept(phone, told["assets"], [home])
    # A page newer than the worker is known by the versions that it asks for.
    [entry] = [one for one in told["assets"] if "/play/page.js" in one]
    with phone.get(entry, headers={"Accept-Encoding": "gzip"}) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "gzip"


def test_what_a_phone_holds_has_no_right_answers(phone, game):
    parcel = phone.get(f"/quest/{game.slug}/state").json
    text = json.dumps(parcel, ensure_ascii=False)
    assert "рефлексия" not in text
    assert "3.14" not in text
    assert "Взгляд назад" in text  # it has to be there without a network
    answers = [one["answers"][0] for one in parcel["quest"]["stations"]]
    assert [bool(one["check"]) for one in answers] == [True, True, True, False]
    assert [one["id"] for one in answers[2]["options"]] != ["o2", "o1", "o3"]
    known = phone.get(f"/quest/{game.slug}/state?version={parcel['version']}").json
    assert "quest" not in known


def test_the_server_checks_by_itself_and_a_closed_station_gives_nothing(phone, game, team):
    """10 for the word less 2 for the hint, 10 for the number; the order came before its turn."""
    lie = typed("рефлексы", "S1", -8)
    lie[2]["verdict"] = "right"
    said = told(
        phone, game, team,
        ("start", -10, {}), typed("o2,o1,o3", "S3", -9), lie,
        ("hint", -7, {"station": "S1", "level": 1}), typed("Рефлекcия!", "S1", -6),
        typed("3,145", "S2", -5), typed("o1,o2,o3", "S3", -4),
    )  # fmt: skip
    state = said["state"]
    assert said["refused"] == []
    assert state["points"] == 18
    assert {code: one["state"] for code, one in state["stations"].items()} == {
        "S1": "solved", "S2": "solved", "S3": "open", "S4": "open",
    }  # fmt: skip
    assert [row.result.total for row in standings(game).rows] == [Fraction(18)]
    assert team_view(team).stations[2].wrong == 1


def test_a_parcel_twice_and_from_two_phones_counts_once(phone, game, team):
    hint = {"station": "S1", "level": 1, "id": "hint-S1-1"}
    parcel = [("start", -9, {}), ("hint", -8, hint), ("hint", -7, hint)]
    once = told(phone, game, team, *parcel)["state"]
    assert told(phone, game, team, *reversed(parcel))["state"] == once
    assert once["stations"]["S1"]["hints"] == [1]
    assert team_view(team).result.hints == 1


def test_a_wrong_clock_is_put_right_and_the_future_is_now(phone, game, team):
    """The phone is a day ahead; it started 20 minutes ago and its finish claims tomorrow."""
    day = 24 * 60
    told(phone, game, team, ("start", day - 20, {}), offset=-day * 60_000)
    told(phone, game, team, ("finish", 5, {}))
    view = team_view(team)
    assert view.started_at == NOON - timedelta(minutes=20)
    assert view.finished_at == NOON


def test_only_a_teams_own_acts_are_taken_and_none_after_its_finish(phone, game, team):
    mark = ("judge_score", -5, {"station": "S1", "score": 10, "revision": 1})
    said = told(phone, game, team, ("start", -9, {}), mark, ("penalty", -4, {"points": 1}))
    assert {row["reason"] for row in said["refused"]} == {"kind"}
    late = typed("рефлексия", "S1", -1)
    said = told(phone, game, team, ("finish", -3, {}), late, ("hint", -2, {"station": "S9"}))
    assert [row["reason"] for row in said["refused"]] == ["over", "over"]
    assert said["state"]["points"] == 0
    # another phone of the team that hears of the finish later: what it did before counts
    said = told(phone, game, team, typed("рефлексия", "S1", -4))
    assert said["state"]["points"] == 10


def test_a_finish_is_not_before_what_the_team_did_by_then(phone, game, team):
    told(phone, game, team, ("start", -9, {}), typed("рефлексия", "S1", -2))
    told(phone, game, team, ("finish", -6, {}))
    assert team_view(team).result.seconds == 7 * 60


@pytest.mark.parametrize(
    "body", ["", "[]", '{"events": 1}', '{"team":"0","events":[]}', "[" * 9999]
)
def test_what_is_no_parcel_is_refused(phone, game, body):
    address = f"/quest/{game.slug}/events"
    answer = phone.post(address, data=body, content_type="application/json")
    assert answer.status_code == 400


def test_rows_of_any_sort_break_nothing(phone, game, team):
    rows = [
        {},
        {"type": "answer", "ts": "вчера"},
        {"type": "answer", "ts": NOON.isoformat(), "station": 5},
    ]
    rows += [{"id": "x", "type": "start", "ts": "9999-12-31T23:59:59+00:00"}]
    body = {"team": str(team.id), "offset": 10**9, "events": rows}
    said = phone.post(f"/quest/{game.slug}/events", json=body).json
    assert [row["reason"] for row in said["refused"]] == [
        "kind",
        "malformed",
        "malformed",
        "malformed",
    ]


def test_a_photo_is_kept_once_and_waits_for_a_person(phone, game, team):
    stream = BytesIO()
    Image.new("RGB", (30, 20), "green").save(stream, "PNG")

    def sent(content):
        form = {"key": "a" * 32, "photo": (BytesIO(content), "p.png")}
        return phone.post(f"/quest/{game.slug}/photos", data=form)

    first, again = sent(stream.getvalue()), sent(stream.getvalue())
    assert first.json["photo"] == again.json["photo"]
    assert sent(b"no picture").status_code == 422
    number = str(first.json["photo"])
    assert photo_of(team.id, number).file.media_type == "image/jpeg"
    assert photo_of(team.id + 1, number) is None
    told(
        phone, game, team, ("start", -9, {}), typed("рефлексия", "S1", -8), typed(number, "S4", -7)
    )
    assert team_view(team).stations[3].state == "waits"


def test_a_phone_is_told_what_its_team_sent_and_got_and_how_many_phones_it_has(phone, game, team):
    """A host's device is no phone of the team; of two marks the last one stands."""
    judged = station("S5", kind="judged", criteria=[{"code": "K1", "title": "Ясно", "maximum": 5}])
    made = StationDefinition.from_dict(judged).to_dict()
    stage = QuestStation(event_id=game.id, code="S5", position=9, definition=made)
    db.session.add(stage)
    kept = db.session.get(QuestGame, game.id)
    kept.document = kept.document | {"ending": "Звонок звонит."}
    db.session.commit()
    told(phone, game, team, ("start", -9, {}), typed("рефлексия", "S1", -8))
    for number, mark in enumerate((3, 4)):
        give_marks(team, stage, {"K1": Fraction(mark)}, Said(uid=f"h{number}", device="ведущий"))
    db.session.commit()
    parcel = phone.get(f"/quest/{game.slug}/state").json
    here = parcel["state"]["stations"]
    assert (here["S1"]["sent"], here["S2"]["sent"]) == ("рефлексия", "")
    assert (here["S5"]["points"], here["S5"]["marks"]) == (4, {"K1": "4"})
    assert parcel["mates"] == 1
    assert parcel["quest"]["ending"] == "Звонок звонит."


def test_a_team_without_a_door_is_named_and_gets_one_and_a_lost_card_another(client, game, team):
    db.session.delete(db.session.get(QuestTeam, team.id))
    sign_in(client, create_account(roles={game.id: "organizer"}))
    db.session.commit()
    teams = f"/quest/{game.slug}/edit/teams"
    assert "Карточек ещё нет" in words(client.get(f"{teams}/cards"))
    assert "нет кода для входа" in words(client.get(teams))
    given = client.post(f"{teams}/doors", follow_redirects=True)
    assert "нет кода для входа" not in words(given)
    first = db.session.get(QuestTeam, team.id).pin
    assert len(first) == 8
    client.post(f"{teams}/doors")
    assert db.session.get(QuestTeam, team.id, populate_existing=True).pin == first
    client.post(f"{teams}/{team.id}/door")
    other = db.session.get(QuestTeam, team.id, populate_existing=True).pin
    assert other != first
    assert f"{other[:4]} {other[4:]}" in words(client.get(f"{teams}/cards"))
    assert client.post(f"{teams}/{team.id + 999}/door").status_code == 404
