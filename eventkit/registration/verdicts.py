"""Eligibility for an event's nominations, with its reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Audience, Event, Nomination
from eventkit.lazy import dataclass
from eventkit.registration.eligibility import (
    ADMITTED,
    REFUSED,
    EligibilityRule,
    Verdict,
    check,
    full_years,
)
from eventkit.web.i18n import moment

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Offer:
    """A nomination and what the applicant's dates say about it."""

    nomination: Nomination
    verdict: Verdict
    is_offered: bool
    why_not: str = ""
    why_not_these: str = ""
    """The same of several nominations that are refused for one reason."""


def last_second(event: Event) -> datetime | None:
    """The last second in which an application is in time; None while no end is set.

    The stage ends at the first instant that is too late: the start of the next day, or the moment
    at which a person closed it, whichever comes first.
    """
    stage = event.stage("registration")
    ends = [end for end in (stage.closes_at, stage.closed_at) if end] if stage else []
    if not ends:
        return None
    end = min(ends)
    # Whoever closes by hand in the middle of a second lets that second count.
    return end - SECOND if end.microsecond == 0 else end.replace(microsecond=0)


def rule_of(nomination: Nomination) -> EligibilityRule:
    """The limits of the nomination's audience; none without an audience."""
    audience = nomination.audience
    if audience is None:
        return EligibilityRule()
    return EligibilityRule(audience.max_age, audience.max_experience, audience.min_experience)


def verdict_of(
    nomination: Nomination, birth: date | None, start: date | None, received_at: datetime
) -> Verdict:
    """The verdict on an application that arrived at an instant."""
    event = nomination.event
    return check(
        rule_of(nomination), birth, start, event.reference_date, received_at, last_second(event)
    )


def offers(event: Event, birth: date | None, start: date | None) -> Sequence[Offer]:
    """All nominations of the event: those that suit the dates, and why the others do not."""
    made = []
    for nomination in event.nominations:
        verdict = check(
            rule_of(nomination), birth, start, event.reference_date, event.created_at, None
        )
        fits = verdict.status != REFUSED
        whys = ("", "") if fits else refusals_of_choice(verdict, nomination.audience)
        made.append(Offer(nomination, verdict, fits, *whys))
    return made


def years_on(event: Event, day: date | None) -> int | None:
    """Full years from a day to the event's day of counting."""
    return None if day is None else full_years(day, event.reference_date)


def years(number: int) -> str:
    """«1 год», «2 года», «5 лет»."""
    return str(ngettext("%(num)d год", "%(num)d лет", number))


def up_to_years(number: int) -> str:
    """After «не больше», «от»: «1 года», «5 лет»."""
    return str(ngettext("%(num)d года", "%(num)d лет", number))


def refusals_of_choice(verdict: Verdict, audience: Audience | None) -> tuple[str, str]:
    """«Эту номинацию выбрать нельзя: стаж 9 лет, а она …», and the same of several."""
    code = verdict.reason_code
    if audience is None:
        return "", ""
    if code == "experience_over" and audience.max_experience is not None:
        told = {
            "have": _experience(verdict, audience.max_experience),
            "limit": up_to_years(audience.max_experience),
        }
        return str(
            _(
                "Эту номинацию выбрать нельзя: стаж %(have)s, "
                "а она для педагогов со стажем не больше %(limit)s.",
                **told,
            )
        ), str(_("Стаж %(have)s, а они для педагогов со стажем не больше %(limit)s.", **told))
    if code == "experience_under" and audience.min_experience is not None:
        told = {
            "have": years(verdict.experience or 0),
            "limit": up_to_years(audience.min_experience),
        }
        return str(
            _(
                "Эту номинацию выбрать нельзя: стаж %(have)s, "
                "а она для педагогов со стажем от %(limit)s.",
                **told,
            )
        ), str(_("Стаж %(have)s, а они для педагогов со стажем от %(limit)s.", **told))
    if code == "age_over" and audience.max_age is not None:
        told = {"have": years(verdict.age or 0), "limit": up_to_years(audience.max_age)}
        return str(
            _(
                "Эту номинацию выбрать нельзя: возраст %(have)s, "
                "а она для педагогов не старше %(limit)s.",
                **told,
            )
        ), str(_("Возраст %(have)s, а они для педагогов не старше %(limit)s.", **told))
    return "", ""


def reason_in_words(verdict: Verdict, nomination: Nomination) -> str:
    """Why an application was refused, as its author and the organizer read it."""
    event, audience, code = nomination.event, nomination.audience, verdict.reason_code
    if code == "late":
        return late_sentence(event)
    if audience is None:
        return ""
    if code == "experience_over" and audience.max_experience is not None:
        return str(
            _(
                "Стаж %(have)s, а номинация для педагогов со стажем не больше %(limit)s.",
                have=_experience(verdict, audience.max_experience),
                limit=up_to_years(audience.max_experience),
            )
        )
    if code == "experience_under" and audience.min_experience is not None:
        return str(
            _(
                "Стаж %(have)s, а номинация для педагогов со стажем от %(limit)s.",
                have=years(verdict.experience or 0),
                limit=up_to_years(audience.min_experience),
            )
        )
    if code == "age_over" and audience.max_age is not None:
        return str(
            _(
                "Возраст %(have)s, а номинация для педагогов не старше %(limit)s.",
                have=years(verdict.age or 0),
                limit=up_to_years(audience.max_age),
            )
        )
    return ""


def late_sentence(event: Event) -> str:
    """«Приём работ закончился …, а заявка пришла позже.»"""
    return str(
        _(
            "Приём работ закончился %(end)s, а заявка пришла позже.",
            end=moment(last_second(event), event.timezone),
        )
    )


def in_words(verdict: Verdict, nomination: Nomination) -> str:
    """The verdict as one sentence for the organizer."""
    if verdict.status == ADMITTED:
        return str(_("Заявка подходит по возрасту, стажу и сроку."))
    if verdict.reason_code == "birth_missing":
        return str(_("Неизвестна дата рождения: возраст проверить нельзя."))
    if verdict.reason_code == "start_missing":
        return str(_("Неизвестно начало педагогической работы: стаж проверить нельзя."))
    return reason_in_words(verdict, nomination)


def _experience(verdict: Verdict, limit: int) -> str:
    """Years of experience; «больше 5 лет» for 5 full years and some days, which is over 5."""
    have = verdict.experience or 0
    if have > limit:
        return years(have)
    return str(_("больше %(limit)s", limit=up_to_years(limit)))
