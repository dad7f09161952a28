"""Values of scales, levels, groups beside each other and suspicious answers, counted by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from eventkit.questionnaires.engine.change import change
from eventkit.questionnaires.engine.choices import counted, marks
from eventkit.questionnaires.engine.comparing import difference
from eventkit.questionnaires.engine.descriptives import describe
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item, Option
from eventkit.questionnaires.engine.reliability import reliability
from eventkit.questionnaires.engine.scales import Level, Norm, Scale
from eventkit.questionnaires.engine.scoring import level_of, scale_values
from eventkit.questionnaires.engine.suspicion import findings

ROWS = (Option("a", {"ru": "зал"}), Option("b", {"ru": "время"}))


def instrument(**scale):
    items = (Item("q1"), Item("q2"), Item("grid", "matrix", rows=ROWS), Item("pulse", "slider"))
    ids = ("q1", "q2", "grid.a", "grid.b")
    return Instrument(items=items, scales=(Scale("A", items=ids, **scale),))


@pytest.mark.parametrize(
    ("answers", "rules", "value"),
    [
        # q2 reversed: 6 − 2 = 4; (5 + 4 + 3 + 4) / 4
        ({"q1": 5, "q2": 2, "grid": {"a": 3, "b": 4}}, {"reversed": ("q2",)}, Fraction(4)),
        # three of four answered: the mean 4 is prorated to four items
        ({"q1": 5, "q2": 4, "grid": {"a": 3}}, {"score": "sum", "min_answered": 3}, Fraction(16)),
        ({"q1": 5, "q2": 4, "grid": {"a": 3}}, {"min_answered": 4}, None),
        # 9, "чушь" and 2.5 are no answers of these items
        ({"q1": 9, "q2": "чушь", "grid": {"a": "2.5", "b": 2}}, {}, Fraction(2)),
        ({"q1": True, "q2": [1], "grid": 3}, {}, None),
    ],
)
def test_the_value_of_a_scale(answers, rules, value):
    assert scale_values(instrument(**rules), answers) == {"A": value}


def test_levels_by_limits_and_by_norms():
    levels = (Level({"ru": "низкий"}, Fraction(-1)), Level({"ru": "обычный"}, Fraction(1)))
    scale = Scale("A", levels=(*levels, Level({"ru": "высокий"})))
    assert level_of(scale, Fraction(1)).title == {"ru": "высокий"}  # a limit is exclusive
    assert level_of(scale, Fraction(99, 100)).title == {"ru": "обычный"}
    norms = (Norm("", Fraction(20), Fraction(4)), Norm("new", Fraction(10), Fraction(2)))
    normed = Scale("A", levels=scale.levels, norms=norms)
    # 13: z = −1.75 among all, 1.5 among the new ones
    assert level_of(normed, Fraction(13)).title == {"ru": "низкий"}
    assert level_of(normed, Fraction(13), "new").title == {"ru": "высокий"}
    assert level_of(Scale("A", levels=levels, norms=norms[1:]), Fraction(13)) is None
    assert level_of(Scale("A"), Fraction(13)) is None


def test_a_group_is_described_exactly():
    # 2, 4, 4, 6: squares about 4 are 4 + 0 + 0 + 4, the variance 8/3; quartiles 3.5 and 4.5
    found = describe([Fraction(x) for x in (6, 4, 2, 4)])
    assert (found.mean, found.median, found.q1, found.q3) == (4, 4, Fraction(7, 2), Fraction(9, 2))
    assert float(found.sd) == pytest.approx(1.632993161855452)
    assert describe([Fraction(0), Fraction(2), Fraction(4)]).sd == 2
    assert describe([Fraction(3)]).sd is None
    assert describe([]) is None


def test_two_groups_of_unequal_spread():
    # means 3 and 6, variances 1 and 4 of three each: error √(1/3 + 4/3), df (5/3)² / (17/18)
    found = difference([Fraction(x) for x in (2, 3, 4)], [Fraction(x) for x in (4, 6, 8)])
    assert found.mean == 3
    assert found.t == pytest.approx(3 / (5 / 3) ** 0.5)
    assert found.df == pytest.approx(50 / 17)
    # pooled variance 2.5, correction 1 − 3/15
    assert found.g == pytest.approx(3 / 2.5**0.5 * 0.8)
    assert difference([Fraction(3)], [Fraction(5)]).t is None
    assert difference([], [Fraction(5)]) is None


def test_alpha_of_two_items_and_what_cannot_be_judged():
    # x: 1 2 3, y: 1 3 2: variances 1 and 1, covariance 0.5: alpha 2 (1 − 2/3)
    rows = [[Fraction(x), Fraction(y)] for x, y in ((1, 1), (2, 3), (3, 2))]
    found = reliability(["x", "y"], [*rows, [Fraction(1), None]])
    assert (found.n_complete, found.alpha) == (3, Fraction(2, 3))
    assert found.item_rest == pytest.approx({"x": 0.5, "y": 0.5})
    assert found.alpha_if_dropped == {"x": None, "y": None}
    assert found.omega_total is None
    turned = reliability(["x", "y"], [[x, 4 - y] for x, y in rows])
    assert turned.suspect == ("x", "y")
    alike = reliability(["x", "y"], [[Fraction(2), Fraction(3)]] * 4)
    assert (alike.alpha, alike.alpha_standardised, alike.suspect) == (None, None, ())


def test_omega_of_items_that_share_one_factor():
    # x = 2f + e₁, y = 2f + e₂, z = 2f + e₃, all four of spread 1 and without correlation: each
    # correlation is 4/5, so each loading² 4/5 and u² 1/5; 1 − (3/5) / (3 + 6 · 4/5)
    signs = (Fraction(1), Fraction(-1))
    rows = [[2 * f + x, 2 * f + y, 2 * f + z] for f, x, y, z in product(signs, repeat=4)]
    found = reliability(["x", "y", "z"], rows)
    assert found.omega_total == pytest.approx(1 - Fraction(3, 5) / Fraction(39, 5))
    assert found.omega_total == pytest.approx(found.alpha_standardised)
    # numbers whose whole multiples no float could hold
    odd = [[x + Fraction(1, 10**200 + 1) for x in row] for row in rows]
    assert reliability(["x", "y", "z"], odd).omega_total == pytest.approx(found.omega_total)


def test_equal_changes_have_no_test():
    found = change([Fraction(1, 2)] * 4)
    assert (found.n, found.mean, found.up, found.sd, found.t, found.d_z) == (
        (4, Fraction(1, 2), 4, 0, None, None)
    )
    assert change([]) is None


def test_marks_that_do_not_count():
    item = Item("m", "several", options=(*ROWS, Option("c", {"ru": "чай"})), at_most=2)
    answers = [["a", "b"], ["c", "b"], [], ["a", "b", "c"], ["нет такого"]]
    found = counted(item, [marks(item, one) for one in answers])
    assert (found.valid, found.void) == (4, 1)
    assert found.counts == {"a": 1, "b": 2, "c": 1}
    assert found.top() == ("b", "a", "c")


def test_suspicious_answers_are_named():
    items = tuple(Item(f"q{number}") for number in range(1, 7))
    asked = Instrument(items=(*items, Item("m", "several", options=ROWS, at_most=1)))
    straight = {f"q{number}": 3 for number in range(1, 7)}
    assert kinds(asked, straight) == ["straight"]
    assert kinds(asked, straight | {"q1": 4}, seconds=11) == ["fast"]
    assert kinds(asked, straight | {"q1": 4}, seconds=12) == []
    found = findings(asked, straight | {"q1": 9, "q2": 1, "q3": None, "m": ["a", "b"]})
    assert [(one.kind, one.item) for one in found] == [
        ("impossible", "q1"),
        ("gap", "q3"),
        ("too_many", "m"),
    ]


def kinds(asked, answers, seconds=None):
    return [one.kind for one in findings(asked, answers, seconds)]
