"""An organizer writes a questionnaire on pages: items, scales, settings, waves, versions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.questionnaires import operations
from eventkit.questionnaires.models import Questionnaire, Response
from eventkit.testing.pages import words


def of(questionnaire: Questionnaire, place: str = "") -> str:
    return f"/manage/{questionnaire.event.slug}/questionnaires/{questionnaire.id}{place}"


def item(questionnaire: Questionnaire, item_id: str) -> dict[str, Any]:
    db.session.expire_all()
    return next(one for one in questionnaire.draft["items"] if one["id"] == item_id)


def test_a_questionnaire_is_written_from_nothing(organizer: FlaskClient, event: Event) -> None:
    root = f"/manage/{event.slug}/questionnaires"
    assert "Опросников пока нет" in words(organizer.get(root))
    assert organizer.post(f"{root}/new", data={"new-title": " "}).status_code == 422
    made = organizer.post(f"{root}/new", data={"new-title": "Настроение"}, follow_redirects=True)
    assert "Пунктов пока нет" in words(made)
    mood = db.session.query(Questionnaire).one()
    organizer.post(of(mood, "/statements"), data={"many-lines": "Мне спокойно.\n\nМне шумно."})
    choice = {"text_ru": "Стаж", "options_ru": "до года\nбольше", "is_group": "y"}
    organizer.post(of(mood, "/items/new?kind=one"), data=choice)
    item(mood, "q3")
    assert [one["id"] for one in mood.draft["items"]] == ["q1", "q2", "q3"]
    assert mood.draft["groups"] == ["q3"]
    scale = {
        "title_ru": "Покой",
        "items": ["q1", "q2"],
        "reversed": "q2",
        "score": "mean",
        "levels-0-title_ru": "низкий",
        "levels-0-below": "2,5",
        "levels-1-title_ru": "высокий",
    }
    organizer.post(of(mood, "/scales/new"), data=scale)
    item(mood, "q1")
    assert mood.draft["scales"] == [
        {
            "id": "A",
            "title": {"ru": "Покой"},
            "items": ["q1", "q2"],
            "reversed": ["q2"],
            "min_answered": 2,
            "score": "mean",
            "levels": [{"title": {"ru": "низкий"}, "below": "2.5"}, {"title": {"ru": "высокий"}}],
        }
    ]
    assert "Настроение" in words(organizer.get(f"/manage/{event.slug}"))


def test_new_statements_say_what_their_numbers_mean(organizer: FlaskClient, event: Event) -> None:
    """And the list says which of them count the other way round; of English only where some is."""
    made = operations.create_questionnaire(
        event, {"format": "eventkit-questionnaire", "version": 1, "title": "Голос"}, actor="system"
    )
    db.session.commit()
    organizer.post(of(made, "/statements"), data={"many-lines": "Говорю ровно.\nСрываюсь на крик."})
    labels = item(made, "q1")["labels"]
    assert [one["ru"] for one in (labels[0], labels[4])] == [
        "совершенно не согласен",
        "полностью согласен",
    ]
    assert "полностью согласен" in organizer.get(of(made, "/items/new?kind=likert")).text
    scale = {"title_ru": "Ровность", "items": ["q1", "q2"], "reversed": "q2", "score": "mean"}
    assert organizer.post(of(made, "/scales/new"), data=scale).status_code == 302
    listed = words(organizer.get(of(made)))
    assert "· Ровность, обратный" in listed
    assert listed.count("обратный") == 1
    assert "нет английского" not in listed
    typed = {"text_ru": "Говорю ровно.", "text_en": "I speak evenly.", "minimum": 1, "maximum": 5}
    assert organizer.post(of(made, "/items/q1"), data=typed).status_code == 302
    assert words(organizer.get(of(made))).count("нет английского") == 1


def test_a_wave_is_closed_after_a_question_and_its_last_day_is_said_as_typed(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    sent = {"title": "до", "closes_day": "07.12.2027", "opens_day": "01.12.2026"}
    assert organizer.post(of(everything, "/waves"), data=sent).status_code == 302
    assert "закроется 7 декабря, 23:59" in words(organizer.get(of(everything, "/waves")))
    db.session.expire_all()
    (wave,) = everything.waves
    page = organizer.get(of(everything, f"/waves/{wave.id}"))
    assert 'value="2027-12-07"' in page.text
    assert 'value="00:00"' in page.text  # the opening's; the closing has the whole day
    assert page.text.count('value="00:00"') == 1
    operations.open_wave(wave, actor="system")
    db.session.commit()
    asked = organizer.get(of(everything, f"/waves/{wave.id}/close"))
    assert "открыть этот замер снова нельзя" in words(asked)
    db.session.expire_all()
    assert wave.state == "open"
    organizer.post(of(everything, f"/waves/{wave.id}/close"))
    db.session.expire_all()
    assert wave.state == "closed"


def test_every_page_shows_an_item_as_it_is_and_keeps_it(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    """Sending each form of each item, scale and page unchanged changes nothing."""
    from eventkit.testing.forms import forms_of

    before = dict(everything.draft)
    places = [f"/items/{one['id']}" for one in before["items"]]
    for place in [*places, "/scales/B", "/pages/1", "/pages/2", "/texts"]:
        page = organizer.get(of(everything, place))
        form = max(forms_of(page), key=lambda one: len(one.names))
        sent: dict[str, list[str]] = {}
        for name, value in form.values:
            sent.setdefault(name, []).append(value)
        assert organizer.post(of(everything, place), data=sent).status_code == 302, place
    db.session.expire_all()
    assert everything.draft == before


def test_options_keep_their_ids_when_they_are_moved_mended_and_added(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    place = of(everything, "/items/order")
    typed = {"text_ru": "Расставьте", "options_ru": "нет\nда", "options_en": "no\nyes"}
    organizer.post(place, data=typed)
    assert [one["id"] for one in item(everything, "order")["options"]] == ["b", "a"]
    organizer.post(place, data=typed | {"options_ru": "нет, никогда\nда", "options_en": ""})
    assert item(everything, "order")["options"] == [
        {"id": "b", "text": {"ru": "нет, никогда"}},
        {"id": "a", "text": {"ru": "да"}},
    ]
    organizer.post(place, data=typed | {"options_ru": "быть может\nда\nнет, никогда\n"})
    page = organizer.post(place, data=typed | {"options_ru": "быть может\nда\nнет, никогда"})
    assert page.status_code == 422
    assert "Строк должно быть столько же, сколько по-русски: 3." in words(page)
    organizer.post(
        place, data=typed | {"options_ru": "быть может\nда\nнет, никогда", "options_en": ""}
    )
    ids = [one["id"] for one in item(everything, "order")["options"]]
    assert ids == ["o1", "a", "b"]


@pytest.mark.parametrize(
    ("place", "typed", "said"),
    [
        ("/items/calm", {"text_ru": "", "minimum": "1", "maximum": "3"}, "Заполните это поле."),
        (
            "/items/calm",
            {"text_ru": "Т", "minimum": "1", "maximum": "9", "labels_ru": "а\nб", "labels_en": ""},
            "быть 9.",
        ),
        ("/items/calm", {"text_ru": "Т", "minimum": "1", "maximum": "99"}, "Нужно число: ≤ 11."),
        ("/items/calm", {"text_ru": "Т", "minimum": "3", "maximum": "1,5"}, "целое число"),
        (
            "/items/who",
            {"text_ru": "Т", "options_ru": "одно", "options_en": ""},
            "Нужно хотя бы 2.",
        ),
        (
            "/items/end",
            {"text_ru": "Т", "when_item": "who", "when_test": "is", "when_value": "иногда"},
            "Такого варианта нет. Есть: да; нет.",
        ),
        (
            "/items/end",
            {"text_ru": "Т", "when_item": "rate", "when_test": "at_least", "when_value": "много"},
            "Напишите число.",
        ),
        ("/scales/A", {"title_ru": "Покой", "score": "mean"}, "Отметьте хотя бы один пункт."),
        (
            "/scales/A",
            {
                "title_ru": "П",
                "score": "mean",
                "items": ["calm"],
                "levels-0-title_ru": "низкий",
                "levels-0-below": "2,5",
                "levels-1-title_ru": "средний",
                "levels-1-below": "2",
                "levels-2-title_ru": "высокий",
            },
            "Значение меньше : Нужно больше, чем у уровня перед ним: 2,5.",
        ),
        (
            "/scales/A",
            {"title_ru": "П", "score": "mean", "items": ["calm"], "reversed": ["age"]},
            "Отмечен обратным, но не входит в шкалу: «7. Лет».",
        ),
        (
            "/scales/A",
            {
                "title_ru": "П",
                "score": "sum",
                "items": ["calm"],
                "levels-0-title_ru": "низкий",
                "levels-1-title_ru": "высокий",
            },
            "Значение меньше : Напишите, где этот уровень кончается.",
        ),
        ("/settings", {"mode": "code", "small_group": "2"}, "Не меньше 3."),
        (
            "/waves",
            {"title": "до", "opens_day": "01.03.2027", "closes_day": "01.02.2027"},
            "раньше, чем открывается",
        ),
        ("/waves", {"title": "до", "opens_time": "9:00"}, "Укажите и день."),
    ],
)
def test_a_mistake_is_named_at_its_field_and_what_was_typed_stays(
    organizer: FlaskClient, everything: Questionnaire, place: str, typed: Any, said: str
) -> None:
    before = dict(everything.draft)
    page = organizer.post(of(everything, place), data=typed)
    assert page.status_code == 422
    assert said in words(page)
    text = typed.get("text_ru") or typed.get("title_ru") or typed.get("title") or ""
    assert text in page.get_data(as_text=True)
    db.session.expire_all()
    assert everything.draft == before


def test_items_move_over_pages_and_none_comes_before_what_it_depends_on(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    def pages() -> list[list[str]]:
        db.session.expire_all()
        return [page["items"] for page in everything.draft["pages"]]

    organizer.post(of(everything, "/items/many/up"))
    assert pages()[0] == ["who", "calm", "pole", "many"]
    organizer.post(of(everything, "/items/grid/page"))
    assert pages()[1:] == [["order"], ["grid", "age", "rate", "why", "end"]]
    organizer.post(of(everything, "/pages/2/join"))
    assert pages() == [
        ["who", "calm", "pole", "many", "order"],
        ["grid", "age", "rate", "why", "end"],
    ]
    refused = organizer.post(of(everything, "/items/why/up"), follow_redirects=True)
    assert "«rate» здесь нет." in words(refused)
    refused = organizer.post(of(everything, "/items/rate/remove"), follow_redirects=True)
    assert "зависит другой: «Почему?»" in words(refused)
    organizer.post(of(everything, "/items/pole/remove"))
    refused = organizer.post(of(everything, "/items/age/remove"), follow_redirects=True)
    assert "«Сумма» осталась бы без пунктов" in words(refused)
    assert everything.draft["scales"][1]["items"] == ["age"]
    assert everything.draft["scales"][1]["min_answered"] == 1


def test_waves_have_links_and_a_sheet_and_a_change_after_answers_waits_for_its_version(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    days = {"opens_day": "01.03.2027", "closes_day": "01.03.2027", "closes_time": "18:30"}
    organizer.post(of(everything, "/waves"), data={"title": "до тренинга"} | days)
    wave = everything.waves[0]
    assert f"{wave.opens_at:%d %H:%M} {wave.closes_at:%d %H:%M}" == "28 15:00 01 09:30"  # UTC
    organizer.post(of(everything, f"/waves/{wave.id}/open"))
    page = organizer.get(of(everything, f"/waves/{wave.id}/sheet"))
    assert f"/q/{wave.code}" in words(page)
    assert "<svg" in page.get_data(as_text=True)
    version = operations.freeze(everything)
    values = {"answers": {}, "day": date(2027, 3, 1)}
    db.session.add(Response(wave=wave, version=version, uid="1", **values))
    db.session.commit()
    assert "1 ответ" in words(organizer.get(of(everything, "/waves")))
    organizer.post(of(everything, "/statements"), data={"many-lines": "Ещё одно."})
    page = organizer.get(of(everything))
    assert "Изменения ещё не видны тем, кто отвечает." in words(page)
    assert organizer.post(of(everything, "/version"), data={}).status_code == 422
    said = {"version-reason": "Забыли спросить"}
    page = organizer.post(of(everything, "/version"), data=said, follow_redirects=True)
    assert "Новая версия выпущена" in words(page)
    settings = {"mode": "named", "small_group": "5"}
    page = organizer.post(of(everything, "/settings"), data=settings)
    assert "Люди уже ответили на этих условиях: менять их нельзя." in words(page)
    page = organizer.post(of(everything, "/remove"), follow_redirects=True)
    assert "На опросник уже ответили: убрать его нельзя." in words(page)
    journal = words(organizer.get(f"/manage/{everything.event.slug}/journal"))
    for act in ("Добавлен замер", "Замер открыт", "Выпущена новая версия опросника"):
        assert act in journal


def test_a_questionnaire_is_removed_after_a_question(
    organizer: FlaskClient, everything: Questionnaire
) -> None:
    page = organizer.get(of(everything, "/remove"))
    assert "Пункты, шкалы, замеры и пробные ответы пропадут" in words(page)
    slug = everything.event.slug
    page = organizer.post(of(everything, "/remove"), follow_redirects=True)
    assert "Опросник убран." in words(page)
    assert organizer.get(f"/manage/{slug}/questionnaires").status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Questionnaire)) == 0


def test_the_list_costs_the_same_for_any_number(
    organizer: FlaskClient, event: Event, count_queries: Any
) -> None:
    from tests.questionnaires.conftest import EVERY_KIND

    def add() -> None:
        made = operations.create_questionnaire(event, EVERY_KIND, actor="account:1")
        operations.add_wave(made, "до", actor="account:1")
        operations.add_wave(made, "через месяц", actor="account:1")

    add()
    page = f"/manage/{event.slug}/questionnaires"
    with count_queries() as few:
        organizer.get(page)
    for _number in range(5):
        add()
    with count_queries() as many:
        assert words(organizer.get(page)).count("через месяц") == 6
    assert len(many) == len(few)
