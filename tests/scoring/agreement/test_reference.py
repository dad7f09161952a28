"""Values of R and of print, from the folder that EVENTKIT_METHODS_DATA names."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from fractions import Fraction

import pytest

from eventkit.scoring.agreement import agreement


@pytest.fixture
def rows(methods_data):
    """The rows of a table by the beginning of its name."""

    def read(name):
        (file,) = (methods_data / "data").glob(f"{name}*.csv")
        with file.open(encoding="utf-8", newline="") as table:
            return list(csv.DictReader(table))

    return read


@pytest.fixture
def expected(methods_data):
    """The expected groups by the beginning of the file's name."""

    def read(name):
        (file,) = (methods_data / "expected").glob(f"{name}*.json")
        return json.loads(file.read_text("utf-8"))

    return read


def jurors_in_columns(rows, entry, *ignored):
    return {
        row[entry]: {
            juror: Fraction(mark)
            for juror, mark in row.items()
            if mark and juror not in (entry, *ignored)
        }
        for row in rows
    }


def jurors_in_rows(rows, juror, *ignored):
    turned = defaultdict(dict)
    for name, row in jurors_in_columns(rows, juror, *ignored).items():
        for entry, mark in row.items():
            turned[entry][name] = mark
    return turned


def test_intraclass_correlations(rows, expected):
    found = agreement(jurors_in_columns(rows("p01"), "target"), bootstrap=0)
    value = expected("p01")["psych_ICC"]["value"]
    assert found.icc == pytest.approx({name: one["icc"] for name, one in value.items()}, abs=1e-6)


def test_concordance_with_ties(rows, expected):
    found = agreement(jurors_in_rows(rows("p02"), "judge"), bootstrap=0).kendall_w
    value = expected("p02")["kendall_W_ties"]["value"]
    assert (found.w, found.chi2, found.df, found.p) == pytest.approx(
        (value["W"], value["chisq"], value["df"], value["p"]), abs=1e-6
    )


def test_concordance_of_printed_tastings(rows, expected):
    printed = expected("p13")["expected"]
    assert printed
    for name, value in printed.items():
        report = [row for row in rows("p13") if row["report"] == name]
        found = agreement(jurors_in_rows(report, "judge", "report"), bootstrap=0).kendall_w
        assert found.w == pytest.approx(value["printed_W"], abs=1e-4)
        assert found.p == pytest.approx(value["printed_p_chi2"], abs=1e-4)


def test_alpha_with_gaps(rows, expected):
    found = agreement(jurors_in_rows(rows("p03"), "observer"), bootstrap=0).krippendorff_alpha
    value = expected("p03")["alpha"]["value"]
    assert found == pytest.approx({metric: value[metric] for metric in found}, abs=1e-6)


def test_nominal_alpha_beside_fleiss_kappa(rows, expected):
    # Of N complete works by m jurors alpha = 1 - (1 - kappa)(Nm - 1) / Nm. Kappas themselves are
    # not computed here; the file's `kripp_nominal` is of other numbers: it fits neither the table
    # (whose Fleiss kappa is 0.430) nor the table turned around.
    codes = [
        {name: cell if name == "patient" else cell[0] for name, cell in row.items()}
        for row in rows("p04")
    ]
    found = agreement(jurors_in_columns(codes, "patient"), bootstrap=0)
    kappa = expected("p04")["fleiss"]["value"]["kappa"]
    alpha = 1 - (1 - kappa) * (found.marks - 1) / found.marks
    assert found.krippendorff_alpha["nominal"] == pytest.approx(alpha, abs=1e-6)


def test_severity_by_both_models(rows, expected):
    totals = defaultdict(dict)
    for row in rows("p06"):
        totals[row["entry"]][row["judge"]] = Fraction(row["score"])
    found = agreement(totals, bootstrap=0)
    said = expected("p06")
    squares, mixed = said["ls"]["value"], said["mixed_random_judges"]["value"]
    for name, values, tolerance in (
        ("effect", squares["judge_effect"], 1e-6),
        ("effect_se", squares["judge_se"], 1e-6),
        ("effect_shrunk", mixed["blup_judge"], 1e-3),
    ):
        jurors = {juror.juror: getattr(juror, name) for juror in found.jurors}
        assert jurors == pytest.approx(values, abs=tolerance)
    for name, values, tolerance in (
        ("raw", said["raw_mean"]["value"], 1e-9),
        ("adjusted", mixed["entry"], 1e-3),
        ("se", mixed["entry_se"], 1e-3),
    ):
        works = {work.entry: getattr(work, name) for work in found.adjusted}
        assert works == pytest.approx(values, abs=tolerance)
    assert found.connected


def test_probabilities_of_places(rows, expected):
    stage = [row for row in rows("p09_chopin2025_scores") if row["stage"] == "1"]
    totals = jurors_in_columns(stage, "name", "stage", "nr", "printed_result")
    # As many draws as the reference: with the 2000 of every day chance alone makes 0.03.
    found = agreement(totals, bootstrap=20_000)
    said = expected("p18")["expected"]
    assert len(found.place_probability) == len(said)
    for work in found.place_probability:
        value = said[work.entry]
        for last, name in ((1, "p_first"), (3, "p_top3"), (10, "p_top10")):
            share = sum(p for place, p in work.places.items() if int(place) <= last)
            assert share == pytest.approx(value[name], abs=0.02), (work.entry, name)
