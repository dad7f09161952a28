"""«Результаты опроса» as the organizer reads them, with nobody's own answer in them."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from eventkit.db import db
from eventkit.people.operations import create_person, grant_role
from eventkit.questionnaires.answering.operations import keep_response
from eventkit.questionnaires.operations import (
    add_wave,
    change_draft,
    change_settings,
    close_wave,
    create_questionnaire,
    issue_version,
    open_wave,
)
from eventkit.questionnaires.reports.queries import report_of
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.pages import words

ACTOR = "system"
DOCUMENT = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": {"ru": "Настроение"},
    "groups": ["stage"],
    "items": [
        {
            "id": "stage",
            "kind": "one",
            "text": "Стаж",
            "options": [{"id": "new", "text": "до года"}, {"id": "old", "text": "больше"}],
        },
        {"id": "q1", "text": "Мне спокойно."},
        {"id": "q2", "text": "Мне тревожно."},
        {
            "id": "main",
            "kind": "several",
            "text": "Что важно?",
            "options": [{"id": "a", "text": "Класс"}, {"id": "b", "text": "Родители"}],
            "at_most": 1,
        },
        {"id": "why", "kind": "text", "text": "Почему?"},
    ],
    "scales": [
        {
            "id": "A",
            "title": "Покой",
            "items": ["q1", "q2"],
            "reversed": ["q2"],
            "levels": [{"title": "низкий", "below": "3"}, {"title": "высокий"}],
        }
    ],
}
# before: 2 2 3 3 3 3 4 4 4 4, the mean 3.2; after: one more point for the first eight
BEFORE = (2, 2, 3, 3, 3, 3, 4, 4, 4, 4)
AFTER = (3, 3, 4, 4, 4, 4, 5, 5, 4, 4)


def asked(mode="code", event=None, **settings):
    made = create_questionnaire(event or create_event(), DOCUMENT, mode=mode, actor=ACTOR)
    settings = {"mode": mode, "once": False, "small_group": 5} | settings
    change_settings(made, **settings, actor=ACTOR)
    return made


def wave(questionnaire, title, values, *, people=(), is_closed=True):
    """Everybody's q1 and q2 give the value; respondents are known by their number in the list."""
    made = add_wave(questionnaire, title, actor=ACTOR)
    open_wave(made, actor=ACTOR)
    for number, value in enumerate(values):
        if value is None:
            continue
        answers = {
            "stage": "new" if number < 5 else "old",
            "q1": value,
            "q2": 6 - value,
            "main": ["a"] if number < 7 else ["a", "b"],
            "why": f"Причина {number}" if number < 2 else "",
        }
        keep_response(
            made,
            uid=f"{title}{number}",
            answers=answers,
            source="paper",
            code=f"код{number}",
            person=people[number] if people else None,
        )
    if is_closed:
        close_wave(made, actor=ACTOR)
    db.session.commit()
    return made


@pytest.fixture
def reader(client):
    """Somebody who manages the event of a questionnaire; opens pages of its results."""

    def read(questionnaire, path="results"):
        account = create_account()
        grant_role(account, questionnaire.event_id, "organizer")
        db.session.commit()
        sign_in(client, account)
        slug = questionnaire.event.slug
        return client.get(f"/manage/{slug}/questionnaires/{questionnaire.id}/{path}")

    return read


def test_before_and_after_in_numbers_and_in_plain_words(reader, app):
    mood = asked()
    wave(mood, "До тренинга", BEFORE)
    wave(mood, "После", AFTER)
    page = reader(mood)
    assert page.status_code == 200
    said = words(page)
    # sd of ten: squares about 3.2 are 2·1.44 + 4·0.04 + 4·0.64 = 5.6; √(5.6/9) = 0.79
    for told in (
        "До тренинга: 10 человек · После: 10 человек",
        "До тренинга 10 3,20 высокий 0,79 3,00 3,00…4,00 низкий 2, высокий 8",
        "В группе выросло, у 8 из 10.",
        "Сдвиг +0,80.",
        "Случайностью это не объяснить: вероятный сдвиг от 0,50 до 1,10. Эффект большой.",
        "Надёжность высокая, но пункты почти повторяют друг друга.",
        "Класс 7",
        "Ответов: 7. Не засчитано, отмечено больше допустимого: 3.",
        "Отмечено больше допустимого – 3".lower(),
        "Причина 1",
    ):
        assert told in said, told
    book = load_workbook(BytesIO(reader(mood, "results.xlsx").data))
    assert [cell.value for cell in book["Шкалы"][2]][:5] == ["Покой", "До тренинга", 10, 3.2, 0.79]
    assert "Люди" not in book.sheetnames
    # from 2 points on nobody has changed
    assert "В среднем выросло, заметно у 0 из 10." in words(reader(mood, "results?change=2"))
    wrong = words(reader(mood, "results?change=много"))
    assert "Напишите число, например 5 или 4,5." in wrong
    assert "В группе выросло, у 8 из 10." in wrong


def test_who_alone_did_not_come_again_cannot_be_had_by_subtraction(reader, app):
    mood = asked()
    wave(mood, "До", BEFORE)
    wave(mood, "После", (*AFTER[:9], None))
    report = report_of(mood)
    scale = report.scale("A")
    assert scale.changes[0].change.n == 9
    assert (scale.waves[0].described.n, scale.waves[1].described) == (10, None)
    said = words(reader(mood))
    assert "Часть чисел скрыта." in said
    assert "После скрыто" in said


def test_an_option_added_while_a_wave_is_open_is_counted_and_named(app):
    mood = asked(small_group=3)
    asking = wave(mood, "До", BEFORE[:5], is_closed=False)
    stage = DOCUMENT["items"][0]["options"] + [{"id": "first", "text": "первый день"}]
    main = DOCUMENT["items"][3]["options"] + [{"id": "c", "text": "Отчёты"}]
    items = [dict(one) for one in DOCUMENT["items"]]
    items[0]["options"], items[3]["options"], items[3]["at_most"] = stage, main, 2
    change_draft(mood, DOCUMENT | {"items": items}, actor=ACTOR)
    issue_version(mood, "Новые варианты", actor=ACTOR)
    for number in range(4):
        answers = {"stage": "first", "main": ["a", "c"]}
        keep_response(
            asking, uid=f"ещё{number}", answers=answers, source="paper", code=f"ещё{number}"
        )
    close_wave(asking, actor=ACTOR)
    report = report_of(mood)
    [choice] = report.choices
    # five marked «Класс» alone; two marks were too many for the first version, not for the second
    assert choice.chosen.counts == {"a": 9, "b": 0, "c": 4}
    assert [option.id for option in choice.item.options] == ["a", "b", "c"]
    [split] = report.scale("A").splits
    assert [(one.option.id, one.people) for one in split.groups] == [
        ("new", 5),
        ("old", 0),
        ("first", 4),
    ]


def test_groups_under_the_limit_are_hidden_and_an_open_wave_shows_nothing_yet(reader, app):
    mood = asked(mode="anonymous", small_group=6)
    wave(mood, "До", BEFORE)
    wave(mood, "Во время", BEFORE, is_closed=False)
    report = report_of(mood)
    [split] = report.scale("A").splits
    assert [(one.people, one.described) for one in split.groups] == [(None, None)] * 2
    assert report.scale("A").changes == ()
    said = words(reader(mood))
    assert "«Во время» ещё открыт, ответов: 10." in said
    few = asked(small_group=5)
    wave(few, "До", BEFORE[:4])
    told = words(reader(few))
    assert "До: скрыто" in told
    assert "Причина" not in told


def test_under_names_each_persons_values_and_both_sides_of_pairs(reader, app):
    people = [create_person(f"Житель{number}", "Анна") for number in range(10)]
    mood = asked(mode="named")
    wave(mood, "До", (*BEFORE[:3], 9), people=people)
    report = report_of(mood)
    assert [one.sheets[0].values["A"] for one in report.persons[:3]] == [2, 2, 3]
    said = words(reader(mood))
    assert "Житель3 Анна: До – недопустимое значение, «Мне спокойно.»: 9" in said
    assert report.scale("A").waves[0].described.n == 3


def test_two_questionnaires_of_one_event_compare_their_pairs(reader, app):
    event = create_event()
    sides = [asked(event=event, pair_scale="A") for _number in range(2)]
    for number, side in enumerate(sides):
        made = add_wave(side, "До", actor=ACTOR)
        open_wave(made, actor=ACTOR)
        for pair in range(6):
            value = 4 if number == 0 else 2 + pair % 2
            answers = {"q1": value, "q2": 6 - value}
            keep_response(
                made, uid=f"{pair}", answers=answers, source="paper", code=f"{number}{pair}аб",
                pair=f"пара {pair}",
            )  # fmt: skip
        close_wave(made, actor=ACTOR)
    db.session.commit()
    [pairs] = report_of(sides[1]).pairs
    # 4 − 2 and 4 − 3, three times each
    assert (pairs.pairs, pairs.mean, pairs.flagged, pairs.rows) == (6, Fraction(3, 2), 6, ())
    assert "Пар с ответами обеих сторон: 6, средняя разница +1,50." in words(reader(sides[0]))


def test_many_answers_cost_no_more_queries_than_one(count_queries, app):
    costs = []
    for values in (BEFORE[:1], BEFORE * 3):
        mood = asked()
        wave(mood, "До", values)
        db.session.expire_all()
        mood = db.session.merge(mood)
        with count_queries() as sent:
            report_of(mood)
        costs.append(len(sent))
    assert costs[0] == costs[1]
