"""Rules are data; what people read of them are sentences."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from eventkit.events.models import Trial
from eventkit.scoring.engine import Reason, ScoringRules
from eventkit.scoring.engine import contradictions as engine_module
from eventkit.scoring.engine.step_checks import about_steps
from eventkit.scoring.models import Criterion
from eventkit.scoring.rule_warnings import _TEXTS, mistake_words, warning_words, warnings_about
from eventkit.scoring.rule_words import sentences
from eventkit.web.i18n import exact_words

TRIAL = Trial(code="T1", title="Эссе")


def criterion(code: str, title: str, maximum: int = 10) -> Criterion:
    return Criterion(
        code=code,
        trial=TRIAL,
        title=title,
        maximum=Decimal(maximum),
        step=Decimal(1),
        weight=Decimal(1),
        description="",
    )


CRITERIA = [criterion("K1", "Глубина"), criterion("K2", "Логика")]


def said(rules: dict[str, object]) -> str:
    spoken = sentences(ScoringRules.from_dict(rules), CRITERIA)
    return " ".join([line.text + " " + "; ".join(line.steps) for line in spoken])


def test_the_rules_of_the_municipal_contest_read_as_its_regulation(app):
    with app.test_request_context():
        text = said(
            {
                "aggregation": "mean_of_valid_sheets",
                "sheets_per_entry": 3,
                "tie_break": ["K1_mean", "chair_decision", "shared_place"],
                "winner_min_percent": 75,
                "prize_min_percent": 60,
                "divergence_points": 10,
                "strict_judge_flag": {"min_sheets": 5, "abs_mean_deviation": "4"},
            }
        )
    assert "3 член" in text
    assert "среднее всех отправленных листов" in text
    assert "Средний балл по критерию «Глубина»; Решение председателя жюри" in text
    assert "не меньше 75 % наибольшего балла" in text
    assert "не меньше 60 %" in text
    assert "1, 1, 2" in text


def test_two_readings_and_a_third_name_the_gap_and_what_then_counts(app):
    with app.test_request_context():
        text = said(
            {
                "aggregation": "two_plus_third",
                "third_policy": "closest_two",
                "divergence_points": "4.5",
                "place_style": "range",
            }
        )
    assert "разошлись на 4,5 балла или больше" in text
    assert "среднее его листа и ближайшего к нему" in text
    assert "Третий член жюри двух первых листов не видит." in text
    assert "На третье чтение даётся" not in text
    assert "1–2, 1–2, 3" in text


@pytest.mark.parametrize(
    ("sees", "days", "told"),
    [
        ("totals", 1, ("суммы двух первых листов, без имён", "даётся 1 день, даже если")),
        ("marks", 21, ("два первых листа по критериям, без имён", "даётся 21 день, даже если")),
        ("nothing", 5, ("двух первых листов не видит", "даётся 5 дней, даже если")),
    ],
)
def test_what_the_third_reader_sees_and_how_long_it_may_take_is_said(app, sees, days, told):
    rules = {
        "aggregation": "two_plus_third",
        "third_policy": "closest_two",
        "divergence_points": 5,
        "third_sees": sees,
        "third_days": days,
    }
    with app.test_request_context():
        assert all(part in said(rules) for part in told)
        # Where there is no third reading, nothing is said of it.
        assert "ретий" not in said(rules | {"aggregation": "mean_of_valid_sheets"})


@pytest.mark.parametrize(
    "aggregation", ["median_of_valid_sheets", "trimmed_mean_of_valid_sheets", "sum_of_valid_sheets"]
)
@pytest.mark.parametrize("places", ["dense", "competition", "range"])
def test_each_choice_has_words_of_its_own(app, aggregation, places):
    with app.test_request_context():
        rules = {"aggregation": aggregation, "sheets_per_entry": 5, "place_style": places}
        assert aggregation not in said(rules)
        assert said(rules) != said({"sheets_per_entry": 5, "place_style": places})


def test_an_exact_number_is_said_whole_or_with_a_comma(app):
    with app.test_request_context():
        assert [exact_words(Decimal(x)) for x in ("75", "4.5", "0.125")] == ["75", "4,5", "0,125"]


def test_each_contradiction_of_the_engine_has_a_sentence(app):
    spoken = re.findall(
        r'reason\(\s*"(\w+)"|code = "(\w+)" if .* else "(\w+)"',
        "".join(
            Path(module.__code__.co_filename).read_text(encoding="utf-8")
            for module in (engine_module, about_steps)
        ),
    )
    codes = {code for group in spoken for code in group if code}
    assert len(codes) >= 22
    assert codes <= set(_TEXTS)


def test_a_tie_by_a_criterion_that_does_not_exist_is_said_with_what_to_do(app):
    with app.test_request_context():
        rules = ScoringRules.from_dict({"tie_break": ["K9_mean"], "winner_min_percent": 50})
        warnings = warnings_about(rules, CRITERIA)
    assert "Равенство решает критерий «K9», которого нет. Выберите другой." in warnings


def test_a_comparison_after_the_chair_is_named_as_never_reached(app):
    with app.test_request_context():
        about = {"breaker": "K2_mean", "after": "chair_decision"}
        text = warning_words(Reason("tie_break_never_reached", about), {"K2": "Логика"})
    assert text == (
        "До сравнения «Средний балл по критерию «Логика»» дело не дойдёт: перед ним стоит"
        " «Решение председателя жюри»."
    )


def test_more_sheets_than_jurors_is_a_warning_with_both_numbers(app):
    with app.test_request_context():
        rules = ScoringRules.from_dict({"sheets_per_entry": 4})
        assert any("4" in text and "3" in text for text in warnings_about(rules, CRITERIA, 3))


def test_a_mistake_in_a_rule_is_told_at_its_field(app):
    from eventkit.scoring.engine import RulesError

    with app.test_request_context():
        with pytest.raises(RulesError) as caught:
            ScoringRules.from_dict({"winner_min_percent": 101})
        assert mistake_words(caught.value) == "Процент не бывает больше 100."
