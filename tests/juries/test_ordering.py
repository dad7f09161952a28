"""Orders and times against the acceptance scenarios and by hand."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from eventkit.entries.performances.ordering import by_seed, in_parts, rotated, rotated_parts, seal
from eventkit.juries.timetable.slots import Layout, Slot, clashes, starts

SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"
NINE = datetime(2026, 4, 20, 0, 0, tzinfo=UTC)


def scenario(part: str, kind: str) -> Any:
    return json.loads((SCENARIOS / part / f"s2_duet.{kind}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", ["a", "b"])
def test_order_and_timetable_of_the_scenarios(part: str) -> None:
    given, expected = scenario(part, "input"), scenario(part, "expected")
    draw = given["draw"]
    for number, trial in enumerate(given["trials"]):
        order = rotated(draw["order"], draw.get("rotation_step", 1), number)
        assert order == expected["performance_order"][trial["id"]]
        rule = given["timetable_rule"].get(trial["id"])
        if rule is None:
            continue
        hour, minute = map(int, rule["start"].split(":"))
        begin = datetime(2026, 1, 1, hour, minute, tzinfo=UTC)
        layout = Layout(begin, rule["slot_minutes"], together=rule.get("together", False))
        times = [f"{at:%H:%M}" for at in starts(layout, len(order))]
        assert dict(zip(order, times, strict=True)) == expected["timetable"][trial["id"]]


def test_a_seed_gives_the_order_that_a_shell_gives() -> None:
    """printf '17:Д-1' | sha256sum, and so on, sorted."""
    codes = ["Д-1", "Д-2", "Д-3"]
    lines = sorted((hashlib.sha256(f"17:{code}".encode()).hexdigest(), code) for code in codes)
    assert by_seed(codes, "17") == [code for _mark, code in lines]
    assert by_seed(codes[::-1], "17") == by_seed(codes, "17")
    assert len({tuple(by_seed(codes, str(n))) for n in range(100)}) == 6


def test_a_seal_is_the_hash_of_salt_and_tickets() -> None:
    assert seal([3, 1, 2], "aa") == hashlib.sha256(b"aa:3-1-2").hexdigest()


def test_breaks_come_after_so_many() -> None:
    layout = Layout(NINE, 10, break_after=2, break_minutes=15)
    minutes = [(at - NINE).total_seconds() / 60 for at in starts(layout, 5)]
    assert minutes == [0, 10, 35, 45, 70]


def test_a_break_at_an_hour_waits_for_nobody() -> None:
    """12:25 would end at 12:55: it comes after the break; the break after two falls into it."""
    noon = NINE + timedelta(hours=3, minutes=30)
    layout = Layout(
        noon - timedelta(minutes=80),
        30,
        break_after=2,
        break_minutes=15,
        break_at=noon,
        break_at_minutes=45,
    )
    minutes = [(at - noon).total_seconds() / 60 for at in starts(layout, 5)]
    assert minutes == [-80, -50, 45, 75, 120]
    exact = replace(layout, starts_at=noon - timedelta(minutes=30), break_after=None)
    assert [(at - noon).total_seconds() / 60 for at in starts(exact, 2)] == [-30, 45]


def test_lots_within_nominations_keep_the_nominations_together() -> None:
    parts = in_parts(["В", "1", "Б", "2", "А", "нет"], [["А", "Б", "В"], ["1", "2"]])
    assert parts == [["В", "Б", "А"], ["1", "2"], ["нет"]]
    assert rotated_parts(parts, 1, 1) == ["Б", "А", "В", "2", "1", "нет"]
    assert in_parts(["В", "А"], []) == [["В", "А"]]


def slot(number: int, minute: int, room: str = "зал", **more: Any) -> Slot:
    at = NINE + timedelta(minutes=minute)
    return Slot(number, more.pop("trial", 1), f"№ {number}", room, at, 10, **more)


def test_what_is_needed_twice_at_once_clashes() -> None:
    ann, jury = {1: "Анна"}, {1: "Строгая", 2: "Добрая"}
    plan = [
        slot(1, 0, people=ann, jurors=jury),
        slot(2, 10, jurors=jury),  # begins as the first ends
        slot(3, 15, jurors={2: "Добрая", 3: "Строгая"}, room="кабинет"),  # a namesake
        slot(4, 5, people=ann, room="двор"),
        slot(5, 12, room="зал"),
    ]
    found = {(c.kind, c.what, c.first.performance, c.second.performance) for c in clashes(plan)}
    assert found == {
        ("person", "Анна", 1, 4),
        ("juror", "Добрая", 2, 3),
        ("room", "зал", 2, 5),
    }


def test_those_at_one_round_table_do_not_clash() -> None:
    table = [slot(n, 0, together=True, jurors={1: "Одна"}) for n in (1, 2)]
    assert clashes(table) == []
    assert len(clashes([table[0], slot(3, 0, trial=2, together=True)])) == 1
