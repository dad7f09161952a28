"""What becomes of a touch, case by case."""

from __future__ import annotations

import pytest

from eventkit.scoring.touches.merging import Cell, Kept, Touch, outcome_of

STANDS = Cell("4", 3)


def touch(value="5", base=3, counter=10, device="phone", resolves=""):
    return Touch("new", 1, "c1", value, base, counter, device, resolves=resolves)


def kept(version, outcome="applied", counter=5, device="phone", value="4", is_open=False):
    return Kept("old", device, counter, version, value, outcome, is_open)


@pytest.mark.parametrize(
    ("new", "history", "outcome"),
    [
        # The device had seen what stands.
        (touch(), [], "applied"),
        (touch(value="4"), [], "same"),
        # It had not: what was changed meanwhile was its own, or another's.
        (touch(base=2), [kept(3)], "applied"),
        (touch(base=2), [kept(3, device="tablet")], "conflict"),
        (touch(base=1), [kept(2, device="tablet"), kept(3)], "conflict"),
        (touch(base=1), [kept(2), kept(3)], "applied"),
        (touch(base=2, value="4"), [kept(3, device="tablet")], "same"),
        # A version that no touch made: paper, a form, a correction.
        (touch(base=1), [kept(3)], "conflict"),
        # A version that was never there: a database came back from a copy.
        (touch(base=9), [], "conflict"),
        # The device has said something later, whatever came of it.
        (touch(base=2), [kept(3, counter=11)], "superseded"),
        (touch(), [kept(3, "same", counter=11)], "superseded"),
        (touch(base=2), [kept(3, "conflict", counter=11, value="2", is_open=True)], "superseded"),
        (touch(), [kept(3, "late", counter=11, value="2", is_open=True)], "superseded"),
        # A refused value says nothing; a copied profile counts anew and has seen the outcome.
        (touch(), [kept(3, "refused", counter=11)], "applied"),
        (touch(), [kept(3, counter=11)], "applied"),
        # Choosing what stands is a change.
        (
            touch(value="4", resolves="old"),
            [kept(2, "conflict", device="tablet", value="2", is_open=True)],
            "applied",
        ),
        (
            touch(value="4", base=2, resolves="old"),
            [kept(2, "conflict", device="tablet", value="2", is_open=True)],
            "same",
        ),
    ],
)
def test_a_touch_meets_a_cell(new, history, outcome):
    assert outcome_of(new, STANDS, history) == outcome
