"""Reading scoring rules: defaults, both spellings, exact numbers, errors that name the key."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from eventkit.scoring.engine import (
    CriterionSpec,
    JurorFlag,
    RulesError,
    ScoringRules,
    contradictions,
    exact,
)

FULL = {
    "aggregation": "two_plus_third",
    "sheets_per_essay": 2,
    "trim_min_sheets": 4,
    "divergence_points": Decimal("7.5"),
    "third_policy": "closest_two",
    "tie_break": ["K2_mean", "median_total", "lowest_sheet", "chair_decision", "shared_place"],
    "place_style": "range",
    "winner_min_percent": 75,
    "prize_min_percent": Decimal("62.5"),
    "prize_max_rank": 4,
    "strict_judge_flag": {"min_sheets": 7, "abs_mean_deviation": Decimal("2.5")},
    "divergence_note": "слова рядом с правилом",
}
CRITERIA = [CriterionSpec(f"K{n}", Fraction(10)) for n in (1, 2)]


def test_absent_keys_have_the_published_defaults() -> None:
    rules = ScoringRules.from_dict({})
    assert rules == ScoringRules(
        aggregation="mean_of_valid_sheets",
        sheets_per_entry=None,
        trim_min_sheets=5,
        tie_break=(),
        place_style="dense",
        winner_min_percent=None,
        prize_min_percent=None,
        prize_max_rank=3,
        strict_judge_flag=None,
    )


def test_every_key_is_read_exactly() -> None:
    rules = ScoringRules.from_dict(FULL)
    assert rules.sheets_per_entry == 2
    assert rules.divergence_points == Fraction(15, 2)
    assert rules.prize_min_percent == Fraction(125, 2)
    assert rules.strict_judge_flag == JurorFlag(7, Fraction(5, 2))
    assert rules.computed_tie_breakers() == ("K2_mean", "median_total", "lowest_sheet")


def test_keys_that_came_later_leave_the_digests_of_older_rules_alone() -> None:
    rules = ScoringRules.from_dict(FULL)
    assert not {"third_sees", "third_days"} & set(rules.to_dict())
    same = FULL | {"third_sees": "nothing", "third_days": None}
    assert ScoringRules.from_dict(same).digest() == rules.digest()
    other = ScoringRules.from_dict(FULL | {"third_sees": "totals", "third_days": 3})
    assert (other.third_sees, other.third_days) == ("totals", 3)
    assert ScoringRules.from_dict(other.to_dict()) == other
    assert other.digest() != rules.digest()


def test_rules_survive_json_and_spelling_does_not_change_the_digest() -> None:
    rules = ScoringRules.from_dict(FULL)
    assert ScoringRules.from_dict(json.loads(json.dumps(rules.to_dict()))) == rules
    turned = {key: FULL[key] for key in reversed(FULL) if not key.endswith("_note")}
    turned["sheets_per_entry"] = turned.pop("sheets_per_essay")
    turned["divergence_points"] = "7,5"
    assert ScoringRules.from_dict(turned).digest() == rules.digest()
    assert ScoringRules.from_dict(FULL | {"prize_max_rank": 3}).digest() != rules.digest()


@pytest.mark.parametrize(
    ("change", "key", "code"),
    [
        ({"aggregation": "average"}, "aggregation", "not_a_choice"),
        ({"aggregation": 5}, "aggregation", "not_a_choice"),
        ({"place_style": "olympic"}, "place_style", "not_a_choice"),
        ({"third_sees": "names"}, "third_sees", "not_a_choice"),
        ({"third_days": 0}, "third_days", "too_small"),
        ({"third_days": 366}, "third_days", "too_large"),
        ({"third_days": "2.5"}, "third_days", "not_whole"),
        ({"third_policy": None}, "third_policy", "required"),
        ({"divergence_points": None}, "divergence_points", "required"),
        ({"divergence_points": -1}, "divergence_points", "too_small"),
        ({"divergence_points": 7.5}, "divergence_points", "not_a_number"),
        ({"divergence_points": "много"}, "divergence_points", "not_a_number"),
        ({"divergence_points": "1/0"}, "divergence_points", "not_a_number"),
        ({"divergence_points": Decimal("NaN")}, "divergence_points", "not_a_number"),
        ({"winner_min_percent": 101}, "winner_min_percent", "too_large"),
        ({"winner_min_percent": True}, "winner_min_percent", "not_a_number"),
        ({"prize_max_rank": 0}, "prize_max_rank", "too_small"),
        ({"prize_max_rank": Decimal("1.5")}, "prize_max_rank", "not_whole"),
        ({"awards_rule": {"prize": [2]}}, "awards_rule.winner", "required"),
        ({"awards_rule": {"winner": 1}}, "awards_rule.winner", "not_a_list"),
        ({"awards_rule": {"winner": [0]}}, "awards_rule.winner.0", "too_small"),
        ({"awards_rule": {"winner": [1, 1]}}, "awards_rule.winner", "repeated"),
        ({"awards_rule": {"winner": [1], "prize": [1]}}, "awards_rule.prize", "repeated"),
        ({"trim_min_sheets": []}, "trim_min_sheets", "not_a_number"),
        ({"tie_break": "K2_mean"}, "tie_break", "not_a_list"),
        ({"tie_break": ["K2"]}, "tie_break", "not_a_choice"),
        ({"tie_break": ["_mean"]}, "tie_break", "not_a_choice"),
        ({"tie_break": ["K2_mean", "K2_mean"]}, "tie_break", "repeated"),
        ({"strict_judge_flag": 4}, "strict_judge_flag", "not_an_object"),
        ({"strict_judge_flag": {}}, "strict_judge_flag.abs_mean_deviation", "required"),
        (
            {"strict_judge_flag": {"abs_mean_deviation": 4, "sheets": 5}},
            "strict_judge_flag.sheets",
            "unknown",
        ),
        ({"sheets_per_entry": 3}, "sheets_per_essay", "given_twice"),
        ({"tie_brake": []}, "tie_brake", "unknown"),
    ],
)
def test_a_wrong_rule_is_refused_by_name(change: dict[str, Any], key: str, code: str) -> None:
    with pytest.raises(RulesError) as caught:
        ScoringRules.from_dict(FULL | change)
    assert (caught.value.key, caught.value.code) == (key, code)


def test_rules_must_be_an_object_and_a_sum_needs_the_number_of_sheets() -> None:
    with pytest.raises(RulesError, match="not_an_object"):
        ScoringRules.from_dict([])  # type: ignore[arg-type]
    with pytest.raises(RulesError) as caught:
        ScoringRules.from_dict({"aggregation": "sum_of_valid_sheets"})
    assert caught.value.key == "sheets_per_entry"


def test_exact_numbers_take_no_float() -> None:
    assert exact("7,5") == exact(Decimal("7.5")) == exact("15/2") == Fraction(15, 2)
    with pytest.raises(TypeError):
        exact(0.1)  # type: ignore[arg-type]
    for wrong in ("", "abc", "1/0", Decimal("Infinity"), Decimal("NaN")):
        with pytest.raises(ValueError, match=r"."):
            exact(wrong)


@pytest.mark.parametrize(
    ("rules", "jurors", "code"),
    [
        ({"tie_break": ["K9_mean"]}, None, "tie_break_unknown_criterion"),
        ({"tie_break": ["chair_decision", "K1_mean"]}, None, "tie_break_never_reached"),
        ({"tie_break": ["shared_place", "chair_decision"]}, None, None),
        ({"tie_break": ["K1_mean", "shared_place"]}, None, "shared_place_needs_decision"),
        ({"winner_min_percent": 50, "prize_min_percent": 60}, None, "winner_threshold_below_prize"),
        ({"prize_min_percent": 60}, None, "winner_threshold_below_prize"),
        ({"winner_min_percent": 60, "prize_min_percent": 60}, None, None),
        ({"prize_max_rank": 1}, None, "no_prize_places"),
        ({"prize_max_rank": 5}, None, "more_places_than_degrees"),
        (
            {"aggregation": "trimmed_mean_of_valid_sheets", "sheets_per_entry": 4},
            None,
            "trim_never",
        ),
        (
            {"aggregation": "trimmed_mean_of_valid_sheets", "sheets_per_entry": 5},
            None,
            None,
        ),
        (
            {"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 2},
            None,
            "trim_leaves_nothing",
        ),
        ({"sheets_per_entry": 6}, 5, "too_few_jurors"),
        ({"sheets_per_entry": 5}, 5, None),
        (
            {
                "aggregation": "two_plus_third",
                "third_policy": "third_is_final",
                "divergence_points": 5,
                "sheets_per_entry": 2,
            },
            2,
            "third_reading_needs_jurors",
        ),
        (
            {
                "aggregation": "two_plus_third",
                "third_policy": "third_is_final",
                "divergence_points": 5,
                "sheets_per_entry": 1,
            },
            9,
            "two_readings_need_two_sheets",
        ),
        ({"divergence_points": 21}, None, "divergence_never"),
        ({"divergence_points": 20}, None, None),
        ({"divergence_points": 0}, None, "divergence_always"),
    ],
)
def test_rules_that_cannot_all_be_meant(
    rules: dict[str, Any], jurors: int | None, code: str | None
) -> None:
    found = [w.code for w in contradictions(ScoringRules.from_dict(rules), CRITERIA, jurors)]
    assert found == ([] if code is None else [code])


def test_criteria_that_cannot_be_meant() -> None:
    def codes(*criteria: CriterionSpec) -> list[str]:
        return [w.code for w in contradictions(ScoringRules(), criteria)]

    assert codes() == ["no_criteria"]
    assert codes(CriterionSpec("K", Fraction(5), step=Fraction(2))) == ["maximum_off_step"]
    assert codes(CriterionSpec("K", Fraction(5), step=Fraction(0))) == ["criterion_impossible"]
    assert codes(CriterionSpec("K", Fraction(1), minimum=Fraction(1))) == ["criterion_impossible"]
    assert codes(CriterionSpec("K", Fraction(5), weight=Fraction(0))) == [
        "criterion_without_weight"
    ]
    assert codes(CriterionSpec("K", Fraction(5), step=Fraction(1, 2))) == []


def test_marks_fit_maximum_minimum_and_step() -> None:
    halves = CriterionSpec("K", Fraction(5), step=Fraction(1, 2), minimum=Fraction(1))
    assert halves.problem(Fraction(1)) is None
    assert halves.problem(Fraction(9, 2)) is None
    assert halves.problem(Fraction(5)) is None
    assert halves.problem(Fraction(1, 2)) == "below_minimum"
    assert halves.problem(Fraction(11, 2)) == "above_maximum"
    assert halves.problem(Fraction(5, 4)) == "off_step"


def test_paragraphs_of_the_regulation_are_kept_and_silent_where_nobody_named_any() -> None:
    rules = ScoringRules.from_dict({"paragraphs": {"value": " 5.3 ", "ties": ""}})
    assert rules.paragraph("value") == "5.3"
    assert rules.paragraph("ties") == ""
    assert ScoringRules.from_dict(rules.to_dict()) == rules
    assert "paragraphs" not in ScoringRules().to_dict()
    assert ScoringRules.from_dict({"paragraphs": {}}).digest() == ScoringRules().digest()


@pytest.mark.parametrize(
    ("given", "key", "code"),
    [
        ({"weather": "1"}, "paragraphs.weather", "unknown"),
        ({"value": 5}, "paragraphs.value", "not_a_choice"),
        ("5.3", "paragraphs", "not_an_object"),
    ],
)
def test_paragraphs_that_cannot_be_meant_are_refused(given: Any, key: str, code: str) -> None:
    with pytest.raises(RulesError) as error:
        ScoringRules.from_dict({"paragraphs": given})
    assert (error.value.key, error.value.code) == (key, code)
