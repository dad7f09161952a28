"""The arithmetic of a quest: answers, stations, tables, and that order and echoes do not matter."""

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit_quest.engine import (
    Answer,
    EventError,
    QuestRules,
    QuestRulesError,
    StationDefinition,
    is_right,
    read_event,
    table_of,
    team_result,
)

SCENARIOS = Path(__file__).parent.parent / "data" / "scenarios"
VECTORS = json.loads((SCENARIOS / "vectors.json").read_text("utf-8"))["quest_answer_match"]
WORD = StationDefinition(
    "С", kind="code", maximum=Fraction(10), answers=(Answer("a1", accepted=("ключ",)),)
)
MARK = StationDefinition("М", kind="judged", maximum=Fraction(10))
PRICES = {"hint_cost": [1, 2], "free_wrong_answers": 1, "wrong_answer_cost": "0.5"}


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["typed"])
def test_answers_are_compared_as_the_table_says(case):
    assert is_right(case["typed"], [case["expected"]]) is case["ok"]


@pytest.mark.parametrize(
    ("typed", "accepted", "right"),
    [
        ("", ["№"], False),
        ("...", ["ключ"], False),
        ("лицей no 5", ["Лицей №5", "пятый"], True),
        ("ПЯТЫЙ", ["Лицей №5", "пятый"], True),
        # a letter «n» with no number behind it is a letter
        ("nora", ["ora"], False),
        ("№", ["n"], False),
    ],
)
def test_several_words_are_accepted_and_nothing_is_no_answer(typed, accepted, right):
    assert is_right(typed, accepted) is right


def happened(number, kind, minute=0, **more):
    stamp = f"2026-03-01T{9 + minute // 60:02}:{minute % 60:02}:00+09:00"
    return read_event({"id": f"т-{number}", "team": "К", "type": kind, "ts": stamp} | more)


def count(events, rules=PRICES, stations=(WORD,)):
    return team_result("К", stations, events, QuestRules.from_dict(rules))


def answers(*typed):
    return [
        happened(n, "answer", n, station="С", text=text) for n, text in enumerate(typed, start=1)
    ]


def test_wrong_answers_are_free_then_paid_and_end_with_the_right_one():
    said = count(answers("раз", "два", "три", "ключ", "четыре", "ключ"))
    assert (said.total, said.wrong) == (Fraction(9), 3)
    assert [(line.what, line.points) for line in said.stations["С"].lines] == [
        ("wrong_free", 0),
        ("wrong_paid", Fraction(-1, 2)),
        ("wrong_paid", Fraction(-1, 2)),
        ("solved", 10),
        ("wrong_late", 0),
    ]


def test_an_unsolved_word_gives_nothing_and_takes_nothing_below_the_floor():
    hint = happened(9, "hint", 9, station="С", level=2)
    said = count([*answers("раз", "два"), hint])
    assert (said.total, said.hints, said.wrong) == (0, 1, 2)
    assert count([hint], PRICES | {"station_floor": 3}).total == 3


def test_of_marks_the_highest_revision_counts_whenever_it_came():
    first = happened(1, "judge_score", 50, station="М", score=7, revision=1)
    corrected = happened(2, "judge_score", 40, station="М", score="9.5", revision=2)
    said = count([first, corrected], stations=(MARK,))
    assert said.total == Fraction(19, 2)
    assert [line.what for line in said.stations["М"].lines] == ["mark", "replaced"]


@pytest.mark.parametrize(
    ("minutes", "counted", "penalty", "started", "out"),
    [
        (90, "started", 0, 0, None),
        (91, "started", 2, 1, None),
        (100, "full", 20, 10, None),
        (105, "started", 30, 15, None),
        (106, "started", 0, 16, "over_limit"),
    ],
)
def test_time_over_costs_points_until_it_takes_one_out_of_the_competition(
    minutes, counted, penalty, started, out
):
    rules = {
        "control_time_minutes": 90,
        "overtime_limit_minutes": 15,
        "overtime_points": 2,
        "overtime_count": counted,
    }
    said = count([happened(1, "start"), happened(2, "finish", minutes)], rules)
    assert (said.overtime_penalty, said.overtime_minutes) == (penalty, started)
    assert (said.out_reason, said.total) == (out, -penalty)


def test_a_started_minute_is_paid_and_a_full_one_is_waited_for():
    start = happened(1, "start")
    late = read_event({"id": "т-2", "team": "К", "type": "finish", "ts": "2026-03-01T01:31:01Z"})
    rules = {"control_time_minutes": 90}
    assert count([start, late], rules).overtime_penalty == 2
    assert count([start, late], rules | {"overtime_count": "full"}).overtime_penalty == 1


def test_without_a_finish_a_team_is_listed_and_not_placed():
    said = count([happened(0, "start"), *answers("ключ")], {"control_time_minutes": 1})
    assert (said.out_reason, said.seconds, said.total) == ("unfinished", None, 10)


@pytest.mark.parametrize(
    "change",
    [
        {"ts": "2026-03-01T09:00:00"},
        {"ts": None},
        {"type": "танец"},
        {"id": ""},
        {"id": "1" * 101},
        {"type": "hint", "station": "С", "level": 0},
        {"type": "hint", "level": 1},
        {"type": "judge_score", "station": "М", "score": "1e999999999"},
        {"type": "judge_score", "station": "М", "score": -1},
        {"type": "answer", "station": "С", "text": "ы" * 4001},
    ],
)
def test_an_event_that_says_something_impossible_is_refused(change):
    fair = {"id": "1", "team": "К", "type": "start", "ts": "2026-03-01T09:00:00Z"}
    read_event(fair)
    with pytest.raises(EventError):
        read_event(fair | change)


@pytest.mark.parametrize(
    "rules",
    [
        {"hint_cost": "даром"},
        {"hint_cost": [-1]},
        {"free_wrong_answers": "0.5"},
        {"overtime_count": "half"},
        {"place_style": "best"},
        {"tie_break": ["beauty"]},
    ],
)
def test_rules_that_nobody_can_count_are_refused(rules):
    with pytest.raises(QuestRulesError):
        QuestRules.from_dict(rules)


def test_rules_are_read_back_as_they_were():
    rules = QuestRules.from_dict(
        PRICES | {"tie_break": ["station:S8:desc", "shared_place"], "overtime_limit_minutes": "7.5"}
    )
    assert QuestRules.from_dict(json.loads(json.dumps(rules.to_dict()))) == rules


def scenario(name):
    data = json.loads((SCENARIOS / name / "s3_quest.input.json").read_text("utf-8"))
    stations = [
        StationDefinition(
            s["id"],
            kind=s["kind"],
            maximum=Fraction(str(s["max"])),
            answers=(Answer("a1", accepted=(s["code"],)),) if "code" in s else (),
            per_question=Fraction(str(s.get("points_per_question", 1))),
        )
        for s in data["stations"]
    ]
    teams = [team["id"] for team in data["teams"]]
    events = [read_event(e) for e in data["events"]]
    return teams, stations, events, QuestRules.from_dict(data["rules"])


@pytest.fixture(scope="module", params=["a", "b"])
def quest(request):
    teams, stations, events, rules = scenario(request.param)
    return teams, stations, events, rules, table_of(teams, stations, events, rules)


@settings(max_examples=15)
@given(seed=st.integers(), echoes=st.integers(0, 60))
def test_any_order_and_repetition_of_events_gives_the_same_table(quest, seed, echoes):
    teams, stations, events, rules, table = quest
    chance = random.Random(seed)
    came = [*events, *chance.sample(events, echoes)]
    chance.shuffle(came)
    again = table_of(chance.sample(teams, len(teams)), stations, came, rules)
    assert (again.rows, again.ties, again.unique) == (table.rows, table.ties, table.unique)
    assert again.received == len(came)


def test_the_log_of_each_station_adds_up_to_its_points(quest):
    *_facts, rules, table = quest
    for row in table.rows:
        for station in row.result.stations.values():
            added = sum((line.points for line in station.lines), Fraction(0))
            assert station.points == max(rules.station_floor, added)


def test_the_first_start_and_finish_count_and_of_two_contents_under_one_id_the_earlier():
    events = [
        happened(1, "start", 2),
        happened(2, "start", 1),
        happened(3, "finish", 31),
        happened(4, "finish", 40),
        happened(5, "answer", 20, station="С", text="ключ"),
        happened(5, "answer", 10, station="С", text="замок"),
    ]
    for came in (events, events[::-1]):
        said = count(came)
        assert (said.seconds, said.total, said.wrong) == (1800, 0, 1)


def test_teams_outside_the_competition_stand_last_by_points_then_by_code():
    answer = {"type": "answer", "station": "С", "text": "ключ", "ts": "2026-03-01T09:00:00Z"}
    events = [read_event(answer | {"id": team, "team": team}) for team in ("К10", "К9")]
    table = table_of(["К10", "К3", "К9"], [WORD], events, QuestRules())
    assert [(row.result.team, row.place) for row in table.rows] == [
        ("К9", None),
        ("К10", None),
        ("К3", None),
    ]


def limited(**more):
    known = {"code": "С", "title": "Слово", "maximum": "10"}
    known["answers"] = [{"id": "a1", "accepted": ["ключ"]}]
    return StationDefinition.from_dict(known | more)


def hint(minute=1, level=1):
    return happened(90 + minute, "hint", minute, station="С", level=level)


@pytest.mark.parametrize(
    ("station", "events", "points", "told"),
    [
        # two attempts were bought, the third does not count though it is right
        (
            {"attempts": 2},
            answers("раз", "два", "ключ"),
            0,
            ["wrong_free", "wrong_paid", "over_attempts"],
        ),
        # two minutes of silence after a wrong answer: the word at minute 2 came too early
        (
            {"lock_out_seconds": 120},
            answers("раз", "ключ", "ключ"),
            10,
            ["wrong_free", "locked_out", "solved"],
        ),
        # opened at minute 0, five minutes for it
        (
            {"minutes": 5},
            [happened(80, "opened", 0, station="С"), *answers("ключ")],
            10,
            ["solved"],
        ),
        (
            {"minutes": 5},
            [
                happened(80, "opened", 0, station="С"),
                happened(81, "answer", 6, station="С", text="ключ"),
            ],
            0,
            ["out_of_time"],
        ),
        ({"bonus": "3"}, answers("ключ"), 13, ["solved", "bonus"]),
        ({"bonus": "3"}, answers("раз", "ключ"), 10, ["wrong_free", "solved"]),
        ({"bonus": "3"}, [hint(0), *answers("ключ")], 9, ["hint", "solved"]),
        # a price of its own; and a hint that did not help is not paid
        ({"hints": [{"text": "?", "price": "2.5"}]}, [hint(0), *answers("ключ")], "7.5", None),
        ({"charge": "if_solved"}, [hint(0), *answers("ключ")], 9, None),
        ({"charge": "if_solved"}, [hint(0), *answers("раз")], 0, ["hint", "wrong_free"]),
        ({"answers": [{"id": "a1", "kind": "text"}]}, answers("рассказ"), 0, ["waits"]),
    ],
)
def test_limits_bonuses_and_hints_of_a_station(station, events, points, told):
    rules = PRICES | {"station_floor": 0}
    said = count(events, rules, [limited(**station)]).stations["С"]
    assert said.points == Fraction(points)
    if told:
        assert [line.what for line in said.lines] == told
    assert said.is_waiting == (told == ["waits"])


def test_a_sent_quiz_counts_its_right_answers_once():
    two = [{"id": "a1", "accepted": ["раз"]}, {"id": "a2", "kind": "number", "value": 2}]
    quiz = limited(kind="quiz", answers=two, per_question="2", bonus="1")
    half = happened(1, "answer", 1, station="С", text='{"a1": "раз", "a2": "3"}')
    full = happened(2, "answer", 2, station="С", text='{"a1": "раз", "a2": "2,0"}')
    assert count([half, full], stations=[quiz]).total == 2
    assert count([full], stations=[quiz]).total == 5
    corrected = happened(3, "quiz_result", 9, station="С", correct=1)
    assert count([full, corrected], stations=[quiz]).total == 2
