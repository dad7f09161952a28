"""One's own result: worked out by hand, shown to its respondent and to nobody else."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.journal.models import JournalLine
from eventkit.people.passwords import token_hash
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.own import marks_of
from eventkit.questionnaires.models import Invitation, Response
from eventkit.questionnaires.operations import add_wave, close_wave, open_wave
from eventkit.testing.factories import create_account, create_event, create_person, sign_in
from eventkit.testing.fixtures import SETTINGS, Browser
from eventkit.testing.pages import plain, words
from tests.questionnaires.answering import asked_in, uid

JSON = {"Accept": "application/json"}
FIVE = [
    {"title": {"ru": "низкий", "en": "low"}, "below": "2.5", "text": {"ru": "Берегите себя."}},
    {"title": {"ru": "средний", "en": "middle"}, "below": "3.75"},
    {"title": {"ru": "высокий", "en": "high"}, "text": {"ru": "Вам спокойно.", "en": "Calm."}},
]
Z = [{"title": "ниже", "below": "-1"}, {"title": "как все", "below": "1"}, {"title": "выше"}]
PART = [{"id": "m", "text": "наставник"}, {"id": "y", "text": "молодой"}]
DOCUMENT = {
    "title": {"ru": "О себе", "en": "About me"},
    "items": [
        {"id": "who", "kind": "one", "text": "Вы", "options": PART},
        *({"id": one, "text": one.upper(), "max": 5} for one in "abc"),
        *({"id": one, "text": one.upper(), "max": 4} for one in "de"),
    ],
    "groups": ["who"],
    "scales": [
        {
            "id": "L", "title": {"ru": "Покой", "en": "Calmness"}, "about": {"ru": "Как вам."},
            "items": ["a", "b", "c"], "reversed": ["c"], "min_answered": 2, "levels": FIVE,
        },
        {"id": "S", "title": "Силы", "items": ["d", "e"], "min_answered": 1, "score": "sum"},
        {
            "id": "N", "title": "Нормы", "items": ["a", "b"], "levels": Z,
            "norms": [{"group": "", "mean": "2", "sd": "0.5"}, {"group": "m", "mean": 3, "sd": 1}],
        },
    ],
}  # fmt: skip
HIGH = {"q-who": "m", "q-a": "4", "q-b": "5", "q-c": "2", "q-d": "3"}
"""L: (4 + 5 + (6 − 2)) / 3 = 4⅓ of 1…5; S: 3 · 2 = 6 of 2…8; N: (4,5 − 3) / 1 = 1,5."""
LOW = {"q-who": "m", "q-a": "2", "q-b": "1", "q-c": "4"}
"""L: (2 + 1 + (6 − 4)) / 3 = 1⅔; S: nothing; N: (1,5 − 3) / 1 = −1,5."""


def asked(mode="anonymous", event=None, **more):
    return asked_in(event, mode, document=DOCUMENT | more)


def told_by(answer):
    """The words of the part that scripts get."""
    return " ".join(plain(re.sub("<[^>]+>", " ", answer["own"])).split())


def send(client, wave, values, number=1, **more):
    return client.post(f"/q/{wave.code}", data=values | {"uid": uid(number)}, **more)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (
            {"who": "m", "a": 4, "b": 5, "c": 2, "d": 3},
            ["13/3 1 5 5/6 высокий", "6 2 8 2/3 -", "9/2 1 5 7/8 выше"],
        ),
        # One of three is too few for L; N needs both.
        ({"a": 4}, ["- 1 5 0 -", "- 2 8 0 -", "- 1 5 0 -"]),
        # Who says no group is compared with everybody: (3,5 − 2) / 0,5 = 3, with mentors 0,5.
        ({"a": 3, "b": 4}, ["7/2 1 5 5/8 средний", "- 2 8 0 -", "7/2 1 5 5/8 выше"]),
        ({"who": "m", "a": 3, "b": 4}, ["7/2 1 5 5/8 средний", "- 2 8 0 -", "7/2 1 5 5/8 как все"]),
        # Exactly at a limit the upper level begins: (2 + 3) / 2 = 2,5.
        ({"a": 2, "b": 3}, ["5/2 1 5 3/8 средний", "- 2 8 0 -", "5/2 1 5 3/8 выше"]),
    ],
)
def test_values_ranges_and_levels_are_those_worked_out_by_hand(answers, found):
    head = {"format": "eventkit-questionnaire", "version": 1}
    marks = marks_of(Instrument.from_dict(head | DOCUMENT), answers)
    told = [
        f"{'-' if one.value is None else one.value} {one.low} {one.high} {Fraction(one.share)}"
        f" {one.level.title['ru'] if one.level else '-'}"
        for one in marks
    ]
    assert told == found


def test_without_scripts_the_page_after_sending_shows_it_and_nothing_is_kept_of_it(client, app):
    wave = asked()
    assert "покажем вам ваш собственный результат" in words(client.get(f"/q/{wave.code}"))
    page = send(client, wave, HIGH)
    assert page.status_code == 200
    for told in (
        "Ответы сохранены", "Покой Как вам.", "4,33 на шкале от 1 до 5 высокий Вам спокойно.",
        "6 на шкале от 2 до 8", "4,5 на шкале от 1 до 5 выше Само по себе это число",
        "Это не диагноз и не оценка", "поговорите с тем, кому доверяете", "не храним",
    ):  # fmt: skip
        assert told in words(page)
    assert 'width="83.3"' in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    [kept] = db.session.scalars(select(Response))
    assert (kept.person_id, kept.respondent, kept.pair) == (None, "", "")
    assert not [one for one in kept.answers if one not in ("who", *"abcde")]
    acts = select(JournalLine.act).where(JournalLine.act.like("answer%"))
    assert db.session.scalars(acts).all() == []
    later = client.get(f"/q/{wave.code}/own")
    assert "мы не знаем, какие ответы ваши" in words(later)
    assert "Покой" not in words(later)
    few = words(send(client, wave, {"q-a": "4"}, number=2))
    assert "Покой Как вам. Ответов мало, чтобы посчитать." in few


def test_scripts_get_it_of_what_they_send_never_of_what_is_kept(client, app):
    """Who knows the name of an answer, out of the database, learns nothing by it."""
    wave = asked()
    first = send(client, wave, HIGH, headers=JSON).json
    assert first["kind"] == "kept"
    assert "4,33 на шкале от 1 до 5 высокий" in told_by(first)
    close_wave(wave, actor="system")
    db.session.commit()
    again = told_by(send(client, wave, LOW, headers=JSON).json)
    assert "1,67 на шкале от 1 до 5 низкий Берегите себя." in again
    assert "4,33" not in again
    assert db.session.scalar(select(func.count()).select_from(Response)) == 1


def test_on_a_shared_pc_going_back_does_not_show_the_last_ones_result(client, app):
    wave = asked()
    shared = HIGH | {"device": "shared"}
    page = send(client, wave, shared)
    assert "4,33" in words(page)
    assert "Следующий участник" in words(page)
    again = send(client, wave, shared)
    assert again.status_code == 303
    assert "4,33" not in words(client.get(again.location))


def test_a_self_made_code_shows_all_waves_side_by_side(client, app):
    before = asked("code")
    after = add_wave(before.questionnaire, "После тренинга", actor="system")
    open_wave(after, actor="system")
    db.session.commit()
    send(client, before, LOW | {"own-code": "ан-07 42"})
    shown = words(send(client, after, HIGH | {"own-code": "АН0742"}, number=2))
    assert "4,33" in shown
    # The code alone opens what was before: sending answers is no way to try codes out.
    assert "1,67" not in shown
    send(client, after, LOW | {"own-code": "БВ0101"}, number=3)
    home = f"/q/{after.code}/own"
    assert "Введите код, под которым отвечали" in words(client.get(home))
    page = client.post(home, data={"code": "AH 0742"})
    assert (
        "Покой Как вам. До тренинга 1,67 на шкале от 1 до 5 низкий"
        " После тренинга 4,33 на шкале от 1 до 5 высокий Вам спокойно."
    ) in words(page)
    assert "До тренинга Ответов мало, чтобы посчитать." in words(page)
    other = asked("code")
    wrong = [
        client.post(home, data={"code": "АН0743"}),
        client.post(f"/q/{other.code}/own", data={"code": "АН0742"}),
        client.post(f"/q/{asked().code}/own", data={"code": "АН0742"}),
    ]
    assert [one.status_code for one in wrong] == [422, 422, 422]
    assert "Ответов с таким кодом нет" in words(wrong[0])
    assert words(wrong[0]) == words(wrong[1])
    assert "4,33" not in "".join(words(one) for one in wrong)
    assert "Введите код." in words(client.post(home, data={"code": " "}))


def test_codes_cannot_be_tried_out_one_after_another(database_url, tmp_path):
    settings = {"RATELIMIT_ENABLED": True, "SQLALCHEMY_DATABASE_URI": database_url}
    app = create_app(SETTINGS | settings, instance=tmp_path)
    app.test_client_class = Browser
    with app.app_context():
        set_mode("write")
        home = f"/q/{asked('code').code}/own"
        client = app.test_client()
        found = [
            client.post(home, data={"code": f"АН{number:04}"}).status_code for number in range(11)
        ]
        db.session.remove()
        db.engine.dispose()
    assert found == [422] * 10 + [429]


def test_named_results_are_for_the_person_alone(client, app, count_queries):
    event = create_event()
    wave = asked("named", event)
    person, other = create_person(), create_person()
    link = Invitation(wave=wave, person=other, token_hash=token_hash("her"))
    db.session.add(link)
    db.session.commit()
    sign_in(client, create_account(person))
    home = f"/q/{wave.code}/own"
    assert "Вы ещё не отвечали" in words(client.get(home))
    assert "Мои опросники" not in words(client.get("/me"))
    send(client, wave, HIGH)
    with count_queries() as one:
        assert "4,33 на шкале от 1 до 5 высокий" in words(client.get(home))
    after = add_wave(wave.questionnaire, "После", actor="system")
    open_wave(after, actor="system")
    db.session.commit()
    send(client, after, LOW, number=2)
    with count_queries() as two:
        assert "4,33 на шкале от 1 до 5 высокий После 1,67" in words(client.get(home))
    assert len(one) == len(two)
    assert f"Мои опросники О себе {event.title}" in words(client.get("/me"))
    assert "Мой результат" in words(client.get(f"/q/{wave.code}"))
    stranger = app.test_client()
    assert "Войдите" in words(stranger.get(home))
    # An answer of nobody is not that of an account of nobody.
    send(stranger, asked(), HIGH, number=9)
    manager = app.test_client()
    sign_in(manager, create_account(roles={event.id: "organizer"}))
    nobody = app.test_client()
    sign_in(nobody, create_account(None))
    hers = stranger.get(f"/q/{wave.code}/p/her/own")
    for page in (stranger.get(home), manager.get(home), nobody.get(home), hers, nobody.get("/me")):
        assert page.status_code == 200
        assert "4,33" not in words(page)
        assert "Мои опросники" not in words(page)
    assert stranger.get(f"/q/{wave.code}/p/another/own").status_code == 404
    stranger.post(f"/q/{wave.code}/p/her", data=LOW | {"uid": uid(5)})
    assert "1,67 на шкале от 1 до 5 низкий" in words(stranger.get(f"/q/{wave.code}/p/her/own"))


def test_the_author_decides_and_without_levels_there_is_none(client, app):
    bare = [one | {"levels": [], "norms": []} for one in DOCUMENT["scales"]]
    for number, more in enumerate(({"own_result": False}, {"scales": bare})):
        wave = asked(**more)
        assert "собственный результат" not in words(client.get(f"/q/{wave.code}"))
        assert send(client, wave, HIGH, number).status_code == 303
        told = send(client, wave, HIGH, number, headers=JSON)
        assert told.json == {"kind": "kept"}
        assert "нет личного результата" in words(client.get(f"/q/{wave.code}/own"))


def test_in_english_it_is_english(client, app):
    wave = asked()
    client.get(f"/q/{wave.code}?lang=en")
    page = words(send(client, wave, HIGH))
    assert "Calmness Как вам. 4.33 on a scale from 1 to 5 high Calm." in page
    assert "not a diagnosis" in page
