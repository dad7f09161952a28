"""Who may take part: full years between dates, deadlines, age and experience. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime

from eventkit.lazy import dataclass

ADMITTED, REFUSED, WITHDRAWN, UNDECIDED = "admitted", "refused", "withdrawn", "undecided"
MOST_YEARS = 150


@dataclass(frozen=True)
class EligibilityRule:
    """Whom an audience admits; None means no condition. All numbers are full years.

    `max_experience_full_years` n admits up to n years 0 days, `min_experience_full_years` n
    from n years 0 days, `max_age_full_years` n until the day before the birthday n + 1.
    """

    max_age_full_years: int | None = None
    max_experience_full_years: int | None = None
    min_experience_full_years: int | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> EligibilityRule:
        """The rule from its JSON; other keys are left alone.

        Raises ValueError, naming the key, for what is no whole number from 0 to 150.
        """
        return cls(**{one.name: _years(one.name, data.get(one.name)) for one in fields(cls)})


@dataclass(frozen=True)
class Verdict:
    """`status` is admitted, refused, withdrawn or undecided (a needed date is missing).

    `reason_code`: withdrawn, late, age_over, experience_over, experience_under, birth_missing,
    start_missing, or None when admitted. `age` and `experience` are full years at the reference
    date, None without the date.
    """

    status: str
    reason_code: str | None
    age: int | None
    experience: int | None


def anniversary(day: date, years: int) -> date:
    """The same day that many years later; 29 February is 1 March in a year without one."""
    if (day.month, day.day) == (2, 29) and not _is_leap(day.year + years):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


def full_years(since: date, until: date) -> int:
    """Full years from `since` to `until`; 0 when `since` is later."""
    years = until.year - since.year
    if years > 0 and anniversary(since, years) > until:
        years -= 1
    return max(years, 0)


def is_late(submitted_at: datetime, deadline: datetime) -> bool:
    """Whether an application came after the deadline, whose last second still counts.

    Both are instants with a zone; raises ValueError for one without.
    """
    if submitted_at.tzinfo is None or deadline.tzinfo is None:
        raise ValueError("a deadline is an instant: the zone is missing")
    return submitted_at.replace(microsecond=0) > deadline


def check(
    rule: EligibilityRule,
    birth: date | None,
    start: date | None,
    reference: date,
    submitted_at: datetime,
    deadline: datetime | None,
    withdrawn: bool = False,
) -> Verdict:
    """The verdict on one application, in the order withdrawn, late, age, experience.

    `start` is the first day of teaching work; `deadline` None means that none is set.
    """
    age = None if birth is None else full_years(birth, reference)
    experience = None if start is None else full_years(start, reference)
    if withdrawn:
        return Verdict(WITHDRAWN, "withdrawn", age, experience)
    reason = _refusal(rule, age, start, reference)
    if deadline is not None and is_late(submitted_at, deadline):
        reason = "late"
    if reason is None:
        return Verdict(ADMITTED, None, age, experience)
    status = UNDECIDED if reason.endswith("_missing") else REFUSED
    return Verdict(status, reason, age, experience)


def _refusal(
    rule: EligibilityRule, age: int | None, start: date | None, reference: date
) -> str | None:
    missing = None
    if rule.max_age_full_years is not None:
        if age is None:
            missing = "birth_missing"
        elif age > rule.max_age_full_years:
            return "age_over"
    most, least = rule.max_experience_full_years, rule.min_experience_full_years
    if start is None:
        needed = most is not None or least is not None
        return missing or ("start_missing" if needed else None)
    if most is not None and anniversary(start, most) < reference:
        return "experience_over"
    if least is not None and anniversary(start, least) > reference:
        return "experience_under"
    return missing


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _years(name: str, value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_YEARS:
        raise ValueError(f"{name}: a whole number of years is wanted, not {value!r}")
    return value
