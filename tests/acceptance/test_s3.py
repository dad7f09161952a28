"""The quest through the acceptance door: two sets, other orders, repetitions, other rules."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCENARIOS = HERE.parent / "data" / "scenarios"


def read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def door(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "run.py"), "s3_quest", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)


def play(tmp_path: Path, given: Any, common: Any) -> Any:
    """What the application says about these facts."""
    files = [tmp_path / f"{name}.json" for name in ("given", "common", "said")]
    for file, data in zip(files, (given, common), strict=False):
        file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    done = door(*files)
    assert (done.returncode, done.stderr) == (0, "")
    return read(files[2])


def load(name: str) -> tuple[Any, Any, Any]:
    folder = SCENARIOS / name
    files = ("s3_quest.input.json", "common.json", "s3_quest.expected.json")
    given, common, expected = (read(folder / file) for file in files)
    return given, common, expected


def test_the_first_set_comes_out_as_expected(tmp_path: Path) -> None:
    given, common, expected = load("a")
    assert play(tmp_path, given, common) == expected


def test_the_second_set_comes_out_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    given, common, expected = load("b")
    shuffle = random.Random(7).shuffle
    for rows in (given["events"], given["teams"], given["stations"], common["persons"]):
        shuffle(rows)
    assert play(tmp_path, given, common) == expected


def test_a_small_quest_under_other_rules_comes_out_as_worked_out_by_hand(tmp_path: Path) -> None:
    """Dense places, a station as tie-breaker, a team that never came back."""
    given = {
        "title": "Проба",
        "date": "2026-03-01",
        "rules": {"tie_break": ["station:Ю:desc"], "place_style": "dense", "hint_cost": [0.5]},
        "stations": [
            {"id": "Ю", "kind": "judged", "max": 10},
            {"id": "Я", "kind": "code", "code": "ответ", "max": 4},
        ],
        "teams": [{"id": team, "title": team} for team in ("а", "б", "в", "г")],
        "events": [],
    }
    marks = {"а": (6, 0), "б": (2, 1), "в": (2, 1), "г": (9, 1)}
    for team, (mark, solved) in marks.items():
        times = ("09:00:00+09:00", "01:30:00+00:00", "10:45:00+09:00")
        facts = [
            {"type": "start"},
            {"type": "judge_score", "station": "Ю", "score": mark, "revision": 1},
            {"type": "finish"},
        ]
        if solved:
            facts.append({"type": "answer", "station": "Я", "text": "OTBET", "of": 1})
        for number, fact in enumerate(facts):
            ts = f"2026-03-01T{times[min(number, 2)]}"
            event = {"id": f"{team}-{number}", "team": team, "ts": ts, "received": ts}
            if (team, fact["type"]) != ("г", "finish"):
                given["events"].append(event | fact)
    said = play(tmp_path, given, {})
    rows = {
        t["team"]: (t["total"], t["place_shown"], t["out_of_competition"]) for t in said["teams"]
    }
    # а and the pair б, в have 6 points; а has more at Ю, which leaves б and в together
    assert rows == {
        "а": ("6.0", "1", False),
        "б": ("6.0", "2", False),
        "в": ("6.0", "2", False),
        "г": ("13.0", None, True),
    }
    assert said["ties"] == [
        {"teams": ["а", "б", "в"], "total": "6.0", "resolved_by": "shared_place"}
    ]
    last = said["teams"][-1]
    assert (last["seconds"], last["time"]) == (None, None)


def test_bad_input_is_one_clear_line(tmp_path: Path) -> None:
    given, common, _expected = load("a")
    change = {"rules": {"tie_break": ["по росту"]}}
    files = [tmp_path / f"{name}.json" for name in ("given", "common", "said")]
    files[0].write_text(json.dumps(given | change), "utf-8")
    files[1].write_text(json.dumps(common), "utf-8")
    done = door(*files)
    assert done.returncode == 2
    assert "tie_break" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not files[2].exists()
