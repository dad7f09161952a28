"""Rules of steps, of trials and of stages on the organizer's screens."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from eventkit.app import create_app
from eventkit.db import db
from eventkit.hooks import Contribution, CriterionPreset, Method, hookimpl
from eventkit.hooks.manager import PluginError
from eventkit.scoring.criteria_operations import add_criterion, add_trial
from eventkit.scoring.rules_operations import open_judging
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, rules_versions
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.fixtures import SETTINGS
from eventkit.testing.pages import words

from .test_rules_setup import SCHEDULE, create_event_from_preset, publish_event

MEAN = {
    "s1-step": "weight",
    "s1-axis": "criterion",
    "s2-step": "combine",
    "s2-over": "criterion",
    "s2-by": "sum",
    "s2-whole": "1",
    "s3-step": "combine",
    "s3-over": "juror",
    "s3-by": "mean",
}


@pytest.fixture
def event(app):
    return create_event_from_preset("summit", schedule=SCHEDULE)


@pytest.fixture
def page(client, event):
    """Opens and sends pages of the rules as the contest's organizer."""
    sign_in(client, create_account(roles={event.id: "organizer"}))

    def go(part: str = "", data: dict[str, str] | None = None) -> tuple[int, str]:
        address = f"/manage/{event.slug}/settings/rules{part and '/' + part}"
        answer = client.get(address) if data is None else client.post(address, data=data)
        db.session.expire_all()
        return answer.status_code, words(answer)

    return go


def steps(event: Any) -> list[dict[str, Any]]:
    return current_rules(event).to_dict().get("steps", [])  # type: ignore[return-value]


def test_the_steps_page_begins_with_the_method_in_force(page, event):
    status, text = page("steps")
    assert status == 200
    for line in ("1. Умножить на вес", "2. Свести несколько чисел в одно", "3. Свести несколько"):
        assert line in text
    assert steps(event) == []  # nothing was saved by looking


def test_buttons_change_the_list_and_save_nothing(page, event):
    _status, text = page("steps", MEAN | {"act": "add", "kind": "round"})
    assert "4. Округлить" in text
    _status, text = page("steps", MEAN | {"act": "up:3"})
    assert "2. Свести несколько чисел в одно" in text
    _status, text = page("steps", MEAN | {"act": "remove:1"})
    assert "1. Свести несколько чисел в одно" in text
    assert "3." not in text.split("Шаги подсчёта")[1].split("Следующий шаг")[0]
    assert steps(event) == []


def test_steps_are_saved_whole_and_read_as_sentences(page, event):
    rounded = MEAN | {"s4-step": "round", "s4-digits": "1", "act": "save"}
    assert page("steps", rounded)[0] == 302
    assert steps(event) == [
        {"step": "weight", "axis": "criterion"},
        {"step": "combine", "over": "criterion", "by": "sum", "whole": True},
        {"step": "combine", "over": "juror", "by": "mean", "whole": False},
        {"step": "round", "digits": 1},
    ]
    text = page()[1]
    assert "Балл работы считают по шагам:" in text
    assert "Округление до знаков после запятой: 1" in text


def test_weights_parts_and_scopes_are_typed_as_people_write_them(page, event):
    typed = {
        "s1-step": "weight",
        "s1-axis": "criterion",
        "s1-weights": "K1 = 2; K2 = 1,5",
        "s1-skip": "K3",
        "s2-step": "group",
        "s2-axis": "criterion",
        "s2-groups": "мысль = K1, K2; язык = K3",
        "s2-rest": "прочее",
        "s2-by": "sum",
        "s3-step": "name",
        "s3-name": "части",
        "s4-step": "combine",
        "s4-over": "criterion",
        "s4-by": "sum",
        "s5-step": "points",
        "s5-points": "10; 7,5; 5",
        "s5-tied": "best",
        "s6-step": "combine",
        "s6-over": "juror",
        "s6-by": "sum",
        "act": "save",
    }
    page("awards", {"prize_max_rank": "3"})  # places know no percent
    assert page("steps", typed)[0] == 302
    said = steps(event)
    assert said[0]["weights"] == {"K1": 2, "K2": "3/2"}
    assert said[0]["skip"] == {"criterion": ["K3"]}
    assert said[1]["groups"] == {"мысль": ["K1", "K2"], "язык": ["K3"]}
    assert said[4]["points"] == [10, "15/2", 5]
    shown = page("steps")[1]
    assert "Запомнить числа под именем" in shown


@pytest.mark.parametrize(
    ("changes", "words_said"),
    [
        ({"s4-step": "round", "s4-digits": "много"}, "Напишите число, например 5 или 4,5."),
        ({"s4-step": "round", "s4-digits": "40"}, "Больше 12 знаков после запятой не бывает."),
        ({"s4-step": "clip", "s4-over": "juror", "s4-by": ""}, "это число обязательно"),
        ({"s4-step": "weight", "s4-axis": "trial", "s4-weights": "вдвое"}, "Напишите число"),
    ],
)
def test_a_mistake_stands_at_its_field_with_what_was_typed(page, event, changes, words_said):
    status, text = page("steps", MEAN | changes | {"act": "save"})
    assert status == 422
    assert words_said in text
    assert steps(event) == []


def test_steps_that_lead_nowhere_are_refused_in_words(page, event):
    status, text = page("steps", {"s1-step": "round", "s1-digits": "2", "act": "save"})
    assert status == 422
    assert "После этих шагов у работы остаётся несколько чисел." in text
    assert steps(event) == []


def test_a_criterion_that_is_in_no_part_is_named_as_such(page, event):
    parts = {"s1-step": "group", "s1-axis": "criterion", "s1-groups": "мысль = K1", "s1-by": "sum"}
    status, text = page("steps", parts | {"act": "save"})
    assert status == 422
    assert "Критерий не попал ни в одну часть." in text
    # with a part for the others the next thing is said: the parts and jurors are not one number
    with_rest = page("steps", parts | {"act": "save", "s1-rest": "прочее"})[1]
    assert "остаётся несколько чисел" in with_rest


def test_frozen_rules_ask_for_a_reason_and_keep_the_former_version(page, event):
    publish_event(event)
    open_judging(event)
    db.session.commit()
    status, text = page("steps", MEAN | {"act": "save"})
    assert status == 422
    assert "Напишите, почему правила меняются" in text
    assert page("steps", MEAN | {"act": "save", "reason": "Ошибка в положении"})[0] == 302
    assert [version.number for version in rules_versions(event)] == [2, 1]


def test_a_ready_method_is_chosen_by_name(page, event):
    page("awards", {"prize_max_rank": "3"})
    assert page("value", {"aggregation": "mean-place"})[0] == 302
    assert [step["step"] for step in steps(event)] == ["weight", "combine", "place", "combine"]
    assert page("value", {"aggregation": "median_of_valid_sheets"})[0] == 302
    assert steps(event) == []
    assert current_rules(event).aggregation == "median_of_valid_sheets"


def test_marks_are_pulled_by_so_much_as_was_typed(page, event):
    assert page("value", {"aggregation": "clipped-mean", "clip_by": "2,5"})[0] == 302
    assert [step for step in steps(event) if step["step"] == "clip"] == [
        {"step": "clip", "over": "juror", "by": "5/2"}
    ]
    assert "Поправка к среднему ± 2,5" in page()[1]


def test_one_own_list_of_steps_stays_when_another_rule_of_the_part_is_saved(page, event):
    page("steps", MEAN | {"s4-step": "round", "s4-digits": "1", "act": "save"})
    before = steps(event)
    assert "По своим шагам" in page("value")[1]
    assert page("value", {"aggregation": "steps"})[0] == 302
    assert steps(event) == before


def test_places_and_a_percent_contradict_each_other_aloud(page, event):
    assert page("value", {"aggregation": "sum-place"})[0] == 302
    text = page()[1]
    assert "порог в процентах никто не пройдёт" in text
    assert "место зависит от того, кому какие работы достались" in text


def test_trials_have_methods_and_weights(page, event):
    assert page("trials")[0] == 404  # one trial has nothing to choose
    second = add_trial(event, "Защита", code="T2")
    add_criterion(second, CriterionPreset(title="Речь", maximum=Decimal(10)))
    db.session.commit()
    first = criteria_of_event(event)[0].trial.code
    sent = {"total_by": "mean", "method_T2": "median_of_valid_sheets", "weight_T2": "1,5"}
    assert page("trials", sent)[0] == 302
    rules = current_rules(event)
    assert (rules.total_by, rules.trial_methods) == ("mean", {"T2": "median_of_valid_sheets"})
    assert rules.trial_weights == {"T2": Fraction(3, 2)}
    text = page()[1]
    assert "«Защита»: медиана листов, вес 1,5" in text
    assert first in page("steps")[1]
    assert page("trials", sent | {"weight_T2": "тяжёлый"})[0] == 422


def test_gaps_going_on_and_one_win_are_rules_in_words(page, event):
    assert page("gap", {"gap": "zero"})[0] == 302
    assert page("promotion", {"promoted_places": "10", "promoted_min_percent": "60"})[0] == 302
    assert page("awards", {"prize_max_rank": "3", "one_win_per_person": "y"})[0] == 302
    text = page()[1]
    assert "он считается нулём" in text
    assert "места до 10-го, если набрано не меньше 60 %" in text
    assert "Победить можно только в одной номинации" in text


def test_a_criterion_has_a_code_of_its_own_in_the_whole_event(event):
    codes = [criterion.code for criterion in criteria_of_event(event)]
    second = add_trial(event, "Защита", code="T2")
    made = add_criterion(second, CriterionPreset(title="Речь", maximum=Decimal(10)))
    assert made.code not in codes


class Brings:
    """A plugin with a way to count of its own."""

    def __init__(self, steps: list[dict[str, Any]]) -> None:
        self.steps = steps

    @hookimpl
    def eventkit_contribution(self):
        return Contribution(methods=[Method("best-sheet", "Лучший лист", self.steps)])


BEST = [
    {"step": "combine", "over": "criterion", "by": "sum"},
    {"step": "combine", "over": "juror", "by": "highest"},
]


def test_a_method_of_a_plugin_is_offered_and_chosen(tmp_path):
    from eventkit.scoring.ready_methods import method_of, ready_methods

    app = create_app(SETTINGS, tmp_path, [("best", Brings(BEST))])
    with app.test_request_context():
        ready = ready_methods(several_trials=False, by=Fraction(3))
        (brought,) = [method for method in ready if method.name == "best-sheet"]
        assert brought.title == "Лучший лист"
        assert method_of(brought.steps, several_trials=False)[0] == "best-sheet"


def test_a_method_that_cannot_be_read_stops_the_start_and_names_the_plugin(tmp_path):
    with pytest.raises(PluginError, match=r"best-sheet.*'best'.*steps.1.over"):
        create_app(SETTINGS, tmp_path, [("best", Brings([{"step": "drop", "over": "hall"}]))])
