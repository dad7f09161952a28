"""Values of R, from the folder that EVENTKIT_METHODS_DATA names, through `eventkit scales`."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from eventkit.cli import main

ANXIETY = ("tense", "regretful", "upset", "worrying", "anxious", "nervous", "jittery")
ANXIETY += ("high.strung", "worried", "rattled")


@pytest.fixture
def told(methods_data, tmp_path):
    """What the command says of a table; rows may be made of it first."""

    def run(name, key, rows=None):
        (file,) = (methods_data / "data").glob(f"{name}_*.csv")
        if rows is not None:
            with file.open(encoding="utf-8", newline="") as table:
                made = rows(list(csv.DictReader(table)))
            file = tmp_path / "answers.csv"
            with file.open("w", encoding="utf-8", newline="") as table:
                writer = csv.DictWriter(table, list(made[0]))
                writer.writeheader()
                writer.writerows(made)
        (tmp_path / "key.json").write_text(json.dumps(key), "utf-8")
        words = ["scales", str(tmp_path / "key.json"), str(file)]
        done = CliRunner().invoke(main, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return run


@pytest.fixture
def expected(methods_data):
    """The expected groups by the beginning of the file's name."""

    def read(name):
        (file,) = (methods_data / "expected").glob(f"{name}_*.json")
        return json.loads(file.read_text("utf-8"))

    return read


def near(value, tolerance):
    return pytest.approx(value, abs=tolerance)


def scale(name, items, turned, **more):
    return {"id": name, "items": items, "reversed": turned} | more


def test_reliability_of_five_scales(told, expected):
    wanted = expected("p05")
    items = [f"{letter}{number}" for letter in "ACENO" for number in range(1, 6)]
    key = {
        "items": [{"id": item, "min": 1, "max": 6} for item in items],
        "scales": [
            scale(
                name,
                [item.lstrip("-") for item in keyed],
                [item[1:] for item in keyed if item.startswith("-")],
                min_answered=1,
            )
            for name, keyed in wanted["keys"].items()
        ],
        "respondent": "id",
    }
    found = told("p05", key)
    assert found["respondents"] == 2800
    tolerance = wanted["scales"]["tol"]
    for one in found["scales"]:
        value = wanted["scales"]["value"][one["id"]]
        complete, available = value["complete"], value["score_mean_available"]
        interval = complete["alpha_ci95_feldt"]
        assert one["reliability"] == {
            "n_complete": value["n_complete"],
            "alpha": near(complete["alpha_raw"], tolerance),
            "alpha_ci95": near([interval["lo"], interval["hi"]], tolerance),
            "alpha_standardised": near(complete["alpha_std"], tolerance),
            "omega_total": near(complete["omega_total_1factor_minres"], tolerance),
            "alpha_if_dropped": near(complete["alpha_if_dropped"], tolerance),
            "item_rest": near(complete["item_rest_r_drop"], tolerance),
            "suspect": [],
        }
        [group] = one["groups"]
        told_of = (group["n"], group["mean"], group["sd"])
        assert told_of == near((available["n"], available["mean"], available["sd"]), 1e-9)


def test_anxiety_before_and_after(told, expected):
    wanted = expected("p10")
    items = [*ANXIETY, *wanted["reversed_items"]]
    key = {
        "items": [{"id": item, "min": 1, "max": 4} for item in items],
        "scales": [scale("sai", items, wanted["reversed_items"], min_answered=20, score="sum")],
        "respondent": "id",
        "wave": "time",
    }
    [one] = told("p10", key)["scales"]
    [moved] = one["change"]
    check_change(moved, wanted, {"n": 163, "from": "1", "to": "2"})
    means = wanted["means"]["value"]
    assert (moved["mean"], moved["sd"]) == near((means["diff_mean"], means["diff_sd"]), 1e-9)

    def without_gaps(rows):
        """R was given those alone who answered everything both times."""
        gaps = {row["id"] for row in rows if not all(row[item] for item in items)}
        return [row for row in rows if row["id"] not in gaps]

    [one] = told("p10", key, without_gaps)["scales"]
    alpha = wanted["alpha"]["value"]
    by_wave = [wave["alpha"] for wave in one["reliability"]["waves"]]
    assert by_wave == near([alpha["pre"], alpha["post"]], wanted["alpha"]["tol"])


@pytest.mark.parametrize(("name", "low", "high", "n"), [("p11", -10, 10, 10), ("p11b", 0, 10, 9)])
def test_a_small_study_before_and_after(told, expected, name, low, high, n):
    key = {
        "items": [{"id": "x", "min": low, "max": high}],
        "scales": [scale("x", ["x"], [], min_answered=1)],
        "respondent": "id",
        "wave": "wave",
    }

    def long(rows):
        return [
            {"id": row["id"], "wave": wave, "x": row[wave]}
            for wave in ("pre", "post")
            for row in rows
        ]

    wanted = expected(name)
    [one] = told(name, key, long)["scales"]
    [moved] = one["change"]
    check_change(moved, wanted, {"n": n, "from": "pre", "to": "post"})
    assert moved["mean"] == near(wanted["t_test"]["value"]["mean_diff"], 1e-8)


def check_change(moved, wanted, more):
    test, effect = wanted["t_test"], wanted["effect"]
    t, d = test["value"], effect["value"]
    assert moved["ci95"] == near([t["ci_lo"], t["ci_hi"]], test["tol"])
    assert {name: moved[name] for name in ("t", "df", "p")} == near(
        {name: t[name] for name in ("t", "df", "p")}, test["tol"]
    )
    assert moved["d_z"] == near(d["d_z"], effect["tol"])
    assert moved["d_z_ci95"] == near([d["d_z_ci_lo"], d["d_z_ci_hi"]], effect["tol"])
    assert {name: moved[name] for name in more} == more
