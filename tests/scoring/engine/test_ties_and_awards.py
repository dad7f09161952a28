"""Equal works, the chair's decisions, thresholds, places without a winner, grand prix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventkit.scoring.engine import CalculationResult, Ruling, TieResult

Contest = Callable[..., CalculationResult]
CHAIR = ["chair_decision", "shared_place"]


def standing(result: CalculationResult) -> list[tuple[str, str | None, str]]:
    return [(e.entry, e.place_shown, e.status) for e in result.entries]


def ranks(result: CalculationResult) -> dict[str, int | None]:
    return {e.entry: e.rank_competition for e in result.entries}


def tie(result: CalculationResult) -> TieResult:
    (found,) = result.nominations[0].ties
    return found


# Sheets (K1, K2): both works total 100 and 110.
EQUAL = {"a": [(60, 40), (50, 60)], "b": [(50, 50), (50, 60)], "c": [(10, 10), (10, 10)]}


@pytest.mark.parametrize(
    ("breakers", "first", "resolved_by"),
    [
        (["K1_mean"], "a", "K1_mean"),
        (["K2_mean"], "b", "K2_mean"),
        (["lowest_sheet", "K2_mean"], "b", "K2_mean"),
        (["median_total", "lowest_sheet", "K1_mean"], "a", "K1_mean"),
    ],
)
def test_the_first_tie_breaker_that_separates_decides(
    contest: Contest, breakers: list[str], first: str, resolved_by: str
) -> None:
    result = contest(EQUAL, tie_break=breakers + CHAIR)
    assert result.entries[0].entry == first
    assert tie(result).resolved_by == resolved_by
    assert [step.breaker for step in tie(result).steps] == breakers
    assert not result.nominations[0].provisional


def test_lowest_sheet_and_median_of_totals(contest: Contest) -> None:
    table = {"a": [30, 40, 50], "b": [35, 35, 50], "c": [20, 45, 55]}
    assert ranks(contest(table, tie_break=["lowest_sheet"])) == {"b": 1, "a": 2, "c": 3}
    assert ranks(contest(table, tie_break=["median_total"])) == {"c": 1, "a": 2, "b": 3}


def test_tie_breakers_add_up(contest: Contest) -> None:
    # K1 separates x from the two others; K2 of x is the worst, but K1 came first
    table = {
        "x": [(50, 10, 40)],
        "y": [(40, 30, 30)],
        "z": [(40, 20, 40)],
    }
    result = contest(table, tie_break=["K1_mean", "K2_mean"])
    assert ranks(result) == {"x": 1, "y": 2, "z": 3}
    assert tie(result).resolved_by == "K2_mean"


def test_breakers_on_exact_values_not_on_shown_ones(contest: Contest) -> None:
    # 33.333… and 33.33 look alike with two digits
    table = {"a": [33, 33, 34], "b": ["33.33", "33.33", "33.33"]}
    result = contest(table)
    assert ranks(result) == {"a": 1, "b": 2}
    assert result.nominations[0].ties == ()


def test_the_chair_orders(contest: Contest) -> None:
    result = contest(EQUAL, tie_break=CHAIR, rulings=[Ruling("N", "order", ("b", "a"))])
    assert ranks(result) == {"b": 1, "a": 2, "c": 3}
    assert tie(result).resolved_by == "chair_decision"
    assert not any(e.provisional for e in result.entries)


@pytest.mark.parametrize("entries", [(), ("b", "a")])
def test_the_chair_lets_a_place_be_shared(contest: Contest, entries: tuple[str, ...]) -> None:
    result = contest(EQUAL, tie_break=CHAIR, rulings=[Ruling("N", "shared_place", entries)])
    assert standing(result) == [("a", "1", "winner"), ("b", "1", "winner"), ("c", "2", "prize")]
    assert tie(result).resolved_by == "shared_place"
    assert tie(result).open_groups == (("a", "b"),)
    assert not any(e.provisional for e in result.entries)


def test_without_a_decision_the_place_is_shared_provisionally(contest: Contest) -> None:
    result = contest(EQUAL, tie_break=["lowest_sheet", *CHAIR])
    assert tie(result).resolved_by == "chair_decision_needed"
    assert tie(result).affects_awards
    assert {e.entry: e.provisional for e in result.entries} == {"a": True, "b": True, "c": False}
    assert {e.entry: e.place for e in result.entries} == {"a": 1, "b": 1, "c": 2}
    assert result.nominations[0].provisional


def test_a_tie_far_below_awards_is_open_too_but_affects_none(contest: Contest) -> None:
    table = {"a": [90], "b": [80], "c": [70], "d": [60], "e": [50], "f": [50]}
    assert tie(contest(table)).resolved_by == "chair_decision_needed"
    assert not tie(contest(table)).affects_awards
    # the third and fourth share: one of them may lose the diploma
    assert tie(contest({"a": [90], "b": [80], "c": [70], "d": [70]})).affects_awards


THREE = {
    "x": [(50, 50)],
    "y": [(40, 60)],
    "z": [(40, 60)],
}


def test_what_tie_breakers_left_equal_waits_for_the_chair_alone(contest: Contest) -> None:
    result = contest(THREE, tie_break=["K1_mean", *CHAIR])
    assert ranks(result) == {"x": 1, "y": 2, "z": 2}
    assert tie(result).resolved_by == "chair_decision_needed"
    assert {e.entry: e.provisional for e in result.entries} == {"x": False, "y": True, "z": True}


@pytest.mark.parametrize("entries", [("z", "y"), ("x", "z", "y")])
def test_an_order_may_name_the_open_works_or_the_whole_tie(
    contest: Contest, entries: tuple[str, ...]
) -> None:
    ruling = Ruling("N", "order", entries)
    result = contest(THREE, tie_break=["K1_mean", *CHAIR], rulings=[ruling])
    assert ranks(result) == {"x": 1, "z": 2, "y": 3}
    assert tie(result).resolved_by == "chair_decision"
    assert result.warnings == ()


def test_an_order_does_not_overturn_a_tie_breaker(contest: Contest) -> None:
    ruling = Ruling("N", "order", ("z", "y", "x"))
    result = contest(THREE, tie_break=["K1_mean", *CHAIR], rulings=[ruling])
    assert ranks(result) == {"x": 1, "z": 2, "y": 3}
    assert [w.code for w in result.warnings] == ["ruling_against_tie_break"]


def test_a_ruling_about_other_works_is_not_applied_and_is_told(contest: Contest) -> None:
    rulings = [
        Ruling("N", "order", ("c", "a")),
        Ruling("N", "shared_place", ("a", "b", "c")),
        Ruling("Other", "order", ("b", "a")),
    ]
    result = contest(EQUAL, rulings=rulings)
    assert tie(result).resolved_by == "chair_decision_needed"
    assert [w.code for w in result.warnings] == ["ruling_unused", "ruling_unused"]


def test_the_later_ruling_overrides(contest: Contest) -> None:
    rulings = [
        Ruling("N", "shared_place", ("a", "b"), number=2),
        Ruling("N", "order", ("b", "a"), number=1),
    ]
    assert tie(contest(EQUAL, rulings=rulings)).resolved_by == "shared_place"


def test_tie_breakers_behind_the_chair_never_decide(contest: Contest) -> None:
    result = contest(EQUAL, tie_break=["chair_decision", "K1_mean"])
    assert tie(result).resolved_by == "chair_decision_needed"


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("dense", ["1", "1", "2", "3", None]),
        ("competition", ["1", "1", "3", None, None]),
        ("range", ["1–2", "1–2", "3", None, None]),
    ],
)
def test_place_styles_with_a_winner(contest: Contest, style: str, shown: list[str | None]) -> None:
    table = {"a": [90], "b": [90], "c": [80], "d": [70], "e": [60]}
    result = contest(table, place_style=style, rulings=[Ruling("N", "shared_place")])
    assert [e.place_shown for e in result.entries] == shown


@pytest.mark.parametrize(
    ("style", "shown", "numbers"),
    [
        ("dense", ["2", "2", "3", None], [2, 2, 3, None]),
        ("competition", ["2", "2", None, None], [2, 2, None, None]),
        ("range", ["2–3", "2–3", None, None], [2, 2, None, None]),
    ],
)
def test_without_a_winner_every_place_moves_by_one(
    contest: Contest, style: str, shown: list[str | None], numbers: list[int | None]
) -> None:
    table = {"a": [74], "b": [74], "c": [70], "d": [69]}
    result = contest(
        table, place_style=style, winner_min_percent=75, rulings=[Ruling("N", "shared_place")]
    )
    assert [e.place_shown for e in result.entries] == shown
    assert [e.place for e in result.entries] == numbers
    assert [e.degree for e in result.entries] == numbers
    assert not result.nominations[0].winner_awarded
    assert ranks(result) == {"a": 1, "b": 1, "c": 3, "d": 4}
    assert [w.code for w in result.warnings] == ["first_place_not_awarded"]


def test_first_place_that_people_withhold_moves_every_place_by_one(contest: Contest) -> None:
    table = {"a": [90], "b": [80], "c": [70], "d": [60]}
    told = contest(table, rulings=[Ruling("N", "no_award")])
    assert [(e.entry, e.place, e.status, e.degree) for e in told.entries] == [
        ("a", 2, "prize", 2),
        ("b", 3, "prize", 3),
        ("c", None, "participant", None),
        ("d", None, "participant", None),
    ]
    assert not told.nominations[0].winner_awarded
    assert "first_place_withheld" in [r.code for r in told.entry("a").reasons]
    assert "first_place_withheld" not in [r.code for r in told.entry("b").reasons]
    assert "ruling_unused" not in [w.code for w in told.warnings]


def test_thresholds_reached_exactly_are_reached(contest: Contest) -> None:
    rules = {"winner_min_percent": 75, "prize_min_percent": 60}
    result = contest({"a": [75], "b": [60], "c": ["59.99"]}, **rules)
    assert standing(result) == [
        ("a", "1", "winner"),
        ("b", "2", "prize"),
        ("c", None, "participant"),
    ]
    result = contest({"a": ["74.999"], "b": [60]}, **rules)
    assert standing(result) == [("a", "2", "prize"), ("b", "3", "prize")]
    assert [e.degree for e in result.entries] == [2, 3]


@pytest.mark.parametrize(("last", "statuses"), [(1, 0), (2, 1), (3, 2), (4, 3)])
def test_prizes_end_at_the_last_awarded_rank(contest: Contest, last: int, statuses: int) -> None:
    table = {"a": [90], "b": [80], "c": [70], "d": [60], "e": [50]}
    result = contest(table, prize_max_rank=last)
    assert [e.status for e in result.entries].count("prize") == statuses
    assert [e.degree for e in result.entries][:4] == [1, 2, 3, 3][:last] + [None] * (4 - last)


def test_places_of_winners_and_prizes_may_be_listed(contest: Contest) -> None:
    table = {"a": [90], "b": [80], "c": [70], "d": [60], "e": [50], "f": [40]}
    listed = {"awards_rule": {"winner": [2, 1], "prize": [3, 5]}}
    assert standing(contest(table, **listed)) == [
        ("a", "1", "winner"),
        ("b", "2", "winner"),
        ("c", "3", "prize"),
        ("d", None, "participant"),
        ("e", "5", "prize"),
        ("f", None, "participant"),
    ]
    # 80 of 100 is too little for a winner, and second place is nobody's prize
    strict = contest(table, **listed, winner_min_percent=85)
    assert standing(strict)[:2] == [("a", "1", "winner"), ("b", "2", "prize")]


def test_a_nomination_below_all_thresholds_awards_nothing(contest: Contest) -> None:
    result = contest({"a": [50], "b": [40]}, winner_min_percent=75, prize_min_percent=60)
    assert standing(result) == [("a", None, "participant"), ("b", None, "participant")]


def test_grand_prix_is_the_best_winner_of_each_audience_or_all_equal_ones(
    contest: Contest,
) -> None:
    table: dict[str, Any] = {"a": [90], "b": [90], "c": [80], "d": [70], "e": [60]}
    result = contest(
        table,
        nominations={"a": "N1", "b": "N2", "c": "N3", "d": "N4", "e": "N1"},
        audiences={"N1": "young", "N2": "young", "N3": "young", "N4": "old", "N5": "none"},
        winner_min_percent=75,
    )
    assert result.grand_prix == {"young": ("a", "b"), "old": (), "none": ()}
    assert [len(n.entries) for n in result.nominations] == [2, 1, 1, 1, 0]


def test_reasons_tell_how_a_place_came_about(contest: Contest) -> None:
    result = contest(EQUAL, tie_break=["lowest_sheet", "K2_mean"], winner_min_percent=50)
    told = [(r.code, dict(r.params)) for r in result.entry("b").reasons]
    assert told == [
        ("mean_of_sheets", {"value": 105, "totals": (100, 110)}),
        ("works_above", {"above": 0}),
        ("tied", {"value": 105, "others": ("a",)}),
        ("tie_step", {"breaker": "lowest_sheet", "own": 100, "others": (100,), "decided": False}),
        ("tie_step", {"breaker": "K2_mean", "own": 55, "others": (50,), "decided": True}),
        ("winner", {"percent": 52.5, "needed": 50}),
    ]
    assert [r.code for r in result.entry("c").reasons][-2:] == ["works_above", "prize"]
    open_tie = contest(EQUAL, tie_break=["lowest_sheet"]).entry("b")
    assert "chair_decision_needed" in [r.code for r in open_tie.reasons]
