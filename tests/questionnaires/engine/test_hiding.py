"""Nobody's answer can be had out of sums that a report shows, whatever is added and taken off."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from eventkit.questionnaires.engine.hiding import Ledger, change_of, hidden, mean_of


def test_a_single_small_group_takes_the_next_smallest_with_it():
    assert hidden({"a": 3, "b": 6, "c": 8}) == {"a", "b"}
    assert hidden({"a": 3, "b": 4, "c": 8}) == {"a", "b"}
    assert hidden({"a": 5, "b": 6}) == set()
    assert hidden({"a": 4, "b": 9}) == {"a", "b"}
    assert hidden({"a": 2}) == {"a"}
    # nobody in "b": a hidden "b" would let the total less "c" show the three of "a"
    assert hidden({"a": 3, "b": 0, "c": 8}) == {"a", "c"}
    assert hidden({"a": 3, "b": 6, "c": 6}) == {"a", "b"}


def test_who_did_not_answer_again_cannot_be_had_by_subtraction():
    # before 10 people, after 9 of them: before − (after − change) is the answer of the tenth
    everybody = [str(number) for number in range(10)]
    ledger = Ledger(5)
    assert ledger.admit([mean_of("before", everybody)])
    assert ledger.admit([change_of("before", "after", everybody[:9])])
    assert not ledger.admit([mean_of("after", everybody[:9])])
    # what everybody answered again gives nothing away, nor does a wave that five are missing in
    for again in (everybody, everybody[:5]):
        ledger = Ledger(5)
        assert ledger.admit([mean_of("before", everybody)])
        assert ledger.admit([change_of("before", "after", again)])
        assert ledger.admit([mean_of("after", again)])


def test_two_splits_that_differ_by_one_person_are_not_both_shown():
    people = [str(number) for number in range(20)]
    ledger = Ledger(5)
    assert ledger.admit([mean_of("w", people)])
    assert ledger.admit([mean_of("w", people[:10]), mean_of("w", people[10:])])
    assert not ledger.admit([mean_of("w", people[:9]), mean_of("w", people[9:])])
    assert ledger.admit([mean_of("w", people[:5] + people[10:15])])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_combination_of_what_is_shown_is_about_fewer_than_the_limit(data):
    n, least = data.draw(st.integers(6, 9)), 3
    people = [str(number) for number in range(n)]
    again = [one for one in people if data.draw(st.booleans())]
    ledger, shown = Ledger(least), []
    for _table in range(data.draw(st.integers(2, 5))):
        kind = data.draw(st.sampled_from(["w1", "w2", "change"]))
        of_kind = people if kind == "w1" else again
        groups: dict[int, list[str]] = {}
        for one in of_kind:
            groups.setdefault(data.draw(st.integers(0, 2)), []).append(one)
        kept_back = hidden({group: len(some) for group, some in groups.items()}, least)
        facts = [
            change_of("w1", "w2", some) if kind == "change" else mean_of(kind, some)
            for group, some in groups.items()
            if group not in kept_back
        ]
        if ledger.admit(facts):
            shown += facts
    for few in range(1, least):
        for some in combinations(people, few):
            assert not isolated(shown, set(some)), (shown, some)


def isolated(facts, some):
    """Whether a combination of the facts is about these people alone, by plain elimination."""
    columns = sorted({column for fact in facts for column in fact})
    outside = [column for column in columns if column[1] not in some]
    return rank(facts, outside) < rank(facts, columns)


def rank(facts, columns):
    rows = [[Fraction(fact.get(column, 0)) for column in columns] for fact in facts]
    found = 0
    for column in range(len(columns)):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(found + 1, len(rows)):
            factor = rows[r][column] / rows[found][column]
            rows[r] = [x - factor * y for x, y in zip(rows[r], rows[found], strict=True)]
        found += 1
    return found
