"""Two whole contests, value by value against figures worked out independently."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from eventkit.scoring.engine import EntryResult, shown, shown_root

STATUS = {"winner": "победитель", "prize": "призёр", "participant": "участник"}
FLAG = {"strict": "строгий", "lenient": "мягкий", None: None}
DOCUMENT = {
    1: "диплом I степени",
    2: "диплом II степени",
    3: "диплом III степени",
    None: "сертификат участника",
}


def two(value: Fraction | None) -> str | None:
    return None if value is None else shown(value, 2)


def row(entry: EntryResult, author: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """The entry in the form of the expected file, with the same keys."""
    found = {
        "nomination": entry.nomination,
        "code": entry.entry,
        "author": author,
        "sheets": {s.juror: s.total for s in entry.sheets if s.use != "annulled"},
        "sum": entry.sum,
        "official": two(entry.value),
        "mean": two(entry.mean),
        "percent": two(entry.percent),
        "median": two(entry.median),
        "trimmed": two(entry.trimmed),
        "lowest_sheet": two(entry.lowest_sheet),
        "spread": entry.spread,
        "divergent": entry.divergent,
        "rank_competition": entry.rank_competition,
        "rank_dense": entry.rank_dense,
        "rank_range": entry.rank_range,
        "awarded_place": entry.place,
        "awarded_place_shown": entry.place_shown,
        "status": STATUS[entry.status],
        "document": DOCUMENT[entry.degree],
    }
    found |= {f"{code}_mean": two(value) for code, value in entry.criterion_means.items()}
    return {key: found[key] for key in wanted}


def test_every_work_has_its_value_place_and_diploma(essays: Any) -> None:
    result = essays.calculate()
    assert len(result.entries) == len(essays.expected["results"])
    for wanted in essays.expected["results"]:
        entry = result.entry(wanted["code"])
        assert row(entry, essays.authors[entry.entry], wanted) == wanted


def test_works_stand_in_the_expected_order(essays: Any) -> None:
    result = essays.calculate()
    wanted = [(r["nomination"], r["rank_dense"]) for r in essays.expected["results"]]
    found = [(e.nomination, e.rank_dense) for e in result.entries]
    assert sorted(found) == sorted(wanted)
    for nomination in result.nominations:
        ranks = [result.entry(e).rank_competition for e in nomination.entries]
        assert ranks == sorted(ranks)


def test_nominations_and_their_ties(essays: Any) -> None:
    found = {
        n.nomination: {
            "nomination": n.nomination,
            "entries": len(n.entries),
            "winner_awarded": n.winner_awarded,
            "ties": [
                {"codes": list(t.entries), "mean": two(t.value), "resolved_by": t.resolved_by}
                for t in n.ties
            ],
            "provisional": n.provisional,
        }
        for n in essays.calculate().nominations
    }
    assert found == {n["nomination"]: n for n in essays.expected["nominations"]}


def test_grand_prix_and_counts(essays: Any) -> None:
    result = essays.calculate()
    authors = {
        audience: sorted(essays.authors[e] for e in entries)
        for audience, entries in result.grand_prix.items()
    }
    assert authors == essays.expected["grand_prix"]
    assert Counter(STATUS[e.status] for e in result.entries) == essays.expected["counts"]
    assert Counter(DOCUMENT[e.degree] for e in result.entries) == essays.expected["documents"]


def test_jurors_and_their_flags(essays: Any) -> None:
    found = [
        {
            "judge": j.juror,
            "sheets": j.sheets,
            "mean": two(j.mean),
            "sd": None if j.variance is None else shown_root(j.variance, 2),
            "mean_deviation_from_cojudges": two(j.mean_deviation),
            "flag": FLAG[j.flag],
        }
        for j in essays.calculate().jurors
    ]
    assert found == essays.expected["judges"]


def test_advisory_model(essays: Any) -> None:
    wanted = essays.expected["advisory_additive_model"]
    advice = essays.calculate().advice
    assert advice.linked
    assert {j: two(e) for j, e in advice.effects.items()} == wanted["judge_effect"]
    assert {e: two(v) for e, v in advice.adjusted.items()} == wanted["adjusted_mean"]
    assert set(advice.changed_first) == set(wanted["changed_first_place"])
    order = {n: [essays.authors[e] for e in entries] for n, entries in advice.order.items()}
    assert order == wanted["order"]


@pytest.mark.parametrize("policy", ["third_is_final", "closest_two", "mean_of_three"])
def test_two_readings_and_a_third(essays: Any, policy: str) -> None:
    wanted = essays.expected["two_plus_third"]
    result = essays.calculate(aggregation="two_plus_third", third_policy=policy)
    assert {e.entry: two(e.value) for e in result.entries} == wanted["final"][policy]
    third = sorted(e.entry for e in result.entries if e.third_reading_needed)
    assert third == [t["code"] for t in wanted["third_readings"]]
    for reading in wanted["third_readings"]:
        assert two(result.entry(reading["code"]).value) == reading["final"][policy]


def test_what_counting_annulled_sheets_would_change(essays: Any) -> None:
    found = [
        {
            "code": a.entry,
            "author": essays.authors[a.entry],
            "judge": a.juror,
            "replaced_by": a.replaced_by,
            "mean": two(a.mean),
            "official": two(a.value),
            "valid_sheets": a.valid_sheets,
        }
        for a in essays.calculate().annulled
    ]
    assert found == essays.expected["if_annulled_sheets_counted"]


def test_nothing_looks_wrong_in_the_sets(essays: Any) -> None:
    codes = {w.code for w in essays.calculate().warnings}
    assert codes <= {"first_place_not_awarded"}
