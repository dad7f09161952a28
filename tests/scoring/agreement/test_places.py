"""Intervals of places and the works that they do not tell apart."""

from __future__ import annotations

import pytest

from eventkit.scoring.agreement.places import place_span, undistinguished


@pytest.mark.parametrize(
    ("places", "span"),
    [
        ({"1": 1.0}, (1, 1)),
        ({}, None),
        # 4 % below place 2 and 3 % above place 3: both lie in the tails of 5 %.
        ({"1": 0.04, "2": 0.5, "3": 0.43, "4": 0.03}, (2, 3)),
        # Exactly 5 % is still the tail; a little more is not.
        ({"1": 0.05, "2": 0.9, "3": 0.05}, (2, 2)),
        ({"1": 0.06, "2": 0.88, "3": 0.06}, (1, 3)),
        # Places are numbers, not words: 10 comes after 9.
        ({"10": 0.5, "9": 0.5}, (9, 10)),
    ],
)
def test_an_interval_leaves_a_tail_on_each_side(places, span):
    assert place_span(places) == span


def test_a_wider_share_leaves_smaller_tails():
    assert place_span({"1": 0.04, "2": 0.96}, share=0.95) == (1, 2)


def test_intervals_that_share_a_place_are_one_group():
    spans = {"a": (1, 2), "b": (1, 3), "c": (2, 4), "d": (4, 5), "e": (6, 6)}
    # a, b, c may all be second; c and d may both be fourth; b and d share no place.
    assert undistinguished(spans) == [("a", "b", "c"), ("c", "d")]


def test_firm_places_leave_nobody_undistinguished():
    assert undistinguished({"a": (1, 1), "b": (2, 2)}) == []
    assert undistinguished({}) == []


def test_one_group_inside_another_is_not_told_twice():
    assert undistinguished({"a": (1, 9), "b": (2, 3), "c": (5, 6)}) == [("a", "b"), ("a", "c")]
    assert undistinguished({"a": (1, 3), "b": (1, 2), "c": (1, 3)}) == [("a", "b", "c")]
