"""Steps onto the wall: large enough, chosen by chance, and none while one would tell too much."""

from __future__ import annotations

from collections import Counter
from random import Random

from eventkit.questionnaires.engine.live import is_due, next_step, until_due, walls

TEN = [f"r{number}" for number in range(10)]
ALL = frozenset(TEN)
CHANCE = Random(7)


def test_a_step_is_looked_for_after_each_small_group_of_answers():
    assert [number for number in range(23) if is_due(number, 5)] == [10, 15, 20]
    assert [until_due(number, 5) for number in (0, 5, 9, 10, 12, 15)] == [10, 5, 1, 5, 3, 5]


def test_a_step_and_what_it_leaves_are_at_least_a_small_group():
    step = next_step(TEN, {"": ALL}, 5, CHANCE)
    assert step is not None
    assert len(step) == 5
    assert step < ALL
    assert next_step(TEN[:9], {"": ALL}, 5, CHANCE) is None
    # all who have come before the wall is switched on but the last five
    many = [f"r{number}" for number in range(30)]
    assert len(next_step(many, {"": frozenset(many)}, 5, CHANCE) or ()) == 25


def test_one_who_left_something_out_holds_the_step_until_it_tells_nothing_of_one():
    assert next_step(TEN, {"": ALL, "A": ALL - {"r3"}}, 5, CHANCE) is None
    fifteen = [f"r{number}" for number in range(15)]
    having = frozenset(fifteen) - {"r3"}
    for _once in range(50):
        step = next_step(fifteen, {"": frozenset(fifteen), "A": having}, 5, CHANCE)
        assert step is not None
        assert min(len(step), 15 - len(step), len(step & having), len(having - step)) >= 5
    # what three were asked stays off the wall with them
    few = frozenset(fifteen[:3])
    step = next_step(fifteen, {"": frozenset(fifteen), "B": few}, 5, CHANCE)
    assert step is not None
    assert not step & few


def test_a_step_says_nothing_of_the_order_in_which_its_people_came():
    came = Counter(one for _once in range(2000) for one in next_step(TEN, {"": ALL}, 5, CHANCE))
    # a thousand times each, and 22 times more or less; six times that is once in 500 million
    assert all(abs(times - 1000) < 6 * 22.4 for times in came.values())


def test_who_took_the_answers_back_stays_in_the_sums_that_were_shown():
    steps = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}
    whole = frozenset("abcdef")
    known = [{one for _wave, one in fact} for fact in walls("w", steps, whole, 3, has_lost=False)]
    assert known == [set("ab"), set("abcde")]
    lost = [len(fact) for fact in walls("w", steps, whole, 3, has_lost=True)]
    assert lost == [3, 7]
