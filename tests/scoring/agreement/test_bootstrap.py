"""Places of contests with jurors drawn anew, against all draws counted by hand."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit.scoring.agreement.bootstrap import place_probabilities
from eventkit.scoring.agreement.totals import read_totals

DRAWS = 20_000
NEAR = 0.015
"""Four standard errors of a share of 1/2 in DRAWS."""


def places(totals, **options):
    options = {"draws": DRAWS, "seed": 1, **options}
    found = place_probabilities(read_totals(totals), **options)
    return {one.entry: dict(one.places) for one in found}


def near(shares):
    return {place: pytest.approx(share, abs=NEAR) for place, share in shares.items()}


def test_two_jurors_have_three_kinds_of_draws(sheets):
    # AA (1/4): 2 > 1.  AB (1/2): 1.5 < 2.  BB (1/4): 1 < 3.
    found = places(sheets({"u": [2, 1], "v": [1, 3]}))
    assert found == {"u": near({"1": 0.25, "2": 0.75}), "v": near({"1": 0.75, "2": 0.25})}


def test_equal_means_share_the_place_and_the_next_one_is_left_out(sheets):
    # 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 in floats. u and v are equal when A and C are drawn
    # equally often: 6 orders of ABC and BBB, 7 of 27 draws; each is ahead in 10. w is always last.
    found = places(
        sheets({"u": ["0.1", "0.2", "0.3"], "v": ["0.3", "0.2", "0.1"], "w": ["0.05"] * 3})
    )
    assert found == {
        "u": near({"1": 17 / 27, "2": 10 / 27}),
        "v": near({"1": 17 / 27, "2": 10 / 27}),
        "w": {"3": 1.0},
    }


def test_a_work_without_a_mark_is_left_out_of_the_draw(sheets):
    # u is marked by A alone, so only in AA and AB, and always better than v.
    # v is second in these (3/4), first in BB (1/4).
    found = places(sheets({"u": [5, None], "v": [4, 4]}))
    assert found == {"u": {"1": 1.0}, "v": near({"1": 0.25, "2": 0.75})}


def test_a_work_in_no_draw_has_no_places(sheets):
    totals = sheets({"u": [5, None], "v": [4, 4]})
    # One draw in four is BB.
    alone = [seed for seed in range(20) if not places(totals, draws=1, seed=seed)["u"]]
    assert alone
    assert places(totals, draws=1, seed=alone[0]) == {"u": {}, "v": {"1": 1.0}}


def test_ranks_are_turned_around(sheets):
    table = {"u": [2, 1, 3], "v": [1, 3, None], "w": [3, 2, 1]}
    turned = {entry: [None if m is None else -m for m in row] for entry, row in table.items()}
    ranks = places(sheets(table), smaller_is_better=True)
    assert ranks == places(sheets(turned))
    assert ranks != places(sheets(table))


def test_the_seed_decides_alone(sheets):
    totals = sheets({"u": [2, 1, 4], "v": [1, 3, 2], "w": [2, 2, 2]})
    assert places(totals, draws=100, seed=5) == places(totals, draws=100, seed=5)
    assert places(totals, draws=100, seed=5) != places(totals, draws=100, seed=6)


def test_draws_worked_on_in_parts_are_the_same(sheets, monkeypatch):
    totals = sheets({"u": [2, 1, 4], "v": [1, 3, None], "w": [2, 2, 2]})
    whole = places(totals, draws=100)
    monkeypatch.setattr("eventkit.scoring.agreement.bootstrap.CELLS", 7)
    assert places(totals, draws=100) == whole


def every_draw(table, jurors):
    """The shares over all equally likely draws, in fractions."""
    shares = {entry: Counter() for entry in table}
    for drawn in product(range(jurors), repeat=jurors):
        means = {}
        for entry, row in table.items():
            marks = [row[juror] for juror in drawn if row[juror] is not None]
            if marks:
                means[entry] = Fraction(sum(marks), len(marks))
        for entry, mean in means.items():
            shares[entry][str(1 + sum(other > mean for other in means.values()))] += 1
    return {e: {p: n / sum(c.values()) for p, n in c.items()} for e, c in shares.items()}


MARKS = st.lists(st.none() | st.integers(0, 4), min_size=3, max_size=3).filter(
    lambda row: any(mark is not None for mark in row)
)


@settings(max_examples=40)
@given(st.lists(MARKS, min_size=1, max_size=5), st.sampled_from([1, Fraction(10**20 + 1, 3**50)]))
def test_shares_approach_those_of_all_draws(sheets, rows, scale):
    rows[0] = [mark or 0 for mark in rows[0]]
    table = {f"w{number}": row for number, row in enumerate(rows)}
    totals = {e: {j: m * scale for j, m in row.items()} for e, row in sheets(table).items()}
    found = places(totals, draws=4000)
    for entry, shares in every_draw(table, 3).items():
        assert set(found[entry]) <= set(shares)
        assert sum(found[entry].values()) == pytest.approx(1)
        for place, share in shares.items():
            assert found[entry].get(place, 0) == pytest.approx(share, abs=0.05)
