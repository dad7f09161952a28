"""The plan of assignments against every assignment there is on small cases, and hand-made cases."""

import random
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit.juries.assigning import Goals, Problem, plan
from eventkit.juries.augmenting import assign_by_paths
from eventkit.juries.problem import goals_of, is_allowed

ENTRIES, JURORS = (1, 2, 3), (11, 12, 13)


def some(random_, pairs, share):
    return frozenset(pair for pair in pairs if random_.random() < share)


def drawn(seed):
    """A small jury by a seed: up to four works and four jurors, everything that may be said."""
    dice = random.Random(seed)
    entries, jurors = range(1, dice.randint(2, 5)), range(11, dice.randint(12, 15))
    pairs = list(product(entries, jurors))
    beside = some(dice, pairs, 0.08)
    locked = some(dice, [pair for pair in pairs if pair not in beside], 0.1)
    return Problem(
        wanted={e: dice.randint(0, 3) for e in entries},
        limits={j: dice.choice((None, 0, 1, 2, 3)) for j in jurors},
        forbidden=some(dice, pairs, 0.2),
        locked=locked,
        present=some(dice, pairs, dice.choice((0, 0.3, 0.6))),
        beside=beside,
        mismatched=some(dice, pairs, dice.choice((0, 0.5))),
    )


def every_assignment(problem):
    """All sets of pairs that the rules allow, found by trying each set of readers for each work."""
    fixed = {p for p in problem.locked if p[0] in problem.wanted and p[1] in problem.limits}
    choices = []
    for entry, wanted in problem.wanted.items():
        free = [
            (entry, j)
            for j in problem.limits
            if (entry, j) not in problem.forbidden | problem.beside | fixed
        ]
        begun = sorted(pair for pair in fixed if pair[0] == entry)
        sets = [set(c) for n in range(len(free) + 1) for c in combinations(free, n)]
        # Beyond what is wanted may stay who is there; nobody new comes.
        choices.append(
            [
                [*begun, *chosen]
                for chosen in sets
                if len(begun) + len(chosen) <= wanted or chosen <= problem.present
            ]
        )
    for parts in product(*choices):
        pairs = {pair for part in parts for pair in part}
        if all(limit is None or fits(problem, fixed, pairs, j) for j, limit in limits_of(problem)):
            yield pairs


def limits_of(problem):
    return problem.limits.items()


def fits(problem, fixed, pairs, juror):
    """Whoever has more than the limit already gets nothing new."""
    load = sum(pair[1] == juror for pair in pairs | problem.beside)
    new = sum(pair[1] == juror for pair in pairs - fixed)
    return load <= problem.limits[juror] or not new


def worth(problem, pairs):
    """The four goals, counted here once more."""
    before = problem.present | problem.locked
    return (
        sum(
            max(0, wanted - sum(pair[0] == entry for pair in pairs))
            for entry, wanted in problem.wanted.items()
        ),
        len(before - pairs),
        max(sum(p[1] == j for p in pairs | problem.beside) for j in problem.limits),
        len(pairs & problem.mismatched),
    )


@pytest.mark.parametrize("block", range(10))
def test_no_assignment_at_all_is_better_by_the_four_goals(block):
    for seed in range(40 * block, 40 * block + 40):
        problem = drawn(seed)
        made = plan(problem)
        best = min(worth(problem, pairs) for pairs in every_assignment(problem))
        assert made.proven == 4, seed
        assert made.goals_before_joining == Goals(*best), seed
        assert worth(problem, made.pairs)[:3] == best[:3], seed
        assert made.pairs in map(frozenset, every_assignment(problem)), seed


def spread(numbers):
    return sum(n * n for n in numbers)


@pytest.mark.parametrize("seed", range(60))
def test_among_equals_works_are_served_and_jurors_loaded_evenly(seed):
    problem = replace(drawn(seed), mismatched=frozenset())
    made = plan(problem)
    best = worth(problem, made.pairs)
    equals = [pairs for pairs in every_assignment(problem) if worth(problem, pairs) == best]

    def served(pairs):
        return spread(sum(pair[0] == entry for pair in pairs) for entry in problem.wanted)

    def loaded(pairs):
        return spread(sum(p[1] == j for p in pairs | problem.beside) for j in problem.limits)

    if best[0]:
        assert served(made.pairs) == min(map(served, equals))
    equals = [pairs for pairs in equals if served(pairs) == served(made.pairs)]
    # Joining pieces may move one work to somebody who has no more than the others.
    if len(made.pieces) > 1 or made.goals == made.goals_before_joining:
        assert loaded(made.pairs) <= min(map(loaded, equals)) + 2


@pytest.mark.parametrize("seed", range(200))
def test_without_the_solver_as_few_sheets_are_missing(seed):
    problem = drawn(seed)
    pairs = assign_by_paths(problem)
    assert is_allowed(problem, pairs)
    assert goals_of(problem, pairs).missing == plan(problem).goals.missing


def test_a_solver_without_time_says_so_and_the_plan_is_made_all_the_same():
    problem = drawn(3)
    made = plan(problem, seconds=0.0)
    assert made.proven == 0
    assert is_allowed(problem, made.pairs)


@st.composite
def problems(draw):
    """Up to three works and three jurors in any order."""
    entries = draw(st.permutations(ENTRIES))[: draw(st.integers(1, 3))]
    jurors = draw(st.permutations(JURORS))[: draw(st.integers(1, 3))]
    pairs = st.sampled_from(list(product(entries, jurors)))
    return Problem(
        wanted={e: draw(st.integers(0, 3)) for e in entries},
        limits={j: draw(st.none() | st.integers(0, 3)) for j in jurors},
        forbidden=frozenset(draw(st.sets(pairs, max_size=4))),
        present=frozenset(draw(st.sets(pairs, max_size=4))),
        mismatched=frozenset(draw(st.sets(pairs, max_size=4))),
    )


@settings(max_examples=60)
@given(problems())
def test_the_order_of_the_input_does_not_matter(problem):
    turned = replace(
        problem,
        wanted=dict(reversed(problem.wanted.items())),
        limits=dict(reversed(problem.limits.items())),
    )
    assert plan(turned) == plan(problem) == plan(problem)


def test_a_work_that_nobody_else_may_read_does_not_move_the_others():
    made = plan(
        Problem(
            wanted={1: 0, 2: 2},
            limits={11: None, 12: None},
            forbidden=frozenset({(2, 11)}),
            present=frozenset({(1, 12)}),
        )
    )
    assert made.pairs == {(1, 12), (2, 12)}
    assert made.missing == {2: 1}


def test_a_full_juror_hands_a_work_over():
    # Juror 11 alone may read work 1, and has room for one work, which is work 2 now.
    made = plan(
        Problem(
            wanted={1: 1, 2: 1},
            limits={11: 1, 12: None},
            forbidden=frozenset({(1, 12)}),
            present=frozenset({(2, 11)}),
        )
    )
    assert made.pairs == {(1, 11), (2, 12)}
    assert made.removed == ((2, 11),)


def test_a_begun_sheet_never_moves():
    made = plan(
        Problem(
            wanted={1: 1, 2: 1},
            limits={11: 1, 12: None},
            forbidden=frozenset({(1, 12)}),
            locked=frozenset({(2, 11)}),
        )
    )
    assert made.pairs == {(2, 11)}
    assert made.missing == {1: 1}


def test_two_hundred_works_are_spread_to_within_one():
    works, jurors = range(1, 201), range(1, 8)
    made = plan(
        Problem(
            wanted=dict.fromkeys(works, 3),
            limits=dict.fromkeys(jurors),
            forbidden=frozenset((w, 1 + w % 7) for w in works if w % 3 == 0),
        )
    )
    assert not made.missing
    assert sorted(made.loads.values()) == [85, 85, 86, 86, 86, 86, 86]
