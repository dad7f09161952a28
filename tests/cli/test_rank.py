"""`eventkit rank`: places from a table, by a method or by rules as data."""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eventkit.cli import main

RULES = Path(__file__).parents[2] / "docs" / "rules"
Table = Callable[..., Path]
TWO_READINGS = json.dumps(
    {"aggregation": "two_plus_third", "third_policy": "closest_two", "divergence_points": 5}
)


def rank(*words: object) -> Result:
    """Run it outside any installation: it needs none."""
    return CliRunner().invoke(main, ["rank", *map(str, words)], catch_exceptions=False)


def ranked(*words: object) -> dict[str, Any]:
    done = rank(*words, "--json")
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    return told


WIDE = "шифр;Соколова;Титов;Юрьева\nЭ-1;9,5;8;7\nЭ-2;7;9;\nЭ-3;8;8;8\n"


def test_the_mean_by_default_with_everything_that_the_answer_holds(table: Table) -> None:
    told = ranked(table(WIDE))
    assert told["method"] == "mean"
    assert told["warnings"] == []
    [nomination] = told["nominations"]
    assert nomination["nomination"] == ""
    assert nomination["standings"][0] == {
        "entry": "Э-1",
        "value": "8.17",
        "value_exact": "49/6",
        "place": "1",
        "tied": False,
        "tie_broken_by": None,
        "sheets": 3,
        "marks": {"Соколова": 9.5, "Титов": 8, "Юрьева": 7},
    }
    assert [(s["entry"], s["place"], s["tied"]) for s in nomination["standings"][1:]] == [
        ("Э-2", "2", True),
        ("Э-3", "2", True),
    ]


def test_ties_places_and_digits_as_asked(table: Table) -> None:
    told = ranked(table(WIDE), "--tie-break", "median_total,lowest_sheet", "--round", "0")
    places = [(s["entry"], s["place"], s["tie_broken_by"], s["value"]) for s in _only(told)]
    assert places == [
        ("Э-1", "1", None, "8"),
        ("Э-3", "2", "lowest_sheet", "8"),
        ("Э-2", "3", "lowest_sheet", "8"),
    ]
    ranges = ranked(table(WIDE), "--place-style", "range")
    assert [s["place"] for s in _only(ranges)] == ["1", "2–3", "2–3"]


def _only(told: dict[str, Any]) -> list[dict[str, Any]]:
    [nomination] = told["nominations"]
    standings: list[dict[str, Any]] = nomination["standings"]
    return standings


def test_weights_come_from_a_table_and_impossible_marks_are_told(table: Table) -> None:
    marks = table(
        "entry,juror,criterion,mark\nЭ-1,С,К1,4\nЭ-1,С,К2,5\nЭ-2,С,К1,5\nЭ-2,С,К2,7\nЭ-3,С,К1,1\n"
    )
    weights = table("criterion;weight;max;step\nК1;1;5;1\nК2;1,5;5;0,5\n", "веса.csv")
    told = ranked(marks, "--weights", weights)
    assert [(s["entry"], s["value"]) for s in _only(told)] == [("Э-2", "15.50"), ("Э-1", "11.50")]
    assert told["warnings"] == [
        "Э-2, С, К2: 7 больше наибольшего балла.",
        "Не посчитано: Э-3 (С), нет оценок: К2.",
    ]


def test_smaller_is_better_where_marks_are_ranks(table: Table) -> None:
    ranks = table("вино,А,Б\nп,1,2\nв,2,1\nт,3,3\n")
    assert [s["entry"] for s in _only(ranked(ranks, "--marks-are", "ranks"))] == ["в", "п", "т"]
    assert [s["entry"] for s in _only(ranked(ranks, "--method", "borda", "--marks-are", "ranks"))][
        -1
    ] == "т"


def test_a_person_reads_a_table_with_the_arithmetic(table: Table) -> None:
    done = rank(table(WIDE), "--explain", "--method", "trimmed-mean")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Место  Работа  Итог  Листов  Равенство",
        "    1  Э-1     8.17       3",
        "    Оценки: Соколова 9.5; Титов 8; Юрьева 7",
        "    Среднее: жюри: 8.1667… (49/6)",
        "    2  Э-2     8.00       2  место общее",
        "    Оценки: Соколова 7; Титов 9",
        "    Среднее: жюри: 8",
        "    2  Э-3     8.00       3  место общее",
        "    Оценки: Соколова 8; Титов 8; Юрьева 8",
        "    Среднее: жюри: 8",
        "",
        "Внимание: Где оценок 2, ничего не отброшено: для этого нужно 5.",
        "Внимание: Где оценок 3, ничего не отброшено: для этого нужно 5.",
    ]


def test_sheets_in_other_states_are_counted_in_a_warning(table: Table) -> None:
    text = "work,juror,mark,sheet_state\nЭ-1,С,5,submitted\nЭ-1,Т,1,draft\nЭ-1,Ю,1,draft\n"
    told = ranked(table(text))
    assert _only(told)[0]["value"] == "5.00"
    assert told["warnings"] == ["Не считаются листы в состоянии «draft»: оценок 2."]


def test_an_events_own_rules_are_taken_too(table: Table) -> None:
    rules = table('{"aggregation": "median_of_valid_sheets", "place_style": "dense"}', "п.json")
    told = ranked(table(WIDE), "--rules", rules)
    assert told["method"] == "median"
    assert [(s["entry"], s["place"]) for s in _only(told)] == [
        ("Э-1", "1"),
        ("Э-2", "1"),
        ("Э-3", "1"),
    ]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ('{"steps": [{"step": "drop", "highest": -1}]}', "steps.1.highest: too_small"),
        ('{"aggregation": "best_of_three"}', "aggregation: not_a_choice"),
        ('{"steps": ', "строка 1, столбец 11"),
        ("[]", "нужен объект с правилами"),
        (
            TWO_READINGS,
            "нужен порядок прочтений",
        ),
        ('{"steps": [{"step": "round"}]}', "axis juror is left"),
    ],
)
def test_rules_that_cannot_be_meant_are_one_line(table: Table, rules: str, told: str) -> None:
    done = rank(table(WIDE), "--rules", table(rules, "п.json"))
    assert done.exit_code == 2
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_bad_input_is_one_line_and_2(table: Table) -> None:
    done = rank(table("шифр,А\nЭ-1,хорошо\n"))
    assert done.exit_code == 2
    assert "строка 2, столбец «А»" in done.stderr
    both = rank(table(WIDE), "--method", "sum", "--rules", RULES / "chopin.json")
    assert both.exit_code == 2
    assert "--rules уже говорят, как считать" in both.stderr
    weights = rank(table(WIDE), "--weights", table("criterion,weight\nК1,много\n", "в.csv"))
    assert weights.exit_code == 2
    assert "строка 2, столбец weight" in weights.stderr


@pytest.fixture
def reference() -> Path:
    """Real contests with printed results; they are others' and stay outside."""
    folder = os.environ.get("EVENTKIT_METHODS_DATA", "")
    if not folder:
        pytest.skip("EVENTKIT_METHODS_DATA does not name the folder of reference data")
    return Path(folder)


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def expected(reference: Path, name: str) -> Any:
    return json.loads((reference / "expected" / name).read_text("utf-8"))["expected"]


def test_a_piano_contest_pulls_marks_to_the_mean(reference: Path) -> None:
    file = reference / "data" / "p09_chopin2025_scores.csv"
    told = ranked(file, "--ignore", "stage,nr,printed_result", "--rules", RULES / "chopin.json")
    values = {s["entry"]: Fraction(s["value"]) for s in _only(told)}
    assert values == {row["name"]: Fraction(row["printed_result"]) for row in read(file)}
    printed = expected(reference, "p09_chopin2025.json")["printed_ranking"]["value"]["1"]
    order = [row["stages_and_total"][0] for row in printed]
    assert [float(s["value"]) for s in _only(told)] == order


DISCIPLINES = {"MEN": "men", "LADIES": "ladies", "PAIRS": "pairs", "DANCE": "dance"}


@pytest.mark.parametrize("discipline", DISCIPLINES)
def test_skating_rounds_at_each_step(reference: Path, table: Table, discipline: str) -> None:
    performances = {
        row["perf"]: row
        for row in read(reference / "data" / "p08_isu_performances.csv")
        if discipline in row["program"]
    }
    lines = ["nomination\ttrial\tentry\tjuror\tcriterion\tmark"]

    def add(perf: str, juror: str, criterion: str, mark: str) -> None:
        row = performances[perf]
        trial = "short" if "SHORT" in row["program"] else "free"
        where = f"{row['competition']} {row['program']}"
        lines.append(f"{where}\t{trial}\t{perf}\t{juror}\t{criterion}\t{mark}")

    for perf, row in performances.items():
        add(perf, "протокол", "elements", row["total_element_score"])
        add(perf, "протокол", "deductions", row["total_deductions"])
    for row in read(reference / "data" / "p08_isu_components.csv"):
        if row["perf"] in performances:
            for number in range(1, 10):
                add(row["perf"], f"J{number}", row["component"], row[f"J{number}"])
    rules = RULES / f"skating-{DISCIPLINES[discipline]}.json"
    told = ranked(table("\n".join(lines)), "--rules", rules)
    found = [s for n in told["nominations"] for s in n["standings"]]
    assert {s["entry"]: Fraction(s["value"]) for s in found} == {
        perf: Fraction(row["printed_segment_score"]) for perf, row in performances.items()
    }
    assert {s["entry"]: s["place"] for s in found} == {
        perf: row["printed_rank"] for perf, row in performances.items()
    }


def test_juries_of_countries_give_points_by_mean_rank(reference: Path, table: Table) -> None:
    rows = read(reference / "data" / "p14_eurovision_2016_jurors.csv")
    lines = ["nomination\tentry\tjuror\tmark"]
    printed: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        jury = f"{row['round']} {row['from_country']}"
        printed[jury][row["to_country"]] = int(row["jury_points"])
        lines += [f"{jury}\t{row['to_country']}\t{j}\t{row[j]}" for j in "ABCDE" if row[j]]
    told = ranked(table("\n".join(lines)), "--rules", RULES / "eurovision-jury.json")
    assert len(told["nominations"]) == 84
    for jury in told["nominations"]:
        points = printed[jury["nomination"]]
        # Equal mean ranks share points here; print broke such ties by a rule of its own.
        for better in jury["standings"]:
            for worse in jury["standings"]:
                if Fraction(better["value"]) > Fraction(worse["value"]):
                    assert points[better["entry"]] >= points[worse["entry"]]
    totals = table(
        "entry\tjuror\ttrial\tmark\n"
        + "\n".join(
            f"{row['to_country']}\t{row['from_country']}\t{kind}\t{row[kind]}"
            for row in read(reference / "data" / "p14_eurovision_2016_final_points.csv")
            for kind in ("jury_points", "televoting_points")
        ),
        "финал.csv",
    )
    found = {s["entry"]: int(float(s["value"])) for s in _only(ranked(totals, "--method", "sum"))}
    wanted = expected(reference, "p14_eurovision_2016.json")["final_totals"]["value"]
    assert found == {row["country"]: row["final_total_points"] for row in wanted}


def ballots(reference: Path, profile: str) -> str:
    lines, voter = ["entry\tjuror\tmark"], 0
    for row in read(reference / "data" / "p15_ballots.csv"):
        if row["profile"] != profile:
            continue
        for _copy in range(int(row["count"])):
            voter += 1
            for place, level in enumerate(row["ballot"].split(">"), start=1):
                lines += [f"{entry}\t{voter}\t{place}" for entry in level.split("=")]
    return "\n".join(lines)


PROFILES = (
    "tennessee",
    "schulze_45",
    "condorcet_cycle_minimal",
    "wine_report18",
    "wine_report42",
    "wine_report48",
    "wine_report104",
    "wine_report126",
)


@pytest.mark.parametrize("profile", PROFILES)
def test_orders_of_orders_agree_with_other_programs(
    reference: Path, table: Table, profile: str
) -> None:
    wanted = expected(reference, "p15_rank_aggregation.json")[profile]
    file = table(ballots(reference, profile))

    def values(method: str) -> dict[str, Fraction]:
        told = ranked(file, "--method", method, "--marks-are", "ranks")
        return {s["entry"]: Fraction(s["value_exact"]) for s in _only(told)}

    assert values("borda") == wanted["borda_scores_n_minus_1_to_0"]
    assert values("copeland") == wanted["copeland_scores_wins_minus_losses"]
    schulze = values("schulze")
    best = {entry for entry, beaten in schulze.items() if beaten == max(schulze.values())}
    assert best <= set(wanted["schulze_winners_beat_path"])
    # Where beating is an order, it is the printed one; a value counts the works beaten.
    levels = [set(one.split("=")) for one in wanted["schulze_ranking_winning_votes"].split(">")]
    if all(len(level) == 1 for level in levels):
        assert sorted(schulze, key=schulze.__getitem__, reverse=True) == [
            entry for level in levels for entry in level
        ]


def test_wines_by_the_sum_of_ranks(reference: Path, table: Table) -> None:
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read(reference / "data" / "p13_wine_rankings.csv"):
        groups[row["report"]].append(row)
    wanted = expected(reference, "p13_wine_rankings.json")
    assert set(groups) == set(wanted)
    for report, rows in groups.items():
        lines = ["entry,juror,mark"]
        for row in rows:
            wines = {k: v for k, v in row.items() if k not in ("report", "judge") and v}
            lines += [f"{wine},{row['judge']},{rank_}" for wine, rank_ in wines.items()]
        told = ranked(table("\n".join(lines)), "--method", "sum", "--marks-are", "ranks")
        found = {s["entry"]: (int(float(s["value"])), int(s["place"])) for s in _only(told)}
        sums, places = wanted[report]["printed_rank_sums"], wanted[report]["printed_group_ranking"]
        assert [found[wine] for wine in sorted(found)] == list(zip(sums, places, strict=True))
