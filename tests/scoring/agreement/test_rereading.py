"""Which works are worth reading once more, with numbers worked out by hand."""

from fractions import Fraction
from math import inf, sqrt

import pytest

from eventkit.scoring.agreement import agreement
from eventkit.scoring.agreement.outcome import Agreement, EntryPlaces
from eventkit.scoring.agreement.rereading import rereading, span, variance_within

A, B, C, D = "Э-1", "Э-2", "Э-3", "Э-4"


def totals(table):
    """Work → juror → total, from rows in the order of the jurors."""
    return {
        entry: {f"Ж{n}": Fraction(x) for n, x in enumerate(row, start=1) if x is not None}
        for entry, row in table.items()
    }


def drawn(places, *, jurors=3, connected=True):
    """An agreement that says no more than the places drawn."""
    rows = tuple(EntryPlaces(entry, shares) for entry, shares in places.items())
    return Agreement(
        len(rows), jurors, 3 * len(rows), connected, None, None, None, (), (), rows, ()
    )


TABLE = {A: (60, 60, 80), B: (50, 50, 90), C: (10, 20, 30)}
PLACES = {A: {"1": 0.74, "2": 0.26}, B: {"1": 0.26, "2": 0.74}, C: {"3": 1.0}}


def test_the_variance_within_works_is_pooled():
    # Э-1: 66 2/3: 44 4/9 twice and 177 7/9 make 266 2/3. Э-2: 63 1/3: 1066 2/3. Э-3: 200.
    # 1533 1/3 over 2 + 2 + 2.
    rows = {entry: list(row.values()) for entry, row in totals(TABLE).items()}
    assert variance_within(rows) == Fraction(2300, 9)


def test_works_that_cross_the_border_gain_and_others_do_not():
    found = rereading(totals(TABLE), drawn(PLACES), [1])
    # The border lies in the middle, at 65: each is 5/3 away. s²/n = 2300/27; over 25/9: 92/3.
    assert [one.entry for one in found.wanting] == [A, B]
    assert [one.need for one in found.wanting] == pytest.approx([92 / 3, 92 / 3])
    assert found.wanting[0].se == pytest.approx(sqrt(2300 / 27))
    assert [(one.low, one.high, one.borders) for one in found.wanting] == [(1, 2, (1,))] * 2


def test_of_two_beside_a_border_the_one_with_fewer_sheets_comes_first():
    # Э-2 has one sheet, 64; Э-1 four with the mean 70 and squares 4 · 25 = 100; Э-3 none.
    table = totals({A: (65, 75, 65, 75), B: (64,)})
    places = {A: {"1": 0.6, "2": 0.4}, B: {"1": 0.4, "2": 0.6}}
    found = rereading(table, drawn(places, jurors=4), [1])
    # s² = 100/3. se: √(25/3) and √(100/3), twice as wide; so the border lies at a third of the way
    # from Э-1: 68. (25/3) / 4 = (100/3) / 16 = 25/12.
    assert [one.entry for one in found.wanting] == [B, A]
    assert [one.need for one in found.wanting] == pytest.approx([25 / 12, 25 / 12])
    assert [one.se for one in found.wanting] == pytest.approx([sqrt(100 / 3), sqrt(25 / 3)])


def test_the_nearer_to_its_border_the_more_a_sheet_helps():
    # Means 90, 80, 70, 66; each with squares 2: s² = 8 / 8 = 1, se² = 1/3.
    # Borders: 85 after the first, 68 after the third. Э-1 is 5 away: 1/75; Э-3 is 2 away: 1/12.
    rows = {A: (89, 90, 91), B: (79, 80, 81), C: (69, 70, 71), D: (65, 66, 67)}
    unsure = {"1": 0.4, "2": 0.6}
    low = {"3": 0.5, "4": 0.5}
    found = rereading(totals(rows), drawn({A: unsure, B: unsure, C: low, D: low}), [1, 3])
    assert [(one.entry, one.borders) for one in found.wanting] == [
        (C, (3,)),
        (D, (3,)),
        (A, (1,)),
        (B, (1,)),
    ]
    assert [one.need for one in found.wanting] == pytest.approx([1 / 12, 1 / 12, 1 / 75, 1 / 75])


def test_a_work_on_the_border_itself_comes_first():
    rows = {A: (60, 70, 80), B: (60, 70, 80), C: (30, 40, 50)}
    places = {A: {"1": 0.9, "2": 0.1}, B: {"1": 0.9, "2": 0.1}, C: {"2": 0.1, "3": 0.9}}
    found = rereading(totals(rows), drawn(places), [1, 2])
    # Э-3 is 15 below the border after the second, at 55: se² = 100/3, over 225: 4/27.
    assert [one.entry for one in found.wanting] == [A, B, C]
    assert [one.need for one in found.wanting] == [inf, inf, pytest.approx(4 / 27)]


def test_the_top_holds_those_who_may_come_above_the_last_border_and_are_not_firm():
    rows = {A: (91, 90, 89), B: (80, 81, 79), C: (78, 77, 79), D: (20, 21, 22)}
    places = {
        A: {"1": 1.0},
        B: {"2": 0.7, "3": 0.3},
        C: {"2": 0.3, "3": 0.7},
        D: {"4": 1.0},
    }
    found = rereading(totals(rows), drawn(places), [2])
    assert [(one.entry, one.mean, one.low, one.high) for one in found.top] == [
        (B, 80, 2, 3),
        (C, 78, 2, 3),
    ]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({"1": 1.0}, (1, 1)),
        ({"1": 0.5, "2": 0.5}, (1, 2)),
        # 4 of 100 at each end are no probable places, 6 are.
        ({"1": 0.04, "2": 0.92, "3": 0.04}, (2, 2)),
        ({"1": 0.06, "2": 0.88, "3": 0.06}, (1, 3)),
        ({"10": 0.5, "9": 0.5}, (9, 10)),
    ],
)
def test_probable_places_leave_out_a_twentieth_at_each_end(places, expected):
    assert span(EntryPlaces(A, places)) == expected


@pytest.mark.parametrize(
    ("table", "found", "code"),
    [
        ({A: (50, 60), B: (40, 50)}, {"jurors": 2}, "few_jurors"),
        (TABLE, {"connected": False}, "unlinked"),
        ({A: (50, 60), B: (40, None, 50)}, {}, "few_sheets"),
    ],
)
def test_a_design_that_says_nothing_is_refused_with_the_reason(table, found, code):
    told = rereading(totals(table), drawn(PLACES, **found), [1])
    assert told.refusal is not None
    assert (told.refusal.code, told.top, told.wanting) == (code, (), ())


@pytest.mark.parametrize("borders", [[], [0], [3], [7]])
def test_where_no_border_parts_the_works_nothing_is_to_be_settled(borders):
    found = rereading(totals(TABLE), drawn(PLACES), borders)
    assert (found.refusal, found.top, found.wanting) == (None, (), ())


def test_a_jury_of_one_mind_needs_no_more_readers():
    rows = totals({entry: (10 * n,) * 3 for n, entry in enumerate((A, B, C), start=1)})
    found = rereading(rows, agreement(rows), [1, 2])
    assert (found.refusal, found.top, found.wanting) == (None, (), ())


def test_with_ranks_the_smallest_mean_stands_first():
    rows = totals({A: (1, 1, 3), B: (2, 2, 1), C: (3, 3, 2)})
    places = {A: {"1": 0.6, "2": 0.4}, B: {"1": 0.4, "2": 0.6}, C: {"3": 1.0}}
    found = rereading(rows, drawn(places), [1], smaller_is_better=True)
    assert [one.entry for one in found.top] == [A, B]
    # Means 5/3, 5/3, 8/3: the first two lie on the border.
    assert [one.need for one in found.wanting] == [inf, inf]


def test_the_places_that_are_really_drawn_are_those_that_cross():
    # As test_jury_agreement works out: Э-2 is first in 7 of 27 draws.
    rows = totals(TABLE)
    found = rereading(rows, agreement(rows), [1])
    assert [one.entry for one in found.wanting] == [A, B]
    assert [one.entry for one in found.top] == [A, B]
