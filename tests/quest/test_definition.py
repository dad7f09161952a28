"""The file of a quest, what is said of its mistakes; answers of nine kinds; doors."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from eventkit.web.plain_data import written
from eventkit_quest.engine import (
    DefinitionError,
    Opening,
    Quest,
    StationDefinition,
    check,
    open_stations,
    verdict,
)

OPTIONS = [{"id": f"o{n}", "text": text} for n, text in enumerate("абв", start=1)]
PARTNERS = [{"id": f"p{n}", "text": text} for n, text in enumerate("1234", start=1)]
PAIRS = [["o1", "p2"], ["o2", "p4"], ["o3", "p1"]]
ANSWERS = {
    "word": {"accepted": ["Лицей №5", "пятый"]},
    "number": {"value": "-3.14", "tolerance": "0.01"},
    "choice": {"options": OPTIONS, "right": ["o2"]},
    "choices": {"options": OPTIONS, "right": ["o3", "o1"]},
    "order": {"options": OPTIONS, "right": ["o2", "o1", "o3"]},
    "match": {"options": OPTIONS, "partners": PARTNERS, "pairs": PAIRS},
    "qr": {"accepted": ["звонок-7"]},
    "text": {},
    "photo": {},
}


def answer(kind, ident="a1"):
    return {"id": ident, "kind": kind} | ANSWERS[kind]


def station(*kinds, **more):
    answers = [answer(kind, f"a{n}") for n, kind in enumerate(kinds, start=1)]
    return {"code": "S1", "title": "Актовый зал", "answers": answers} | more


def document(*stations, **more):
    game = {"format": "eventkit-quest", "version": 1, "title": "Пропавший звонок"}
    return game | {"stations": list(stations)} | more


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "waits"),
    [
        ("word", ["лицей n5", " ПЯТЫЙ! "], ["шестой", "", " "], []),
        ("number", ["-3,14", "−3.15", "-3.130"], ["3.14", "-3.151", "1/3", "1e9"], []),
        ("choice", ["o2"], ["o1", "o2,o1"], []),
        ("choices", ["o1,o3", "o3, o1"], ["o1", "o1,o2,o3", "o1,o3,o3"], []),
        ("order", ["o2,o1,o3"], ["o1,o2,o3", "o2,o1"], []),
        ("match", ["o1=p2,o2=p4,o3=p1"], ["o1=p2,o2=p4", "o1=p1,o2=p4,o3=p2"], []),
        ("qr", ["ЗВОНОК 7"], ["звонок 8"], []),
        ("text", [], [""], ["всё, что угодно"]),
        ("photo", [], [""], ["15"]),
    ],
)
def test_each_kind_of_answer_knows_right_from_wrong(kind, right, wrong, waits):
    one = StationDefinition.from_dict(station(kind))
    for said, texts in (("right", right), ("wrong", wrong), ("waits", waits)):
        assert {text: verdict(one, text) for text in texts} == dict.fromkeys(texts, said)


def test_several_answers_are_right_together():
    one = StationDefinition.from_dict(station("word", "choice", "text"))
    full = {"a1": "пятый", "a2": "o2", "a3": "потому что"}
    assert check(one, json.dumps(full)) == {"a1": "right", "a2": "right", "a3": "waits"}
    assert verdict(one, json.dumps(full)) == "waits"
    assert verdict(one, json.dumps(full | {"a2": "o1"})) == "wrong"
    assert check(one, json.dumps({"a1": "пятый", "a2": 7}))["a2"] == "wrong"
    for broken in ("пятый", "[1]", "[" * 3000):
        assert set(check(one, broken).values()) == {"wrong"}
    assert verdict(StationDefinition("S9"), "слово") == "wrong"


def test_a_document_is_read_back_as_it_was_written():
    hints = [{"text": "Посмотрите на часы", "price": "0.5"}, {"text": "12", "price": None}]
    opens = {"after": ["S1"], "needed": 1, "after_minutes": 5, "at_score": "2.5"}
    mark = [{"code": "К1", "title": "Артистизм", "maximum": "5", "step": "0.5"}]
    quest = Quest.from_dict(
        document(
            station(*ANSWERS, hints=hints, charge="if_solved", attempts=3, minutes=7, x=0.25),
            station(code="S2", kind="judged", criteria=mark, opens=opens, is_goal=True),
            way="routes",
            rules={"hint_cost": ["1", "1.5"]},
            map={"picture": "plan.png", "width": 800, "height": 600, "alt": "План"},
            pictures={"plan.png": "data:image/png;base64,AA=="},
        )
    )
    assert Quest.from_dict(json.loads(json.dumps(quest.to_dict()))) == quest
    first, second = quest.stations
    assert [first.hint_price(n, quest.rules) for n in (1, 2, 3)] == [
        Fraction("0.5"),
        Fraction("1.5"),
        Fraction("1.5"),
    ]
    assert (first.limits.attempts, first.limits.minutes, first.x) == (3, 7, 0.25)
    assert (second.most, second.opens.needed, second.is_goal) == (5, 1, True)


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        ([], "format", "format"),
        (document() | {"version": 9}, "version", "version"),
        (document(title=" "), "title", "missing"),
        (document(rules={"hint_cost": ["даром"]}), "rules.hint_cost", "rules"),
        (document(7), "stations[0]", "object"),
        (document(stations={}), "stations", "list"),
        (document(station(), station()), "stations[1].code", "repeated"),
        (document(station(kind="танец")), "stations[0].kind", "choice"),
        (document(station(maximum="много")), "stations[0].maximum", "number"),
        (document(station(maximum="-1")), "stations[0].maximum", "range"),
        (document(station(maximum=True)), "stations[0].maximum", "number"),
        (document(station(x=1.5)), "stations[0].x", "range"),
        (document(station(attempts="1.5")), "stations[0].attempts", "whole"),
        (document(station(link="javascript:alert(1)")), "stations[0].link", "choice"),
        (document(station(is_goal="да")), "stations[0].is_goal", "flag"),
        (
            document(station(opens={"after": ["S7"]})),
            "stations[0].opens.after[0]",
            "unknown",
        ),
        (document(station(opens={"after": ["S1"]})), "stations[0].opens.after[0]", "own"),
        (
            document(station(answers=[answer("choice") | {"right": ["o9"]}])),
            "stations[0].answers[0].right[0]",
            "unknown",
        ),
        (
            document(station(answers=[answer("number") | {"value": None}])),
            "stations[0].answers[0].value",
            "no_right",
        ),
        (
            document(station(answers=[answer("match") | {"pairs": PAIRS[:2]}])),
            "stations[0].answers[0].pairs",
            "no_right",
        ),
        (
            document(station(answers=[answer("word"), answer("word")])),
            "stations[0].answers[1]",
            "repeated",
        ),
        (document(map={"picture": "x.png"}), "map.picture", "unknown"),
        (document(pictures={"x": "http://там"}), "pictures.x", "picture"),
    ],
)
def test_each_mistake_of_a_file_is_named_with_its_place(data, path, kind):
    with pytest.raises(DefinitionError) as refused:
        Quest.from_dict(data)
    assert [(p.path, p.kind) for p in refused.value.problems] == [(path, kind)]
    assert str(refused.value).startswith(f"{path}: ")


def test_all_mistakes_are_named_at_once():
    with pytest.raises(DefinitionError) as refused:
        Quest.from_dict(document(station(maximum="x"), station(code="", bonus="y"), title=""))
    assert [p.path for p in refused.value.problems] == [
        "title",
        "stations[0].maximum",
        "stations[1].code",
        "stations[1].bonus",
    ]


def quest_of(*openings, way="free"):
    stations = [
        StationDefinition(f"S{n}", opens=opening) for n, opening in enumerate(openings, start=1)
    ]
    return Quest(way=way, stations=tuple(stations))


def test_stations_open_after_all_or_some_of_others_by_time_and_by_points():
    quest = quest_of(
        Opening(),
        Opening(),
        Opening(after=("S1", "S2")),
        Opening(after=("S1", "S2", "S3"), needed=2),
        Opening(after_minutes=10),
        Opening(after=("S1",), at_score=Fraction(5)),
    )
    steps = [
        (set(), 0, 0, {"S1", "S2"}),
        ({"S1"}, 9.9, 4, {"S1", "S2"}),
        ({"S1"}, 10, 5, {"S1", "S2", "S5", "S6"}),
        ({"S1", "S2"}, 0, 0, {"S1", "S2", "S3", "S4"}),
        ({"S4"}, 0, 0, {"S1", "S2", "S4"}),
    ]
    for solved, minutes, points, opened in steps:
        assert open_stations(quest, solved, minutes, Fraction(points)) == opened


def test_by_a_route_only_the_next_station_is_open():
    quest = quest_of(Opening(), Opening(), Opening(after=("S1", "S2")), way="routes")
    route = ["S2", "S1"]
    opened = [
        open_stations(quest, set(solved), 0, Fraction(0), route)
        for solved in ([], ["S2"], ["S1", "S2"])
    ]
    assert opened == [{"S2"}, {"S1", "S2"}, {"S1", "S2", "S3"}]
    assert open_stations(replace(quest, way="free"), set(), 0, Fraction(0), route) == {"S1", "S2"}


@pytest.mark.parametrize(
    ("number", "text"),
    [("7", "7"), ("-1/2", "-0.5"), ("1/80", "0.0125"), ("1/3", "1/3"), ("1200", "1200")],
)
def test_numbers_are_written_as_people_write_them(number, text):
    assert written(Fraction(number)) == text
