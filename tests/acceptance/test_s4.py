"""The training's questionnaires through the acceptance door: two sets, other orders and rules."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from comparing import SCENARIOS, compared, door, read


def play(tmp_path: Path, given: Any, common: Any) -> Any:
    """What the application says about these facts."""
    files = [tmp_path / f"{name}.json" for name in ("given", "common", "said")]
    for file, data in zip(files, (given, common), strict=False):
        file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    done = door("s4_training", *files)
    assert (done.returncode, done.stderr) == (0, "")
    return read(files[2])


def load(name: str) -> tuple[Any, Any, Any]:
    folder = SCENARIOS / name
    files = ("s4_training.input.json", "common.json", "s4_training.expected.json")
    given, common, expected = (read(folder / file) for file in files)
    return given, common, expected


def test_the_first_set_comes_out_as_expected(tmp_path: Path) -> None:
    given, common, expected = load("a")
    assert play(tmp_path, given, common) == expected


def test_the_second_set_comes_out_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    given, common, expected = load("b")
    random.Random(7).shuffle(given["respondents"])
    assert compared(play(tmp_path, given, common)) == compared(expected)


def test_a_small_training_under_other_rules_comes_out_as_worked_out_by_hand(tmp_path: Path) -> None:
    """Rules that are absent, limits by scale, a halved number, a pair without its second."""
    given, common, _expected = load("a")
    for questionnaire in given["questionnaires"].values():
        questionnaire["items"] = [
            {"no": 1, "text": "Первый", "reverse": False},
            {"no": 2, "text": "Второй", "reverse": True},
        ]
        questionnaire["scales"] = [
            {"id": "B", "title": "Первая", "items": [1, 2]},
            {"id": "C", "title": "Вторая", "items": [1]},
        ]
    given["rules"] = {
        "levels": [{"name": "низкий", "below": 3}, {"name": "высокий", "below": None}],
        "min_answered": {"B": 2, "C": 1},
    }
    mentor = {"group": "N", "experience_band": "есть", "priorities": [], "open": ""}
    young = mentor | {"group": "MP"}
    given["respondents"] = [
        mentor | {"code": "Н-1", "pair": "1", "pre": [5, 1], "post": None},
        young | {"code": "М-1", "pair": "1", "pre": [4, 2.5], "post": [5, 2]},
        young | {"code": "М-2", "pair": "2", "pre": [2, 3], "post": [2, 4]},
    ]
    said = play(tmp_path, given, common)
    # 2.5 is no answer of a scale of whole numbers; 6 − 3 = 3 and 6 − 2 = 4
    assert said["warnings"] == [
        {"code": "М-1", "when": "pre", "item": 2, "kind": "недопустимое значение", "value": 2.5},
        {"code": "Н-1", "when": "post", "kind": "нет анкеты"},
    ]
    assert said["scores"] == {
        "М-1": {"pre": {"B": None, "C": "4.00"}, "post": {"B": "4.50", "C": "5.00"}},
        "М-2": {"pre": {"B": "2.50", "C": "2.00"}, "post": {"B": "2.00", "C": "2.00"}},
        "Н-1": {"pre": {"B": "5.00", "C": "5.00"}},
    }
    assert said["pair_gaps"] == [
        {"pair": "1", "mentor": "5.00", "mentee": "4.00", "gap": "1.00", "flag": True},
        {"pair": "2", "mentor": None, "mentee": "2.00", "gap": None, "flag": False},
    ]
    young_ones = said["portraits"]["MP"]
    assert young_ones["scales"]["C"]["change"] == {
        "n": 2,
        "mean": "0.50",
        "up": 1,
        "same": 1,
        "down": 0,
    }
    # three marks at most are allowed; none at all is an answer too
    assert young_ones["priorities"]["valid"] == 2
    assert young_ones["priorities"]["top3"] == []
    assert young_ones["bands"] == {"есть": {"n": None, "hidden": True, "C_pre_mean": None}}
    assert said["if_reverse_forgotten_B_pre_mean"] == {"MP": "2.50", "N": "3.00"}


def test_bad_input_is_one_clear_line(tmp_path: Path) -> None:
    given, common, _expected = load("a")
    files = [tmp_path / f"{name}.json" for name in ("given", "common", "said")]
    files[0].write_text(json.dumps(given | {"likert": {"min": 5, "max": 1}}), "utf-8")
    files[1].write_text(json.dumps(common), "utf-8")
    done = door("s4_training", *files)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not files[2].exists()
