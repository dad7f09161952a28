"""The smallest change that would make it possible, against every change there is."""

from dataclasses import replace
from itertools import product

import pytest

from eventkit.juries.assigning import Problem, plan
from eventkit.juries.remedies import remedies_for
from tests.juries.test_assigning import drawn, every_assignment, worth


def test_where_no_limit_can_help_people_are_asked_for():
    problem = Problem(
        wanted=dict.fromkeys(range(1, 5), 2),
        limits={11: 3, 12: 2},
        forbidden=frozenset({(1, 12)}),
    )
    # Five of eight sheets are reached; the second one of work 1 needs somebody new in any case.
    made = plan(problem)
    assert sum(made.missing.values()) == 3
    (only,) = remedies_for(problem, made)
    assert only.limits == {}
    assert sum(len(works) for works in only.experts) == 3


def test_the_raise_falls_on_as_few_as_possible_and_on_the_lowest_limit():
    problem = Problem(wanted=dict.fromkeys(range(1, 7), 1), limits={11: 2, 12: 1, 13: 1})
    made = plan(problem)
    raised, invited = remedies_for(problem, made)
    assert raised.limits in ({12: 3}, {13: 3})
    assert [len(works) for works in invited.experts] == [2]


def test_whoever_comes_reads_what_nobody_else_may():
    problem = Problem(
        wanted=dict.fromkeys(range(1, 5), 2),
        limits=dict.fromkeys((11, 12)),
        forbidden=frozenset({(2, 11), (4, 12)}),
    )
    (only,) = remedies_for(problem, plan(problem))
    assert only.experts == ((2, 4),)


def test_nothing_is_said_where_nothing_is_missing():
    problem = Problem(wanted={1: 1}, limits={11: None})
    assert remedies_for(problem, plan(problem)) == []


def least_missing(problem):
    return min(worth(problem, pairs)[0] for pairs in every_assignment(problem))


@pytest.mark.parametrize("seed", range(80))
def test_no_smaller_change_does(seed):
    problem = replace(drawn(seed), mismatched=frozenset())
    made = plan(problem)
    found = remedies_for(problem, made)
    if not made.missing:
        assert found == []
        return
    missing = sum(made.missing.values())
    open_all = replace(problem, limits=dict.fromkeys(problem.limits))
    raised = [remedy for remedy in found if remedy.limits]
    assert bool(raised) == (least_missing(open_all) == 0)
    for remedy in raised:
        assert least_missing(replace(problem, limits={**problem.limits, **remedy.limits})) == 0
        assert fewest_raised(problem, missing) == len(remedy.limits)
    (invited,) = [remedy for remedy in found if remedy.experts]
    assert sum(len(works) for works in invited.experts) == missing
    # Fewer new people, reading all they like, would not do.
    fewer = {99 + n: None for n in range(len(invited.experts) - 1)}
    assert least_missing(replace(problem, limits={**problem.limits, **fewer})) > 0


def fewest_raised(problem, missing):
    """On how few jurors a raise by as many works as are missing can fall."""
    base = {
        j: max(n, sum(p[1] == j for p in problem.fixed() | problem.beside))
        for j, n in problem.limits.items()
        if n is not None
    }
    best = None
    for steps in product(range(missing + 1), repeat=len(base)):
        if sum(steps) == missing:
            limits = {j: n + step for (j, n), step in zip(base.items(), steps, strict=True)}
            people = sum(step > 0 for step in steps)
            wider = replace(problem, limits={**problem.limits, **limits})
            if (best is None or people < best) and least_missing(wider) == 0:
                best = people
    return best
