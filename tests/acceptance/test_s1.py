"""The essay contest through the acceptance door: two sets, other orders, other rules."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from comparing import SCENARIOS, compared, door, read


def play(tmp_path: Path, given: Any, common: Any) -> Any:
    """What the application says about these facts."""
    files = [tmp_path / f"{name}.json" for name in ("given", "common", "said")]
    for file, data in zip(files, (given, common), strict=False):
        file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    done = door("s1_essay", *files)
    assert (done.returncode, done.stderr) == (0, "")
    return read(files[2])


def load(name: str) -> tuple[Any, Any, Any]:
    folder = SCENARIOS / name
    files = ("s1_essay.input.json", "common.json", "s1_essay.expected.json")
    given, common, expected = (read(folder / file) for file in files)
    return given, common, expected


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_whole_contest_comes_out_as_expected(name: str, tmp_path: Path) -> None:
    given, common, expected = load(name)
    said = play(tmp_path, given, common)
    assert set(said) == set(expected)
    for section, wanted in expected.items():
        assert compared(said[section]) == compared(wanted), section


def test_rows_in_another_order_make_no_difference(tmp_path: Path) -> None:
    given, common, expected = load("b")
    shuffle = random.Random(7).shuffle
    for rows in ("applications", "essays", "sheets", "judges", "declared_conflicts"):
        shuffle(given[rows])
    for rows in ("orgs", "persons", "mentoring"):
        shuffle(common[rows])
    assert compared(play(tmp_path, given, common)) == compared(expected)


@pytest.mark.parametrize(
    ("rules", "official", "percent"),
    [
        # Э-117 has sheets of 30, 25 and 20 points out of 40
        ({"aggregation": "median_of_valid_sheets"}, "25.00", "62.50"),
        ({"aggregation": "sum_of_valid_sheets"}, "75.00", "62.50"),
        ({"aggregation": "trimmed_mean_of_valid_sheets", "trim_min_sheets": 3}, "25.00", "62.50"),
        # the first two readings are 20 and 30, the third is 25
        (
            {"aggregation": "two_plus_third", "third_policy": "closest_two"},
            "27.50",
            "68.75",
        ),
        (
            {"aggregation": "two_plus_third", "third_policy": "third_is_final"},
            "25.00",
            "62.50",
        ),
    ],
)
def test_each_way_to_count_gives_the_value_worked_out_by_hand(
    rules: dict[str, Any], official: str, percent: str, tmp_path: Path
) -> None:
    given, common, _expected = load("a")
    given["rules"] |= rules
    said = play(tmp_path, given, common)
    row = next(r for r in said["results"] if r["code"] == "Э-117")
    assert (row["official"], row["percent"], row["mean"]) == (official, percent, "25.00")


def test_absent_keys_mean_what_the_vocabulary_says(tmp_path: Path) -> None:
    """Mean, dense places, no thresholds; weight and step 1; no tie-breakers at all."""
    common = {
        "orgs": [
            {"id": "школа", "short": "Школа"},
            {"id": "ф", "short": "Филиал", "parent": "школа"},
        ],
        "persons": [
            {"id": "ж", "last": "Судьин", "first": "Олег", "org": "школа"},
            {"id": "ё", "last": "Ёлкина", "first": "Анна", "position": "учитель"},
            {"id": "е", "last": "Егорова", "first": "Вера", "position": "учитель"},
            {"id": "я", "last": "Яшина", "first": "Нина", "org": "ф", "position": "учитель"},
        ],
    }
    given = {
        "title": "Проба",
        "reference_date": "2025-10-01",
        "document_prefix": "П-",
        "audiences": [{"id": "А"}],
        "nominations": [{"id": "Н", "audience": "А"}],
        "criteria": [{"id": "К", "max": 10}],
        "judges": [{"id": "ж"}],
        "applications": [
            {"no": n, "author": a, "nomination": "Н", "received": f"2025-10-0{n}T10:00:00Z"}
            for n, a in ((1, "ё"), (2, "е"), (3, "я"))
        ],
        "essays": [
            {"code": c, "author": a, "nomination": "Н"}
            for c, a in (("1", "ё"), ("2", "е"), ("3", "я"))
        ],
        "sheets": [
            {"essay": "1", "judge": "ж", "points": {"К": 4}},
            {"essay": "2", "judge": "ж", "points": {"К": 4}},
        ],
    }
    said = play(tmp_path, given, common)
    places = {r["code"]: (r["awarded_place"], r["official"]) for r in said["results"]}
    assert places == {"1": (1, "4.00"), "2": (1, "4.00"), "3": (None, None)}
    assert said["nominations"][0]["ties"][0]["resolved_by"] == "chair_decision_needed"
    assert [(c["judge"], c["essay"]) for c in said["conflicts"]] == [("ж", "3")]
    # Егорова stands before Ёлкина: ё is sorted beside е
    assert [(c["number"], c["author"], c["provisional"]) for c in said["certificates"]] == [
        ("П-001", "е", True),
        ("П-002", "ё", True),
        ("П-003", "я", False),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "line 1, column 2"), ("[]", "an object is wanted"), ("{}", "cannot be played")],
)
def test_bad_input_is_one_clear_line_and_exit_two(text: str, message: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(text, "utf-8")
    done = door("s1_essay", broken, SCENARIOS / "a" / "common.json", tmp_path / "said.json")
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "said.json").exists()


def test_an_unknown_scenario_is_named(tmp_path: Path) -> None:
    done = door("s9_unknown", "a", "b", "c")
    assert done.returncode == 2
    assert "s9_unknown" in done.stderr
