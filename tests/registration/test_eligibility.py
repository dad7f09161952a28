"""Who is admitted: full years, the two-sided experience limits, the deadline's last second."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from eventkit.registration.eligibility import (
    EligibilityRule,
    Verdict,
    anniversary,
    check,
    full_years,
    is_late,
)

SCENARIOS = Path(__file__).parents[1] / "data" / "scenarios"
STATUS = {"admitted": "допущена", "refused": "отклонена", "withdrawn": "отозвана"}
EARLY = datetime(2025, 10, 1, tzinfo=UTC)
DEADLINE = datetime(2025, 10, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=9)))
REFERENCE = date(2025, 10, 1)
YOUNG = EligibilityRule(max_age_full_years=35, max_experience_full_years=5)


def read(name: str) -> Any:
    return json.loads((SCENARIOS / name).read_text("utf-8"))


def ask(
    rule: EligibilityRule = YOUNG,
    birth: date | None = date(1995, 1, 1),
    start: date | None = date(2022, 1, 1),
    submitted: datetime = EARLY,
    withdrawn: bool = False,
) -> Verdict:
    return check(rule, birth, start, REFERENCE, submitted, DEADLINE, withdrawn)


@pytest.mark.parametrize("name", ["a", "b"])
def test_every_application_of_both_sets(name: str) -> None:
    given = read(f"{name}/s1_essay.input.json")
    people = {p["id"]: p for p in read(f"{name}/common.json")["persons"]}
    rules = {a["id"]: EligibilityRule.from_dict(a["rule"]) for a in given["audiences"]}
    audiences = {n["id"]: n["audience"] for n in given["nominations"]}
    found = []
    for application in given["applications"]:
        person = people[application["author"]]
        verdict = check(
            rules[audiences[application["nomination"]]],
            date.fromisoformat(person["birth"]),
            date.fromisoformat(person["experience_start"]),
            date.fromisoformat(given["reference_date"]),
            datetime.fromisoformat(application["received"]),
            datetime.fromisoformat(given["deadline"]),
            "withdrawn" in application,
        )
        found.append(
            (
                application["no"],
                verdict.age,
                verdict.experience,
                STATUS[verdict.status],
                verdict.reason_code,
            )
        )
    expected = read(f"{name}/s1_essay.expected.json")["eligibility"]
    assert found == [
        (e["no"], e["age"], e["experience_full_years"], e["status"], e["reason_code"])
        for e in expected
    ]


@pytest.mark.parametrize("case", read("vectors.json")["eligibility_young"], ids=lambda c: c["why"])
def test_young_specialists(case: dict[str, Any]) -> None:
    verdict = ask(birth=date.fromisoformat(case["birth"]), start=date.fromisoformat(case["start"]))
    assert (verdict.status == "admitted") is case["ok"]


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(2000, 2, 29), date(2025, 2, 28), 24),
        (date(2000, 2, 29), date(2025, 3, 1), 25),
        (date(2000, 2, 29), date(2024, 2, 28), 23),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
        (date(2000, 3, 1), date(2025, 2, 28), 24),
        (date(2000, 2, 28), date(2025, 2, 28), 25),
        (date(2025, 10, 1), date(2025, 10, 1), 0),
        (date(2025, 12, 1), date(2025, 10, 1), 0),
        (date(2027, 1, 1), date(2025, 10, 1), 0),
    ],
)
def test_full_years(since: date, until: date, years: int) -> None:
    assert full_years(since, until) == years


def test_29_february_is_1_march_in_other_years() -> None:
    assert anniversary(date(2000, 2, 29), 1) == date(2001, 3, 1)
    assert anniversary(date(2000, 2, 29), 4) == date(2004, 2, 29)
    assert anniversary(date(1896, 2, 29), 4) == date(1900, 3, 1)


def test_experience_limits_meet_at_n_years_0_days() -> None:
    day = date(2020, 10, 1)
    most, least = (
        EligibilityRule(max_experience_full_years=5),
        EligibilityRule(min_experience_full_years=5),
    )
    assert ask(most, start=day).status == "admitted"
    assert ask(least, start=day).status == "admitted"
    assert ask(most, start=date(2020, 9, 30)).reason_code == "experience_over"
    assert ask(least, start=date(2020, 10, 2)).reason_code == "experience_under"
    assert ask(least, start=date(2020, 10, 2)).experience == 4


def test_experience_from_29_february_counts_from_1_march() -> None:
    rule = EligibilityRule(max_experience_full_years=5)

    def on(reference: date) -> str | None:
        return check(rule, None, date(2020, 2, 29), reference, EARLY, None).reason_code

    assert on(date(2025, 3, 1)) is None
    assert on(date(2025, 3, 2)) == "experience_over"


def test_the_first_fault_in_the_order_withdrawn_late_age_experience_is_told() -> None:
    late = DEADLINE + timedelta(seconds=1)
    old, experienced = date(1950, 1, 1), date(1990, 1, 1)
    assert ask(YOUNG, old, experienced, late, True) == Verdict("withdrawn", "withdrawn", 75, 35)
    assert ask(YOUNG, old, experienced, late) == Verdict("refused", "late", 75, 35)
    assert ask(YOUNG, old, experienced) == Verdict("refused", "age_over", 75, 35)
    assert ask(YOUNG, date(1990, 1, 1), date(2010, 1, 1)).reason_code == "experience_over"
    assert ask() == Verdict("admitted", None, 30, 3)


def test_the_deadline_second_is_included_and_zones_are_compared_as_instants() -> None:
    assert not is_late(DEADLINE, DEADLINE)
    assert not is_late(DEADLINE + timedelta(microseconds=999_999), DEADLINE)
    assert is_late(DEADLINE + timedelta(seconds=1), DEADLINE)
    # 14:59:59 UTC is the same instant; an hour later on a more western clock is late
    assert not is_late(datetime(2025, 10, 31, 14, 59, 59, tzinfo=UTC), DEADLINE)
    assert is_late(datetime(2025, 10, 31, 15, 0, 0, tzinfo=UTC), DEADLINE)
    with pytest.raises(ValueError, match="zone"):
        is_late(datetime(2025, 10, 31), DEADLINE)  # noqa: DTZ001


def test_a_missing_date_leaves_it_undecided_only_where_the_rule_needs_it() -> None:
    assert ask(birth=None) == Verdict("undecided", "birth_missing", None, 3)
    assert ask(start=None) == Verdict("undecided", "start_missing", 30, None)
    assert ask(birth=None, start=date(2000, 1, 1)).reason_code == "experience_over"
    assert ask(birth=date(1950, 1, 1), start=None).reason_code == "age_over"
    assert ask(EligibilityRule(), None, None) == Verdict("admitted", None, None, None)
    assert ask(
        EligibilityRule(min_experience_full_years=0), start=date(2026, 1, 1)
    ).reason_code == ("experience_under")


def test_a_rule_that_is_no_number_is_named() -> None:
    for wrong in ("35", -1, 2.5, True, 1000):
        with pytest.raises(ValueError, match="max_age_full_years"):
            EligibilityRule.from_dict({"max_age_full_years": wrong})
    assert EligibilityRule.from_dict({"note": "слова", "max_age_full_years": 35}) == (
        EligibilityRule(max_age_full_years=35)
    )
