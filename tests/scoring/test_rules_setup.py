"""Criteria and rules on the organizer's screens, and what freezes when the jury begins."""

from datetime import date
from decimal import Decimal

import pytest

from eventkit.db import db
from eventkit.desk.setup_operations import create_event_from_preset
from eventkit.events.operations import publish_event
from eventkit.events.refusals import RefusalError
from eventkit.scoring.rules_operations import open_judging, set_rules
from eventkit.scoring.setup_queries import criteria_of_event, current_rules, rules_versions
from eventkit.testing.factories import create_account, sign_in

REST = {"third": "", "fourth": "", "fifth": ""}
SCHEDULE = {
    "registration": (date(2026, 10, 1), date(2026, 10, 31)),
    "judging": (date(2026, 11, 1), date(2026, 11, 10)),
    "results": (date(2026, 11, 14), None),
}


@pytest.fixture
def event(app):
    return create_event_from_preset("summit", schedule=SCHEDULE)


@pytest.fixture
def page(client, event):
    """Opens and sends pages of the contest's settings as its organizer."""
    sign_in(client, create_account(roles={event.id: "organizer"}))

    def go(path: str, data=None):
        address = f"/manage/{event.slug}/settings/{path}"
        answer = client.get(address) if data is None else client.post(address, data=data)
        db.session.expire_all()
        text = answer.get_data(as_text=True).replace("\u00a0", " ").replace("\u2060", "")
        return answer.status_code, text

    return go


GOOD = {"title": "Юмор", "maximum": "4,5", "step": "0,5", "weight": "1,2", "levels": ""}


def test_the_total_of_the_criteria_is_shown(page):
    assert page("criteria")[0] == 200
    assert ">40<" in page("criteria")[1]


def test_a_criterion_is_added_with_halves_a_weight_and_descriptors(page, event):
    levels = "0-2: смешного нет\n2,5–4,5: смешно"
    assert page("criteria/new", GOOD | {"levels": levels})[0] == 302
    made = criteria_of_event(event)[-1]
    assert (made.code, made.maximum, made.step, made.weight) == (
        "K7",
        Decimal("4.5"),
        Decimal("0.5"),
        Decimal("1.2"),
    )
    assert [(row.lowest, row.highest, row.text) for row in made.levels] == [
        (0, 2, "смешного нет"),
        (Decimal("2.5"), Decimal("4.5"), "смешно"),
    ]
    # 40 + 4.5 × 1.2
    assert ">45,4<" in page("criteria")[1]
    assert "2,5–4,5: смешно" in page(f"criteria/{made.id}")[1]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Заполните это поле"),
        ({"maximum": "много"}, "Напишите число"),
        ({"maximum": "5", "step": "2"}, "Шагом 2 нельзя дойти ровно до 5"),
        ({"maximum": "0"}, "больше нуля"),
        ({"maximum": "-5"}, "больше нуля"),
        ({"maximum": "1e9"}, "не подходит"),
        ({"step": "0"}, "больше нуля"),
        ({"weight": "0"}, "Вес должен быть больше нуля"),
        ({"levels": "хорошо"}, "Строка 1: начните с баллов"),
        ({"levels": "0–1: мало\n3–9: много"}, "Строка 2: таких баллов у критерия нет"),
    ],
)
def test_a_criterion_by_which_nobody_could_mark_is_refused_at_the_field(
    page, event, changes, message
):
    status, text = page("criteria/new", GOOD | changes)
    assert status == 422
    assert message in text
    assert len(criteria_of_event(event)) == 6


def test_criteria_move_and_go(page, event):
    first, second = criteria_of_event(event)[:2]
    page(f"criteria/{second.id}/move", {"to": "up"})
    assert [c.code for c in criteria_of_event(event)][:2] == ["K2", "K1"]
    page(f"criteria/{first.id}/remove", {})
    assert len(criteria_of_event(event)) == 5
    assert page(f"criteria/{second.id}/explode", {})[0] == 404


def test_rules_stand_as_sentences_each_with_its_edit(page):
    status, text = page("rules")
    assert status == 200
    assert "среднее всех отправленных листов" in text
    assert "Особые правила" in text
    assert "спорят" not in text


def test_a_contradiction_is_told_in_words(page):
    page("rules/ties", {"first": "shared_place", "second": ""} | REST)
    assert "Добавьте «Решение председателя жюри»" in page("rules")[1]


@pytest.mark.parametrize(
    ("part", "data", "check"),
    [
        ("sheets", {"sheets_per_entry": "2"}, lambda r: r.sheets_per_entry == 2),
        ("sheets", {"sheets_per_entry": ""}, lambda r: r.sheets_per_entry is None),
        (
            "value",
            {
                "aggregation": "two_plus_third",
                "divergence_points": "7,5",
                "third_policy": "closest_two",
            },
            lambda r: (str(r.divergence_points), r.third_policy) == ("15/2", "closest_two"),
        ),
        (
            "ties",
            {"first": "K6_mean", "second": "lowest_sheet"} | REST,
            lambda r: r.tie_break == ("K6_mean", "lowest_sheet"),
        ),
        (
            "awards",
            {"winner_min_percent": "80", "prize_min_percent": "", "prize_max_rank": "2"},
            lambda r: (
                (r.winner_min_percent, r.prize_min_percent, r.prize_max_rank) == (80, None, 2)
            ),
        ),
        (
            "awards",
            {"winner_places": "1 и 2", "prize_places": "", "prize_max_rank": "4"},
            lambda r: r.awards.to_dict() == {"winner": [1, 2], "prize": [3, 4]},
        ),
        ("places", {"place_style": "range"}, lambda r: r.place_style == "range"),
        ("divergence", {"divergence_points": ""}, lambda r: r.divergence_points is None),
        ("juror", {}, lambda r: r.strict_judge_flag is None),
        (
            "juror",
            {"is_flagged": "y", "min_sheets": "7", "abs_mean_deviation": "2,5"},
            lambda r: str(r.strict_judge_flag.abs_mean_deviation) == "5/2",
        ),
    ],
)
def test_each_rule_is_changed_on_its_own_form(page, event, part, data, check):
    assert page(f"rules/{part}")[0] == 200
    assert page(f"rules/{part}", data)[0] == 302
    assert check(current_rules(event))
    assert page(f"rules/{part}")[0] == 200


def test_a_rule_names_its_paragraph_of_the_regulation(page, event):
    ways = {"aggregation": "median_of_valid_sheets"}
    assert page("rules/value", ways | {"paragraph": "п. 5.3"})[0] == 302
    assert page("rules/sheets", {"sheets_per_entry": "2", "paragraph": "5.1"})[0] == 302
    assert current_rules(event).paragraphs == (("sheets", "5.1"), ("value", "5.3"))
    text = page("rules")[1]
    assert "при чётном их числе – среднее двух средних (п. 5.3 Положения)." in text
    assert 'value="5.3"' in page("rules/value")[1]
    status, text = page("rules/value", ways | {"paragraph": "5" * 21})
    assert (status, "не больше 20 знаков" in text) == (422, True)
    assert page("rules/value", ways | {"paragraph": ""})[0] == 302
    assert current_rules(event).paragraphs == (("sheets", "5.1"),)


@pytest.mark.parametrize(
    ("part", "data", "message"),
    [
        ("value", {"aggregation": "two_plus_third", "third_policy": "closest_two"}, "обязательно"),
        ("value", {"aggregation": "наугад"}, "Балл работы"),
        ("sheets", {"sheets_per_entry": "0"}, "Не меньше 1"),
        ("sheets", {"sheets_per_entry": "полтора"}, "Напишите число"),
        ("sheets", {"sheets_per_entry": "1,5"}, "целое число"),
        ("ties", {"first": "K2_mean", "second": "K2_mean"} | REST, "стоит дважды"),
        ("awards", {"winner_min_percent": "101", "prize_max_rank": "3"}, "больше 100"),
        ("awards", {"winner_places": "первое", "prize_max_rank": "3"}, "числами через запятую"),
        ("awards", {"prize_places": "1, 2", "prize_max_rank": "3"}, "Место 1 уже у победителя"),
        ("juror", {"is_flagged": "y", "min_sheets": "5"}, "обязательно"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_at_its_field(page, event, part, data, message):
    before = current_rules(event)
    status, text = page(f"rules/{part}", data)
    assert status == 422
    assert message in text
    assert current_rules(event) == before


def test_an_unknown_part_of_the_rules_is_not_found(page):
    assert page("rules/weather")[0] == 404


def test_when_the_jury_begins_criteria_stand_and_a_rule_needs_a_reason(page, event):
    publish_event(event)
    open_judging(event)
    db.session.commit()
    frozen = rules_versions(event)[0]
    assert frozen.frozen_at is not None
    assert frozen.hash == current_rules(event).digest()
    kept = frozen.hash
    assert "Критерии закреплены" in page("criteria")[1]
    assert "менять их нельзя" in page("criteria/new", GOOD)[1]
    status, text = page("rules/sheets", {"sheets_per_entry": "2"})
    assert status == 422
    assert "причина войдёт в протокол" in text
    assert page("rules/sheets", {"sheets_per_entry": "2", "reason": "заболел эксперт"})[0] == 302
    versions = rules_versions(event)
    assert [(v.number, v.reason) for v in versions] == [(2, "заболел эксперт"), (1, "")]
    assert versions[1].hash == kept
    assert "заболел эксперт" in page("rules")[1]


def test_the_same_rules_again_are_no_new_version(app, event):
    publish_event(event)
    open_judging(event)
    set_rules(event, current_rules(event))
    assert len(rules_versions(event)) == 1
    with pytest.raises(RefusalError, match="почему правила меняются"):
        set_rules(event, {"sheets_per_entry": 1})
