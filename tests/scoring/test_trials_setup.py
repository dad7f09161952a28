"""Trials and rounds on the organizer's settings, until the jury begins."""

from datetime import date
from decimal import Decimal

import pytest

from eventkit.db import db
from eventkit.desk.setup_operations import create_event_from_preset, new_edition
from eventkit.events.days import last_day
from eventkit.events.models import Event
from eventkit.juries.panels.models import JuryPanel
from eventkit.juries.panels.operations import add_panel
from eventkit.scoring.setup_queries import criteria_of, current_rules
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words

SCHEDULE = {
    "registration": (date(2026, 10, 1), date(2026, 10, 31)),
    "judging": (date(2026, 11, 1), date(2026, 11, 10)),
    "results": (date(2026, 11, 14), None),
}
LESSON = {"title": "Бинарный урок", "mode": "live"}
LIVE = {"title": "Очный тур", "promotes_by": "works", "promotes_from": "4"}


@pytest.fixture
def event(app):
    return create_event_from_preset("summit", schedule=SCHEDULE)


@pytest.fixture
def page(client, event):
    sign_in(client, create_account(roles={event.id: "organizer"}))

    def go(path, data=None):
        address = f"/manage/{event.slug}/settings/{path}"
        answer = client.get(address) if data is None else client.post(address, data=data)
        db.session.expire_all()
        return answer

    return go


def trials(event):
    return db.session.get(Event, event.id).trials


def test_an_event_with_one_trial_stays_as_simple_as_it_was(page):
    text = words(page("criteria"))
    assert "Наибольший балл за работу 40" in text
    assert "Испытания Критерии" not in text
    assert "Испытания и туры" in text


def test_a_trial_gets_days_a_mode_and_copied_criteria_under_codes_of_their_own(page, event):
    first = trials(event)[0]
    data = LESSON | {"first": "10.12.2026", "last": "11.12.2026", "copy_from": str(first.id)}
    assert page("trials/new", data).status_code == 302
    made = trials(event)[1]
    assert (made.title, made.mode, last_day(made)) == (
        "Бинарный урок",
        "live",
        date(2026, 12, 11),
    )
    assert [c.code for c in criteria_of(made)] == [f"K{n}" for n in range(7, 13)]
    assert [c.title for c in criteria_of(made)] == [c.title for c in criteria_of(trials(event)[0])]
    assert len(criteria_of(trials(event)[0])) == 6
    text = words(page("trials"))
    assert "6 критериев, до 40" in text
    assert "по 11 декабря 2026" in text
    # Each of the two has its own total, and the settings name them.
    assert words(page("criteria")).count("Наибольший балл за испытание 40") == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (LESSON | {"title": " "}, "Заполните это поле"),
        (LESSON | {"title": "я" * 201}, "Слишком длинно"),
        (LESSON | {"mode": "по почте"}, ""),
        (LESSON | {"first": "12.12.2026", "last": "11.12.2026"}, "Последний день раньше первого"),
        (LESSON | {"last": "32.12.2026"}, "Такого дня нет"),
        (LESSON | {"copy_from": "999999"}, ""),
    ],
)
def test_an_impossible_trial_is_refused_at_the_field(page, event, data, message):
    answer = page("trials/new", data)
    assert answer.status_code == 422
    assert message in words(answer)
    assert len(trials(event)) == 1


def test_trials_move_and_go_but_one_stays(page, event):
    page("trials/new", LESSON)
    second = trials(event)[1].id
    page(f"trials/{second}/up", {})
    assert trials(event)[0].title == "Бинарный урок"
    assert page(f"trials/{second}/remove", {}).status_code == 302
    (left,) = trials(event)
    page(f"trials/{left.id}/remove", {})
    assert len(trials(event)) == 1
    assert "единственное испытание" in words(page("trials"))
    assert page("trials/999999/up", {}).status_code == 404


def test_methods_weights_and_sheets_are_chosen_for_each_trial(page, event):
    page("trials/new", LESSON | {"copy_from": str(trials(event)[0].id)})
    page(
        "rules/trials",
        {
            "total_by": "mean",
            "method_T2": "median_of_valid_sheets",
            "weight_T2": "1,5",
            "sheets_T2": "3",
        },
    )
    rules = current_rules(db.session.get(Event, event.id))
    assert (rules.total_by, rules.trial_sheets) == ("mean", {"T2": 3})
    assert rules.trial_methods == {"T2": "median_of_valid_sheets"}
    assert rules.trial_weights["T2"] == Decimal("1.5")
    text = words(page("rules"))
    assert "«Бинарный урок»: медиана листов, вес 1,5, оценивают 3 члена жюри" in text


def test_the_checker_looks_at_each_trial_by_its_own_method(page, event):
    page("trials/new", LESSON | {"copy_from": str(trials(event)[0].id)})
    page("rules/trials", {"total_by": "sum", "sheets_T2": "1"})
    assert "спорят" not in words(page("rules"))
    page(
        "rules/trials",
        {"total_by": "sum", "sheets_T2": "3", "method_T2": "trimmed_mean_of_valid_sheets"},
    )
    # Three sheets, and the outermost are dropped from five on.
    assert "Крайние листы не отбросят никогда: на работу приходится 3" in words(page("rules"))


def test_a_trial_without_criteria_is_named_before_anybody_judges(page, event):
    page("trials/new", LESSON)
    assert "У испытания «Бинарный урок» нет критериев" in words(page("check"))


def test_a_second_round_makes_the_first_one(page, event):
    assert page("trials/rounds/new", LIVE).status_code == 302
    made = db.session.get(Event, event.id)
    assert [(r.number, r.title) for r in made.rounds] == [(1, "Первый тур"), (2, "Очный тур")]
    assert made.trials[0].round.number == 1
    page("trials/new", LESSON | {"round_id": str(made.rounds[1].id)})
    assert trials(event)[1].round.number == 2
    assert "Проходят 4 лучшие работы в каждой номинации" in words(page("trials"))
    page("trials/rounds/remove", {})
    made = db.session.get(Event, event.id)
    assert made.rounds == []
    assert [t.round for t in made.trials] == [None, None]


def test_the_regulation_says_who_goes_on(page, client, event):
    page("trials/rounds/new", LIVE)
    text = words(client.get(f"/events/{event.slug}/regulation"))
    assert "Тур «Очный тур». Проходят 4 лучшие работы в каждой номинации." in text


def test_panels_follow_the_rounds(page, event):
    add_panel(event, "Первый состав")
    db.session.commit()
    page("trials/rounds/new", LIVE)
    panel = db.session.scalars(db.select(JuryPanel)).one()
    assert panel.round.number == 1
    page("trials/rounds/remove", {})
    assert db.session.scalars(db.select(JuryPanel)).one().round is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Заполните это поле"),
        ({"promotes_from": ""}, "Заполните это поле"),
        ({"promotes_from": "0"}, "целое число не меньше 1"),
        ({"promotes_from": "2,5"}, "целое число не меньше 1"),
        ({"promotes_by": "percent", "promotes_from": "101"}, "от 0 до 100"),
        ({"promotes_by": "value", "promotes_from": "-1"}, "не бывает меньше нуля"),
        ({"promotes_from": "много"}, "Напишите число"),
    ],
)
def test_an_impossible_condition_is_refused_at_the_field(page, event, changes, message):
    answer = page("trials/rounds/new", LIVE | changes)
    assert answer.status_code == 422
    assert message in words(answer)
    assert db.session.get(Event, event.id).rounds == []


def test_a_new_edition_has_the_same_rounds_not_begun(page, event):
    page("trials/rounds/new", LIVE | {"promotes_by": "percent", "promotes_from": "62,5"})
    source = db.session.get(Event, event.id)
    edition = new_edition(source)
    assert [(r.title, r.promotes_by, r.promotes_from) for r in edition.rounds] == [
        ("Первый тур", None, None),
        ("Очный тур", "percent", Decimal("62.5")),
    ]
    assert edition.trials[0].round is edition.rounds[0]
    assert edition.rounds[0].opened_at is None
