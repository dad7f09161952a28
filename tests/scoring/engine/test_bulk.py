"""Very many marks are counted in arrays; the answer is that of the general way."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventkit.scoring.engine.bulk import METHODS, TooLargeError, bulk_ranking
from eventkit.scoring.engine.counting import count, method_steps
from eventkit.scoring.engine.ranking import ranking
from eventkit.scoring.engine.table import Marked

works = st.lists(st.lists(st.integers(-20, 100), max_size=9), min_size=1, max_size=12)


def in_bulk(table, method, **options):
    work_of = [number for number, row in enumerate(table) for _mark in row]
    marks = [mark for row in table for mark in row]
    return bulk_ranking(
        np.array(work_of, dtype=np.int64),
        np.array(marks, dtype=np.int64),
        len(table),
        method=method,
        **options,
    )


def in_general(table, method):
    marks = [
        Marked(f"{number:02}", f"ж{juror}", Fraction(mark))
        for number, row in enumerate(table)
        for juror, mark in enumerate(row)
    ]
    standings = ranking(count(method_steps(method), marks)).nominations.get("", ())
    return {int(one.entry): (one.value, int(one.place)) for one in standings}


@given(works, st.sampled_from(METHODS))
@example([[1, 2, 3, 4, 100], [3, 3, 3], []], "trimmed-mean")
def test_bulk_and_general_say_the_same(table, method):
    found = in_bulk(table, method)
    told = {
        number: (Fraction(int(n), int(d)), int(place))
        for number, (n, d, place) in enumerate(
            zip(found.numerators, found.denominators, found.places, strict=True)
        )
        if d
    }
    assert told == in_general(table, method)
    assert [int(found.places[n]) for n, row in enumerate(table) if not row] == [0] * table.count([])


def test_equal_thirds_and_sixths_share_a_place():
    found = in_bulk([[1, 1, 2], [1, 1, 1, 1, 2, 2], [2, 1, 1], [1, 2]], "mean")
    assert found.places.tolist() == [2, 2, 2, 1]


def test_means_over_a_common_denominator_too_long_for_an_array_are_compared_all_the_same():
    # 1 … 60 sheets: the common denominator has 25 digits
    table = [[7] * sheets for sheets in range(1, 61)] + [[8] + [7] * 59]
    assert in_bulk(table, "mean").places.tolist() == [2] * 60 + [1]


def test_sums_that_would_not_be_exact_are_refused():
    with pytest.raises(TooLargeError):
        in_bulk([[2**52, 2**52]], "sum")
