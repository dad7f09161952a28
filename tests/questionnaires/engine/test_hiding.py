"""Small groups and differences that a report keeps back, case by case."""

from __future__ import annotations

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
