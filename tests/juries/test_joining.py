"""Pieces of a jury that share no work: found, joined, or left where the price is too high."""

from itertools import combinations

import pytest

from eventkit.juries.assigning import Problem, plan
from eventkit.juries.joining import bridges_of, pieces_of
from tests.juries.test_assigning import drawn, every_assignment, worth

LEFT, RIGHT = (11, 12), (21, 22)
SIX = range(1, 7)


def apart(**values):
    """Six works with two sheets; works 1 to 3 are the first two jurors' subject, 4 to 6 not."""
    off = {(e, j) for e in SIX for j in (*LEFT, *RIGHT) if (e <= 3) != (j in LEFT)}
    problem = {
        "wanted": dict.fromkeys(SIX, 2),
        "limits": dict.fromkeys((*LEFT, *RIGHT)),
        "mismatched": frozenset(off),
    }
    return Problem(**(problem | values))


def test_two_halves_are_joined_by_one_swap_that_costs_two_works_off_expertise():
    made = plan(apart())
    assert made.goals_before_joining == (0, 0, 3, 0)
    assert made.goals == (0, 0, 3, 2)
    (piece,) = made.pieces
    assert piece.jurors == (*LEFT, *RIGHT)
    assert set(made.loads.values()) == {3}


def test_what_must_not_be_swapped_stays_apart_and_the_pieces_are_named():
    made = plan(apart(forbidden=apart().mismatched))
    assert [(piece.jurors, piece.entries) for piece in made.pieces] == [
        (LEFT, (1, 2, 3)),
        (RIGHT, (4, 5, 6)),
    ]


def test_given_tasks_are_not_moved_to_join():
    first = plan(apart(forbidden=apart().mismatched))
    made = plan(apart(present=first.pairs))
    assert (made.pairs, len(made.pieces)) == (first.pairs, 2)


def test_a_third_reading_that_joins_is_enough():
    made = plan(apart(beside=frozenset({(1, 21)})))
    assert made.goals.mismatched == 0
    assert len(made.pieces) == 1


@pytest.mark.parametrize("block", range(5))
def test_joining_keeps_the_first_three_goals(block):
    for seed in range(30 * block, 30 * block + 30):
        problem = drawn(seed)
        made = plan(problem)
        assert made.goals[:3] == made.goals_before_joining[:3] == worth(problem, made.pairs)[:3]
        assert made.goals.mismatched >= made.goals_before_joining.mismatched
        assert made.pieces == pieces_of(made.pairs | problem.beside)


@pytest.mark.parametrize("block", range(5))
def test_no_swap_of_two_tasks_would_join_more(block):
    for seed in range(12 * block, 12 * block + 12):
        problem = drawn(seed)
        made = plan(problem)
        movable = made.pairs - problem.locked - problem.present
        goals = worth(problem, made.pairs)[:3]
        allowed = {frozenset(pairs) for pairs in every_assignment(problem)}
        for (e, j), (f, k) in combinations(sorted(movable), 2):
            changed = made.pairs - {(e, j), (f, k)} | {(e, k), (f, j)}
            if changed in allowed and worth(problem, changed)[:3] == goals:
                assert len(pieces_of(changed | problem.beside)) >= len(made.pieces), seed


@pytest.mark.parametrize("block", range(3))
def test_a_bridge_is_a_pair_without_which_its_piece_falls_apart(block):
    for seed in range(20 * block, 20 * block + 20):
        problem = drawn(seed)
        pairs = problem.present | problem.beside
        nodes = {("work", e) for e, _j in pairs} | {("juror", j) for _e, j in pairs}
        fatal = {p for p in pairs if parts(nodes, pairs - {p}) > parts(nodes, pairs)}
        assert bridges_of(pairs) == fatal, seed


def parts(nodes, pairs):
    """How many pieces, those of a single node counted too."""
    tied = {("work", e) for e, _j in pairs} | {("juror", j) for _e, j in pairs}
    return len(pieces_of(pairs)) + len(nodes - tied)
