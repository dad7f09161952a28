"""`eventkit scales` from a key and a table to aggregates, by hand arithmetic."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from eventkit.cli import main

KEY = {
    "items": [{"id": "q1", "min": 1, "max": 5}, {"id": "q2", "min": 1, "max": 5}],
    "scales": [{"id": "A", "items": ["q1", "q2"], "reversed": ["q2"], "min_answered": 1}],
    "respondent": "код",
    "group": "школа",
    "wave": "замер",
    "pair": None,
}
# A is the mean of q1 and 6 − q2: 4.5, 2, 3 in the town, 4 and 5 in the village
ANSWERS = """код;школа;замер;q1;q2
Р-1;город;до;5;2
Р-2;город;до;1;3
Р-3;город;до;3;
Р-4;село;до;4;2
Р-5;село;до;5;1
Р-1;город;после;5;1
Р-2;город;после;2;3
Р-3;город;после;4;9
"""


@pytest.fixture
def scales(table):
    """Run the command on a key and answers."""

    def run(answers=ANSWERS, key=KEY, *words):
        files = table(json.dumps(key), "ключ.json"), table(answers, "ответы.csv")
        return CliRunner().invoke(
            main, ["scales", *map(str, files), *words], catch_exceptions=False
        )

    return run


def test_groups_of_each_wave_and_the_change(scales):
    told = json.loads(scales(ANSWERS, KEY, "--min-group", "2").stdout)
    assert told["respondents"] == 5
    [scale] = told["scales"]
    town, village, *after = scale["groups"]
    assert town == {
        "group": "город",
        "wave": "до",
        "n": 3,
        "mean": pytest.approx(19 / 6),
        "sd": pytest.approx(1.2583057),
        "median": 3,
        "q1": 2.5,
        "q3": 3.75,
    }
    assert (village["n"], village["mean"]) == (2, 4.5)
    # after: 5, 2.5, and 4 (9 is no answer); nobody of the village came
    assert [(one["n"], one["mean"]) for one in after] == [(3, pytest.approx(23 / 6)), (0, None)]
    [moved] = scale["change"]
    assert (moved["from"], moved["to"], moved["n"]) == ("до", "после", 3)
    assert moved["mean"] == pytest.approx(2 / 3)
    assert "Пункт «q2»: недопустимых значений 1, они считаются пропусками." in told["warnings"]


def test_small_groups_are_hidden_with_the_next_smallest(scales):
    told = json.loads(scales(ANSWERS, KEY, "--min-group", "3", "--json").stdout)
    groups = told["scales"][0]["groups"]
    assert [(one["wave"], one["n"], "hidden" in one) for one in groups] == [
        ("до", None, True),
        ("до", None, True),
        ("после", 3, False),
        ("после", 0, False),
    ]
    by_default = json.loads(scales().stdout)["scales"][0]
    assert {one["n"] for one in by_default["groups"]} == {None, 0}
    assert by_default["change"][0]["n"] is None
    assert by_default["reliability"]["alpha"] is not None  # over six whole rows
    assert "скрыто" in scales(ANSWERS, KEY, "--text").stdout


def test_scores_are_written_apart_and_called_personal(scales, tmp_path):
    file = tmp_path / "баллы.csv"
    done = scales(ANSWERS, KEY, "--scores", str(file))
    assert "персональные данные" in done.stderr
    assert "Р-1" not in done.stdout
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[:3] == ["код,школа,замер,A", "Р-1,город,до,4.5", "Р-2,город,до,2"]


@pytest.mark.parametrize(
    ("answers", "key", "words"),
    [
        (ANSWERS + "Р-2;город;до;1;1\n", KEY, ["строка 10", "Р-2", "строка 3", "«до»"]),
        ("код;школа;замер;q1\nР-1;а;б;1\n", KEY, ["столбец «q2» не найден"]),
        (ANSWERS.replace("Р-3;город;до;3", "Р-3;город;до;три"), KEY, ["строка 4", "«q1»", "три"]),
        (ANSWERS + ";город;до;1;1\n", KEY, ["строка 10", "«код»"]),
        (ANSWERS, KEY | {"scales": []}, ["ключ.json", "scales"]),
        (ANSWERS, KEY | {"items": [{"id": "q1", "min": 5, "max": 1}]}, ["items[0].max"]),
        (ANSWERS, KEY | {"items": KEY["items"] * 2}, ["items[2].id"]),
        (ANSWERS, [], ["ключ.json"]),
    ],
)
def test_bad_input_is_one_line_that_says_where(scales, answers, key, words):
    done = scales(answers, key)
    assert done.exit_code == 2
    assert all(word in done.stderr for word in words), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
