"""The clock of a team: pauses and given time, worked out by hand and for any order of events."""

import random
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit_quest.engine import QuestRules, StationDefinition, read_event, team_result
from eventkit_quest.engine.doubts import doubts_of

BEGIN = datetime.fromisoformat("2026-03-01T09:00:00+09:00")
RULES = QuestRules.from_dict({"control_time_minutes": 30, "overtime_points": 1})
WORD = {"code": "С", "title": "Слово", "kind": "code", "maximum": "10", "task": "слово " * 200}
WORD["answers"] = [{"id": "a1", "kind": "word", "accepted": ["ключ"]}]
TEXT = {"code": "Т", "title": "Текст", "kind": "code", "maximum": "5"}
TEXT["answers"] = [{"id": "a1", "kind": "text"}]
STATIONS = [StationDefinition.from_dict(WORD), StationDefinition.from_dict(TEXT)]


def said(kind, minute, **more):
    at = BEGIN + timedelta(minutes=minute)
    number = more.pop("id", f"{kind}-{minute}")
    return read_event(
        {"id": number, "team": "К", "type": kind, "ts": at.isoformat(), "device": "d"} | more
    )


def count(*events):
    return team_result("К", STATIONS, events, RULES)


@pytest.mark.parametrize(
    ("between", "minutes"),
    [
        ([], 40),
        ([said("pause", 10), said("resume", 15)], 35),
        # a pause that began before the start and one that ends after the finish
        ([said("pause", -5), said("resume", 4), said("pause", 38), said("resume", 50)], 34),
        # nobody went on, and two people pressed at once
        ([said("pause", 30), said("pause", 31)], 30),
        ([said("pause", 10), said("resume", 15), said("extra_time", 20, minutes=3)], 32),
        ([said("extra_time", 20, minutes=90)], 0),
        ([said("pause", 10), said("resume", 15), said("struck", 16, event="pause-10")], 40),
    ],
)
def test_pauses_and_given_time_are_taken_off(between, minutes):
    result = count(said("start", 0), *between, said("finish", 40))
    assert result.seconds == minutes * 60
    assert result.overtime_penalty == max(0, minutes - 30)


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    presses=st.lists(st.integers(-20, 80), max_size=8, unique=True),
    minutes=st.integers(0, 9),
)
def test_time_played_and_time_stood_still_make_up_the_whole(seed, presses, minutes):
    kinds = ["pause", "resume"] * 4
    words = [said(kind, at) for kind, at in zip(kinds, sorted(presses), strict=False)]
    events = [said("start", 0), said("finish", 40), *words]
    stood = sum(
        any(
            a <= minute < b
            for a, b in zip(sorted(presses)[::2], [*sorted(presses)[1::2], 99], strict=False)
        )
        for minute in range(40)
    )
    more = [said("extra_time", 20, minutes=minutes)]
    shuffled = [*events, *events, *more]
    random.Random(seed).shuffle(shuffled)
    assert count(*events).seconds == (40 - stood) * 60
    assert count(*shuffled).seconds == max(0, 40 - stood - minutes) * 60


def test_a_persons_word_settles_what_waited_and_the_last_one_counts():
    sent = [said("start", 0), said("answer", 5, station="Т", text="эссе", id="о1")]
    assert count(*sent).stations["Т"].is_waiting
    yes = said("checked", 9, station="Т", answer="о1", right=True, revision=1)
    no = said("checked", 8, station="Т", answer="о1", right=False, revision=2)
    assert count(*sent, yes).stations["Т"].points == 5
    assert count(*sent, no, yes).stations["Т"].points == 0
    by_host = count(said("checked", 3, station="С", answer="", right=True)).stations["С"]
    assert (by_host.points, by_host.is_solved) == (10, True)


def test_what_was_struck_out_counts_no_more_and_stays_in_the_log():
    way = [said("start", 0), said("finish", 20), said("penalty", 9, points=4, reason="шум")]
    assert count(*way).total == -4
    mended = count(*way, said("struck", 30, event="penalty-9", reason="не они"))
    assert (mended.total, [line.what for line in mended.lines][-1]) == (0, "struck")
    out = count(*way, said("out", 10, reason="подсказал учитель"))
    assert (out.out_reason, out.total) == ("decided", -4)


def test_what_cannot_have_been_so_is_named_and_takes_nothing():
    # 200 words at 400 a minute take 30 s
    way = [
        said("start", 0),
        said("opened", 4, station="С", id="откр"),
        said("answer", 4.25, station="С", text="ключ", id="быстро"),
        said("hint", -1, station="Т", level=1, id="рано"),
        said("answer", 50, station="Т", text="поздно", id="поздно"),
        said("finish", 40),
    ]
    received = {"поздно": BEGIN + timedelta(minutes=41)}
    found = {(d.what, d.station): d for d in doubts_of(way, STATIONS, received)}
    assert set(found) == {
        ("fast", "С"),
        ("before_start", "Т"),
        ("after_finish", "Т"),
        ("ahead", ""),
    }
    assert (found["fast", "С"].seconds, found["fast", "С"].needed) == (15, 30)
    assert found["ahead", ""].seconds == 9 * 60
    assert count(*way).stations["С"].points == Fraction(10)
    slow = [said("opened", 4, station="С"), said("answer", 4.5, station="С", text="ключ")]
    assert doubts_of(slow, STATIONS, {}) == []
