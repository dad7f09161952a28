"""The plan of assignments against brute force on small cases, and hand-made cases."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit.juries.assigning import Problem, plan

ENTRIES, JURORS = (1, 2, 3), (11, 12, 13)


@st.composite
def problems(draw, *, with_present=False):
    """Up to three works and three jurors, with conflicts and limits."""
    entries = ENTRIES[: draw(st.integers(1, 3))]
    jurors = JURORS[: draw(st.integers(1, 3))]
    pairs = list(product(entries, jurors))
    forbidden = draw(st.sets(st.sampled_from(pairs), max_size=4))
    present = draw(st.sets(st.sampled_from(pairs), max_size=4)) if with_present else set()
    return Problem(
        wanted={e: draw(st.integers(0, 3)) for e in entries},
        limits={j: draw(st.none() | st.integers(0, 3)) for j in jurors},
        forbidden=frozenset(forbidden),
        present=frozenset(present),
    )


def every_assignment(problem):
    """All allowed sets of pairs."""
    choices = []
    for entry, wanted in problem.wanted.items():
        free = [j for j in problem.limits if (entry, j) not in problem.forbidden]
        some = [c for n in range(min(wanted, len(free)) + 1) for c in combinations(free, n)]
        choices.append([[(entry, j) for j in chosen] for chosen in some])
    for parts in product(*choices):
        pairs = [pair for part in parts for pair in part]
        loads = {j: sum(p[1] == j for p in pairs) for j in problem.limits}
        if all(n is None or loads[j] <= n for j, n in problem.limits.items()):
            yield pairs, loads


def counts(problem, pairs):
    return {e: sum(pair[0] == e for pair in pairs) for e in problem.wanted}


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_plan_is_as_good_as_any_assignment_at_all(problem):
    made = plan(problem)
    assert not made.pairs & problem.forbidden
    for juror, limit in problem.limits.items():
        assert limit is None or made.loads[juror] <= limit
    everything = list(every_assignment(problem))
    most = max(len(pairs) for pairs, _loads in everything)
    assert len(made.pairs) == most
    # Works are served evenly: the sorted counts are the best there are, lowest first.
    mine = counts(problem, made.pairs)
    assert sum(n * n for n in mine.values()) == min(
        sum(n * n for n in counts(problem, pairs).values())
        for pairs, _loads in everything
        if len(pairs) == most
    )
    # With those counts for the works, no other assignment loads the jurors more evenly.
    assert sum(n * n for n in made.loads.values()) == min(
        sum(n * n for n in loads.values())
        for pairs, loads in everything
        if counts(problem, pairs) == mine
    )
    assert made.missing == {
        e: problem.wanted[e] - n for e, n in mine.items() if n < problem.wanted[e]
    }


@settings(max_examples=150, deadline=None)
@given(problems(with_present=True))
def test_what_is_given_out_stays_unless_it_stands_in_the_way(problem):
    made = plan(problem)
    allowed = problem.present - problem.forbidden
    fits = all(
        limit is None or sum(j == juror for _e, j in allowed) <= limit
        for juror, limit in problem.limits.items()
    )
    best = [
        pairs
        for pairs, _loads in every_assignment(
            Problem(
                wanted={
                    e: max(n, sum(pair[0] == e for pair in allowed))
                    for e, n in problem.wanted.items()
                },
                limits=problem.limits,
                forbidden=problem.forbidden,
            )
        )
        if allowed <= set(pairs)
    ]
    reach = sum(min(n, problem.wanted[e]) for e, n in counts(problem, made.pairs).items())
    kept_reach = max(
        (sum(min(n, problem.wanted[e]) for e, n in counts(problem, p).items()) for p in best),
        default=-1,
    )
    assert reach >= kept_reach
    if fits and kept_reach == reach:
        assert allowed <= made.pairs


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


@given(problems(with_present=True))
def test_the_order_of_the_input_does_not_matter(problem):
    turned = Problem(
        wanted=dict(reversed(problem.wanted.items())),
        limits=dict(reversed(problem.limits.items())),
        forbidden=problem.forbidden,
        present=problem.present,
    )
    assert plan(turned) == plan(problem)


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
