"""The published schema and the reader of rules know the same words."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from eventkit.scoring.engine import RulesError, ScoringRules
from eventkit.scoring.engine.schema import rules_schema

RULES = Path(__file__).parents[3] / "docs" / "rules"
SMALLEST = {
    "weights": {"К1": 2},
    "by": {"clip": 3, "elect": "borda"},
    "groups": {"часть": ["К1"]},
    "points": [3, 2, 1],
    "name": "части",
}


def steps():
    return {
        one["properties"]["step"]["const"]: one
        for one in rules_schema()["properties"]["steps"]["items"]["oneOf"]
    }


def smallest(kind):
    step = {"step": kind}
    for key in steps()[kind]["required"]:
        if key != "step":
            value = SMALLEST[key]
            step[key] = value[kind] if isinstance(value, dict) and kind in value else value
    return step


def test_the_published_file_is_the_schema_of_the_reader():
    assert json.loads((RULES / "schema.json").read_text("utf-8")) == rules_schema()


@pytest.mark.parametrize("kind", sorted(steps()))
def test_the_reader_takes_the_smallest_step_of_each_kind_and_misses_what_it_requires(kind):
    step = smallest(kind)
    assert ScoringRules.from_dict({"steps": [step]}).steps
    for key in set(step) - {"step"}:
        with pytest.raises(RulesError) as caught:
            ScoringRules.from_dict({"steps": [{k: v for k, v in step.items() if k != key}]})
        assert (caught.value.key, caught.value.code) == (f"steps.1.{key}", "required")


@pytest.mark.parametrize("kind", sorted(steps()))
def test_what_rules_write_of_a_step_is_in_the_schema(kind):
    [written] = ScoringRules.from_dict({"steps": [smallest(kind)]}).to_dict()["steps"]
    assert set(written) <= set(steps()[kind]["properties"])


def test_keys_of_rules_are_those_of_the_schema():
    everything = ScoringRules.from_dict(
        {
            "steps": [smallest("name")],
            "smaller_is_better": True,
            "digits": 3,
            "trial_methods": {"T1": "median_of_valid_sheets"},
            "trial_weights": {"T1": 2},
            "trial_sheets": {"T1": 2},
            "total_by": "mean",
            "gap": "zero",
            "promoted_places": 3,
            "promoted_min_percent": 50,
            "one_win_per_person": True,
            "time_limits": {"T1": 420},
            "overtime_rule": {"count": "started"},
            "overtime_in_places": True,
            "awards_rule": {"winner": [1, 2], "prize": [3]},
            "third_sees": "marks",
            "third_days": 5,
            "paragraphs": {"value": "5.3"},
        }
    )
    assert set(everything.to_dict()) == set(rules_schema()["properties"])


@pytest.mark.parametrize("file", sorted(RULES.glob("[!s]*.json")) + sorted(RULES.glob("sk*.json")))
def test_each_published_example_is_read(file):
    assert ScoringRules.from_dict(json.loads(file.read_text("utf-8"), parse_float=Decimal)).steps
