"""Instruments written by hand, and the scenarios of trainings as an instrument and its answers."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option
from eventkit.questionnaires.engine.scales import Level, Scale

sys.path.insert(0, str(Path(__file__).parent))

SETS = Path(__file__).parents[2] / "data" / "scenarios"


@dataclass(frozen=True)
class Training:
    """A scenario: facts, expected values, and an instrument for each of its questionnaires."""

    facts: dict[str, Any]
    expected: dict[str, Any]
    instruments: dict[str, Instrument]

    def of(self, group: str) -> list[dict[str, Any]]:
        """The respondents of a group."""
        return [one for one in self.facts["respondents"] if one["group"] == group]

    def answers(self, respondent: dict[str, Any], wave: str) -> dict[str, Any] | None:
        """As they are stored, or None where there is no sheet."""
        if respondent[wave] is None:
            return None
        numbered = {f"q{n}": x for n, x in enumerate(respondent[wave], start=1) if x is not None}
        return numbered | ({"main": respondent["priorities"]} if wave == "pre" else {})


@pytest.fixture(params=["a", "b"])
def training(request: pytest.FixtureRequest) -> Training:
    """A set of the training's scenario."""
    folder = SETS / request.param
    facts = json.loads((folder / "s4_training.input.json").read_text("utf-8"), parse_float=Fraction)
    expected = json.loads((folder / "s4_training.expected.json").read_text("utf-8"))
    made = {
        group: _instrument(facts, questionnaire)
        for group, questionnaire in facts["questionnaires"].items()
    }
    return Training(facts, expected, made)


def _instrument(facts: dict[str, Any], questionnaire: dict[str, Any]) -> Instrument:
    rules, likert = facts["rules"], facts["likert"]
    items = [
        Item(
            f"q{one['no']}",
            minimum=Fraction(likert["min"]),
            maximum=Fraction(likert["max"]),
        )
        for one in questionnaire["items"]
    ]
    options = tuple(Option(one["id"], {"ru": one["text"]}) for one in facts["multi"]["options"])
    items.append(Item("main", "several", options=options, at_most=facts["multi"]["max"]))
    levels = tuple(
        Level({"ru": one["name"]}, None if one["below"] is None else Fraction(one["below"]))
        for one in rules["levels"]
    )
    turned = {f"q{one['no']}" for one in questionnaire["items"] if one["reverse"]}
    scales = tuple(
        Scale(
            one["id"],
            items=tuple(f"q{number}" for number in one["items"]),
            reversed=tuple(f"q{n}" for n in one["items"] if f"q{n}" in turned),
            min_answered=rules.get("min_answered", 3),
            levels=levels,
        )
        for one in questionnaire["scales"]
    )
    return Instrument(items=tuple(items), scales=scales)


@pytest.fixture(scope="session")
def methods_data() -> Path:
    """The folder with `data` and `expected`; it is not part of the project."""
    folder = os.environ.get("EVENTKIT_METHODS_DATA", "")
    if not folder:
        pytest.skip("EVENTKIT_METHODS_DATA does not name the folder of reference data")
    return Path(folder)
