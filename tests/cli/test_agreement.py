"""`eventkit agreement` from a table to a report; the arithmetic has tests of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eventkit.cli import main

Table = Callable[..., Path]


def agreement(*words: object) -> Result:
    return CliRunner().invoke(main, ["agreement", *map(str, words)], catch_exceptions=False)


def told(*words: object) -> dict[str, Any]:
    done = agreement(*words, "--json", "--bootstrap", "50")
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


# Three jurors who differ by a constant alone: А is 2 above Б, В is 1 below Б.
SHIFTED = "шифр;А;Б;В\nЭ-1;9;7;6\nЭ-2;8;6;5\nЭ-3;7;5;4\nЭ-4;6;4;3\nЭ-5;5;3;2\n"


def test_jurors_who_differ_by_a_constant_agree_on_the_order(table: Table) -> None:
    found = told(table(SHIFTED))
    assert (found["entries"], found["jurors_count"], found["marks"]) == (5, 3, 15)
    assert found["connected"] is True
    assert found["icc"]["ICC3"] == pytest.approx(1)
    assert found["icc"]["ICC1"] < 1
    # chi2 = m(n − 1)W = 3 · 4 · 1
    assert found["kendall_w"] == {
        "w": pytest.approx(1),
        "chi2": pytest.approx(12),
        "df": 4,
        "p": pytest.approx(0.01735, abs=1e-5),
    }
    effects = {one["juror"]: one["effect"] for one in found["jurors"]}
    assert effects == {
        "А": pytest.approx(5 / 3),
        "Б": pytest.approx(-1 / 3),
        "В": pytest.approx(-4 / 3),
    }
    flags = {one["juror"]: one["flag"] for one in found["jurors"]}
    assert flags["А"] == "lenient"
    assert flags["В"] == "strict"
    first = found["place_probability"][0]
    assert first == {"entry": "Э-1", "places": {"1": 1.0}}


def test_a_flag_of_ones_own_and_ranks_turned_around(table: Table) -> None:
    found = told(table(SHIFTED), "--flag", "3", "--marks-are", "ranks")
    assert {one["flag"] for one in found["jurors"]} == {None}
    last = {one["entry"]: one["places"] for one in found["place_probability"]}
    assert last["Э-5"] == {"1": 1.0}


def test_each_criterion_has_a_report_of_its_own(table: Table) -> None:
    lines = ["entry,juror,criterion,mark"]
    lines += [f"Э-{n},{j},К1,{n}" for n in range(1, 6) for j in "АБВ"]
    lines += [f"Э-{n},{j},К2,5" for n in range(1, 6) for j in "АБВ"]
    found = told(table("\n".join(lines)), "--by", "criterion")
    assert found["by"] == "criterion"
    assert found["parts"]["К1"]["kendall_w"]["w"] == pytest.approx(1)
    assert found["parts"]["К2"]["kendall_w"]["w"] is None
    assert (
        "Не посчитано (W Кендалла): оценки не различаются, сравнить нечего."
        in found["parts"]["К2"]["warnings"]
    )
    pooled = told(table("\n".join(lines)))
    assert pooled["marks"] == 15


def test_what_cannot_be_said_is_null_with_a_sentence(table: Table) -> None:
    found = told(table("шифр;А;Б;В\nЭ-1;1;2;\nЭ-2;2;3;\nЭ-3;;;5\nЭ-4;;;6\nЭ-5;;;7\n"))
    assert found["connected"] is False
    assert found["icc"] is None
    assert {one["effect"] for one in found["jurors"]} == {None}
    assert {one["adjusted"] for one in found["adjusted"]} == {None}
    assert "Группа 1: А, Б." in found["warnings"]
    assert "Группа 2: В." in found["warnings"]


def test_a_person_reads_a_table(table: Table) -> None:
    done = agreement(table(SHIFTED), "--bootstrap", "0")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Работ 5, членов жюри 3, листов 15."
    assert "W Кендалла: 1.000 (p = 0.017)." in lines
    assert "А               5     7.00        2.50       1.67  мягкий" in lines


def test_bad_input_is_one_line_and_2(table: Table) -> None:
    done = agreement(table("шифр,А\nЭ-1,хорошо\n"))
    assert done.exit_code == 2
    assert "строка 2, столбец «А»" in done.stderr
    assert agreement(table(SHIFTED), "--flag", "много").exit_code == 2


def test_an_empty_report_says_that_nothing_counts(table: Table) -> None:
    done = agreement(table("work,juror,mark,sheet_state\nЭ-1,А,5,draft\n"), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["warnings"] == [
        "Не считаются листы в состоянии «draft»: оценок 1.",
        "Оценок нет.",
    ]
