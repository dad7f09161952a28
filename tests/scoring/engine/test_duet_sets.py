"""The engine's part of a contest of pairs: trials, penalties, five ways to count, appeals."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from eventkit.scoring.engine import exact, shown
from eventkit.scoring.engine.counting import Count, count, method_steps
from eventkit.scoring.engine.overtime import OvertimeRule
from eventkit.scoring.engine.ranking import ranking
from eventkit.scoring.engine.table import Marked

from .conftest import SCENARIOS, read

WAYS = {
    "mean": "mean",
    "trimmed": "trimmed-mean",
    "median": "median",
    "raw_sum": "sum",
    "mean_place": "mean-place",
}
OFFICIAL = {
    "mean_per_trial_then_sum": "mean",
    "trimmed_per_trial_then_sum": "trimmed-mean",
    "median_per_trial_then_sum": "median",
    "sum_of_sheets": "sum",
    "mean_place": "mean-place",
}


class Duet:
    """One set before or after its appeals."""

    def __init__(self, name: str, when: str) -> None:
        self.given = read(SCENARIOS / name / "s2_duet.input.json")
        self.expected = read(SCENARIOS / name / "s2_duet.expected.json")[when]
        self.rules = self.given["rules"]
        self.corrected = when == "after_appeals"

    def appeals(self, kind: str) -> list[dict[str, Any]]:
        """Those of a kind that were granted: a mark names its criterion, a time its seconds."""
        key = "criterion" if kind == "mark" else "seconds"
        found = [a for a in self.given["appeals"] if a["decision"].startswith("удовлетвор")]
        return [a for a in found if key in a and self.corrected]

    def marks(self) -> list[Marked]:
        """Every mark of the sheets that are not annulled, slips of the pen put right."""
        right = {
            (a["trial"], a["pair"], a["judge"], a["criterion"]): a["paper_sheet"]
            for a in self.appeals("mark")
        }
        return [
            Marked(
                sheet["pair"],
                sheet["judge"],
                exact(right.get((sheet["trial"], sheet["pair"], sheet["judge"], code), points)),
                trial=sheet["trial"],
                criterion=code,
            )
            for sheet in self.given["sheets"]
            if sheet.get("status", "valid") == "valid"
            for code, points in sheet["points"].items()
        ]

    def penalties(self) -> dict[tuple[tuple[str, str], str], Fraction]:
        """Overtime by the rule, of the stopwatch as it was corrected."""
        rule = self.rules["overtime_rule"]
        overtime = OvertimeRule(
            rule.get("unit_seconds", 60),
            rule.get("count", "full"),
            exact(rule.get("points", 1)),
            rule.get("grace_seconds", 0),
            exact(rule["max_points"]) if "max_points" in rule else None,
        )
        limits = {t["id"]: t.get("limit_minutes") for t in self.given["trials"]}
        found = {}
        for watch in self.given["timekeeping"]:
            limit = limits[watch["trial"]]
            points = overtime.penalty(watch["seconds"], limit * 60) if limit else 0
            if points:
                found[("", watch["pair"]), watch["trial"]] = Fraction(points)
        return found

    def count(self, method: str) -> Count:
        """The set counted by a method."""
        weights = {
            c["id"]: exact(c.get("weight", 1)) for t in self.given["trials"] for c in t["criteria"]
        }
        steps = method_steps(
            method,
            trim_min=self.rules.get("trim_min_sheets", 5),
            penalties_in_places=self.rules.get("overtime_in_places", False),
        )
        return count(steps, self.marks(), penalties=self.penalties(), weights=weights)


@pytest.fixture(params=["a", "b"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["before_appeals", "after_appeals"])
def duet(name: str, request: pytest.FixtureRequest) -> Duet:
    return Duet(name, request.param)


def test_penalties_of_overtime(duet: Duet) -> None:
    found: dict[str, dict[str, Fraction]] = {}
    for ((_nomination, pair), trial), points in duet.penalties().items():
        found.setdefault(pair, {})[trial] = points
    assert found == duet.expected["penalties"]


@pytest.mark.parametrize("way", WAYS)
def test_totals_and_places_by_each_way(duet: Duet, way: str) -> None:
    counted = duet.count(WAYS[way])
    expected = duet.expected[way]
    totals = {pair: shown(value, 2) for (_n, pair), value in counted.values.items()}
    assert totals == expected["mean" if way == "mean_place" else "total"]
    standings = ranking(counted).nominations[""]
    assert {one.entry: int(one.place) for one in standings} == expected["place"]


def test_each_jurors_totals_and_places(duet: Duet) -> None:
    """The stages of the count are what the protocol shows."""
    expected = duet.expected["mean_place"]
    stages = duet.count("mean-place").stages
    by_name = {type(stage.step).__name__: stage.table for stage in stages[:-1]}
    for table, key, digits in (
        (by_name["Combine"], "judge_totals", 2),
        (by_name["Place"], "places", 1),
    ):
        found: dict[str, dict[str, str]] = {}
        for ((_n, pair), (juror,)), value in table.cells.items():
            found.setdefault(juror, {})[pair] = shown(value, digits)
        assert found == expected[key]


def test_the_official_order_with_its_ties(duet: Duet) -> None:
    expected = duet.expected["official"]
    counted = duet.count(OFFICIAL[expected["method"]])
    style = duet.rules.get("place_style", "competition")
    ranked = ranking(counted, tie_break=duet.rules["tie_break"], place_style=style)
    standings = ranked.nominations[""]
    assert {one.entry: shown(one.value, 2) for one in standings} == expected["total"]
    assert {one.entry: one.place for one in standings} == expected["place_shown"]
    for tie in expected["ties"]:
        told = {one.tie_broken_by for one in standings if one.entry in tie["pairs"]}
        by_people = tie["resolved_by"] in (
            "shared_place",
            "chair_decision",
            "chair_decision_needed",
        )
        assert told == {None if by_people else tie["resolved_by"]}
        for breaker, numbers in tie["values"].items():
            assert {one: shown(ranked.numbers[breaker]["", one], 2) for one in numbers} == numbers
