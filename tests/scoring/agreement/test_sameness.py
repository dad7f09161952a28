"""Jurors who give nearly the same mark everywhere."""

from __future__ import annotations

import pytest

from eventkit.scoring.agreement.sameness import same_everywhere

APART = {"w1": (10, 10), "w2": (20, 20), "w3": (30, 30), "w4": (40, 40), "w5": (50, 50)}


def with_third(sheets, marks, colleagues=APART):
    rows = zip(colleagues.items(), marks, strict=True)
    return sheets({work: [*pair, mark] for (work, pair), mark in rows})


def test_all_marks_equal_while_colleagues_differ(sheets):
    table = with_third(sheets, (30, 30, 30, 30, 30))
    assert same_everywhere(table) == {"C"}
    assert same_everywhere(table, part=0) == {"C"}


@pytest.mark.parametrize(
    ("marks", "named"),
    [
        # The others' means are 10 … 50 in tens, an SD of √200 (by n). Own 25, 27,5 … 35 are a
        # quarter of these distances, so the SD is just a quarter.
        (("25", "27.5", "30", "32.5", "35"), {"C"}),
        (("24.9", "27.5", "30", "32.5", "35"), set()),
    ],
)
def test_a_spread_of_a_quarter_is_the_border(sheets, marks, named):
    assert same_everywhere(with_third(sheets, marks)) == named
    assert same_everywhere(with_third(sheets, marks), part=0) == set()


def test_four_shared_works_are_too_few(sheets):
    assert same_everywhere(with_third(sheets, (30, 30, 30, 30, None))) == set()


def test_a_work_that_nobody_else_marked_does_not_count(sheets):
    colleagues = APART | {"w5": (None, None)}
    assert same_everywhere(with_third(sheets, (30,) * 5, colleagues)) == set()


def test_nobody_is_named_where_colleagues_see_no_difference_either(sheets):
    alike = dict.fromkeys(APART, (40, 40))
    assert same_everywhere(with_third(sheets, (30,) * 5, alike)) == set()


def test_no_sheets(sheets):
    assert same_everywhere({}) == set()
