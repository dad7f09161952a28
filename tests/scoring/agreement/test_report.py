"""The report as a whole: its JSON, its warnings, and what must not matter."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventkit.scoring.agreement import agreement, report

FULL = {
    "w1": [9, 7, 8],
    "w2": [7, 6, 8],
    "w3": [5, 6, 5],
    "w4": [4, 2, 6],
    "w5": [2, 1, 1],
}


def codes(found):
    return [warning.code for warning in found.warnings]


def params(found, code):
    return [dict(w.params) for w in found.warnings if w.code == code]


def test_the_json_has_these_keys_in_this_order(sheets):
    told = agreement(sheets(FULL), bootstrap=50).to_dict()
    assert list(told) == [
        "entries", "jurors_count", "marks", "connected", "icc", "kendall_w", "krippendorff_alpha",
        "jurors", "adjusted", "place_probability", "warnings",
    ]  # fmt: skip
    assert list(told["icc"]) == ["ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"]
    assert list(told["kendall_w"]) == ["w", "chi2", "df", "p"]
    assert list(told["krippendorff_alpha"]) == ["nominal", "ordinal", "interval"]
    assert list(told["jurors"][0]) == [
        "juror", "sheets", "mean", "sd", "mean_deviation", "effect", "effect_se", "effect_shrunk",
        "flag",
    ]  # fmt: skip
    assert list(told["adjusted"][0]) == ["entry", "raw", "adjusted", "se"]
    assert list(told["place_probability"][0]) == ["entry", "places"]
    assert (told["entries"], told["jurors_count"], told["marks"]) == (5, 3, 15)
    assert told["connected"] is True
    assert told["warnings"] == []
    # Plain numbers all through: what JSON gives back is the same.
    assert json.loads(json.dumps(told)) == told


def test_warnings_are_codes_with_parameters(sheets):
    found = agreement(sheets({**FULL, "w1": [9, None, 8]}), bootstrap=0)
    assert found.icc is None
    assert found.kendall_w is None
    assert found.krippendorff_alpha is not None
    told = found.to_dict()["warnings"]
    assert told[0] == {"code": "incomplete_table", "params": {"missing": 1}}
    assert told[1] == {"code": "juror_variance_zero", "params": {}}


def test_constant_marks_divide_nothing_by_zero(sheets):
    found = agreement(sheets({f"w{n}": [7, 7, 7] for n in range(5)}), bootstrap=50)
    assert set(found.icc.values()) == {None}
    assert (found.kendall_w.w, found.kendall_w.chi2, found.kendall_w.p) == (None, None, None)
    assert set(found.krippendorff_alpha.values()) == {None}
    assert {(j.mean, j.sd, j.mean_deviation, j.effect, j.flag) for j in found.jurors} == {
        (7, 0, 0, 0, None)
    }
    assert {(a.raw, a.adjusted, a.se) for a in found.adjusted} == {(7, 7, 0)}
    assert {tuple(one.places.items()) for one in found.place_probability} == {(("1", 1.0),)}
    assert params(found, "no_variance") == [
        {"statistic": "icc", "values": ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")},
        {"statistic": "kendall_w", "values": ("w", "chi2", "p")},
        {"statistic": "krippendorff_alpha", "values": ("nominal", "ordinal", "interval")},
    ]


def test_w_and_alpha_need_three_works_and_three_jurors(sheets):
    two_works = agreement(sheets({"w1": [1, 2, 3], "w2": [3, 2, 2]}), bootstrap=0)
    two_jurors = agreement(sheets({f"w{n}": [n, n + 1] for n in range(6)}), bootstrap=0)
    for found in (two_works, two_jurors):
        assert found.kendall_w is None
        assert found.krippendorff_alpha is None
        assert found.icc is not None
        assert params(found, "too_few")[0]["statistics"] == ("kendall_w", "krippendorff_alpha")


@pytest.mark.parametrize(("works", "warned"), [(3, True), (4, True), (5, False)])
def test_under_five_works_they_carry_a_warning(sheets, works, warned):
    found = agreement(sheets(dict(list(FULL.items())[:works])), bootstrap=0)
    assert found.kendall_w is not None
    assert found.krippendorff_alpha is not None
    assert ("few_entries" in codes(found)) is warned


def test_one_juror_or_one_work_is_little_to_say(sheets):
    for table in ({"w1": [1], "w2": [2]}, {"w1": [1, 2]}, {"w1": [1]}):
        found = agreement(sheets(table), bootstrap=20)
        assert found.icc is None
        assert {j.effect for j in found.jurors} == {None}
        assert params(found, "too_few")[1]["statistics"] == ("icc",)
        assert len(found.place_probability) == len(table)


def test_works_without_sheets_take_no_part(sheets):
    totals = sheets({**FULL, "w6": [None, None, None]})
    found = agreement(totals, bootstrap=50)
    assert params(found, "entries_without_marks") == [{"entries": 1}]
    assert found.icc == agreement(sheets(FULL), bootstrap=50).icc
    assert found.entries == len(found.adjusted) == len(found.place_probability) == 5


@pytest.mark.parametrize("totals", [{}, {"w1": {}}])
def test_without_any_sheet_there_is_nothing(totals):
    found = agreement(totals)
    assert (found.entries, found.jurors_count, found.marks, found.jurors) == (0, 0, 0, ())
    assert (found.icc, found.kendall_w, found.krippendorff_alpha) == (None, None, None)
    assert codes(found)[-1] == "no_marks"


def test_too_many_placings_are_refused_and_fewer_draws_are_not(sheets, monkeypatch):
    monkeypatch.setattr(report, "MOST_PLACINGS", 500)
    found = agreement(sheets(FULL), bootstrap=101)
    assert found.place_probability == ()
    assert params(found, "too_many_placings") == [{"placings": 505, "most": 500}]
    assert len(agreement(sheets(FULL), bootstrap=100).place_probability) == 5
    assert agreement(sheets(FULL), bootstrap=0).place_probability == ()


def test_too_many_jurors_have_no_effects(sheets, monkeypatch):
    monkeypatch.setattr(report, "MOST_JURORS", 2)
    found = agreement(sheets(FULL), bootstrap=0)
    assert {j.effect for j in found.jurors} == {None}
    assert params(found, "too_many_jurors") == [{"jurors": 3, "most": 2}]


def test_the_seed_is_that_of_the_places(sheets):
    one, other = (agreement(sheets(FULL), bootstrap=50, seed=seed) for seed in (1, 2))
    assert one.place_probability == agreement(sheets(FULL), bootstrap=50).place_probability
    assert one.place_probability != other.place_probability


def test_ranks_change_nothing_but_the_places(sheets):
    points = agreement(sheets(FULL), bootstrap=50).to_dict()
    ranks = agreement(sheets(FULL), bootstrap=50, smaller_is_better=True).to_dict()
    assert points.pop("place_probability") != ranks.pop("place_probability")
    assert points == ranks


@given(
    st.lists(
        st.lists(st.none() | st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=6
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_works_and_jurors_does_not_matter(sheets, rows, random):
    totals = sheets({f"w{number}": row for number, row in enumerate(rows)})

    def shuffled(mapping):
        return dict(random.sample(list(mapping.items()), len(mapping)))

    other = shuffled({entry: shuffled(row) for entry, row in totals.items()})
    assert agreement(other, bootstrap=20) == agreement(totals, bootstrap=20)


def test_numpy_is_loaded_only_when_there_is_something_to_compute():
    program = "import sys, eventkit.scoring.agreement; print({'numpy', 'scipy'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
