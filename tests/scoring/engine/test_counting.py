"""Steps of rules over marks: each does what a commission would do with a pencil."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventkit.scoring.engine import EngineInputError, RulesError, ScoringRules
from eventkit.scoring.engine.counting import METHODS, count, method_steps
from eventkit.scoring.engine.ranking import ranking
from eventkit.scoring.engine.step_reading import plain_steps, read_steps
from eventkit.scoring.engine.table import Marked


def marks(text, **more):
    """«А: 8 9 10» – a work and its marks by juror 1, 2, …; «-» is a gap."""
    found = []
    for line in text.strip().splitlines():
        entry, numbers = line.split(":")
        for juror, mark in enumerate(numbers.split(), start=1):
            if mark != "-":
                found.append(Marked(entry.strip(), f"ж{juror}", Fraction(mark), **more))
    return found


def values(steps, given_marks, **options):
    counted = count(steps, given_marks, **options)
    return {entry: value for (_nomination, entry), value in counted.values.items()}


def order(steps, given_marks, *, smaller_is_better=False, **options):
    counted = count(steps, given_marks, smaller_is_better=smaller_is_better)
    [standings] = ranking(counted, **options).nominations.values()
    return [(one.place, one.entry) for one in standings]


# Four jurors; the highest and the lowest of А are 10 and 2.
TABLE = """
А: 2 7 8 10
Б: 6 6 7 9
В: 8 5 - 5
"""


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("mean", {"А": Fraction(27, 4), "Б": 7, "В": 6}),
        ("sum", {"А": 27, "Б": 28, "В": 18}),
        ("median", {"А": Fraction(15, 2), "Б": Fraction(13, 2), "В": 5}),
        # places ж1: В1 Б2 А3; ж2: А1 Б2 В3; ж3: А1 Б2; ж4: А1 Б2 В3
        ("mean-place", {"А": Fraction(6, 4), "Б": 2, "В": Fraction(7, 3)}),
        # of 3, 3, 2 and 3 works: points / (m − 1); ж1: 0 ½ 1; ж2: 1 ½ 0; ж3: 1 0; ж4: 1 ½ 0
        ("borda", {"А": 3, "Б": Fraction(3, 2), "В": 1}),
        # А–Б 3:1, А–В 2:1, Б–В 2:1
        ("copeland", {"А": 2, "Б": 0, "В": -2}),
        ("schulze", {"А": 2, "Б": 1, "В": 0}),
    ],
)
def test_each_method_by_hand(method, expected):
    assert values(method_steps(method), marks(TABLE)) == expected


def test_trimming_needs_enough_sheets_and_says_when_there_are_too_few():
    five = marks("А: 1 5 6 7 100\nБ: 4 4 4 4 4")
    assert values(method_steps("trimmed-mean"), five) == {"А": 6, "Б": 4}
    four = marks("А: 1 5 6 100")
    counted = count(method_steps("trimmed-mean"), four)
    assert list(counted.values.values()) == [28]
    assert [(n.code, n.params["numbers"], n.params["needed"]) for n in counted.notes] == [
        ("too_few_to_drop", 4, 5)
    ]
    assert values(method_steps("trimmed-mean", trim_min=3), four) == {"А": Fraction(11, 2)}
    seven = marks("А: 1 2 5 6 7 90 100")
    assert values(method_steps("trimmed-mean", trim=2), seven) == {"А": 6}


def test_trials_are_counted_apart_and_summed():
    both = marks("А: 8 10\nБ: 9 9", trial="I") + marks("А: 4\nБ: 2 5", trial="II")
    assert values(method_steps("mean"), both) == {"А": 13, "Б": Fraction(25, 2)}


def test_a_juror_without_every_trial_gives_no_place_for_that_work():
    both = marks("А: 8 10\nБ: 9 9", trial="I") + marks("А: 4 1\nБ: 2", trial="II")
    # ж1: А 12, Б 11; ж2 has А 11 and, for Б, one trial of two: left out
    counted = count(method_steps("mean-place"), both)
    assert counted.values == {("", "А"): 1, ("", "Б"): 2}
    [note] = counted.notes
    assert (note.code, note.params["entry"], note.params["missing"]) == (
        "incomplete",
        "Б",
        ("II",),
    )


def test_criteria_are_weighted_and_a_sheet_with_a_gap_does_not_count():
    given_marks = [
        Marked("А", "ж1", Fraction(4), criterion="К1"),
        Marked("А", "ж1", Fraction(5), criterion="К2"),
        Marked("А", "ж2", Fraction(2), criterion="К1"),
        Marked("А", "ж2", Fraction(1), criterion="К2"),
        Marked("Б", "ж1", Fraction(3), criterion="К1"),
        Marked("Б", "ж1", Fraction(3), criterion="К2"),
        Marked("Б", "ж2", Fraction(5), criterion="К1"),
    ]
    # А: (4 + 7,5 + 2 + 1,5) / 2 = 7,5; Б: only ж1, 3 + 4,5 = 7,5
    counted = count(method_steps("mean"), given_marks, weights={"К2": Fraction(3, 2)})
    assert counted.values == {("", "А"): Fraction(15, 2), ("", "Б"): Fraction(15, 2)}
    assert [n.code for n in counted.notes] == ["incomplete"]
    standings = ranking(counted).nominations[""]
    assert [(s.place, s.tied, s.sheets) for s in standings] == [("1", True, 2), ("1", True, 1)]
    assert standings[1].totals == {"ж1": Fraction(15, 2)}


def test_marks_are_pulled_to_the_mean_and_rounded_where_the_rule_says():
    # mean (1 + 9 + 10) / 3 = 6 2/3; ± 3 leaves 3 2/3 … 9 2/3 → 3,67 9 9,67 → 22,34 / 3
    steps = read_steps(
        [
            {"step": "clip", "over": "juror", "by": 3},
            {"step": "round", "digits": 2},
            {"step": "combine", "over": "juror", "by": "mean"},
        ]
    )
    assert values(steps, marks("А: 1 9 10")) == {"А": Fraction(2234, 300)}


def test_a_half_is_rounded_away_from_zero():
    steps = read_steps([{"step": "round", "digits": 0}, {"step": "combine", "by": "sum"}])
    assert values(steps, marks("А: 2.5\nБ: -2.5\nВ: 2.4999")) == {"А": 3, "Б": -3, "В": 2}


def test_points_by_place_and_what_equals_get():
    ranks = marks("А: 1\nБ: 2\nВ: 2\nГ: 4")
    best = read_steps([{"step": "points", "points": [12, 10, 8]}])
    mean = read_steps([{"step": "points", "points": [12, 10, 8], "tied": "mean"}])
    assert values(best, ranks, smaller_is_better=True) == {"А": 12, "Б": 10, "В": 10, "Г": 0}
    assert values(mean, ranks, smaller_is_better=True) == {"А": 12, "Б": 9, "В": 9, "Г": 0}


def test_a_step_may_leave_some_names_alone_and_put_the_others_into_one_part():
    given_marks = [
        Marked("А", "ж1", Fraction(3), criterion="К1"),
        Marked("А", "ж1", Fraction(4), criterion="К2"),
        Marked("А", "протокол", Fraction(1), criterion="штраф"),
    ]
    steps = read_steps(
        [
            {"step": "combine", "over": "juror", "by": "mean"},
            {"step": "weight", "weights": {"штраф": -1}},
            {"step": "weight", "weights": {"К1": 2, "К2": 2}, "skip": {"criterion": ["штраф"]}},
            {"step": "group", "groups": {"минус": ["штраф"]}, "rest": "жюри"},
            {"step": "name", "name": "части"},
            {"step": "combine", "over": "criterion"},
        ]
    )
    counted = count(steps, given_marks)
    assert counted.values == {("", "А"): 13}
    parts = counted.kept["части"]
    assert {parts.names(key)["criterion"]: value for key, value in parts.cells.items()} == {
        "жюри": 14,
        "минус": -1,
    }


def test_what_the_steps_leave_apart_is_refused():
    with pytest.raises(EngineInputError, match="axis juror is left"):
        count(read_steps([{"step": "round"}]), marks("А: 1 2"))
    with pytest.raises(EngineInputError, match="given twice"):
        count((), [*marks("А: 1"), *marks("А: 2")])
    with pytest.raises(EngineInputError, match="is in no group"):
        count(
            read_steps([{"step": "group", "groups": {"часть": ["К9"]}}]),
            [Marked("А", "ж1", Fraction(1), criterion="К1")],
        )


@pytest.mark.parametrize(
    ("steps", "key", "code"),
    [
        ({"step": "drop"}, "steps", "not_a_list"),
        ([{"over": "juror"}], "steps.1.step", "required"),
        ([{"step": "guess"}], "steps.1.step", "not_a_choice"),
        ([{"step": "round", "digits": 99}], "steps.1.digits", "too_large"),
        ([{"step": "round", "digit": 2}], "steps.1.digit", "unknown"),
        ([{"step": "clip"}], "steps.1.by", "required"),
        ([{"step": "combine", "over": "weekday"}], "steps.1.over", "not_a_choice"),
        ([{"step": "combine", "whole": "yes"}], "steps.1.whole", "not_a_choice"),
        ([{"step": "round"}, {"step": "weight", "axis": "trial"}], "steps.2.weights", "required"),
        ([{"step": "weight", "weights": {"К1": "много"}}], "steps.1.weights.К1", "not_a_number"),
        ([{"step": "points", "points": [12, -1]}], "steps.1.points.2", "too_small"),
        ([{"step": "round", "only": {"colour": ["x"]}}], "steps.1.only.colour", "unknown"),
    ],
)
def test_a_step_that_cannot_be_meant_names_its_key(steps, key, code):
    with pytest.raises(RulesError) as caught:
        ScoringRules.from_dict({"steps": steps})
    assert (caught.value.key, caught.value.code) == (key, code)


def test_steps_come_back_from_json_as_they_were():
    data = [
        {"step": "weight", "weights": {"К1": "1.5"}, "skip": {"trial": ["II"]}},
        {"step": "combine", "over": "criterion", "whole": True},
        {"step": "drop", "highest": 2, "lowest": 0, "least": 4},
        {"step": "clip", "by": "0.5"},
        {"step": "group", "axis": "trial", "groups": {"день": ["I", "II"]}},
        {"step": "place", "tied": "best"},
        {"step": "points", "points": [3, "1.5"]},
        {"step": "elect", "by": "schulze"},
        {"step": "name", "name": "очки"},
    ]
    steps = read_steps(data)
    assert read_steps(plain_steps(steps)) == steps
    rules = ScoringRules.from_dict({"steps": data, "tie_break": ["очки"]})
    assert ScoringRules.from_dict(rules.to_dict()) == rules
    assert rules.digest() != ScoringRules().digest()


def test_rules_without_steps_keep_the_digest_they_had():
    # of the canonical text of the rules before steps could be given
    assert "steps" not in ScoringRules().canonical_json()


def test_ties_are_broken_in_order_and_named():
    table = marks("А: 5 5\nБ: 4 6\nВ: 3 7\nГ: 2 2")
    counted = count(method_steps("mean"), table)
    standings = ranking(counted, tie_break=["median_total", "lowest_sheet"]).nominations[""]
    assert [(s.entry, s.place, s.tie_broken_by) for s in standings] == [
        ("А", "1", "lowest_sheet"),
        ("Б", "2", "lowest_sheet"),
        ("В", "3", "lowest_sheet"),
        ("Г", "4", None),
    ]
    after_chair = ranking(counted, tie_break=["chair_decision", "lowest_sheet"])
    assert [s.place for s in after_chair.nominations[""]] == ["1", "1", "1", "4"]


def test_a_partly_broken_tie_leaves_the_rest_together():
    table = marks("А: 5 5 5\nБ: 4 5 6\nВ: 4 6 5")
    counted = count(method_steps("mean"), table)
    standings = ranking(counted, tie_break=["lowest_sheet"], place_style="range").nominations[""]
    assert [(s.entry, s.place, s.tied, s.tie_broken_by) for s in standings] == [
        ("А", "1", False, "lowest_sheet"),
        ("Б", "2–3", True, None),
        ("В", "2–3", True, None),
    ]


def test_a_trial_breaks_a_tie_and_the_smaller_may_be_better():
    both = marks("А: 8\nБ: 5", trial="I") + marks("А: 2\nБ: 5", trial="II")
    steps = method_steps("mean")
    assert order(steps, both, tie_break=["II_mean"]) == [("1", "Б"), ("2", "А")]
    assert order(steps, both, tie_break=["II_mean_asc"]) == [("1", "А"), ("2", "Б")]
    kept = (*steps[:2], *read_steps([{"step": "name", "name": "день"}]), *steps[2:])
    assert order(kept, both, tie_break=["день@I"]) == [("1", "А"), ("2", "Б")]
    counted = count(steps, both)
    assert [n.code for n in ranking(counted, tie_break=["К9_mean"]).notes] == ["tie_break_unknown"]


def test_an_exact_tie_is_found_where_binary_fractions_miss_it():
    table = marks("А: 0.1 0.2\nБ: 0.15 0.15")
    assert 0.1 + 0.2 != 0.15 + 0.15  # what a float would say
    assert order(method_steps("sum"), table) == [("1", "А"), ("1", "Б")]
    thirds = marks("А: 1 1 2\nБ: 2 1 1\nВ: 1 2 1")
    assert [place for place, _ in order(method_steps("mean"), thirds)] == ["1", "1", "1"]


def test_nominations_are_ranked_apart_and_may_use_the_same_ids():
    both = marks("А: 1\nБ: 2", nomination="Эссе") + marks("А: 9\nВ: 8", nomination="Слово")
    ranked = ranking(count(method_steps("mean"), both)).nominations
    assert {n: [(s.place, s.entry) for s in one] for n, one in ranked.items()} == {
        "Слово": [("1", "А"), ("2", "В")],
        "Эссе": [("1", "Б"), ("2", "А")],
    }


tables = st.dictionaries(
    st.sampled_from("абвгд"),
    st.dictionaries(st.sampled_from(["ж1", "ж2", "ж3", "ж4"]), st.integers(0, 6), min_size=1),
    min_size=1,
)


def as_marks(table, change=Fraction):
    return [
        Marked(entry, juror, change(mark))
        for entry, row in table.items()
        for juror, mark in row.items()
    ]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(tables, st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_the_order_of_marks_never_matters(table, method, chance):
    straight = as_marks(table)
    shuffled = list(straight)
    chance.shuffle(shuffled)
    ties = ["lowest_sheet"]
    assert ranking(count(method_steps(method), straight), tie_break=ties) == ranking(
        count(method_steps(method), shuffled), tie_break=ties
    )


@given(tables, st.sampled_from(METHODS))
def test_another_scale_of_marks_moves_nobody(table, method):
    steps = method_steps(method)
    plain = order(steps, as_marks(table))
    assert order(steps, as_marks(table, lambda mark: Fraction(mark) * Fraction(7, 3))) == plain


@given(tables, st.sampled_from(METHODS))
def test_works_with_equal_numbers_always_share_their_place(table, method):
    """Renaming works may not break a tie: the shared place stays shared."""
    names = sorted(table)
    for other in list(permutations(names))[:6]:
        renamed = dict(zip(names, other, strict=True))
        again = {renamed[entry]: row for entry, row in table.items()}
        plain = {(place, renamed[e]) for place, e in order(method_steps(method), as_marks(table))}
        assert set(order(method_steps(method), as_marks(again))) == plain
