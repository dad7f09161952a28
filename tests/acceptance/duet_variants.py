"""Invented contests of pairs in the published vocabulary, each from a seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from duet_reference import Contest

METHODS = (
    "mean_per_trial_then_sum",
    "trimmed_per_trial_then_sum",
    "median_per_trial_then_sum",
    "sum_of_sheets",
    "mean_place",
)
STYLES = ("competition", "dense", "range")
AWARDS = (
    None,
    {"winner": [1, 2], "prize": [3]},
    {"winner": [1], "prize": [2]},
    {"winner": [1], "prize": [2, 4]},
    {"winner": [1], "prize": [2, 3, 4, 5]},
)
BEYOND = (-30, 0, 20, 21, 95)
FILED = datetime(2024, 5, 17, 8, tzinfo=UTC)


def variant(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Input and common data; every method and style comes in turn."""
    chance = Random(seed)
    trials = [_trial(chance, n + 1) for n in range(chance.randint(2, 4))]
    pairs = [f"П{n + 1}" for n in range(chance.randint(3, 7))]
    judges = [f"Э{n + 1}" for n in range(chance.randint(3, 7))]
    rules = _rules(chance, seed, [t["id"] for t in trials])
    conflicts = _conflicts(chance, pairs, judges)
    given: dict[str, Any] = {
        "scenario": "s2_duet",
        "title": f"Дуэты {seed}",
        "dates": ["2024-05-16", "2024-05-15"],
        "trials": trials,
        "pairs": [
            {"id": p, "title": f"Пара {p}", "mentee": f"м{p}", "mentor": f"н{p}", "org": f"ш{p}"}
            for p in pairs
        ],
        "judges": [
            {"id": j, "role": "член жюри" if n else "председатель"} for n, j in enumerate(judges)
        ],
        "conflicts": conflicts,
        "rules": rules,
        "timekeeping": _times(chance, trials, pairs),
        "draw": {"order": chance.sample(pairs, len(pairs)), "rotation_step": chance.randint(1, 3)},
        "timetable_rule": {
            t["id"]: {
                "start": f"{9 + 3 * n}:30".zfill(5),
                "slot_minutes": chance.randint(5, 25),
                **({"together": True} if chance.random() < 0.3 else {}),
            }
            for n, t in enumerate(trials)
        },
        "sheets": _sheets(chance, trials, pairs, judges, conflicts),
    }
    given["chair_decisions"] = _decisions(chance, given)
    given["appeals"] = _appeals(chance, given)
    for rows in ("pairs", "judges", "conflicts", "timekeeping", "sheets", "appeals"):
        chance.shuffle(given[rows])
    return given, _common(chance, pairs, judges)


def _trial(chance: Random, number: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"T{number}", "title": f"Испытание {number}", "criteria": []}
    for n in range(chance.randint(1, 4)):
        criterion: dict[str, Any] = {"id": f"T{number}.{n + 1}", "max": chance.choice([3, 5, 10])}
        if chance.random() < 0.7:
            criterion["step"] = chance.choice([1, Decimal("0.5"), Decimal("0.25")])
        if chance.random() < 0.5:
            criterion["weight"] = chance.choice([2, Decimal("0.5"), Decimal("1.5")])
        made["criteria"].append(criterion)
    if chance.random() < 0.8:
        made["limit_minutes"] = chance.choice([5, 7, Decimal("2.5")])
    return made


def _rules(chance: Random, seed: int, trials: list[str]) -> dict[str, Any]:
    breakers = [*(f"{t}_mean" for t in trials), "mean_total", "penalty_asc"]
    rules: dict[str, Any] = {
        "official_method": METHODS[seed % len(METHODS)],
        "tie_break": [
            *chance.sample(breakers, chance.randint(0, 3)),
            *chance.sample(["chair_decision", "shared_place"], chance.randint(0, 2)),
        ],
        "place_style": STYLES[seed % len(STYLES)],
        "overtime": "словами: это пояснение, а не правило",
        "trim_min_sheets": chance.randint(3, 6),
        "overtime_in_places": chance.random() < 0.5,
        "overtime_rule": {
            "unit_seconds": chance.choice([30, 60, 45]),
            "count": chance.choice(["full", "started"]),
            "points": chance.choice([1, 2, Decimal("0.5")]),
            **({"grace_seconds": 20} if chance.random() < 0.4 else {}),
            **({"max_points": 3} if chance.random() < 0.4 else {}),
        },
    }
    awards = AWARDS[seed % len(AWARDS)]
    if awards is not None:
        rules["awards_rule"] = awards
    absent = {key for key in ("trim_min_sheets", "overtime_rule") if chance.random() < 0.2}
    return {key: value for key, value in rules.items() if key not in absent}


def _conflicts(chance: Random, pairs: list[str], judges: list[str]) -> list[dict[str, Any]]:
    """The first judge has none, so that every pair is judged in every trial."""
    all_of_them = [(j, p) for j in judges[1:] for p in pairs]
    return [
        {"judge": j, "pair": p, "reason": "родственник", **({"late": True} if n % 2 else {})}
        for n, (j, p) in enumerate(chance.sample(all_of_them, chance.randint(0, 3)))
    ]


def _sheets(
    chance: Random,
    trials: list[dict[str, Any]],
    pairs: list[str],
    judges: list[str],
    conflicts: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    late = {(c["judge"], c["pair"]): bool(c.get("late")) for c in conflicts}
    away = {j: chance.choice(trials)["id"] for j in judges[1:] if chance.random() < 0.25}
    twin = dict(zip(pairs[1:], pairs, strict=False)) if chance.random() < 0.8 else {}
    twin = {pair: twin[pair] for pair in list(twin)[: chance.randint(0, 3)]}
    marks: dict[tuple[str, str, str], dict[str, Any]] = {}
    found = []
    for trial in trials:
        for pair in pairs:
            for judge in judges:
                same = marks.get((trial["id"], twin.get(pair, ""), judge))
                points = dict(same) if same else _points(chance, trial)
                marks[trial["id"], pair, judge] = points
                if late.get((judge, pair)) is False or away.get(judge) == trial["id"]:
                    continue
                row = {"trial": trial["id"], "pair": pair, "judge": judge, "points": points}
                if (judge, pair) in late:
                    row["status"] = "annulled"
                elif judge != judges[0] and chance.random() < 0.04:
                    row["points"] = {**points, trial["criteria"][0]["id"]: None}
                if judge == judges[0] or chance.random() > 0.04 or (judge, pair) in late:
                    found.append(row)
    return found


def _points(chance: Random, trial: dict[str, Any]) -> dict[str, Any]:
    points = {}
    for c in trial["criteria"]:
        step = Decimal(c.get("step", 1))
        steps = int(c["max"] / step)
        points[c["id"]] = step * chance.randint(steps // 2, steps)
    return points


def _times(chance: Random, trials: list[dict[str, Any]], pairs: list[str]) -> list[dict[str, Any]]:
    found = []
    for trial in trials:
        limit = int(Decimal(trial.get("limit_minutes", 5)) * 60)
        found += [
            {
                "trial": trial["id"],
                "pair": p,
                "seconds": limit + chance.choice([-30, 0, 20, 21, 95]),
            }
            for p in pairs
            if chance.random() < 0.4
        ]
    return found


def _decisions(chance: Random, given: dict[str, Any]) -> list[dict[str, Any]]:
    """About the ties there are, about some only; and one about pairs that are not equal."""
    found = []
    for tie in Contest(given).official()["ties"]:
        if tie["resolved_by"] == "chair_decision_needed" and chance.random() < 0.7:
            kind = chance.choice(["order", "shared_place"])
            named = chance.sample(tie["pairs"], len(tie["pairs"]))
            found.append({"pairs": named, "kind": kind, "text": "Протокол № 2"})
    return found


def _appeals(chance: Random, given: dict[str, Any]) -> list[dict[str, Any]]:
    """Slips of the pen and of the stopwatch, and a disagreement."""
    whole = [s for s in given["sheets"] if s.get("status") != "annulled"]
    whole = [s for s in whole if None not in s["points"].values()]
    found: list[dict[str, Any]] = []
    for sheet in chance.sample(whole, 2):
        criterion = sorted(sheet["points"])[0]
        entered = sheet["points"][criterion]
        if entered:
            found.append(
                {
                    **{key: sheet[key] for key in ("trial", "pair", "judge")},
                    "criterion": criterion,
                    "kind": "mark",
                    "entered": entered,
                    "paper_sheet": Decimal(0),
                    "decision": "удовлетворить",
                }
            )
    limited = {t["id"] for t in given["trials"] if "limit_minutes" in t}
    timed = [w for w in given["timekeeping"] if w["trial"] in limited]
    found += [
        {
            **{key: watch[key] for key in ("trial", "pair")},
            "kind": "time",
            "seconds": watch["seconds"] + 77,
            "decision": "удовлетворить",
        }
        for watch in timed[:1]
    ]
    pair = given["pairs"][0]["id"]
    found.append({"pair": pair, "decision": "отклонить: несогласие с баллами"})
    filed = {n: (FILED + timedelta(hours=n)).isoformat() for n in range(1, 9)}
    return [
        {"no": n, "filed": filed[n], "ground": "Апелляция", **row}
        for n, row in enumerate(found, start=1)
    ]


def _common(chance: Random, pairs: list[str], judges: list[str]) -> dict[str, Any]:
    schools = [f"ш{pair}" for pair in pairs] + ["управление"]
    people = {f"{letter}{pair}": f"ш{pair}" for pair in pairs for letter in "мн"}
    people |= {judge: chance.choice(schools) for judge in judges}
    return {
        "orgs": [{"id": s, "short": f"Школа {s}"} for s in schools],
        "persons": [
            {"id": key, "last": f"Выдумкин{n}", "first": "Олег", "org": school, "gender": "m"}
            for n, (key, school) in enumerate(people.items())
        ],
        "mentoring": [{"mentor": f"н{pair}", "mentee": f"м{pair}"} for pair in pairs],
        "timezone": "Asia/Yakutsk",
    }
