"""The JSON Schema of scoring rules, made of the same words that the reader knows."""

from __future__ import annotations

from collections.abc import Sequence

from .arithmetic import COMBINERS
from .elections import METHODS
from .overtime import COUNTS, MOST_SECONDS
from .rules import (
    AGGREGATIONS,
    GAPS,
    MOST_DAYS,
    PARTS,
    PLACE_STYLES,
    THIRD_POLICIES,
    THIRD_SEES,
    TOTALS,
)
from .step_reading import MOST_DIGITS, TIED
from .table import AXES

Schema = dict[str, object]
NUMBER: Schema = {"type": ["number", "string"], "description": '4.5, "4.5" or "9/2"'}
COUNT: Schema = {"type": "integer", "minimum": 1}
AMOUNT: Schema = {"type": "integer", "minimum": 0}
WORDS: Schema = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
PERCENT: Schema = {"type": ["number", "string"], "minimum": 0, "maximum": 100}
SECONDS: Schema = {**COUNT, "maximum": MOST_SECONDS}
OVERTIME: Schema = {
    "unit_seconds": SECONDS,
    "count": {"enum": list(COUNTS)},
    "points": NUMBER,
    "grace_seconds": {**AMOUNT, "maximum": MOST_SECONDS},
    "max_points": NUMBER,
}
PLACES: Schema = {"type": "array", "items": COUNT, "uniqueItems": True}
DIGITS: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_DIGITS}


def rules_schema() -> Schema:
    """The schema; sentences under keys of one's own are comments and pass."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scoring rules of an event",
        "type": "object",
        "properties": {
            "aggregation": _one_of(AGGREGATIONS),
            "sheets_per_entry": COUNT,
            "trim_min_sheets": COUNT,
            "divergence_points": NUMBER,
            "third_policy": _one_of(THIRD_POLICIES),
            "tie_break": WORDS,
            "place_style": _one_of(PLACE_STYLES),
            "winner_min_percent": PERCENT,
            "prize_min_percent": PERCENT,
            "prize_max_rank": COUNT,
            "awards_rule": _object({"winner": PLACES, "prize": PLACES}, ["winner"]),
            "strict_judge_flag": _object(
                {"min_sheets": COUNT, "abs_mean_deviation": NUMBER}, ["abs_mean_deviation"]
            ),
            "trial_methods": _map(_one_of(AGGREGATIONS)),
            "trial_weights": _map(NUMBER),
            "total_by": _one_of(TOTALS),
            "trial_sheets": _map(COUNT),
            "gap": _one_of(GAPS),
            "promoted_places": COUNT,
            "promoted_min_percent": PERCENT,
            "one_win_per_person": {"type": "boolean"},
            "time_limits": _map(SECONDS),
            "overtime_rule": _object(OVERTIME, []),
            "overtime_in_places": {"type": "boolean"},
            "steps": {"type": "array", "items": {"oneOf": _steps()}},
            "smaller_is_better": {"type": "boolean"},
            "digits": DIGITS,
            "third_sees": _one_of(THIRD_SEES),
            "third_days": {**COUNT, "maximum": MOST_DAYS},
            "paragraphs": _object({part: {"type": "string"} for part in PARTS}, []),
        },
        "additionalProperties": {"type": "string"},
    }


def _steps() -> list[Schema]:
    over, scope = _one_of(AXES), {"only": _names(), "skip": _names()}
    return [
        _step("round", {"digits": DIGITS, **scope}),
        _step("weight", {"axis": over, "weights": _map(NUMBER), **scope}),
        _step("clip", {"over": over, "by": NUMBER, **scope}, "by"),
        _step("drop", {"over": over, "highest": AMOUNT, "lowest": AMOUNT, "least": COUNT, **scope}),
        _step(
            "group",
            {
                "axis": over,
                "groups": _map(WORDS),
                "rest": {"type": "string"},
                "by": _one_of(tuple(COMBINERS)),
            },
            "groups",
        ),
        _step(
            "combine",
            {"over": over, "by": _one_of(tuple(COMBINERS)), "whole": {"type": "boolean"}},
        ),
        _step("place", {"tied": _one_of(TIED)}),
        _step(
            "points",
            {"points": {"type": "array", "items": NUMBER, "minItems": 1}, "tied": _one_of(TIED)},
            "points",
        ),
        _step("elect", {"by": _one_of(tuple(METHODS))}, "by"),
        _step("penalty", {}),
        _step("name", {"name": {"type": "string", "minLength": 1}}, "name"),
    ]


def _step(name: str, properties: Schema, *required: str) -> Schema:
    return _object({"step": {"const": name}, **properties}, ["step", *required])


def _object(properties: Schema, required: Sequence[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _one_of(words: Sequence[str]) -> Schema:
    return {"enum": list(words)}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values, "minProperties": 1}


def _names() -> Schema:
    return _object(dict.fromkeys(AXES, WORDS), [])
