"""Hosts of stations: their secret links, marks, and a team found by its code."""

import io
import re

import qrcode
from PIL import Image

from eventkit.db import db
from eventkit.testing.pages import words
from eventkit_quest.models import QuestTeam


def test_a_host_marks_corrects_and_checks_by_a_secret_link(game, app):
    door = game.host("S2")
    phone = app.test_client()
    assert "Сценка" in words(phone.get(door))
    marks = {"team": str(game.one.id), "mark-K1": "4", "key": "ключ-одного-нажатия"}
    short = phone.post(door, data=marks | {"comment": "бодро"})
    assert short.status_code == 422
    assert "Поставьте балл" in words(short)
    assert "бодро" in short.text
    json = {"Accept": "application/json"}
    for _again in range(2):  # the phone did not hear the answer
        told = phone.post(door, data=marks | {"mark-K2": "2.5"}, headers=json)
        assert told.json["outcome"] == "kept"
    assert game.result(game.one).stations["S2"].points == 6.5
    phone.post(door, data=marks | {"mark-K2": "5", "key": "исправление"})
    assert game.result(game.one).stations["S2"].points == 9
    wrong = phone.post(door, data=marks | {"mark-K2": "4.3"}, headers=json).json
    assert (wrong["outcome"], wrong["field"]) == ("refused", "mark-K2")
    game.send(game.one, "answer", 1, station="S3", text="Дорогой мой класс")
    letters = game.host("S3", "Пётр")
    assert "Дорогой мой класс" in words(phone.get(letters))
    assert "Дорогой мой класс" in words(game.client.get(f"{game.base}/manage/run"))
    check = {"team": str(game.one.id), "uid": "К1-1", "right": "yes", "comment": "тепло"}
    phone.post(f"{letters}/check", data=check)
    assert game.result(game.one).stations["S3"].points == 5
    assert "Дорогой" not in words(game.client.get(f"{game.base}/manage/run"))
    listed = game.client.get(f"{game.base}/manage/hosts").text
    game.client.post(re.search(rf"{game.base}/manage/hosts/\d+/revoke", listed)[0])
    assert phone.get(door).status_code == 404
    assert phone.post(door, data=marks).status_code == 404
    assert phone.get(letters).status_code == 200


def test_a_host_finds_a_team_by_a_photograph_of_its_code(game, app):
    door, phone, team = game.host("S2"), app.test_client(), app.test_client()
    secret = db.session.get(QuestTeam, game.one.id).secret
    team.post(f"{game.base}/enter/{secret}")
    assert "Код команды «Маяк»" in team.get(game.base).text
    json = {"Accept": "application/json"}

    def scan(*texts, **more):
        return phone.post(f"{door}/scan", data={"photo": (picture(*texts), "к.png")}, **more)

    ours, other = (
        f"http://school.example{game.base}#team-{one.id}" for one in (game.one, game.two)
    )
    assert scan(ours).location.endswith(f"{door}?team={game.one.id}")
    assert scan(ours, headers=json).json == {"team": game.one.id}
    for texts, said in (
        (("https://elsewhere.example/",), "Это код не команды этой игры."),
        ((ours.replace(game.base, "/quest/other"),), "Это код не команды этой игры."),
        ((f"{ours}0",), "Это код не команды этой игры."),
        ((ours, other), "На снимке несколько команд."),
        ((), "QR-код на снимке не нашёлся."),
    ):
        answer = scan(*texts)
        assert (answer.status_code, said in words(answer)) == (422, True), texts
    nothing = phone.post(f"{door}/scan", headers=json)
    assert nothing.json["message"] == "Выберите снимок QR-кода."


def picture(*texts):
    """Codes side by side on a white ground."""
    ground, made = Image.new("L", (max(1, len(texts)) * 400, 400), 255), io.BytesIO()
    for place, text in enumerate(texts):
        code = qrcode.make(text, border=4).get_image().convert("L").resize((380, 380))
        ground.paste(code, (place * 400 + 10, 10))
    ground.save(made, "PNG")
    made.seek(0)
    return made
