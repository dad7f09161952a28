"""The contest of pairs: two published sets through the door, invented ones against RULES.md."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from comparing import SCENARIOS, compared, door, read
from duet_facts import feed_duet
from duet_reference import expected
from duet_report import report_duet
from duet_variants import variant
from flask import Flask

from eventkit.documents.queries import awards_of
from eventkit.web.clock import set_clock


def load(name: str) -> tuple[Any, Any, Any]:
    folder = SCENARIOS / name
    files = ("s2_duet.input.json", "common.json", "s2_duet.expected.json")
    given, common, wanted = (read(folder / file) for file in files)
    return given, common, wanted


def exactly(data: Any) -> Any:
    """As the door reads it: numbers as they are written."""
    return json.loads(json.dumps(data, default=str), parse_float=Decimal)


@pytest.fixture
def play(app: Flask) -> Any:
    """What the application says of a contest, and the contest."""

    def played(given: Any, common: Any) -> Any:
        duet = feed_duet(given, common)
        return report_duet(duet), duet

    yield played
    set_clock(None)


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_whole_contest_comes_out_as_expected(name: str, tmp_path: Path) -> None:
    given, common, wanted = load(name)
    chance = Random(name)
    for rows in ("pairs", "judges", "sheets", "conflicts", "timekeeping", "appeals"):
        chance.shuffle(given[rows])
    files = [tmp_path / f"{which}.json" for which in ("given", "common", "said")]
    for file, data in zip(files, (given, common), strict=False):
        file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    done = door("s2_duet", *files)
    assert (done.returncode, done.stderr) == (0, "")
    said = read(files[2])
    assert set(said) == set(wanted)
    for section in wanted:
        assert compared(said[section]) == compared(wanted[section]), section


def test_the_reference_agrees_with_the_published_sets() -> None:
    """Else it could not judge the application on invented ones."""
    for name in ("a", "b"):
        given, _common, wanted = load(name)
        assert compared(expected(given)) == compared(wanted)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.all) for n in range(2, 17))]
)
def test_an_invented_contest_comes_out_as_the_rules_say(seed: int, play: Any) -> None:
    given, common = variant(seed)
    said, _duet = play(given, common)
    wanted = expected(given)
    for section in wanted:
        assert compared(said[section]) == compared(wanted[section]), section


def test_papers_that_an_appeal_touched_are_voided_and_issued_anew(play: Any) -> None:
    """The slip of the pen puts Д3 third and Д4 fourth: their papers change, the others stay."""
    given, common, _wanted = load("a")
    _said, duet = play(exactly(given), common)
    codes = {entry.id: pair for pair, entry in duet.entries.items()}

    def papers(state: str) -> list[tuple[str, str, int | None]]:
        awards = awards_of(duet.event, state=state)
        return sorted(
            (codes[a.standing.entry_id], a.number.rpartition("-")[2], a.degree) for a in awards
        )

    in_force, voided = papers(""), papers("voided")
    assert {(pair, degree) for pair, _number, degree in in_force} == {
        ("Д1", 2),
        ("Д2", 1),
        ("Д3", 3),
        ("Д4", None),
    }
    assert {(pair, degree) for pair, _number, degree in voided} == {("Д3", None), ("Д4", 3)}
    numbers = [number for _pair, number, _degree in in_force + voided]
    assert len(set(numbers)) == len(numbers)
    assert min(n for p, n, _d in in_force if p in ("Д3", "Д4")) > max(n for _p, n, _d in voided)
