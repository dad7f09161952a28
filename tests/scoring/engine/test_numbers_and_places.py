"""Numbers as they are shown, and the three ways to write places."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventkit.scoring.engine import shown, shown_root
from eventkit.scoring.engine.places import places


def test_rounding_of_the_vectors(vectors: Any) -> None:
    for case in vectors["rounding_half_up"]:
        wanted = case["shown"].replace(",", ".")
        assert shown(Fraction(case["value"]), case["digits"]) == wanted, case


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("0", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("0.994", 2, "0.99"),
        ("0.995", 2, "1.00"),
        ("12", 0, "12"),
        ("-1/3", 3, "-0.333"),
    ],
)
def test_half_goes_away_from_zero(value: str, digits: int, text: str) -> None:
    assert shown(Fraction(value), digits) == text


@given(st.fractions(max_denominator=10_000).map(lambda f: f % 1000), st.integers(0, 6))
def test_a_shown_number_is_the_nearest_one(value: Fraction, digits: int) -> None:
    assert abs(Fraction(shown(value, digits)) - value) <= Fraction(1, 2 * 10**digits)


@given(st.fractions(min_value=0, max_value=10_000, max_denominator=1000), st.integers(0, 4))
def test_a_root_is_rounded_exactly(square: Fraction, digits: int) -> None:
    with localcontext() as context:
        context.prec = 60
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        wanted = root.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert shown_root(square, digits) == str(wanted)


def test_a_root_that_is_exactly_half_a_digit_goes_up() -> None:
    assert shown_root(Fraction("0.125") ** 2, 2) == "0.13"
    assert shown_root(Fraction("0.125") ** 2 - Fraction(1, 10**30), 2) == "0.12"


def test_places_of_the_vectors(vectors: Any) -> None:
    for case in vectors["places"]:
        scores = case["scores"]
        distinct = sorted(set(scores), key=Fraction, reverse=True)
        found = [
            place
            for place, score in zip(places(map(scores.count, distinct)), distinct, strict=True)
            for _ in range(scores.count(score))
        ]
        assert [p.number("competition") for p in found] == case["competition"]
        assert [p.number("dense") for p in found] == case["dense"]
        assert [p.text("range") for p in found] == case["range"]


def test_a_moved_range_moves_both_ends() -> None:
    first, second = places([2, 1])
    assert first.moved(1).text("range") == "2–3"
    assert first.moved(1).number("range") == 2
    assert second.moved(1).text("dense") == "3"
    assert second.moved(1).text("competition") == "4"
